// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/worker.h"

namespace assize::engine {

Worker::Worker(std::chrono::milliseconds every, std::function<void()> tick)
    : m_every(every), m_tick(std::move(tick)), m_thread([this] { run(); })
{
}

Worker::~Worker()
{
    {
        std::lock_guard lock(m_mutex);
        m_ending = true;
        m_posted.notify_one();
    }
    m_thread.join();
}

void Worker::post(std::function<void()> work)
{
    std::lock_guard lock(m_mutex);
    m_queue.push_back(std::move(work));
    m_posted.notify_one();
}

void Worker::waitForIdle()
{
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [&] { return m_queue.empty() && !m_busy; });
}

void Worker::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        const auto isWanted = [&] { return !m_queue.empty() || m_ending; };
        const bool isTick = m_tick && !m_posted.wait_for(lock, m_every, isWanted);
        if (!isTick)
            m_posted.wait(lock, isWanted);
        if (!isTick && m_queue.empty())
            return;
        const std::function<void()> work = isTick ? m_tick : std::move(m_queue.front());
        if (!isTick)
            m_queue.pop_front();
        m_busy = true;
        lock.unlock();
        work();
        lock.lock();
        m_busy = false;
        if (m_queue.empty())
            m_idle.notify_all();
    }
}

} // namespace assize::engine
