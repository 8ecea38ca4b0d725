// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/usefulness.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace assize::verify {
namespace {

using model::Verdict;

bool isFailure(Verdict verdict)
{
    return verdict != Verdict::AC && verdict != Verdict::PA && verdict != Verdict::JE;
}

/// Whether the package says, or its verdict shows, that the submission is wrong.
bool isWrong(const JudgedJurySubmission& item)
{
    const model::Judgement& judgement = *item.judgement;
    if (judgement.state != model::SubmissionState::Done || !judgement.verdict ||
        judgement.verdict == Verdict::CE || judgement.verdict == Verdict::JE)
        return false;
    const auto isAccepted = [](Verdict verdict) { return verdict == Verdict::AC; };
    const model::JurySubmission& jury = *item.submission;
    if (!jury.required.empty())
        return std::none_of(jury.required.begin(), jury.required.end(), isAccepted);
    if (!jury.permitted.empty())
        return std::none_of(jury.permitted.begin(), jury.permitted.end(), isAccepted);
    return isFailure(*judgement.verdict);
}

/// The submissions that ran a test and those that failed it, by index among the wrong submissions.
struct Effect
{
    std::vector<std::size_t> ran;
    std::vector<std::size_t> failed;
    auto operator<=>(const Effect&) const = default;
};

} // namespace

Usefulness usefulnessOf(const model::Problem& problem, const std::vector<JudgedJurySubmission>& judged)
{
    std::unordered_map<std::string_view, std::size_t> indexOf;
    for (std::size_t i = 0; i < problem.testCases.size(); ++i)
        indexOf.emplace(problem.testCases[i].id, i);
    std::vector<Effect> effects(problem.testCases.size());
    std::vector<const JudgedJurySubmission*> wrong;
    std::vector<int> failures;
    for (const JudgedJurySubmission& item : judged) {
        if (!isWrong(item))
            continue;
        int failed = 0;
        for (const model::Run& run : item.judgement->runs) {
            const auto test = indexOf.find(run.testCase);
            if (test == indexOf.end() || run.state != model::TaskState::Done || !run.verdict ||
                run.verdict == Verdict::JE)
                continue;
            effects[test->second].ran.push_back(wrong.size());
            if (!isFailure(*run.verdict))
                continue;
            effects[test->second].failed.push_back(wrong.size());
            ++failed;
        }
        wrong.push_back(&item);
        failures.push_back(failed);
    }

    Usefulness use;
    use.wrongSubmissions = static_cast<int>(wrong.size());
    std::map<Effect, std::size_t> known;
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const Effect& effect = effects[i];
        const model::TestCase& test = problem.testCases[i];
        if (test.sample || effect.ran.empty())
            continue;
        if (effect.failed.empty()) {
            use.unfailed.push_back(test.id);
            continue;
        }
        if (effect.failed.size() == 1) {
            const std::size_t who = effect.failed.front();
            Usefulness::Precious precious{test.id, wrong[who]->submission->file};
            if (failures[who] == 1)
                use.decisive.push_back(precious);
            use.precious.push_back(std::move(precious));
        }
        const auto [place, isNew] = known.emplace(effect, use.equal.size());
        if (isNew)
            use.equal.emplace_back();
        use.equal[place->second].push_back(test.id);
    }
    std::erase_if(use.equal, [](const std::vector<std::string>& tests) { return tests.size() < 2; });
    return use;
}

std::chrono::nanoseconds wallTimeOf(const model::Judgement& judgement)
{
    std::chrono::nanoseconds sum{0};
    for (const model::Run& run : judgement.runs) {
        if (run.attempts.empty())
            sum += run.wallTime;
        for (const model::Attempt& attempt : run.attempts)
            sum += attempt.wallTime;
    }
    return sum;
}

std::optional<double> slotUse(std::chrono::nanoseconds wallTimeOfRuns, std::chrono::nanoseconds elapsed,
                              int slots)
{
    if (elapsed.count() <= 0 || slots <= 0)
        return std::nullopt;
    return std::chrono::duration<double>(wallTimeOfRuns).count() /
           (std::chrono::duration<double>(elapsed).count() * slots);
}

} // namespace assize::verify
