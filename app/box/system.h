// SPDX-License-Identifier: GPL-3.0-or-later
// The system calls that the C library has no name for, and the failure of a step.
#pragma once

#include "sandbox/protocol/attempt.h"

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace assize::box {

using sandbox::protocol::Attempt;
using sandbox::protocol::Failure;
using sandbox::protocol::Step;

/// That `step` failed, with errno as it is now. `detail`: the object on which it failed, see Step.
inline Failure failed(Step step, std::string detail = {})
{
    return {step, errno, std::move(detail)};
}

constexpr std::uint64_t kMillisecond = 1'000'000; // ns

/// Nanoseconds of a clock.
inline std::uint64_t clockNow(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(time.tv_nsec);
}

inline std::uint64_t monotonicNow()
{
    return clockNow(CLOCK_MONOTONIC);
}

/// CPU time of a process, with all of its threads, in ns; 0 when it is gone. (The clock is that of
/// clock_getcpuclockid, which asks the kernel first.)
inline std::uint64_t cpuTimeOf(pid_t pid)
{
    return clockNow(static_cast<clockid_t>((~static_cast<unsigned>(pid) << 3) | 2U));
}

/// Opens a path below `folder` that leads through no symbolic link and does not leave it; -1 and errno.
inline int openBeneath(int folder, const char* path, std::uint64_t flags)
{
    open_how how{};
    how.flags = flags | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    return static_cast<int>(::syscall(SYS_openat2, folder, path, &how, sizeof how));
}

/// Writes a short text to a file of the kernel at its beginning; false and errno.
inline bool writeText(int fd, std::string_view text)
{
    return ::pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

} // namespace assize::box
