// SPDX-License-Identifier: GPL-3.0-or-later
#include "processes.h"

#include "base/unique_fd.h"

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

void addProcess(int processes, const char* pid, ProcessSum& sum)
{
    const std::string stat = readAt(processes, (std::string(pid) + "/stat").c_str());
    // The name stands in brackets and may hold anything; the fields follow its last bracket, the third one
    // first.
    const std::size_t bracket = stat.rfind(')');
    if (bracket == std::string::npos)
        return;
    unsigned long long user = 0;
    unsigned long long system = 0;
    long long childUser = 0;
    long long childSystem = 0;
    long long pages = 0;
    if (std::sscanf(
            stat.c_str() + bracket + 2,
            "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %lld %lld %*d %*d %*d %*d %*u %*u %lld",
            &user, &system, &childUser, &childSystem, &pages) != 5)
        return;
    static const auto tick = 1'000'000'000ULL / static_cast<unsigned long long>(::sysconf(_SC_CLK_TCK));
    static const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const auto ticks = user + system + static_cast<unsigned long long>(childUser + childSystem);
    sum.cpuTime += ticks * tick;
    sum.memory += static_cast<std::uint64_t>(pages) * pageSize;
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

void killDescendants(pid_t pid, int depth)
{
    for (const pid_t child : childrenOf(pid)) {
        ::kill(child, SIGSTOP);
        if (depth > 0)
            killDescendants(child, depth - 1);
        ::kill(child, SIGKILL);
    }
}

void addDescendants(int processes, pid_t pid, int depth, ProcessSum& sum)
{
    for (const pid_t child : childrenOf(pid)) {
        addProcess(processes, std::to_string(child).c_str(), sum);
        if (depth > 0)
            addDescendants(processes, child, depth - 1, sum);
    }
}

constexpr int kDeepest = 100; ///< children of children that are looked for

} // namespace

ProcessSum sumOfProcesses(bool isolated, int processes)
{
    ProcessSum sum;
    if (!isolated) {
        addDescendants(processes, ::getpid(), kDeepest, sum);
        return sum;
    }
    const int copy = processes < 0 ? -1 : ::openat(processes, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* folder = copy < 0 ? nullptr : ::fdopendir(copy);
    if (!folder)
        return sum;
    while (const dirent* entry = ::readdir(folder)) {
        const char first = entry->d_name[0];
        if (first >= '1' && first <= '9' && std::strcmp(entry->d_name, "1") != 0)
            addProcess(processes, entry->d_name, sum);
    }
    ::closedir(folder);
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
