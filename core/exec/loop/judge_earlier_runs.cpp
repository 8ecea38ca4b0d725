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
    return runKeyPart(*job.submission, toolchainOf(job), job.problem->problem(), juryTools);
}

std::string Judge::runKeyOf(const SubmissionJudging& job, std::size_t test) const
{
    return job.runKeyPart.empty() ? std::string()
                                  : runKey(job.runKeyPart, toolchainOf(job), job.problem->problem(), test);
}

std::vector<TakenRun> Judge::takeEarlierRuns(SubmissionJudging& job, const std::optional<KnownRuns>& known)
{
    // What measures a limit runs under another one, and what goes on to the safety margin is stopped
    // elsewhere.
    if (job.jury || m_options.runToSafetyMargin)
        return {};
    job.runKeyPart = runKeyPartOf(job);
    const bool isRejected = known && known->judgement.compile && !known->judgement.compile->ok;
    if (job.runKeyPart.empty() || job.rejudge || isRejected)
        return {};

    const model::Problem& problem = job.problem->problem();
    const model::Toolchain* toolchain = toolchainOf(job);
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

    std::vector<TakenRun> taken;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto found = byKey.find(keys[i]);
        const model::Limits limits = limitsFor(
            problem, problem.testCases[i], toolchain != nullptr ? toolchain->language : model::Language());
        if (keys[i].empty() || found == byKey.end() || !mayBeReused(*found->second, limits, m_with.processor))
            continue;
        TakenRun& one = taken.emplace_back(TakenRun{i, found->second->run, found->second->processor});
        one.run.testCase = problem.testCases[i].id;
        one.run.reusedFrom = found->second->measuredAt;
        score::scoreRun(problem, i, one.run);
    }
    if (!taken.empty() && !wasCompiled && !problem.takesAnswers())
        job.judgement.compile = earlier.compiled;
    return taken;
}

/// Events of them. What no longer matters is not told, and so not kept.
void Judge::tellTaken(SubmissionJudging& job, bool wasCompiled, std::vector<TakenRun> taken)
{
    if (taken.empty())
        return;
    announce(job);
    if (job.judgement.compile && !wasCompiled)
        emit(CompileFinished{job.submission->id, job.judgement.key, *job.judgement.compile});
    for (TakenRun& one : taken) {
        if (!job.irrelevant[one.test])
            tellRun(job, one.test, std::move(one.processor));
    }
}

} // namespace assize::exec
