// SPDX-License-Identifier: GPL-3.0-or-later
// The facts stored since a reader's last position, by the numbers of rows: facts are only added.
#include "store/codes.h"
#include "store/connection.h"
#include "store/contest_reader.h"
#include "store/run_row.h"

namespace assize::store {
namespace {

std::int64_t lastOf(SQLite::Database& database, const char* table)
{
    return database.execAndGet(std::string("SELECT coalesce(max(id), 0) FROM ") + table).getInt64();
}

} // namespace

Position ContestReader::position()
{
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::DEFERRED);
    return readPosition();
}

Position ContestReader::readPosition()
{
    Position position;
    position.submissions = lastOf(m_database, "submission");
    position.judgements = lastOf(m_database, "judgement");
    position.results = lastOf(m_database, "judgement_result");
    position.timeLimits = lastOf(m_database, "time_limit");
    SQLite::Statement rows(m_database, "SELECT j.id, j.submission, j.key FROM judgement j"
                                       " LEFT JOIN judgement_result e ON e.judgement = j.id"
                                       " LEFT JOIN result r ON r.submission = j.submission"
                                       " WHERE e.judgement IS NULL AND j.id > coalesce(r.judgement, 0)");
    while (rows.executeStep()) {
        const std::int64_t row = rows.getColumn(0).getInt64();
        Position::UnderWay& judgement = position.underWay[row];
        judgement.submission = rows.getColumn(1).getInt();
        judgement.key = rows.getColumn(2).getString();
        judgement.tests = testsOf(row);
    }
    return position;
}

std::set<int> ContestReader::testsOf(std::int64_t row)
{
    std::set<int> tests;
    SQLite::Statement rows(m_database, "SELECT test FROM run WHERE judgement = ?");
    rows.bind(1, row);
    while (rows.executeStep())
        tests.insert(rows.getColumn(0).getInt());
    return tests;
}

std::vector<Fact> ContestReader::factsSince(Position& position)
{
    // Everything is of one moment, and nothing is passed over.
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::DEFERRED);
    std::vector<Fact> facts;
    addSubmissions(position, facts);
    addTimeLimits(position, facts);
    addResults(position, facts);
    addBegun(position, facts);
    addRuns(position, facts);
    return facts;
}

void ContestReader::addSubmissions(Position& position, std::vector<Fact>& facts)
{
    SQLite::Statement rows(m_database,
                           "SELECT id, contestant, problem, file FROM submission WHERE id > ? ORDER BY id");
    rows.bind(1, position.submissions);
    while (rows.executeStep()) {
        position.submissions = rows.getColumn(0).getInt64();
        model::Submission submission;
        submission.id = rows.getColumn(0).getInt();
        submission.contestant = bytesOf(rows.getColumn(1));
        submission.problem = bytesOf(rows.getColumn(2));
        submission.file = bytesOf(rows.getColumn(3));
        facts.emplace_back(SubmissionSeen{std::move(submission)});
    }
}

void ContestReader::addTimeLimits(Position& position, std::vector<Fact>& facts)
{
    SQLite::Statement rows(m_database,
                           "SELECT id, problem, key, limit_ns FROM time_limit WHERE id > ? ORDER BY id");
    rows.bind(1, position.timeLimits);
    while (rows.executeStep()) {
        position.timeLimits = rows.getColumn(0).getInt64();
        facts.emplace_back(model::TimeLimitComputed{bytesOf(rows.getColumn(1)), rows.getColumn(2).getString(),
                                                    std::chrono::nanoseconds(rows.getColumn(3).getInt64())});
    }
}

/// Of each submission only the newest.
void ContestReader::addResults(Position& position, std::vector<Fact>& facts)
{
    SQLite::Statement rows(m_database, "SELECT e.judgement, r.submission FROM judgement_result e"
                                       " LEFT JOIN result r ON r.judgement = e.judgement"
                                       " WHERE e.id > ? ORDER BY e.id");
    rows.bind(1, position.results);
    while (rows.executeStep()) {
        position.underWay.erase(rows.getColumn(0).getInt64());
        if (rows.getColumn(1).isNull())
            continue;
        const int submission = rows.getColumn(1).getInt();
        if (std::optional<model::Judgement> judgement = readOne(bindAll(m_current, submission), submission))
            facts.emplace_back(model::JudgementEnded{std::move(*judgement)});
    }
    position.results = lastOf(m_database, "judgement_result");
}

void ContestReader::addBegun(Position& position, std::vector<Fact>& facts)
{
    SQLite::Statement rows(m_database, "SELECT j.id, j.submission, j.key FROM judgement j"
                                       " LEFT JOIN judgement_result e ON e.judgement = j.id"
                                       " WHERE j.id > ? AND e.judgement IS NULL ORDER BY j.id");
    rows.bind(1, position.judgements);
    while (rows.executeStep()) {
        Position::UnderWay& judgement = position.underWay[rows.getColumn(0).getInt64()];
        judgement.submission = rows.getColumn(1).getInt();
        judgement.key = rows.getColumn(2).getString();
        facts.emplace_back(model::JudgementBegun{judgement.submission, judgement.key, false});
    }
    position.judgements = lastOf(m_database, "judgement");
}

void ContestReader::addRuns(Position& position, std::vector<Fact>& facts)
{
    for (auto& [row, known] : position.underWay) {
        const std::set<int> tests = testsOf(row);
        if (tests.size() == known.tests.size())
            continue;
        model::Judgement judgement;
        std::uint64_t textBudget = UINT64_MAX;
        readParts(row, judgement, textBudget);
        // Nothing is skipped before there is a result: runs are in the order of their tests.
        auto run = judgement.runs.begin();
        for (const int test : tests) {
            if (known.tests.insert(test).second)
                facts.emplace_back(model::RunEnded{known.submission, known.key, test, std::move(*run)});
            ++run;
        }
    }
}

} // namespace assize::store
