// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stored_results.h"

#include "report/engine_info.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace assize::engine {
namespace {

/// Earlier versions did not store the interpreter of Python sources: it was CPython.
std::optional<store::PythonRecorded> pythonOf(const store::StoredContest& stored)
{
    if (stored.python)
        return stored.python;
    std::set<int> ofCPython;
    for (const model::Submission& submission : stored.submissions) {
        if (submission.language == model::kCPythonLanguage)
            ofCPython.insert(submission.id);
    }
    const bool judged = std::any_of(stored.judgements.begin(), stored.judgements.end(), [&](const auto& one) {
        return ofCPython.contains(one.judgement.submission);
    });
    return judged ? std::optional(store::PythonRecorded{model::PythonInterpreter::CPython, false})
                  : std::nullopt;
}

/// The numbers of those that the store knows; nothing is written.
void takeIdsOf(const store::StoredContest& stored, OpenContest& contest)
{
    std::map<std::tuple<std::string, std::string, std::string>, int> known;
    for (const model::Submission& submission : stored.submissions)
        known.emplace(std::tuple(submission.contestant, submission.problem, submission.file), submission.id);
    for (const model::Submission& submission : contest.submissions) {
        const auto found = known.find({submission.contestant, submission.problem, submission.file});
        if (found != known.end())
            contest.ids.add(submission.id, found->second);
    }
}

/// The judgements, whole, of submissions that `before` does not have.
Result<std::vector<model::Judgement>> judgementsOfNew(std::vector<model::Judgement> judgements,
                                                      const store::Store& store, const SubmissionIds& ids,
                                                      const OpenContest& before)
{
    std::set<int> known;
    for (const model::Submission& submission : before.submissions)
        known.insert(submission.id);
    std::vector<model::Judgement> whole;
    for (const model::Judgement& judgement : judgements) {
        if (known.contains(judgement.submission))
            continue;
        Result<std::optional<model::Judgement>> found =
            store.findJudgement(ids.storedOf(judgement.submission), judgement.key);
        if (!found)
            return std::move(found).error();
        if (!*found)
            continue;
        (*found)->submission = judgement.submission;
        whole.push_back(std::move(**found));
    }
    return whole;
}

} // namespace

Result<void> takeIds(store::Store& store, const std::vector<model::Submission>& submissions,
                     SubmissionIds& ids)
{
    std::vector<model::Submission> unknown;
    std::copy_if(submissions.begin(), submissions.end(), std::back_inserter(unknown),
                 [&](const model::Submission& submission) { return ids.storedOf(submission.id) == 0; });
    if (unknown.empty())
        return {};
    const Result<std::vector<int>> stored = store.assignIds(unknown);
    if (!stored)
        return stored.error();
    for (std::size_t i = 0; i < unknown.size(); ++i)
        ids.add(unknown[i].id, (*stored)[i]);
    return {};
}

Result<store::StoredContest> openAndLoad(const DatabasePlace& place, std::unique_ptr<store::Store>& store)
{
    Result<std::unique_ptr<store::Store>> opened = openToLook(place);
    if (!opened)
        return std::move(opened).error();
    store = std::move(*opened);
    return store ? store->load() : store::StoredContest();
}

std::vector<model::Judgement> judgementsToShow(store::StoredContest&& stored, const SubmissionIds& ids)
{
    std::map<int, store::StoredJudgement*> chosen;
    for (store::StoredJudgement& candidate : stored.judgements) {
        store::StoredJudgement*& best = chosen[candidate.judgement.submission];
        if (!best || !best->current)
            best = &candidate;
    }
    std::vector<model::Judgement> judgements;
    for (auto& [submission, candidate] : chosen) {
        const int id = ids.ofStored(submission);
        if (id == 0)
            continue;
        candidate->judgement.submission = id;
        judgements.push_back(std::move(candidate->judgement));
    }
    return judgements;
}

Result<void> takeStored(store::StoredContest&& stored, const store::Store& store, const OpenContest* before,
                        Opened& opened, PythonSettings& python)
{
    OpenContest& contest = *opened.contest;
    takeIdsOf(stored, contest);
    if (contest.purpose == Purpose::Look) {
        if (!stored.lastEngineJson.empty())
            opened.loaded.engine = report::engineInfoFromJson(stored.lastEngineJson);
        contest.sandboxFingerprint = opened.loaded.engine.sandboxFingerprint;
        contest.stopAtFirstFailure = contest.stopAtFirstFailure || opened.loaded.engine.stopAtFirstFailure;
    }
    for (model::Problem& problem : opened.loaded.problems) {
        for (const model::TimeLimitComputed& limit : stored.timeLimits) {
            if (problem.timeLimitIsComputed() && limit.problem == problem.id)
                problem.limits.cpuTime = limit.limit;
        }
    }
    if (const std::optional<store::PythonRecorded> recorded = pythonOf(stored)) {
        python.stored = recorded->interpreter;
        python.storedWasAskedFor = recorded->askedFor;
    }
    contest.storedPython = stored.python;
    opened.loaded.detailsLeftOut = stored.textsLeftOut;
    std::map<int, std::string> hashes;
    for (const model::Submission& submission : stored.submissions)
        hashes.emplace(contest.ids.ofStored(submission.id), submission.contentHash);
    contest.storedTimeLimits = stored.timeLimits;
    Result<std::vector<model::Judgement>> judgements = judgementsToShow(std::move(stored), contest.ids);
    for (const model::Judgement& judgement : *judgements) {
        if (judgement.state == model::SubmissionState::Done)
            contest.shown.push_back({judgement.submission, judgement.key, hashes[judgement.submission]});
    }
    if (before != nullptr)
        judgements = judgementsOfNew(std::move(*judgements), store, contest.ids, *before);
    if (!judgements)
        return judgements.error();
    std::move(judgements->begin(), judgements->end(), std::back_inserter(opened.loaded.judgements));
    return {};
}

} // namespace assize::engine
