// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/loop/dispatcher.h"

#include <algorithm>

namespace assize::exec {
Dispatcher::Dispatcher(int slots, std::uint64_t memoryBudget)
    : m_budget(memoryBudget), m_running(static_cast<std::size_t>(slots))
{
}

void Dispatcher::insert(Task task)
{
    if (m_forgotten.contains(task.submission))
        return;
    if (const auto held = m_held.find(task.submission); held != m_held.end()) {
        held->second.push_back(std::move(task));
        return;
    }
    const auto turn = m_turns.find(task.submission);
    const Order order{task.priority, turn == m_turns.end() ? 0 : turn->second, task.submission, task.number,
                      m_sequence++};
    m_ready.emplace(order, std::move(task));
}

void Dispatcher::push(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_cancelled)
            return;
        insert(std::move(task));
    }
    m_changed.notify_one();
}

void Dispatcher::push(std::vector<Task> tasks)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_cancelled)
            return;
        for (Task& task : tasks)
            insert(std::move(task));
    }
    m_changed.notify_all();
}

bool Dispatcher::mayStart() const
{
    if (m_ready.empty())
        return false;
    if (m_runningCount == 0)
        return true;
    const Task& next = m_ready.begin()->second;
    const bool exclusiveRuns =
        std::any_of(m_running.begin(), m_running.end(),
                    [](const std::optional<Running>& running) { return running && running->exclusive; });
    if (exclusiveRuns || next.exclusive)
        return false;
    return m_memory <= m_budget && next.memory <= m_budget - m_memory;
}

std::optional<Dispatcher::Lease> Dispatcher::take(int slot)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return mayStart() || (m_closed && m_ready.empty()); });
    if (m_ready.empty())
        return std::nullopt;
    Lease lease = start(slot);
    // A push may have woken only this slot while more can start.
    const bool more = mayStart();
    lock.unlock();
    if (more)
        m_changed.notify_one();
    return lease;
}

std::optional<Dispatcher::Lease> Dispatcher::takeNow(int slot)
{
    const std::lock_guard lock(m_mutex);
    return mayStart() ? std::optional(start(slot)) : std::nullopt;
}

Dispatcher::Lease Dispatcher::start(int slot)
{
    Lease lease;
    lease.task = std::move(m_ready.begin()->second);
    m_ready.erase(m_ready.begin());
    Running running{lease.task.exclusive, lease.task.droppable, lease.task.submission,
                    lease.task.number,    lease.task.memory,    {}};
    lease.stop = running.stop.get_token();
    m_memory += running.memory;
    ++m_runningCount;
    m_running[static_cast<std::size_t>(slot)] = std::move(running);
    return lease;
}

void Dispatcher::done(int slot)
{
    {
        const std::lock_guard lock(m_mutex);
        std::optional<Running>& running = m_running[static_cast<std::size_t>(slot)];
        m_memory -= running->memory;
        --m_runningCount;
        running.reset();
    }
    m_changed.notify_all();
}

std::vector<Task> Dispatcher::takeReady(int submission)
{
    std::vector<Task> taken;
    for (auto entry = m_ready.begin(); entry != m_ready.end();) {
        if (entry->second.submission == submission) {
            taken.push_back(std::move(entry->second));
            entry = m_ready.erase(entry);
        } else {
            ++entry;
        }
    }
    return taken;
}

void Dispatcher::setTurn(int submission, int turn)
{
    {
        const std::lock_guard lock(m_mutex);
        m_turns[submission] = turn;
        for (Task& task : takeReady(submission))
            insert(std::move(task));
    }
    // The task that is now the next may start where the one before it could not.
    m_changed.notify_all();
}

void Dispatcher::hold(int submission)
{
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Task>& held = m_held[submission];
        for (Task& task : takeReady(submission))
            held.push_back(std::move(task));
    }
    m_changed.notify_all();
}

void Dispatcher::release(int submission)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_held.find(submission);
        if (found == m_held.end())
            return;
        std::vector<Task> held = std::move(found->second);
        m_held.erase(found);
        for (Task& task : held)
            insert(std::move(task));
    }
    m_changed.notify_all();
}

void Dispatcher::forget(int submission)
{
    {
        const std::lock_guard lock(m_mutex);
        m_forgotten.insert(submission);
    }
    dropIf(submission, [](bool, std::size_t) { return true; });
}

void Dispatcher::drop(int submission, std::size_t firstTest)
{
    dropIf(submission,
           [firstTest](bool droppable, std::size_t test) { return droppable && test >= firstTest; });
}

void Dispatcher::drop(int submission, const std::vector<bool>& tests)
{
    if (std::find(tests.begin(), tests.end(), true) == tests.end())
        return;
    dropIf(submission, [&tests](bool droppable, std::size_t test) {
        return droppable && test < tests.size() && tests[test];
    });
}

void Dispatcher::dropIf(int submission, const IsDropped& isDropped)
{
    std::vector<std::stop_source> stopped;
    {
        const std::lock_guard lock(m_mutex);
        const auto concerned = [&](const auto& task) {
            return task.submission == submission && isDropped(task.droppable, task.number);
        };
        std::erase_if(m_ready, [&](const auto& entry) { return concerned(entry.second); });
        if (const auto held = m_held.find(submission); held != m_held.end())
            std::erase_if(held->second, concerned);
        for (const std::optional<Running>& running : m_running) {
            if (running && concerned(*running))
                stopped.push_back(running->stop);
        }
    }
    // Outside of the lock: stopping calls into boxes.
    for (std::stop_source& source : stopped)
        source.request_stop();
    m_changed.notify_all();
}

void Dispatcher::cancel()
{
    std::vector<std::stop_source> stopped;
    {
        const std::lock_guard lock(m_mutex);
        m_cancelled = true;
        m_closed = true;
        m_ready.clear();
        m_held.clear();
        for (const std::optional<Running>& running : m_running) {
            if (running)
                stopped.push_back(running->stop);
        }
    }
    for (std::stop_source& source : stopped)
        source.request_stop();
    m_changed.notify_all();
}

void Dispatcher::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_changed.notify_all();
}

} // namespace assize::exec
