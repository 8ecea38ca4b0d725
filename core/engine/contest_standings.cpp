// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/contest_state.h"

namespace assize::engine {

std::vector<standings::Row> ContestState::standings() const
{
    std::vector<std::string> problems;
    for (const model::Problem& problem : m_contest.problems)
        problems.push_back(problem.id);

    std::vector<standings::Entry> entries;
    entries.reserve(m_submissions.size());
    for (const SubmissionView& view : m_submissions) {
        standings::Entry entry;
        entry.submission = view.submission.id;
        entry.contestant = view.submission.contestant;
        entry.problem = view.submission.problem;
        if (view.state == model::TaskState::Done) {
            entry.verdict = view.judgement.verdict;
            entry.score = view.judgement.score;
        }
        entry.counts = view.submission.notCountedBecause.empty();
        if (m_contest.startTime && view.submission.submittedAt) {
            entry.time = std::chrono::duration_cast<std::chrono::seconds>(std::max(
                *view.submission.submittedAt - *m_contest.startTime, std::chrono::system_clock::duration(0)));
        }
        entries.push_back(std::move(entry));
    }
    standings::Options options;
    options.mode = m_contest.mode;
    options.penaltyTime = m_contest.penaltyTime;
    options.duration = m_contest.duration;
    return standings::rank(m_contestantsByName, problems, entries, options);
}

} // namespace assize::engine
