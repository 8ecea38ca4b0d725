// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/fact_writer.h"

#include "base/log.h"
#include "store/codes.h"
#include "store/connection.h"
#include "store/location.h"
#include "store/run_row.h"

#include <unistd.h>

namespace assize::store {
namespace {

std::int64_t nanoseconds(std::chrono::system_clock::time_point time)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

std::int64_t calendarNow()
{
    return nanoseconds(std::chrono::system_clock::now());
}

std::int64_t stored(std::uint64_t size)
{
    return static_cast<std::int64_t>(std::min<std::uint64_t>(size, INT64_MAX));
}

std::optional<std::string> codeOfOptional(const std::optional<model::Verdict>& verdict)
{
    if (!verdict)
        return std::nullopt;
    return std::string(model::codeOf(*verdict));
}

} // namespace

FactWriter::FactWriter(SQLite::Database& database)
    : m_addSubmission(
          database,
          "INSERT INTO submission(contestant, problem, file) VALUES (?,?,?) ON CONFLICT DO NOTHING"),
      m_findSubmission(database,
                       "SELECT id FROM submission WHERE contestant = ? AND problem = ? AND file = ?"),
      m_addVersion(database,
                   "INSERT INTO submission_version(submission, seen_at, language, content_hash, submitted_at)"
                   " VALUES (?,?,?,?,?)"),
      m_lastVersion(database, "SELECT language, content_hash, submitted_at FROM submission_version"
                              " WHERE submission = ? ORDER BY id DESC LIMIT 1"),
      m_addJudgement(database, "INSERT INTO judgement(submission, session, key, started_at) VALUES (?,?,?,?)"
                               " RETURNING id"),
      m_findJudgement(database, "SELECT j.id, e.judgement IS NOT NULL FROM judgement j"
                                " LEFT JOIN judgement_result e ON e.judgement = j.id"
                                " WHERE j.submission = ? AND j.key = ? ORDER BY j.id DESC LIMIT 1"),
      m_findCompile(database, "SELECT 1 FROM compile WHERE judgement = ?"),
      m_findTests(database, "SELECT test FROM run WHERE judgement = ?"),
      m_addCompile(database, "INSERT INTO compile(judgement, ok, cpu_ns, wall_ns, log) VALUES (?,?,?,?,?)"),
      m_addTestCase(database, "INSERT INTO test_case(name) VALUES (?) ON CONFLICT DO NOTHING"),
      m_findTestCase(database, "SELECT id FROM test_case WHERE name = ?"),
      m_addRun(
          database,
          "INSERT INTO run(judgement, test, test_case, verdict, score, cpu_ns, wall_ns, memory, exit_code,"
          " signal, limit_met, output_size, difference_offset, message, given, given_is_multiplier, key,"
          " measured_at, processor, reused) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      m_addText(database,
                "INSERT INTO run_text(judgement, test, standard_error, output, expected) VALUES (?,?,?,?,?)"),
      m_addAttempt(database, "INSERT INTO run_attempt(judgement, test, attempt, cpu_ns, wall_ns, memory)"
                             " VALUES (?,?,?,?,?,?)"),
      m_addResult(
          database,
          "INSERT INTO judgement_result(judgement, ended_at, state, verdict, score, max_score, message)"
          " VALUES (?,?,?,?,?,?,?)"),
      m_addGroup(database, "INSERT INTO group_result(judgement, place, test_group, verdict, score, max_score)"
                           " VALUES (?,?,?,?,?,?)"),
      m_addSkipped(database, "INSERT INTO skipped_test(judgement, test, test_case) VALUES (?,?,?)"),
      m_project(
          database,
          "INSERT OR REPLACE INTO result(submission, judgement, state, verdict, score, max_score, tests,"
          " skipped, cpu_ns, wall_ns, memory) VALUES (?,?,?,?,?,?,?,?,?,?,?)"),
      m_addTimeLimit(database,
                     "INSERT INTO time_limit(problem, key, limit_ns, computed_at) VALUES (?,?,?,?)"),
      m_addSession(database, "INSERT INTO session(started_at, pid, host, account, engine) VALUES (?,?,?,?,?)"
                             " RETURNING id"),
      m_addPython(database,
                  "INSERT INTO python_interpreter(interpreter, asked_for, chosen_at) VALUES (?,?,?)"),
      m_addProcessor(database, "INSERT INTO processor(model) VALUES (?) ON CONFLICT DO NOTHING"),
      m_findProcessor(database, "SELECT id FROM processor WHERE model = ?")
{
}

void FactWriter::write(const Fact& fact)
{
    std::visit([this](const auto& content) { writeFact(content); }, fact);
}

std::int64_t FactWriter::idOf(const model::Submission& submission)
{
    const Blob contestant{submission.contestant};
    const Blob problem{submission.problem};
    const Blob file{submission.file};
    for (int attempt = 0;; ++attempt) {
        bindAll(m_findSubmission, contestant, problem, file);
        if (m_findSubmission.executeStep() || attempt == 1)
            break;
        execute(m_addSubmission, contestant, problem, file);
    }
    const std::int64_t id = m_findSubmission.getColumn(0).getInt64();
    m_findSubmission.reset();
    return id;
}

void FactWriter::writeFact(const SubmissionSeen& fact)
{
    const model::Submission& seen = fact.submission;
    const std::int64_t submittedAt = nanoseconds(seen.submittedAt.value_or(kUnknownTime));
    bindAll(m_lastVersion, seen.id);
    const bool same = m_lastVersion.executeStep() &&
                      m_lastVersion.getColumn(0).getString() == seen.language &&
                      m_lastVersion.getColumn(1).getString() == seen.contentHash &&
                      m_lastVersion.getColumn(2).getInt64() == submittedAt;
    m_lastVersion.reset();
    if (!same)
        execute(m_addVersion, seen.id, calendarNow(), seen.language, seen.contentHash, submittedAt);
}

void FactWriter::writeFact(const model::JudgementBegun& fact)
{
    if (fact.anew || findJudgement(fact.submission, fact.key).complete)
        startJudgement(fact.submission, fact.key);
}

void FactWriter::writeFact(const model::CompileEnded& fact)
{
    addCompile(openJudgement(fact.submission, fact.key), fact.outcome);
}

void FactWriter::writeFact(const model::RunEnded& fact)
{
    addRun(openJudgement(fact.submission, fact.key), fact.testIndex, fact.run, fact.runKey, fact.processor);
}

void FactWriter::writeFact(const model::JudgementEnded& fact)
{
    const model::Judgement& content = fact.judgement;
    Open& known = openJudgement(content.submission, content.key);
    Open& judgement = known.complete ? startJudgement(content.submission, content.key) : known;
    if (content.compile)
        addCompile(judgement, *content.compile);
    for (std::size_t i = 0; i < content.runs.size(); ++i) {
        if (content.runs[i].state == model::TaskState::Done)
            addRun(judgement, static_cast<int>(i), content.runs[i], {}, {});
    }
    addResult(judgement, content);
    projectResult(judgement, content);
    auto& byKey = m_open[content.submission];
    byKey.erase(content.key);
    if (byKey.empty())
        m_open.erase(content.submission);
}

void FactWriter::writeFact(const model::TimeLimitComputed& fact)
{
    execute(m_addTimeLimit, Blob{fact.problem}, fact.key, fact.limit, calendarNow());
}

void FactWriter::writeFact(const SessionRecorded& fact)
{
    const ProcessIdentity self = processIdentity();
    bindAll(m_addSession, calendarNow(), static_cast<int>(getpid()), Blob{self.host}, Blob{self.account},
            fact.engineJson);
    m_addSession.executeStep();
    m_session = m_addSession.getColumn(0).getInt64();
    m_addSession.reset();
    m_processor = fact.processor;
}

void FactWriter::writeFact(const PythonRecorded& fact)
{
    execute(m_addPython, std::string(model::nameOf(fact.interpreter)), fact.askedFor ? 1 : 0, calendarNow());
}

FactWriter::Open& FactWriter::openJudgement(int submission, const std::string& key)
{
    auto& byKey = m_open[submission];
    const auto found = byKey.find(key);
    return found != byKey.end() ? found->second : findJudgement(submission, key);
}

FactWriter::Open& FactWriter::findJudgement(int submission, const std::string& key)
{
    Open judgement;
    bindAll(m_findJudgement, submission, key);
    if (m_findJudgement.executeStep()) {
        judgement.row = m_findJudgement.getColumn(0).getInt64();
        judgement.complete = m_findJudgement.getColumn(1).getInt() != 0;
    }
    m_findJudgement.reset();
    if (judgement.row == 0)
        return startJudgement(submission, key);
    judgement.hasCompile = bindAll(m_findCompile, judgement.row).executeStep();
    m_findCompile.reset();
    bindAll(m_findTests, judgement.row);
    while (m_findTests.executeStep())
        judgement.tests.insert(m_findTests.getColumn(0).getInt());
    m_findTests.reset();
    return m_open[submission][key] = std::move(judgement);
}

FactWriter::Open& FactWriter::startJudgement(int submission, const std::string& key)
{
    Open judgement;
    bindAll(m_addJudgement, submission, m_session, key, calendarNow());
    m_addJudgement.executeStep();
    judgement.row = m_addJudgement.getColumn(0).getInt64();
    m_addJudgement.reset();
    return m_open[submission][key] = std::move(judgement);
}

void FactWriter::addCompile(Open& judgement, const model::CompileOutcome& outcome)
{
    if (judgement.complete || std::exchange(judgement.hasCompile, true))
        return;
    execute(m_addCompile, judgement.row, outcome.ok ? 1 : 0, outcome.cpuTime, outcome.wallTime,
            Blob{outcome.log});
}

void FactWriter::addRun(Open& judgement, int test, const model::Run& run, const std::string& key,
                        const std::string& processor)
{
    if (run.state != model::TaskState::Done || !run.verdict) {
        log(LogLevel::Warning, "store", "a run without a verdict was not stored");
        return;
    }
    // A run that ends after its judgement was decided no longer matters.
    if (judgement.complete || !judgement.tests.insert(test).second)
        return;
    const std::string_view limit = model::nameOf(run.limit);
    const std::string keyBytes = bytesOfKey(key);
    execute(m_addRun, judgement.row, test, testCaseId(run.testCase), std::string(model::codeOf(*run.verdict)),
            run.score.micros(), run.cpuTime, run.wallTime, stored(run.memory), run.exitCode, run.signal,
            limit.empty() ? std::nullopt : std::optional(std::string(limit)), stored(run.outputSize),
            stored(run.differenceOffset), Blob{run.message},
            run.given ? std::optional(run.given->value.micros()) : std::nullopt,
            run.given ? std::optional(run.given->isMultiplier ? 1 : 0) : std::nullopt,
            key.empty() ? std::nullopt : std::optional(Blob{keyBytes}),
            run.reusedFrom ? nanoseconds(*run.reusedFrom) : calendarNow(),
            processorId(run.reusedFrom ? processor : m_processor),
            run.reusedFrom ? std::optional(1) : std::nullopt);
    if (!run.standardError.empty() || !run.output.empty() || !run.expected.empty())
        execute(m_addText, judgement.row, test, Blob{run.standardError}, Blob{run.output},
                Blob{run.expected});
    for (std::size_t i = 0; i < run.attempts.size(); ++i) {
        const model::Attempt& attempt = run.attempts[i];
        execute(m_addAttempt, judgement.row, test, static_cast<int>(i), attempt.cpuTime, attempt.wallTime,
                stored(attempt.memory));
    }
}

void FactWriter::addResult(const Open& judgement, const model::Judgement& content)
{
    execute(m_addResult, judgement.row, calendarNow(), std::string(codeOfState(content.state)),
            codeOfOptional(content.verdict), content.score.micros(), content.maxScore.micros(),
            Blob{content.message});
    for (std::size_t i = 0; i < content.groups.size(); ++i) {
        const model::GroupResult& group = content.groups[i];
        execute(m_addGroup, judgement.row, static_cast<int>(i), Blob{group.group},
                codeOfOptional(group.verdict), group.score.micros(), group.maxScore.micros());
    }
    for (std::size_t i = 0; i < content.runs.size(); ++i) {
        if (content.runs[i].state == model::TaskState::Skipped)
            execute(m_addSkipped, judgement.row, static_cast<int>(i), testCaseId(content.runs[i].testCase));
    }
}

void FactWriter::projectResult(const Open& judgement, const model::Judgement& content)
{
    int tests = 0;
    int skipped = 0;
    std::chrono::nanoseconds cpuTime{0};
    std::chrono::nanoseconds wallTime{0};
    std::uint64_t memory = 0;
    for (const model::Run& run : content.runs) {
        if (run.state == model::TaskState::Skipped) {
            ++tests;
            ++skipped;
        } else if (run.state == model::TaskState::Done) {
            ++tests;
            cpuTime = std::max(cpuTime, run.cpuTime);
            wallTime = std::max(wallTime, run.wallTime);
            memory = std::max(memory, run.memory);
        }
    }
    execute(m_project, content.submission, judgement.row, std::string(codeOfState(content.state)),
            codeOfOptional(content.verdict), content.score.micros(), content.maxScore.micros(), tests,
            skipped, cpuTime, wallTime, stored(memory));
}

std::int64_t FactWriter::testCaseId(const std::string& name)
{
    if (const auto found = m_testCases.find(name); found != m_testCases.end())
        return found->second;
    execute(m_addTestCase, Blob{name});
    bindAll(m_findTestCase, Blob{name}).executeStep();
    const std::int64_t id = m_findTestCase.getColumn(0).getInt64();
    m_findTestCase.reset();
    m_testCases.emplace(name, id);
    return id;
}

std::optional<std::int64_t> FactWriter::processorId(const std::string& model)
{
    if (model.empty())
        return std::nullopt;
    if (const auto found = m_processors.find(model); found != m_processors.end())
        return found->second;
    execute(m_addProcessor, model);
    bindAll(m_findProcessor, model).executeStep();
    const std::int64_t id = m_findProcessor.getColumn(0).getInt64();
    m_findProcessor.reset();
    m_processors.emplace(model, id);
    return id;
}

} // namespace assize::store
