// SPDX-License-Identifier: GPL-3.0-or-later
// The folder was read again: hand-ins come and go, the results of the other hand-ins stay.
#include "engine/contest_state.h"

#include <algorithm>

namespace assize::engine {
namespace {

bool areSameTests(const std::vector<model::TestCase>& a, const std::vector<model::TestCase>& b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const model::TestCase& one, const model::TestCase& other) { return one.id == other.id; });
}

} // namespace

void ContestState::on(FolderRead&& event)
{
    tell({std::move(event.changes), event.error});
    if (event.error)
        return;
    ContestLoaded contest = std::move(event.contest);
    contest.database = std::move(m_contest.database);
    contest.storageNote = std::move(m_contest.storageNote);
    contest.engine = std::move(m_contest.engine);
    contest.detailsLeftOut = m_contest.detailsLeftOut;
    contest.diagnostics.insert(contest.diagnostics.end(), m_toldLater.begin(), m_toldLater.end());
    std::vector<model::Judgement> judgements = std::exchange(contest.judgements, {});
    const std::vector<model::Problem> problems = std::move(m_contest.problems);
    std::unordered_map<int, SubmissionView> before;
    for (SubmissionView& view : m_submissions)
        before.emplace(view.submission.id, std::move(view));
    Counts counts;
    counts.runsMadeNow = m_counts.runsMadeNow;
    m_counts = counts;
    lay(std::move(contest));
    for (SubmissionView& view : m_submissions) {
        if (const auto known = before.find(view.submission.id); known != before.end())
            bringBack(view, std::move(known->second), problems);
    }
    for (model::Judgement& judgement : judgements) {
        if (SubmissionView* view = find(judgement.submission))
            setJudgement(*view, std::move(judgement));
    }
    on(std::move(event.compared));
}

/// Earlier findings that nobody has taken are told together with it.
void ContestState::tell(Rereading&& rereading)
{
    if (m_reread && !m_reread->error && !rereading.error) {
        const auto append = [](auto& all, const auto& more) {
            all.insert(all.end(), more.begin(), more.end());
        };
        append(m_reread->changes.added, rereading.changes.added);
        append(m_reread->changes.changed, rereading.changes.changed);
        append(m_reread->changes.removed, rereading.changes.removed);
        append(m_reread->changes.problems, rereading.changes.problems);
        m_reread->changes.settings |= rereading.changes.settings;
        m_reread->changes.waits = rereading.changes.waits;
        return;
    }
    // An error is of a reading that changed nothing: the indices that an earlier reading made void are void
    // all the same.
    if (!m_reread || m_reread->error)
        m_reread = std::move(rereading);
}

/// Moves the known facts of `before` into `view`. Whether it is outdated is told anew.
void ContestState::bringBack(SubmissionView& view, SubmissionView&& before,
                             const std::vector<model::Problem>& problems)
{
    // Why it could not be judged is told anew, if it cannot be judged today.
    if (before.judgement.state == model::SubmissionState::Unjudged)
        return;
    const bool sameTests =
        before.problemIndex >= 0 && view.problemIndex >= 0 &&
        areSameTests(problems[static_cast<std::size_t>(before.problemIndex)].testCases,
                     m_contest.problems[static_cast<std::size_t>(view.problemIndex)].testCases);
    if (!sameTests) {
        if (before.state == model::TaskState::Done)
            setJudgement(view, std::move(before.judgement));
        return;
    }
    for (std::size_t test = 0; test < view.tests.size(); ++test)
        setCell(view, test, before.tests[test].state, before.tests[test].verdict);
    view.state = before.state;
    view.compiling = before.compiling;
    view.judgement = std::move(before.judgement);
    if (view.state == model::TaskState::Done)
        countJudged(view, 1);
}

} // namespace assize::engine
