// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exec/task_pool.h"

#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace assize::test {

/// A thread for each work: all threads are visible to the thread sanitizer, none to Qt.
class StdTaskPool final : public exec::TaskPool
{
public:
    explicit StdTaskPool(int slots) : m_slots(slots) {}

    void start(std::function<void()> work) override
    {
        const std::lock_guard lock(m_mutex);
        m_threads.emplace_back(std::move(work));
    }
    int slotCount() const override { return m_slots; }
    void waitForAll() override
    {
        std::vector<std::jthread> threads;
        {
            const std::lock_guard lock(m_mutex);
            threads = std::exchange(m_threads, {});
        }
        for (std::jthread& thread : threads)
            thread.join();
    }

private:
    const int m_slots;
    std::mutex m_mutex;
    std::vector<std::jthread> m_threads;
};

} // namespace assize::test
