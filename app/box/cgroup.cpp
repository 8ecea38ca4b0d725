// SPDX-License-Identifier: GPL-3.0-or-later
#include "cgroup.h"

#include "system.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>

namespace assize::box {

namespace {

constexpr std::string_view kPrefix = "assize-";

std::string readFile(const char* path)
{
    std::string content;
    const unique_fd fd(::open(path, O_RDONLY | O_CLOEXEC));
    std::array<char, 4096> buffer{};
    for (ssize_t got; fd && (got = ::read(fd.get(), buffer.data(), buffer.size())) > 0;)
        content.append(buffer.data(), static_cast<std::size_t>(got));
    return content;
}

std::string_view nextPiece(std::string_view& text, char separator)
{
    const std::size_t end = text.find(separator);
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return piece;
}

bool contains(std::string_view list, std::string_view item)
{
    while (!list.empty()) {
        if (nextPiece(list, ',') == item)
            return true;
    }
    return false;
}

/// The folder of this process's own group in the version 1 hierarchy of `controller`; empty when there is
/// none.
std::string ownGroup(std::string_view controller, const std::string& mounts, const std::string& groups)
{
    std::string group;
    for (std::string_view lines = groups; !lines.empty();) {
        std::string_view line = nextPiece(lines, '\n');
        nextPiece(line, ':');
        if (contains(nextPiece(line, ':'), controller))
            group = line;
    }
    if (group.empty())
        return {};
    for (std::string_view lines = mounts; !lines.empty();) {
        // 31 25 0:27 ROOT MOUNTPOINT OPTIONS ... - cgroup SOURCE SUPEROPTIONS
        std::string_view line = nextPiece(lines, '\n');
        const std::size_t dash = line.find(" - cgroup ");
        if (dash == std::string_view::npos)
            continue;
        std::string_view tail = line.substr(dash + 10);
        nextPiece(tail, ' ');
        if (!contains(tail, controller))
            continue;
        for (int i = 0; i < 3; ++i)
            nextPiece(line, ' ');
        const std::string_view root = nextPiece(line, ' ');
        const std::string mountPoint(nextPiece(line, ' '));
        if (root != "/" && group.starts_with(root))
            group.erase(0, root.size());
        const std::string own = mountPoint + (group == "/" ? "" : group);
        return ::access(own.c_str(), W_OK) == 0 ? own : mountPoint;
    }
    return {};
}

/// Removes groups whose spawner is gone: "assize-<pid>-<box>".
void sweep(const std::string& folder)
{
    DIR* stream = ::opendir(folder.c_str());
    if (!stream)
        return;
    while (const dirent* entry = ::readdir(stream)) {
        const std::string_view name = entry->d_name;
        int pid = 0;
        if (!name.starts_with(kPrefix) ||
            std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), pid).ec != std::errc() ||
            ::kill(pid, 0) == 0 || errno != ESRCH)
            continue;
        ::rmdir((folder + "/" + std::string(name)).c_str());
    }
    ::closedir(stream);
}

std::string groupName(std::uint32_t box, int spawner)
{
    return "/" + std::string(kPrefix) + std::to_string(spawner) + "-" + std::to_string(box);
}

std::uint64_t readNumber(const unique_fd& fd)
{
    std::array<char, 32> text{};
    const ssize_t got = ::pread(fd.get(), text.data(), text.size() - 1, 0);
    std::uint64_t value = 0;
    if (got > 0)
        std::from_chars(text.data(), text.data() + got, value);
    return value;
}

/// The number behind `key` at the beginning of a line.
std::uint64_t readKey(const unique_fd& fd, std::string_view key)
{
    std::array<char, 8192> text{};
    const ssize_t got = ::pread(fd.get(), text.data(), text.size() - 1, 0);
    std::string_view lines(text.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    std::uint64_t value = 0;
    while (!lines.empty()) {
        std::string_view line = nextPiece(lines, '\n');
        if (nextPiece(line, ' ') == key) {
            std::from_chars(line.data(), line.data() + line.size(), value);
            break;
        }
    }
    return value;
}

bool writeNumber(const unique_fd& fd, std::uint64_t value)
{
    std::array<char, 24> text{};
    char* end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return writeText(fd.get(), {text.data(), static_cast<std::size_t>(end - text.data())});
}

bool enterGroup(const std::string& folder)
{
    const unique_fd fd(::open((folder + "/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
    return fd && writeText(fd.get(), "0");
}

unique_fd openIn(const std::string& folder, const char* name, int flags)
{
    return unique_fd(::open((folder + "/" + name).c_str(), flags | O_CLOEXEC));
}

} // namespace

CgroupPlan findCgroups()
{
    const std::string mounts = readFile("/proc/self/mountinfo");
    const std::string groups = readFile("/proc/self/cgroup");
    CgroupPlan plan;
    std::string refused;
    const auto find = [&](const char* controller, std::string& folder) {
        folder = ownGroup(controller, mounts, groups);
        if (folder.empty())
            return;
        sweep(folder);
        const std::string probe = folder + groupName(0, ::getpid());
        if (::mkdir(probe.c_str(), 0755) != 0) {
            refused += std::string(refused.empty() ? "" : ", ") + folder + ": " + strerrorname_np(errno);
            folder.clear();
            return;
        }
        ::rmdir(probe.c_str());
    };
    find("memory", plan.memory);
    find("cpuacct", plan.cpu);
    find("pids", plan.pids);
    if (!plan.memory.empty() || !plan.pids.empty() || !plan.cpu.empty())
        plan.kind = "cgroup1";
    if (!refused.empty())
        plan.note = "no group may be made in " + refused;
    else if (plan.kind.empty())
        plan.note = "this machine has no version 1 control groups for memory, cpuacct and pids";
    else if (plan.memory.empty() || plan.pids.empty() || plan.cpu.empty())
        plan.note = "version 1 control groups are incomplete (memory, cpuacct and pids are wanted)";
    return plan;
}

Result<void> makeGroups(const CgroupPlan& plan, std::uint32_t box)
{
    for (const std::string* folder : {&plan.memory, &plan.cpu, &plan.pids}) {
        if (folder->empty())
            continue;
        const std::string path = *folder + groupName(box, ::getpid());
        if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST)
            return failed("make " + path);
    }
    return {};
}

void removeGroups(const CgroupPlan& plan, std::uint32_t box)
{
    for (const std::string* folder : {&plan.memory, &plan.cpu, &plan.pids}) {
        if (folder->empty())
            continue;
        const std::string path = *folder + groupName(box, ::getpid());
        // A process that has just been reaped may still be on its way out of the group.
        for (int attempt = 0; ::rmdir(path.c_str()) != 0 && errno == EBUSY && attempt < 50; ++attempt)
            ::usleep(1000);
    }
}

Result<void> Accounting::enter(const CgroupPlan& plan, std::uint32_t box, int spawner)
{
    const std::string name = groupName(box, spawner);
    for (const std::string* folder : {&plan.memory, &plan.cpu, &plan.pids}) {
        if (!folder->empty() && !enterGroup(*folder + name))
            return failed("enter " + *folder + name);
    }
    if (!plan.memory.empty()) {
        const std::string folder = plan.memory + name;
        m_memoryLimit = openIn(folder, "memory.limit_in_bytes", O_WRONLY);
        m_swapLimit = openIn(folder, "memory.memsw.limit_in_bytes", O_WRONLY);
        m_memoryUsage = openIn(folder, "memory.usage_in_bytes", O_RDONLY);
        m_memoryPeak = openIn(folder, "memory.max_usage_in_bytes", O_RDWR);
        m_memoryStat = openIn(folder, "memory.stat", O_RDONLY);
        m_outOfMemory = openIn(folder, "memory.oom_control", O_RDONLY);
        if (!m_memoryLimit || !m_memoryUsage || !m_memoryPeak || !m_memoryStat || !m_outOfMemory)
            return failed("open the files of " + folder);
    }
    if (!plan.cpu.empty()) {
        m_cpuUsage = openIn(plan.cpu + name, "cpuacct.usage", O_RDONLY);
        if (!m_cpuUsage)
            return failed("open the files of " + plan.cpu + name);
    }
    if (!plan.pids.empty()) {
        m_pidsLimit = openIn(plan.pids + name, "pids.max", O_WRONLY);
        if (!m_pidsLimit)
            return failed("open the files of " + plan.pids + name);
    }
    return {};
}

Result<void> Accounting::limitMemory(std::uint64_t bytes)
{
    if (bytes == m_limit)
        return {};
    const std::string text = bytes == 0 ? "-1" : std::to_string(bytes);
    const auto set = [&text](const unique_fd& fd) { return !fd || writeText(fd.get(), text); };
    // Memory with swap may never be less than memory alone: the order depends on the direction.
    const bool raising = bytes == 0 || (m_limit != 0 && bytes > m_limit);
    const bool done =
        raising ? set(m_swapLimit) && set(m_memoryLimit) : set(m_memoryLimit) && set(m_swapLimit);
    if (!done)
        return failed("set the memory limit of the box");
    m_limit = bytes;
    return {};
}

Result<void> Accounting::begin(std::uint64_t memory, std::uint64_t output, std::uint32_t processes)
{
    if (m_pidsLimit && processes != m_processes) {
        if (!writeNumber(m_pidsLimit, static_cast<std::uint64_t>(processes) + 1))
            return failed("set the process limit of the box");
        m_processes = processes;
    }
    if (m_memoryPeak) {
        constexpr std::uint64_t kStep = 1 << 20; // rounded, so that the limit rarely changes between runs
        m_base = readNumber(m_memoryUsage);
        const std::uint64_t roundBase = (m_base + kStep - 1) / kStep * kStep;
        if (Result<void> set = limitMemory(memory == 0 ? 0 : memory + output + roundBase); !set)
            return set;
        if (!writeText(m_memoryPeak.get(), "0"))
            return failed("reset the memory peak of the box");
    }
    if (m_cpuUsage && processes > 1)
        m_cpuBase = readNumber(m_cpuUsage);
    m_peak = 0;
    return {};
}

void Accounting::lift()
{
    if (m_memoryPeak)
        (void)limitMemory(0);
}

std::uint64_t Accounting::peakMemory()
{
    m_peak = readNumber(m_memoryPeak);
    return m_peak > m_base ? m_peak - m_base : 0;
}

bool Accounting::limitReached() const
{
    constexpr std::uint64_t kNear = 4 << 20;
    return m_limit != 0 && m_peak + kNear >= m_limit;
}

bool Accounting::killedForMemory()
{
    const std::uint64_t kills = readKey(m_outOfMemory, "oom_kill");
    const bool more = kills > m_kills;
    m_kills = kills;
    return more;
}

std::uint64_t Accounting::cachedFiles() const
{
    return readKey(m_memoryStat, "active_file") + readKey(m_memoryStat, "inactive_file");
}

std::uint64_t Accounting::cpuTime() const
{
    const std::uint64_t now = readNumber(m_cpuUsage);
    return now > m_cpuBase ? now - m_cpuBase : 0;
}

} // namespace assize::box
