// SPDX-License-Identifier: GPL-3.0-or-later
// The work of the slots. On their threads: reads of a Job or ProblemWork only what no longer changes.
#include "exec/custom_grader.h"
#include "exec/limits.h"
#include "exec/session.h"
#include "exec/static_validation.h"
#include "exec/toolchain_probe.h"
#include "score/score.h"

#include <algorithm>
#include <new>

namespace assize::exec {
namespace {

/// Runs `work`; when memory runs out, `fail` tells what that means for this task.
template<typename Work, typename Fail>
void guarded(Work work, Fail fail)
{
    try {
        work();
    } catch (const std::bad_alloc&) {
        fail();
    }
}

/// The submission with what the package adds to it.
CompileInput compileInput(const model::Problem& problem, const model::Submission& submission)
{
    CompileInput input{submission.files, problem.limits.source, submission.entryPoint};
    input.constants = problem.constants;
    const auto named = [&problem](std::string_view language) {
        return std::find_if(
            problem.includes.begin(), problem.includes.end(),
            [language](const model::IncludedFiles& files) { return files.language == language; });
    };
    auto included = named(submission.language);
    if (included == problem.includes.end())
        included = named("default");
    if (included != problem.includes.end())
        input.included = included->files;
    return input;
}

} // namespace

Task Session::probeTask(std::size_t language)
{
    Task task;
    task.priority = Task::Priority::Prepare;
    task.number = language;
    task.memory = kProbeMemory;
    task.work = [this, language](Slot& slot, std::stop_token stop) {
        const model::Language& probed = m_plan.languages[language];
        model::Toolchain toolchain;
        guarded([&] { toolchain = toolchainFrom(m_toolchainCache, slot.jury, probed, stop); },
                [&] {
                    toolchain.language = probed;
                    toolchain.problem = kOutOfMemory;
                });
        // A probe that was stopped has found nothing out.
        if (!stop.stop_requested())
            m_inbox.post(ProbeEnded{language, std::move(toolchain)});
    };
    return task;
}

Task Session::programTask(ProblemWork& work, std::size_t index, Beside beside)
{
    const model::JuryProgram& program = *work.programs[index].program;
    const std::optional<std::string> id = languageOfJuryProgram(program, m_plan.languages);
    const std::optional<std::size_t> language = id ? languageIndex(*id) : std::nullopt;
    const model::Toolchain* toolchain =
        language && m_toolchains[*language] ? &*m_toolchains[*language] : nullptr;
    const model::Limits limits = work.problem.limits;
    Task task;
    task.exclusive = beside == Beside::Nothing;
    task.priority = task.exclusive ? Task::Priority::Exclusive : Task::Priority::Prepare;
    task.number = m_plan.languages.size() + index;
    task.memory =
        compileLimits(toolchain != nullptr ? toolchain->language : model::Language{}, limits).memory;
    task.work = [this, &work, index, toolchain, &program, limits, beside](Slot& slot, std::stop_token stop) {
        guarded(
            [&] {
                BuildResult result =
                    buildJuryProgram(m_compiler, slot.jury, program, toolchain, m_plan.languages,
                                     work.problem.constants, limits, stop, beside);
                if (result.outOfWallTime)
                    m_dispatcher.push(programTask(work, index, Beside::Nothing));
                else if (!result.cancelled)
                    m_inbox.post(ProgramEnded{&work, index, std::move(result)});
            },
            [&] {
                m_inbox.post(ProgramEnded{&work, index, {nullptr, kOutOfMemory, false}});
            });
    };
    return task;
}

Task Session::compileAheadTask(Job& job)
{
    const model::Toolchain& toolchain = *toolchainOf(job);
    Task task;
    task.priority = Task::Priority::Ahead;
    task.submission = job.submission->id;
    task.memory = compileLimits(toolchain.language, job.problem->problem.limits).memory;
    task.work = [this, &job, &toolchain, limits = job.problem->problem.limits](Slot& slot,
                                                                               const std::stop_token& stop) {
        // What it gives is found in the cache by the real one, which also tells of failures.
        guarded(
            [&] {
                if (!job.problem->judgeable)
                    return;
                slot.beginSubmission(job.submission->id);
                m_compiler.compile(slot.contestant, toolchain,
                                   compileInput(job.problem->problem, *job.submission), limits, stop);
            },
            [] {});
        m_inbox.post(CompiledAhead{&job});
    };
    return task;
}

Task Session::compileTask(Job& job, Beside beside)
{
    const model::Toolchain& toolchain = *toolchainOf(job);
    Task task;
    task.exclusive = beside == Beside::Nothing;
    task.priority = task.exclusive ? Task::Priority::Exclusive : Task::Priority::Begin;
    task.submission = job.submission->id;
    task.memory = compileLimits(toolchain.language, job.problem->problem.limits).memory;
    task.work = [this, &job, &toolchain, beside, pending = job.pending](Slot& slot, std::stop_token stop) {
        guarded(
            [&] {
                slot.beginSubmission(job.submission->id);
                m_inbox.post(CompileBegan{&job, slot.number});
                const model::Limits& limits = job.problem->problem.limits;
                CompileResult result = m_compiler.compile(slot.contestant, toolchain,
                                                          compileInput(job.problem->problem, *job.submission),
                                                          limits, stop, beside);
                if (result.kind == CompileResult::Kind::Cancelled)
                    return;
                if (result.kind == CompileResult::Kind::OutOfWallTime) {
                    m_dispatcher.push(compileTask(job, Beside::Nothing));
                    return;
                }
                // Posted before the tests can start, queued before this slot looks for its next task.
                const std::shared_ptr<const Program> program = result.program;
                m_inbox.post(CompileEnded{&job, std::move(result)});
                std::vector<Task> tests;
                for (const std::size_t test : pending) {
                    if (program)
                        tests.push_back(testTask(job, test, program));
                }
                m_dispatcher.push(std::move(tests));
            },
            [&] {
                CompileResult result;
                result.failure = kOutOfMemory;
                m_inbox.post(CompileEnded{&job, std::move(result)});
            });
    };
    return task;
}

void Session::addAnswerTasks(Job& job, std::vector<Task>& tasks)
{
    announce(job);
    for (const std::size_t test : job.pending) {
        const model::TestCase& testCase = job.problem->problem.testCases[test];
        Task task;
        task.priority = Task::Priority::Test;
        task.droppable = true;
        task.submission = job.submission->id;
        task.number = test;
        task.memory = job.problem->judging.byValidators() ? job.problem->problem.limits.validationMemory : 0;
        task.work = [this, &job, test, &testCase](Slot& slot, const std::stop_token& stop) {
            m_inbox.post(TestBegan{&job, test, slot.number});
            guarded(
                [&] {
                    endTest(
                        job, test, RunUntil::TimeLimit,
                        m_runner.checkAnswer(slot, job.problem->judging, testCase, *job.submission, stop));
                },
                [&] { endWithoutMemory(job, test); });
        };
        tasks.push_back(std::move(task));
    }
}

bool Session::marginMatters(const Job& job) const
{
    return m_options.runToSafetyMargin && !m_options.stopAtFirstFailure &&
           hasMargin(job.problem->problem.timeLimitRule);
}

void Session::endTest(Job& job, std::size_t test, RunUntil until, CaseReport report)
{
    const model::Problem& problem = job.problem->problem;
    const std::string group(score::marginGroup(problem, test));
    if (report.cancelled) {
        if (std::vector<std::size_t> again = job.marginRuns.abandon(group, test); !again.empty())
            m_inbox.post(TestEnded{&job, {{}, std::move(again)}});
        return;
    }
    MarginRun run{test, until, report.stopped && report.run.verdict == model::Verdict::TLE,
                  std::move(report.run)};
    score::scoreRun(problem, test, run.run);
    const bool stops = m_options.stopAtFirstFailure && !job.jury && !problem.isScoring() &&
                       run.run.verdict != model::Verdict::AC;
    // Here and not where the message is read: the next run of this slot depends on it, and could be one that
    // no longer matters.
    TestEnded ended{&job, {}};
    if (marginMatters(job))
        ended.ended = job.marginRuns.end(group, std::move(run));
    else
        ended.ended.known.push_back(std::move(run));
    m_inbox.post(std::move(ended));
    if (stops)
        m_dispatcher.drop(job.submission->id, test + 1);
}

/// Where that is one too many, as the result had been told before, it is not looked at.
void Session::endWithoutMemory(Job& job, std::size_t test)
{
    const model::Problem& problem = job.problem->problem;
    TestEnded ended{&job, {}};
    ended.ended.again = job.marginRuns.abandon(std::string(score::marginGroup(problem, test)), test);
    ended.ended.known.push_back(
        {test, RunUntil::TimeLimit, false, judgeErrorRun(problem.testCases[test], kOutOfMemory)});
    m_inbox.post(std::move(ended));
}

void Session::runTest(Slot& slot, Job& job, std::size_t test, const std::shared_ptr<const Program>& program,
                      const std::stop_token& stop)
{
    const model::Problem& problem = job.problem->problem;
    RunUntil until = RunUntil::TimeLimit;
    if (marginMatters(job))
        until = job.marginRuns.begin(std::string(score::marginGroup(problem, test)), test);
    m_inbox.post(TestBegan{&job, test, slot.number});
    slot.beginSubmission(job.submission->id);
    CaseReport report =
        m_runner.run(slot, {job.problem->judging, problem.testCases[test], *program, until}, stop);
    const bool known = report.repeat == CaseReport::Repeat::Starved && job.waits;
    if (!report.cancelled && report.repeat != CaseReport::Repeat::No && !known)
        m_dispatcher.push(aloneTask(job, test, program, std::move(report), until));
    else
        endTest(job, test, until, std::move(report));
}

Task Session::testTask(Job& job, std::size_t test, std::shared_ptr<const Program> program)
{
    const model::Problem& problem = job.problem->problem;
    Task task;
    task.priority = Task::Priority::Test;
    task.droppable = true;
    task.submission = job.submission->id;
    task.number = test;
    task.memory = limitsFor(problem, problem.testCases[test], program->language).memory;
    if (job.problem->judging.byValidators())
        task.memory = std::max(task.memory, problem.limits.validationMemory);
    task.work = [this, &job, test, program = std::move(program)](Slot& slot, const std::stop_token& stop) {
        guarded([&] { runTest(slot, job, test, program, stop); }, [&] { endWithoutMemory(job, test); });
    };
    return task;
}

Task Session::foldTask(Job& job)
{
    const ProblemWork& work = *job.problem;
    Task task;
    task.priority = Task::Priority::Prepare;
    task.submission = job.submission->id;
    task.memory = work.problem.limits.validationMemory;
    task.work = [this, &job, &work, judgement = job.judgement](Slot& slot, std::stop_token stop) mutable {
        guarded(
            [&] {
                score::CustomGrader grader;
                if (work.judging.grader)
                    grader =
                        customGrader(slot.jury, work.judging.grader->prepared, work.problem.limits, stop);
                std::optional<std::vector<score::StaticResult>> staticResults(std::in_place);
                if (work.judging.staticValidator)
                    staticResults =
                        validateStatically(slot.jury, work.judging.staticValidator->prepared, work.problem,
                                           *job.submission, toolchainOf(job)->language, stop);
                // What is not complete is not folded; the session drops it.
                if (!staticResults)
                    return;
                score::fold(work.problem, m_options.stopAtFirstFailure && !job.jury, judgement, grader,
                            *staticResults);
            },
            [&] { score::foldJudgeError(work.problem, kOutOfMemory, judgement); });
        if (!stop.stop_requested())
            m_inbox.post(FoldEnded{&job, std::move(judgement)});
    };
    return task;
}

Task Session::decisiveTask(Job& job, std::size_t test)
{
    const model::Problem& problem = job.problem->problem;
    const model::Toolchain& toolchain = *toolchainOf(job);
    CaseReport report;
    report.run = job.judgement.runs[test];
    report.repeat = CaseReport::Repeat::Decisive;
    const RunUntil until = marginMatters(job) ? RunUntil::SafetyMargin : RunUntil::TimeLimit;
    Task task;
    task.priority = Task::Priority::Exclusive;
    task.exclusive = true;
    task.droppable = true;
    task.submission = job.submission->id;
    task.number = test;
    task.work = [this, &job, &problem, &toolchain, test, until,
                 report = std::move(report)](Slot& slot, const std::stop_token& stop) mutable {
        DecisiveEnded ended{&job, test, std::nullopt};
        guarded(
            [&] {
                slot.beginSubmission(job.submission->id);
                const CompileResult compiled =
                    m_compiler.compile(slot.contestant, toolchain, compileInput(problem, *job.submission),
                                       problem.limits, stop, Beside::Nothing);
                if (!compiled.program)
                    return;
                const RunOrder order{job.problem->judging, problem.testCases[test], *compiled.program, until};
                m_runner.repeatAlone(slot, order, report, stop);
                if (report.cancelled)
                    return;
                score::scoreRun(problem, test, report.run);
                ended.run = std::move(report.run);
            },
            [] {});
        // What was stopped decides nothing, and nobody waits for it any more.
        if (!stop.stop_requested())
            m_inbox.post(std::move(ended));
    };
    return task;
}

Task Session::aloneTask(Job& job, std::size_t test, std::shared_ptr<const Program> program, CaseReport report,
                        RunUntil until)
{
    const model::Problem& problem = job.problem->problem;
    Task task;
    task.priority = Task::Priority::Exclusive;
    task.exclusive = true;
    task.droppable = true;
    task.submission = job.submission->id;
    task.number = test;
    // Nothing runs beside it that could tell how slow the program is.
    if (marginMatters(job) && until == RunUntil::TimeLimit) {
        job.marginRuns.beginToMargin(std::string(score::marginGroup(problem, test)), test);
        until = RunUntil::SafetyMargin;
    }
    task.work = [this, &job, &problem, test, program = std::move(program), report = std::move(report),
                 until](Slot& slot, const std::stop_token& stop) mutable {
        const RunOrder order{job.problem->judging, problem.testCases[test], *program, until};
        guarded(
            [&] {
                slot.beginSubmission(job.submission->id);
                const bool starved = report.repeat == CaseReport::Repeat::Starved;
                m_runner.repeatAlone(slot, order, report, stop);
                if (starved && !report.cancelled && report.run.limit == model::LimitKind::Wall)
                    job.waits = true;
                endTest(job, test, until, std::move(report));
            },
            [&] { endWithoutMemory(job, test); });
    };
    return task;
}

} // namespace assize::exec
