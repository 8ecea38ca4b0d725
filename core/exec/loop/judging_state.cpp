// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/loop/judging_state.h"

#include "score/score.h"

#include <map>
#include <utility>

namespace assize::exec {

using model::TaskState;

void SubmissionJudging::begin(std::optional<KnownRuns> given, std::map<std::size_t, model::Run> earlierRuns,
                              bool stopAtFirstFailure)
{
    std::map<std::string, model::Run*> known;
    if (given) {
        resumed = given->stored;
        if (given->judgement.compile)
            judgement.compile = given->judgement.compile;
        for (model::Run& run : given->judgement.runs) {
            if (run.state == TaskState::Done)
                known.emplace(run.testCase, &run);
        }
    }
    for (const model::TestCase& test : problem->problem().testCases) {
        model::Run& run = judgement.runs.emplace_back();
        const auto earlier = known.find(test.id);
        if (earlier != known.end())
            run = std::move(*earlier->second);
        run.testCase = test.id;
    }
    for (auto& [test, run] : earlierRuns)
        judgement.runs[test] = std::move(run);
    state = State::UnderWay;
    if (isRejectedByCompiler())
        return;
    findIrrelevant(stopAtFirstFailure);
    for (std::size_t i = 0; i < irrelevant.size(); ++i) {
        if (!irrelevant[i] && judgement.runs[i].state != TaskState::Done)
            pending.push_back(i);
    }
}

void SubmissionJudging::findIrrelevant(bool stopAtFirstFailure)
{
    const std::vector<model::Run>& runs = judgement.runs;
    irrelevant = score::irrelevantRuns(problem->problem(), runs, stopAtFirstFailure && !jury);
    undecided = 0;
    for (std::size_t i = 0; i < runs.size(); ++i)
        undecided += !irrelevant[i] && runs[i].state != TaskState::Done ? 1 : 0;
}

bool SubmissionJudging::isOpen(std::size_t test) const
{
    return state == State::UnderWay && !irrelevant[test] && judgement.runs[test].state != TaskState::Done;
}

} // namespace assize::exec
