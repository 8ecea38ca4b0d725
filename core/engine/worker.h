// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace assize::engine {

/// A thread that does one job after another. The engine has two Workers: for I/O, and for judging.
class Worker
{
public:
    /// With `every` and `tick`: does that, too, whenever nothing else was to be done for so long.
    explicit Worker(std::chrono::milliseconds every = {}, std::function<void()> tick = {});
    /// Does the jobs that were posted before, then ends the thread.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Any thread. `work` does not throw.
    void post(std::function<void()> work);
    /// Blocks until everything posted so far has been done. Not from the worker's own thread.
    void waitForIdle();

private:
    void run();

    const std::chrono::milliseconds m_every;
    const std::function<void()> m_tick;
    std::mutex m_mutex;
    std::condition_variable m_posted;
    std::condition_variable m_idle;
    std::deque<std::function<void()>> m_queue;
    bool m_busy = false;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace assize::engine
