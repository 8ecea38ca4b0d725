// SPDX-License-Identifier: GPL-3.0-or-later
// The ready queue: which task a free slot takes next.
//
// Tasks are taken in a fixed order (priority, turn of the submission, submission, number), never around a
// task that must wait: a task starts when its memory fits beside those that run, or when nothing runs. A task
// that has to run alone starts when all other tasks have ended, and until it has ended nothing else starts.
// Slots wait on a condition variable.
#pragma once

#include "exec/work/work.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <tuple>
#include <vector>

namespace assize::exec {

struct Task
{
    /// In order of urgency.
    enum class Priority {
        Exclusive, ///< slots fall idle until it has run
        Prepare,   ///< probes, programs of the jury: other tasks wait for it
        Test,      ///< submissions that were begun are finished first
        Begin,     ///< begins a submission
        Check,     ///< of the package itself: after the submissions, whose results are waited for
        Ahead,     ///< work that will be needed once more is known
    };
    Priority priority = Priority::Test;
    bool exclusive = false;   ///< runs with nothing beside it
    bool droppable = false;   ///< drop() may forget or stop it: nobody waits for it then
    int submission = 0;       ///< SubmissionJudging::number; 0: none
    std::size_t number = 0;   ///< test index, or any order
    std::uint64_t memory = 0; ///< bytes that it may use
    Work work;
};

/// Thread-safe.
class Dispatcher
{
public:
    Dispatcher(int slots, std::uint64_t memoryBudget);

    /// Ignored after cancel().
    void push(Task task);
    void push(std::vector<Task> tasks);

    struct Lease
    {
        Task task;
        std::stop_token stop;
    };
    /// Waits for a task that may start. Nullopt: the slot can end.
    std::optional<Lease> take(int slot);
    /// The same, where a task may start now; else nullopt.
    std::optional<Lease> takeNow(int slot);
    /// The task that the slot has taken has ended.
    void done(int slot);

    /// Forgets the droppable tasks of a submission whose number is `firstTest` or more, and stops those that
    /// run.
    void drop(int submission, std::size_t firstTest);
    /// The same for the numbers whose entry is true.
    void drop(int submission, const std::vector<bool>& tests);
    /// When it is a submission's turn: before submissions with higher turns, for its tasks that are queued
    /// and for later tasks. 0 where nobody says so.
    void setTurn(int submission, int turn);
    /// Nothing more of a submission starts until release(); running tasks go on.
    void hold(int submission);
    void release(int submission);
    /// Forgets all tasks of a submission, also those that are held or come later, and stops those that run.
    void forget(int submission);
    /// Forgets everything, stops everything that runs, and lets the slots end.
    void cancel();
    /// Lets the slots end when there is nothing to do any more.
    void close();

private:
    using Order = std::tuple<Task::Priority, int, int, std::size_t, std::uint64_t>;

    struct Running
    {
        bool exclusive = false;
        bool droppable = false;
        int submission = 0;
        std::size_t number = 0;
        std::uint64_t memory = 0;
        std::stop_source stop;
    };

    bool mayStart() const;
    /// With m_mutex held; something may start.
    Lease start(int slot);
    void insert(Task task);
    std::vector<Task> takeReady(int submission);
    using IsDropped = std::function<bool(bool droppable, std::size_t number)>;
    void dropIf(int submission, const IsDropped& isDropped);

    const std::uint64_t m_budget;
    std::mutex m_mutex; ///< guards the members below
    std::condition_variable m_changed;
    std::map<Order, Task> m_ready;
    std::set<int> m_forgotten;                     ///< submissions
    std::map<int, int> m_turns;                    ///< by submission
    std::map<int, std::vector<Task>> m_held;       ///< by submission
    std::vector<std::optional<Running>> m_running; ///< by slot
    std::size_t m_runningCount = 0;
    std::uint64_t m_memory = 0;
    std::uint64_t m_sequence = 0;
    bool m_closed = false;
    bool m_cancelled = false;
};

} // namespace assize::exec
