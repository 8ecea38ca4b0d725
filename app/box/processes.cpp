// SPDX-License-Identifier: GPL-3.0-or-later
#include "processes.h"

#include "base/unique_fd.h"
#include "system.h"

#include <array>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace assize::box {

namespace {

std::string readAt(int folder, const char* path)
{
    const unique_fd fd(::openat(folder, path, O_RDONLY | O_CLOEXEC));
    std::array<char, 1024> text{};
    const ssize_t got = fd ? ::read(fd.get(), text.data(), text.size()) : 0;
    return {text.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

void addProcess(int processes, pid_t pid, ProcessSum& sum)
{
    const std::string stat = readAt(processes, (std::to_string(pid) + "/stat").c_str());
    // The name stands in brackets and may hold anything; the fields follow its last bracket, the third field
    // first.
    const std::size_t bracket = stat.rfind(')');
    if (bracket == std::string::npos)
        return;
    long long childUser = 0;
    long long childSystem = 0;
    long long pages = 0;
    if (std::sscanf(
            stat.c_str() + bracket + 2,
            "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %lld %lld %*d %*d %*d %*d %*u %*u %lld",
            &childUser, &childSystem, &pages) != 3)
        return;
    static const auto tick = 1'000'000'000ULL / static_cast<unsigned long long>(::sysconf(_SC_CLK_TCK));
    static const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    // Its own time by its clock: the time in this file is cut to ticks of 10 ms.
    sum.cpuTime += cpuTimeOf(pid) + static_cast<unsigned long long>(childUser + childSystem) * tick;
    sum.childrenInTicks |= childUser + childSystem > 0;
    sum.memory += static_cast<std::uint64_t>(pages) * pageSize;
}

/// The part of shared pages that falls to this process, and all of its own; 0 when it is gone.
std::uint64_t proportionalMemory(int processes, pid_t pid)
{
    const std::string text = readAt(processes, (std::to_string(pid) + "/smaps_rollup").c_str());
    const std::size_t at = text.find("\nPss:");
    return at == std::string::npos ? 0 : std::strtoull(text.c_str() + at + 5, nullptr, 10) * 1024;
}

/// The children of a process, from the kernel's list for its main thread.
std::vector<pid_t> childrenOf(pid_t pid)
{
    std::vector<pid_t> children;
    const std::string path = "/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children";
    const std::string list = readAt(AT_FDCWD, path.c_str());
    const char* end = list.data() + list.size();
    for (const char* at = list.data(); at < end;) {
        pid_t child = 0;
        const auto parsed = std::from_chars(at, end, child);
        if (parsed.ec != std::errc())
            break;
        children.push_back(child);
        at = parsed.ptr + 1;
    }
    return children;
}

void killDescendants(pid_t pid, unsigned depth)
{
    for (const pid_t child : childrenOf(pid)) {
        ::kill(child, SIGSTOP);
        if (depth > 0)
            killDescendants(child, depth - 1);
        ::kill(child, SIGKILL);
    }
}

constexpr unsigned kDeepest = 100; ///< children of children that are looked for

template<typename Visit>
void forDescendants(pid_t pid, unsigned depth, Visit visit)
{
    for (const pid_t child : childrenOf(pid)) {
        visit(child);
        if (depth > 0)
            forDescendants(child, depth - 1, visit);
    }
}

/// Calls visit(pid) for each process of the run.
template<typename Visit>
void forProcesses(bool isolated, int processes, Visit visit)
{
    if (!isolated)
        return forDescendants(::getpid(), kDeepest, visit);
    const int copy = processes < 0 ? -1 : ::openat(processes, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* folder = copy < 0 ? nullptr : ::fdopendir(copy);
    if (!folder)
        return;
    while (const dirent* entry = ::readdir(folder)) {
        const std::string_view name = entry->d_name;
        pid_t pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ec == std::errc() && pid > 1)
            visit(pid);
    }
    ::closedir(folder);
}

} // namespace

ProcessSum sumOfProcesses(bool isolated, int processes)
{
    ProcessSum sum;
    forProcesses(isolated, processes, [&](pid_t pid) { addProcess(processes, pid, sum); });
    return sum;
}

std::uint64_t sharedMemoryOfProcesses(bool isolated, int processes)
{
    std::uint64_t sum = 0;
    forProcesses(isolated, processes, [&](pid_t pid) { sum += proportionalMemory(processes, pid); });
    return sum;
}

void killAll(bool isolated, pid_t program)
{
    // kill(-1) outside of a pid namespace of our own would end everything on the machine.
    if (isolated && ::getpid() == 1) {
        ::kill(-1, SIGKILL);
        return;
    }
    if (program > 1)
        ::kill(-program, SIGKILL);
    killDescendants(::getpid(), kDeepest);
}

} // namespace assize::box
