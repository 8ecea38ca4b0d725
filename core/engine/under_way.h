// SPDX-License-Identifier: GPL-3.0-or-later
// Which submissions wait or are judged just now.
#pragma once

#include "exec/events.h"

#include <mutex>
#include <set>
#include <variant>
#include <vector>

namespace assize::engine {

/// Follows what exec tells, and hands it on. handle() on the scheduler's thread, the rest on any.
class UnderWay final : public exec::EventSink
{
public:
    UnderWay(exec::EventSink& next, const std::vector<int>& planned)
        : m_next(next), m_submissions(planned.begin(), planned.end())
    {
    }

    void handle(exec::Event event) override
    {
        {
            const std::lock_guard lock(m_mutex);
            if (const auto* added = std::get_if<exec::SubmissionsAdded>(&event))
                m_submissions.insert(added->submissions.begin(), added->submissions.end());
            else if (const auto* finished = std::get_if<exec::JudgementFinished>(&event))
                m_submissions.erase(finished->judgement.submission);
            else if (const auto* cancelled = std::get_if<exec::JudgementCancelled>(&event))
                m_submissions.erase(cancelled->submission);
        }
        m_next.handle(std::move(event));
    }
    bool has(int submission) const
    {
        const std::lock_guard lock(m_mutex);
        return m_submissions.contains(submission);
    }

private:
    exec::EventSink& m_next;
    mutable std::mutex m_mutex;
    std::set<int> m_submissions;
};

} // namespace assize::engine
