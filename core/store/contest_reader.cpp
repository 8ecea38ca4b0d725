// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/contest_reader.h"

#include "store/codes.h"
#include "store/connection.h"
#include "store/run_row.h"

#include <climits>

namespace assize::store {
namespace {

/// The sandbox of the session `s`: a judgement is never continued by a sandbox that isolates otherwise.
constexpr std::string_view kSandbox =
    "CASE WHEN json_valid(s.engine) THEN json_extract(s.engine, '$.sandbox') END";

/// Columns first.. are state, verdict, score, max_score, message of a result, all NULL when there is none.
void readResult(const SQLite::Statement& row, int first, model::Judgement& judgement)
{
    judgement.state = stateFromCode(textOf(row.getColumn(first)));
    judgement.verdict = model::verdictFromCode(textOf(row.getColumn(first + 1)));
    if (judgement.state == model::SubmissionState::Incomplete)
        return;
    judgement.score = Decimal::fromMicros(row.getColumn(first + 2).getInt64());
    judgement.maxScore = Decimal::fromMicros(row.getColumn(first + 3).getInt64());
    judgement.message = bytesOf(row.getColumn(first + 4));
}

} // namespace

ContestReader::ContestReader(SQLite::Database& database)
    : m_database(database),
      m_compile(database, "SELECT ok, cpu_ns, wall_ns, log FROM compile WHERE judgement = ?"),
      m_groups(database, "SELECT test_group, verdict, score, max_score FROM group_result WHERE judgement = ?"
                         " ORDER BY place"),
      m_runs(database, "SELECT r.test, r.test_case, " + std::string(kRunColumns) +
                           " FROM run r WHERE r.judgement = ? ORDER BY r.test"),
      m_texts(
          database,
          "SELECT test, standard_error, output, expected FROM run_text WHERE judgement = ? ORDER BY test"),
      m_attempts(database, "SELECT test, cpu_ns, wall_ns, memory FROM run_attempt WHERE judgement = ?"
                           " ORDER BY test, attempt"),
      m_skipped(database, "SELECT test, test_case FROM skipped_test WHERE judgement = ? ORDER BY test"),
      m_find(database, "SELECT j.id, e.state, e.verdict, e.score, e.max_score, e.message, j.key, " +
                           std::string(kSandbox) +
                           " FROM judgement j"
                           " LEFT JOIN judgement_result e ON e.judgement = j.id"
                           " LEFT JOIN session s ON s.id = j.session"
                           " WHERE j.submission = ? AND j.key = ? ORDER BY j.id DESC LIMIT 1"),
      m_current(database,
                "SELECT j.id, e.state, e.verdict, e.score, e.max_score, e.message, j.key, " +
                    std::string(kSandbox) +
                    " FROM result r"
                    " JOIN judgement j ON j.id = r.judgement JOIN judgement_result e ON e.judgement = j.id"
                    " LEFT JOIN session s ON s.id = j.session"
                    " WHERE r.submission = ?"),
      m_keyed(database, "SELECT r.judgement, r.test, " + std::string(kRunColumns) +
                            ", r.key, p.model FROM judgement j JOIN run r ON r.judgement = j.id"
                            " LEFT JOIN processor p ON p.id = r.processor"
                            " LEFT JOIN session s ON s.id = j.session"
                            " WHERE j.submission = ? AND r.key IS NOT NULL AND (" +
                            std::string(kSandbox) +
                            " IS NOT 'none') = ?"
                            " AND NOT EXISTS (SELECT 1 FROM skipped_test k"
                            " WHERE k.judgement = r.judgement AND k.test = r.test)"
                            " ORDER BY r.judgement DESC, r.test")
{
}

StoredContest ContestReader::load(const LoadOptions& options)
{
    // One transaction: everything is of one moment, even if the writer commits meanwhile.
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::DEFERRED);
    StoredContest contest;
    contest.submissions = readSubmissions();
    contest.timeLimits = readTimeLimits();
    contest.python = readPython();
    contest.position = readPosition();

    std::uint64_t textBudget = options.textBudget;
    SQLite::Statement rows(
        m_database,
        "SELECT j.id, j.submission, j.key, j.started_at, r.judgement IS NOT NULL AND r.judgement = j.id,"
        " e.state, e.verdict, e.score, e.max_score, e.message, " +
            std::string(kSandbox) +
            " FROM judgement j LEFT JOIN judgement_result e ON e.judgement = j.id"
            " LEFT JOIN session s ON s.id = j.session"
            " LEFT JOIN result r ON r.submission = j.submission"
            " WHERE j.id = r.judgement OR (e.judgement IS NULL AND j.id > coalesce(r.judgement, 0))"
            " ORDER BY j.submission, j.id");
    while (rows.executeStep()) {
        StoredJudgement& stored = contest.judgements.emplace_back();
        stored.judgement.submission = rows.getColumn(1).getInt();
        stored.judgement.key = rows.getColumn(2).getString();
        stored.startedAt = timeOf(rows.getColumn(3));
        stored.current = rows.getColumn(4).getInt() != 0;
        readResult(rows, 5, stored.judgement);
        stored.judgement.sandbox = textOf(rows.getColumn(10));
        if (options.parts && !readParts(rows.getColumn(0).getInt64(), stored.judgement, textBudget))
            contest.textsLeftOut = true;
    }

    SQLite::Statement session(m_database, "SELECT engine FROM session ORDER BY id DESC LIMIT 1");
    if (session.executeStep())
        contest.lastEngineJson = session.getColumn(0).getString();
    return contest;
}

std::optional<model::Judgement> ContestReader::find(int submission, const std::string& key)
{
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::DEFERRED);
    return readOne(bindAll(m_find, submission, key), submission);
}

std::optional<model::Judgement> ContestReader::current(int submission)
{
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::DEFERRED);
    return readOne(bindAll(m_current, submission), submission);
}

std::optional<model::Judgement> ContestReader::readOne(SQLite::Statement& statement, int submission)
{
    if (!statement.executeStep()) {
        statement.reset();
        return std::nullopt;
    }
    model::Judgement judgement;
    judgement.submission = submission;
    judgement.key = statement.getColumn(6).getString();
    const std::int64_t row = statement.getColumn(0).getInt64();
    readResult(statement, 1, judgement);
    judgement.sandbox = textOf(statement.getColumn(7));
    statement.reset();
    std::uint64_t textBudget = UINT64_MAX;
    readParts(row, judgement, textBudget);
    return judgement;
}

std::vector<model::Submission> ContestReader::readSubmissions()
{
    std::vector<model::Submission> submissions;
    SQLite::Statement rows(
        m_database,
        "SELECT s.id, s.contestant, s.problem, s.file, v.language, v.content_hash, v.submitted_at"
        " FROM submission s LEFT JOIN submission_version v"
        " ON v.id = (SELECT max(id) FROM submission_version WHERE submission = s.id) ORDER BY s.id");
    while (rows.executeStep()) {
        model::Submission& submission = submissions.emplace_back();
        submission.id = rows.getColumn(0).getInt();
        submission.contestant = bytesOf(rows.getColumn(1));
        submission.problem = bytesOf(rows.getColumn(2));
        submission.file = bytesOf(rows.getColumn(3));
        submission.language = textOf(rows.getColumn(4));
        submission.contentHash = textOf(rows.getColumn(5));
        if (!rows.getColumn(6).isNull() && timeOf(rows.getColumn(6)) != kUnknownTime)
            submission.submittedAt = timeOf(rows.getColumn(6));
    }
    return submissions;
}

std::vector<model::TimeLimitComputed> ContestReader::readTimeLimits()
{
    std::vector<model::TimeLimitComputed> limits;
    SQLite::Statement rows(m_database, "SELECT problem, key, limit_ns FROM time_limit ORDER BY id");
    while (rows.executeStep())
        limits.push_back(
            {bytesOf(rows.getColumn(0)), rows.getColumn(1).getString(), durationOf(rows.getColumn(2))});
    return limits;
}

std::optional<PythonRecorded> ContestReader::readPython()
{
    SQLite::Statement row(m_database,
                          "SELECT interpreter, asked_for FROM python_interpreter ORDER BY id DESC LIMIT 1");
    if (!row.executeStep())
        return std::nullopt;
    const std::optional<model::PythonInterpreter> interpreter =
        model::pythonInterpreterNamed(textOf(row.getColumn(0)));
    if (!interpreter)
        return std::nullopt;
    return PythonRecorded{*interpreter, row.getColumn(1).getInt() != 0};
}

std::optional<model::CompileOutcome> ContestReader::readCompile(std::int64_t row)
{
    std::optional<model::CompileOutcome> outcome;
    bindAll(m_compile, row);
    if (m_compile.executeStep()) {
        outcome =
            model::CompileOutcome{m_compile.getColumn(0).getInt() != 0, bytesOf(m_compile.getColumn(3)),
                                  durationOf(m_compile.getColumn(1)), durationOf(m_compile.getColumn(2))};
    }
    m_compile.reset();
    return outcome;
}

bool ContestReader::readParts(std::int64_t row, model::Judgement& judgement, std::uint64_t& textBudget)
{
    judgement.compile = readCompile(row);
    bindAll(m_groups, row);
    while (m_groups.executeStep()) {
        judgement.groups.push_back({bytesOf(m_groups.getColumn(0)),
                                    model::verdictFromCode(textOf(m_groups.getColumn(1))),
                                    Decimal::fromMicros(m_groups.getColumn(2).getInt64()),
                                    Decimal::fromMicros(m_groups.getColumn(3).getInt64())});
    }
    m_groups.reset();
    std::vector<int> tests;
    readRuns(row, judgement, tests);
    const auto runOf = [&](int test) -> model::Run* {
        const auto found = std::lower_bound(tests.begin(), tests.end(), test);
        if (found == tests.end() || *found != test)
            return nullptr;
        model::Run& run = judgement.runs[static_cast<std::size_t>(found - tests.begin())];
        return run.state == model::TaskState::Done ? &run : nullptr;
    };
    return readTexts(row, runOf, textBudget);
}

void ContestReader::readRuns(std::int64_t row, model::Judgement& judgement, std::vector<int>& tests)
{
    struct Skipped
    {
        int test;
        std::int64_t testCase;
    };
    std::vector<Skipped> skipped;
    bindAll(m_skipped, row);
    while (m_skipped.executeStep())
        skipped.push_back({m_skipped.getColumn(0).getInt(), m_skipped.getColumn(1).getInt64()});
    m_skipped.reset();

    std::size_t nextSkipped = 0;
    const auto addSkippedBefore = [&](int test) {
        for (; nextSkipped < skipped.size() && skipped[nextSkipped].test < test; ++nextSkipped) {
            model::Run& run = judgement.runs.emplace_back();
            run.testCase = testCaseName(skipped[nextSkipped].testCase);
            run.state = model::TaskState::Skipped;
            tests.push_back(skipped[nextSkipped].test);
        }
    };
    bindAll(m_runs, row);
    while (m_runs.executeStep()) {
        const int test = m_runs.getColumn(0).getInt();
        addSkippedBefore(test);
        // Ran, but was decided not to count.
        if (nextSkipped < skipped.size() && skipped[nextSkipped].test == test)
            continue;
        model::Run& run = judgement.runs.emplace_back(runFromRow(m_runs));
        tests.push_back(test);
        run.testCase = testCaseName(m_runs.getColumn(1).getInt64());
    }
    m_runs.reset();
    addSkippedBefore(INT_MAX);
}

bool ContestReader::readTexts(std::int64_t row, const RunOf& runOf, std::uint64_t& textBudget)
{
    bindAll(m_attempts, row);
    while (m_attempts.executeStep()) {
        if (model::Run* run = runOf(m_attempts.getColumn(0).getInt()))
            run->attempts.push_back({durationOf(m_attempts.getColumn(1)), durationOf(m_attempts.getColumn(2)),
                                     sizeOf(m_attempts.getColumn(3))});
    }
    m_attempts.reset();
    if (textBudget == 0)
        return false;
    bindAll(m_texts, row);
    while (m_texts.executeStep()) {
        model::Run* run = runOf(m_texts.getColumn(0).getInt());
        if (!run)
            continue;
        run->standardError = bytesOf(m_texts.getColumn(1));
        run->output = bytesOf(m_texts.getColumn(2));
        run->expected = bytesOf(m_texts.getColumn(3));
        const std::uint64_t size = run->standardError.size() + run->output.size() + run->expected.size();
        textBudget -= std::min(textBudget, size);
    }
    m_texts.reset();
    return true;
}

const std::string& ContestReader::testCaseName(std::int64_t id)
{
    if (const auto found = m_testCases.find(id); found != m_testCases.end())
        return found->second;
    SQLite::Statement statement(m_database, "SELECT name FROM test_case WHERE id = ?");
    statement.bind(1, id);
    return m_testCases.emplace(id, statement.executeStep() ? bytesOf(statement.getColumn(0)) : std::string())
        .first->second;
}

} // namespace assize::store
