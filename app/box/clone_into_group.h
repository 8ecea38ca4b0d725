// SPDX-License-Identifier: GPL-3.0-or-later
// A child that is born in a control group: a process that is moved there later costs milliseconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <sys/types.h>

namespace assize::box {

/// As clone(function, ..., CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, argument), in the version 2 group
/// whose folder is `group`. `function` must not return. `key` goes with the call, see the filter. -1 and
/// errno on failure; ENOSYS where we know no way, which is everywhere but on x86-64.
pid_t cloneIntoGroup(int (*function)(void*), void* argument, char* stack, std::size_t stackSize, int group,
                     std::uint64_t key, int& handle);

} // namespace assize::box
