// SPDX-License-Identifier: GPL-3.0-or-later
// The submissions that are judged just now, for the thread that reads the folder again meanwhile.
#pragma once

#include "exec/events.h"

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace assize::engine {

/// Hands on exec's events, but for those of versions of submissions that are no longer there. handle() on the
/// scheduler's thread, the rest on the I/O thread. `next` is called by handle() only.
class UnderWay final : public exec::EventSink
{
public:
    UnderWay(exec::EventSink& next, const std::vector<int>& planned)
        : m_next(next), m_submissions(planned.begin(), planned.end())
    {
    }

    void handle(exec::Event event) override;

    /// Nothing is told until the lock is given back; earlier events have been handed on. Not to be called
    /// while waiting for the scheduler's thread, or with a lock that it may want.
    [[nodiscard]] std::unique_lock<std::mutex> pause() { return std::unique_lock(m_mutex); }

    // While paused:
    /// Whether it waits or is judged.
    bool has(int submission) const { return m_submissions.contains(submission); }
    /// The keys of the judgements that came to an end, by submission.
    const std::map<int, std::string>& finished() const { return m_finished; }
    /// It has other contents from now on: events before the next request is served are void, and a judgement
    /// that ends before is as good as cancelled.
    void supersede(int submission) { m_voidUntil[submission] = m_requested + 1; }

    /// After each Scheduler::add that was taken, in that order.
    void requested() { ++m_requested; }

    /// When the scheduler has ended: how many judgements were void, of those made and of those reused.
    int voidJudged() const { return m_voidJudged; }
    int voidReused() const { return m_voidReused; }

private:
    bool isVoid(int submission) const;
    void follow(const exec::Event& event);

    exec::EventSink& m_next;
    int m_requested = 0; ///< the I/O thread's
    mutable std::mutex m_mutex;
    std::set<int> m_submissions;
    std::map<int, std::string> m_finished;
    int m_served = 0;               ///< exec answers each request, in order
    std::map<int, int> m_voidUntil; ///< that many are served
    int m_voidJudged = 0;
    int m_voidReused = 0;
};

} // namespace assize::engine
