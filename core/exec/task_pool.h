// SPDX-License-Identifier: GPL-3.0-or-later
// The seam to threads: exec never names a thread library.
#pragma once

#include <functional>

namespace assize::exec {

/// Threads that run work. engine implements it over a private QThreadPool; tests over std::jthread.
class TaskPool
{
public:
    virtual ~TaskPool() = default;
    /// Runs `work` on some thread, soon. Thread-safe. Never runs it inside the call. At least slotCount()
    /// works run at the same time. `work` does not throw.
    virtual void start(std::function<void()> work) = 0;
    virtual int slotCount() const = 0;
    /// Blocks until everything that was started has ended.
    virtual void waitForAll() = 0;
};

} // namespace assize::exec
