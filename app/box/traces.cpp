// SPDX-License-Identifier: GPL-3.0-or-later
#include "traces.h"

#include "base/unique_fd.h"

#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

namespace assize::box {

bool leftIpcObjects()
{
    shm_info shared{};
    seminfo semaphores{};
    msginfo messages{};
    return ::shmctl(0, SHM_INFO, reinterpret_cast<shmid_ds*>(&shared)) < 0 || shared.used_ids != 0 ||
           ::semctl(0, 0, SEM_INFO, &semaphores) < 0 || semaphores.semusz != 0 ||
           ::msgctl(0, MSG_INFO, reinterpret_cast<msqid_ds*>(&messages)) < 0 || messages.msgpool != 0;
}

std::uint64_t outOfMemoryKills(int processes)
{
    const unique_fd fd(::openat(processes >= 0 ? processes : AT_FDCWD,
                                processes >= 0 ? "vmstat" : "/proc/vmstat", O_RDONLY | O_CLOEXEC));
    std::string text(32 << 10, '\0');
    const ssize_t got = fd ? ::read(fd.get(), text.data(), text.size()) : 0;
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    const std::size_t at = text.find("\noom_kill ");
    return at == std::string::npos ? 0 : std::strtoull(text.c_str() + at + 10, nullptr, 10);
}

} // namespace assize::box
