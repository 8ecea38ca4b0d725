// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/qt_task_pool.h"

#include <QFuture>
#include <QtConcurrentRun>

namespace assize::engine {

QtTaskPool::QtTaskPool(int slots) : m_slots(slots)
{
    m_pool.setMaxThreadCount(slots);
    // A slot's thread stays for the whole of judging, idle or not.
    m_pool.setExpiryTimeout(-1);
}

QtTaskPool::~QtTaskPool()
{
    m_pool.waitForDone();
}

void QtTaskPool::start(std::function<void()> work)
{
    // The future is not needed: the pool itself is waited for.
    static_cast<void>(QtConcurrent::run(&m_pool, std::move(work)));
}

void QtTaskPool::waitForAll()
{
    m_pool.waitForDone();
}

} // namespace assize::engine
