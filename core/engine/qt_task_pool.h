// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exec/task_pool.h"

#include <QThreadPool>

namespace assize::engine {

/// The slots' threads: a private QThreadPool as large as there are slots, used through QtConcurrent. The
/// destructor waits for the tasks that were started.
class QtTaskPool final : public exec::TaskPool
{
public:
    explicit QtTaskPool(int slots);
    ~QtTaskPool() override;

    void start(std::function<void()> work) override;
    int slotCount() const override { return m_slots; }
    void waitForAll() override;

private:
    const int m_slots;
    QThreadPool m_pool;
};

} // namespace assize::engine
