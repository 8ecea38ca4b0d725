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

constexpr const char* kOutOfMemory = "the judge itself ran out of memory";

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
        return std::find_if(problem.includes.begin(), problem.includes.end(),
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
    task.rank = Task::Rank::Prepare;
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

Task Session::programTask(ProblemWork& work, std::size_t index)
{
    const model::JuryProgram& program = *work.programs[index].program;
    const std::optional<std::string> id = languageOfValidator(program, m_plan.languages);
    const std::optional<std::size_t> language = id ? languageIndex(*id) : std::nullopt;
    const model::Toolchain* toolchain =
        language && m_toolchains[*language] ? &*m_toolchains[*language] : nullptr;
    const model::Limits limits = work.problem.limits;
    Task task;
    task.rank = Task::Rank::Prepare;
    task.number = m_plan.languages.size() + index;
    task.memory =
        compileLimits(toolchain != nullptr ? toolchain->language : model::Language{}, limits).memory;
    task.work = [this, &work, index, toolchain, &program, limits](Slot& slot, std::stop_token stop) {
        guarded(
            [&] {
                BuildResult result = buildValidator(m_compiler, slot.jury, program, toolchain,
                                                    work.problem.constants, limits, stop);
                if (!result.cancelled)
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
    task.rank = Task::Rank::Ahead;
    task.submission = job.submission->id;
    task.memory = compileLimits(toolchain.language, job.problem->problem.limits).memory;
    task.work = [this, &job, &toolchain, limits = job.problem->problem.limits](Slot& slot, std::stop_token stop) {
        slot.beginSubmission(job.submission->id);
        // What it gives is found in the cache by the real one, which also tells of failures.
        guarded(
            [&] {
                m_compiler.compile(slot.contestant, toolchain,
                                   compileInput(job.problem->problem, *job.submission), limits, stop);
            },
            [] {});
        m_inbox.post(CompiledAhead{&job});
    };
    return task;
}

Task Session::compileTask(Job& job)
{
    const model::Toolchain& toolchain = *toolchainOf(job);
    Task task;
    task.rank = Task::Rank::Compile;
    task.submission = job.submission->id;
    task.memory = compileLimits(toolchain.language, job.problem->problem.limits).memory;
    task.work = [this, &job, &toolchain, pending = job.pending](Slot& slot, std::stop_token stop) {
        guarded(
            [&] {
                slot.beginSubmission(job.submission->id);
                m_inbox.post(CompileBegan{&job, slot.number});
                const model::Limits& limits = job.problem->problem.limits;
                CompileResult result =
                    m_compiler.compile(slot.contestant, toolchain,
                                       compileInput(job.problem->problem, *job.submission), limits, stop);
                if (result.kind == CompileResult::Kind::Cancelled)
                    return;
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
        task.rank = Task::Rank::Test;
        task.submission = job.submission->id;
        task.number = test;
        task.memory = job.problem->judging.byValidators() ? job.problem->problem.limits.validationMemory : 0;
        task.work = [this, &job, test, &testCase](Slot& slot, std::stop_token stop) {
            guarded(
                [&] {
                    m_inbox.post(TestBegan{&job, test, slot.number});
                    TestReport report =
                        m_runner.checkAnswer(slot, job.problem->judging, testCase, *job.submission, stop);
                    if (!report.cancelled)
                        endTest(job, test, std::move(report.run));
                },
                [&] { endTest(job, test, judgeErrorRun(testCase, kOutOfMemory)); });
        };
        tasks.push_back(std::move(task));
    }
}

void Session::endTest(Job& job, std::size_t test, model::Run run)
{
    const model::Problem& problem = job.problem->problem;
    score::scoreRun(problem, test, run);
    const bool stops = m_options.stopAtFirstFailure && !job.jury && !problem.isScoring() &&
                       run.verdict != model::Verdict::AC;
    m_inbox.post(TestEnded{&job, test, std::move(run)});
    // Here and not where the message is read: the next task of this slot could be one that no longer matters.
    if (stops)
        m_dispatcher.drop(job.submission->id, test + 1);
}

RunUntil Session::beginMarginRun(Job& job, std::size_t test) const
{
    if (!m_options.runToSafetyMargin)
        return RunUntil::TimeLimit;
    return job.marginRuns.begin(std::string(score::marginGroup(job.problem->problem, test)));
}

void Session::endMarginRun(Job& job, const std::shared_ptr<const Program>& program, MarginRun run)
{
    if (!m_options.runToSafetyMargin)
        return endTest(job, run.test, std::move(run.run));
    const std::string group(score::marginGroup(job.problem->problem, run.test));
    MarginRuns::Ended ended = job.marginRuns.end(group, std::move(run));
    for (MarginRun& known : ended.known)
        endTest(job, known.test, std::move(known.run));
    for (const std::size_t again : ended.again)
        m_dispatcher.push(testTask(job, again, program));
}

void Session::abandonMarginRun(Job& job, std::size_t test, const std::shared_ptr<const Program>& program,
                               RunUntil until)
{
    const std::string group(score::marginGroup(job.problem->problem, test));
    for (const std::size_t again : job.marginRuns.abandon(group, until))
        m_dispatcher.push(testTask(job, again, program));
}

void Session::runTest(Slot& slot, Job& job, std::size_t test, const std::shared_ptr<const Program>& program,
                      std::stop_token stop)
{
    const model::TestCase& testCase = job.problem->problem.testCases[test];
    slot.beginSubmission(job.submission->id);
    m_inbox.post(TestBegan{&job, test, slot.number});
    const RunUntil until = beginMarginRun(job, test);
    guarded(
        [&] {
            TestReport report = m_runner.run(slot, {job.problem->judging, testCase, *program, until}, stop);
            if (report.cancelled)
                return abandonMarginRun(job, test, program, until);
            if (report.repeat != TestReport::Repeat::No) {
                abandonMarginRun(job, test, program, until);
                m_dispatcher.push(aloneTask(job, test, program, std::move(report), until));
                return;
            }
            const bool tooSlow = report.stopped && report.run.verdict == model::Verdict::TLE;
            endMarginRun(job, program, {test, until, tooSlow, std::move(report.run)});
        },
        [&] {
            abandonMarginRun(job, test, program, until);
            endTest(job, test, judgeErrorRun(testCase, kOutOfMemory));
        });
}

Task Session::testTask(Job& job, std::size_t test, std::shared_ptr<const Program> program)
{
    const model::Problem& problem = job.problem->problem;
    Task task;
    task.rank = Task::Rank::Test;
    task.submission = job.submission->id;
    task.number = test;
    task.memory = limitsFor(problem, problem.testCases[test], program->language).memory;
    if (job.problem->judging.byValidators())
        task.memory = std::max(task.memory, problem.limits.validationMemory);
    task.work = [this, &job, test, program = std::move(program)](Slot& slot, std::stop_token stop) {
        guarded([&] { runTest(slot, job, test, program, std::move(stop)); },
                [&] { endTest(job, test, judgeErrorRun(job.problem->problem.testCases[test], kOutOfMemory)); });
    };
    return task;
}

Task Session::foldTask(Job& job)
{
    const ProblemWork& work = *job.problem;
    Task task;
    // Never dropped together with tests.
    task.rank = Task::Rank::Prepare;
    task.submission = job.submission->id;
    task.memory = work.problem.limits.validationMemory;
    task.work = [this, &job, &work, judgement = job.judgement](Slot& slot, std::stop_token stop) mutable {
        guarded(
            [&] {
                score::CustomGrader grader;
                if (work.judging.grader)
                    grader = customGrader(slot.jury, work.judging.grader->validator, work.problem.limits, stop);
                std::optional<std::vector<score::StaticResult>> staticResults(std::in_place);
                if (work.judging.staticValidator)
                    staticResults =
                        validateStatically(slot.jury, work.judging.staticValidator->validator, work.problem,
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

Task Session::aloneTask(Job& job, std::size_t test, std::shared_ptr<const Program> program, TestReport report,
                        RunUntil until)
{
    const model::TestCase& testCase = job.problem->problem.testCases[test];
    Task task;
    task.rank = Task::Rank::Alone;
    task.submission = job.submission->id;
    task.number = test;
    task.work = [this, &job, test, &testCase, program = std::move(program), report = std::move(report),
                 until](Slot& slot, std::stop_token stop) mutable {
        guarded(
            [&] {
                slot.beginSubmission(job.submission->id);
                m_runner.repeatAlone(slot, {job.problem->judging, testCase, *program, until}, report, stop);
                if (!report.cancelled)
                    endTest(job, test, std::move(report.run));
            },
            [&] { endTest(job, test, judgeErrorRun(testCase, kOutOfMemory)); });
    };
    return task;
}

} // namespace assize::exec
