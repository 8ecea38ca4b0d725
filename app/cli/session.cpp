// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "engine/languages.h"

#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace assize::cli {

SignalWatch::SignalWatch()
{
    sigset_t set;
    ::sigemptyset(&set);
    for (int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaddset(&set, signal);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_fd.reset(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

int SignalWatch::take() const
{
    signalfd_siginfo info = {};
    return ::read(m_fd.get(), &info, sizeof info) == sizeof info ? static_cast<int>(info.ssi_signo) : 0;
}

Session::Session(sandbox::Sandbox* sandbox) : m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    const int fd = m_wakeUp.get();
    m_engine = std::make_unique<engine::Engine>(sandbox, engine::resourceFolder());
    m_subscription = m_engine->subscribe([fd] { ::eventfd_write(fd, 1); });
}

void Session::takeBatch()
{
    eventfd_t count = 0;
    ::eventfd_read(m_wakeUp.get(), &count);
    const std::vector<engine::Event> events = m_subscription.take();
    for (const engine::Event& event : events)
        m_state.apply(event);
    if (onProgress)
        onProgress(events);
}

void Session::pumpUntil(const std::function<bool()>& done, std::chrono::milliseconds tick)
{
    while (!done()) {
        pollfd fds[] = {{m_wakeUp.get(), POLLIN, 0}, {m_signals.fd(), POLLIN, 0}};
        ::poll(fds, 2, tick.count() > 0 ? static_cast<int>(tick.count()) : -1);
        if (const int signal = m_signals.take(); signal != 0) {
            if (m_signal != 0)
                ::_exit(128 + signal);
            m_signal = signal;
            if (onSignal)
                onSignal(signal);
            m_engine->stop();
        }
        takeBatch();
    }
}

} // namespace assize::cli
