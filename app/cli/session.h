// SPDX-License-Identifier: GPL-3.0-or-later
// The command line's event loop around one Engine: waits for events and for signals, on the main thread.
#pragma once

#include "base/unique_fd.h"
#include "engine/contest_state.h"
#include "engine/engine.h"

#include <chrono>
#include <functional>
#include <memory>

namespace assize::cli {

/// Makes SIGINT, SIGTERM and SIGHUP readable instead of deadly. Construct after the sandbox and before any
/// thread, so that every thread inherits the blocked signals.
class SignalWatch
{
public:
    SignalWatch();
    int fd() const { return m_fd.get(); }
    /// The signal that came in, 0 for none.
    int take() const;

private:
    unique_fd m_fd;
};

class Session
{
public:
    /// `sandbox` may be null for reading only.
    explicit Session(sandbox::Sandbox* sandbox);

    engine::Engine& engine() { return *m_engine; }
    const engine::ContestState& state() const { return m_state; }

    /// Called after each batch of events and at least every `tick`.
    std::function<void(const std::vector<engine::Event>&)> onProgress;
    /// The first signal: stop asking for more. The second ends the process at once.
    std::function<void(int signal)> onSignal;

    /// Pumps until `done` is true. `tick` zero: only on events.
    void pumpUntil(const std::function<bool()>& done, std::chrono::milliseconds tick);

    /// 0, or the signal that stopped the work.
    int signal() const { return m_signal; }

private:
    void takeBatch();

    SignalWatch m_signals;
    unique_fd m_wakeUp;
    engine::ContestState m_state;
    int m_signal = 0;
    // Last: the engine's threads use the members above.
    std::unique_ptr<engine::Engine> m_engine;
    engine::Subscription m_subscription;
};

} // namespace assize::cli
