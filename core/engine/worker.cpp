// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/worker.h"

namespace assize::engine {

Worker::Worker() : m_thread([this] { run(); }) {}

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
        m_posted.wait(lock, [&] { return !m_queue.empty() || m_ending; });
        if (m_queue.empty())
            return;
        const std::function<void()> work = std::move(m_queue.front());
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
