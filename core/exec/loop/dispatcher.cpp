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
    const Order order{task.priority, task.submission, task.number, m_sequence++};
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

void Dispatcher::drop(int submission, std::size_t firstTest)
{
    dropIf(submission, [firstTest](std::size_t test) { return test >= firstTest; });
}

void Dispatcher::drop(int submission, const std::vector<bool>& tests)
{
    if (std::find(tests.begin(), tests.end(), true) != tests.end())
        dropIf(submission, [&tests](std::size_t test) { return test < tests.size() && tests[test]; });
}

void Dispatcher::dropIf(int submission, const std::function<bool(std::size_t test)>& dropped)
{
    std::vector<std::stop_source> stopped;
    {
        const std::lock_guard lock(m_mutex);
        const auto concerned = [&](const auto& task) {
            return task.droppable && task.submission == submission && dropped(task.number);
        };
        std::erase_if(m_ready, [&](const auto& entry) { return concerned(entry.second); });
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
