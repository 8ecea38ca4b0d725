// SPDX-License-Identifier: GPL-3.0-or-later
// Test by test: runs that earlier judgements of the same submission made, and that would be made again in the
// same way. On the scheduler's thread.
#include "exec/limits.h"
#include "exec/loop/judge.h"
#include "exec/run_key.h"
#include "score/score.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace assize::exec {

using model::TaskState;

/// Answers are not run: no tool decides anything.
const model::Toolchain* Judge::toolsOf(const SubmissionJudging& job) const
{
    return job.problem->problem().takesAnswers() ? nullptr : toolchainOf(job);
}

std::string Judge::runKeyPartOf(const SubmissionJudging& job) const
{
    using Role = RequiredProgram::Role;
    std::vector<std::string> juryTools;
    for (const RequiredProgram& required : job.problem->prepared().programs) {
        if (required.role != Role::OutputValidator && required.role != Role::Interactor &&
            required.role != Role::TestMaker)
            continue;
        const model::Toolchain* toolchain = m_toolchains.of(m_toolchains.indexOf(required.program));
        juryTools.push_back(toolchain != nullptr ? toolchain->fingerprint : std::string());
    }
    return runKeyPart(*job.submission, toolsOf(job), job.problem->problem(), juryTools);
}

std::string Judge::runKeyOf(const SubmissionJudging& job, std::size_t test) const
{
    return job.runKeyPart.empty() ? std::string()
                                  : runKey(job.runKeyPart, toolsOf(job), job.problem->problem(), test);
}

std::map<std::size_t, model::Run> Judge::takeEarlierRuns(SubmissionJudging& job,
                                                         const std::optional<KnownRuns>& known)
{
    // A run that measures a limit has another limit, and a run that goes on to the safety margin is stopped
    // elsewhere.
    if (job.jury || m_options.runToSafetyMargin)
        return {};
    job.runKeyPart = runKeyPartOf(job);
    const bool isRejected = known && known->judgement.compile && !known->judgement.compile->ok;
    if (job.runKeyPart.empty() || job.rejudge || isRejected)
        return {};

    const model::Problem& problem = job.problem->problem();
    const model::Toolchain* toolchain = toolsOf(job);
    std::set<std::string> isKnown;
    for (const model::Run& run : known ? known->judgement.runs : std::vector<model::Run>()) {
        if (run.state == TaskState::Done)
            isKnown.insert(run.testCase);
    }
    std::vector<std::string> keys(problem.testCases.size());
    std::vector<std::string> wanted;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (isKnown.contains(problem.testCases[i].id))
            continue;
        keys[i] = runKeyOf(job, i);
        if (!keys[i].empty())
            wanted.push_back(keys[i]);
    }
    if (wanted.empty())
        return {};
    const EarlierRuns earlier = m_with.cache.runs(job.submission->id, wanted);
    const bool wasCompiled = known && known->judgement.compile;
    // Without any run to be made nothing will be compiled.
    if (!wasCompiled && !problem.takesAnswers() && !(earlier.compiled && earlier.compiled->ok))
        return {};
    std::unordered_map<std::string, const EarlierRun*> byKey;
    for (const EarlierRun& run : earlier.runs)
        byKey.emplace(run.key, &run);

    std::map<std::size_t, model::Run> taken;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto found = byKey.find(keys[i]);
        const model::Limits limits = limitsFor(
            problem, problem.testCases[i], toolchain != nullptr ? toolchain->language : model::Language());
        if (keys[i].empty() || found == byKey.end() || !mayBeReused(*found->second, limits, m_with.processor))
            continue;
        model::Run& run = taken.emplace(i, found->second->run).first->second;
        run.testCase = problem.testCases[i].id;
        run.reusedFrom = found->second->measuredAt;
        score::scoreRun(problem, i, run);
        job.taken.push_back({i, found->second->processor});
    }
    job.isCompilationTaken = !job.taken.empty() && !wasCompiled && !problem.takesAnswers();
    if (job.isCompilationTaken)
        job.judgement.compile = earlier.compiled;
    return taken;
}

/// Events of the taken runs. A run that does not matter is not told, and so not kept.
void Judge::tellTaken(SubmissionJudging& job)
{
    if (std::exchange(job.isCompilationTaken, false))
        emit(model::CompileEnded{job.submission->id, job.judgement.key, *job.judgement.compile});
    for (TakenRun& one : std::exchange(job.taken, {})) {
        if (!job.irrelevant[one.test] && job.judgement.runs[one.test].state == TaskState::Done)
            tellRun(job, one.test, std::move(one.processor));
    }
}

} // namespace assize::exec
