// SPDX-License-Identifier: GPL-3.0-or-later
#include "cgroup.h"

#include "cgroup2.h"
#include "cgroup_files.h"

#include <algorithm>
#include <csignal>
#include <dirent.h>
#include <sys/stat.h>

namespace assize::box {

namespace {

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
        if (!name.starts_with(kGroupPrefix) ||
            std::from_chars(name.data() + kGroupPrefix.size(), name.data() + name.size(), pid).ec !=
                std::errc() ||
            ::kill(pid, 0) == 0 || errno != ESRCH)
            continue;
        ::rmdir((folder + "/" + std::string(name)).c_str());
    }
    ::closedir(stream);
}

std::string groupName(std::uint32_t box, int spawner)
{
    return "/" + std::string(kGroupPrefix) + std::to_string(spawner) + "-" + std::to_string(box);
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
    findUnifiedCgroups(plan, mounts, groups);
    if (!plan.kind.empty())
        return plan;
    std::vector<Failure> refused;
    const auto find = [&](const char* controller, std::string& folder) {
        folder = ownGroup(controller, mounts, groups);
        if (folder.empty())
            return;
        sweep(folder);
        const std::string probe = folder + groupName(0, ::getpid());
        if (::mkdir(probe.c_str(), 0755) != 0) {
            refused.push_back(failed(Step::MakeGroupHere, folder));
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
    if (plan.kind.empty() && !plan.refusals.empty())
        return plan; // on a machine that has version 2 the reasons against it matter
    std::vector<Failure> missing;
    for (const auto& [folder, name] :
         {std::pair{&plan.memory, "memory"}, {&plan.cpu, "cpuacct"}, {&plan.pids, "pids"}}) {
        if (folder->empty())
            missing.push_back({Step::FindController, 0, name});
    }
    if (!plan.kind.empty() && !missing.empty())
        plan.refusals = std::move(missing); // which matters more than why not version 2
    else if (plan.kind.empty() && refused.empty())
        plan.refusals = {{Step::FindGroups}};
    plan.refusals.insert(plan.refusals.end(), refused.begin(), refused.end());
    return plan;
}

void leaveCgroups(const CgroupPlan& plan)
{
    if (plan.tree)
        removeUnifiedTree(plan);
}

Attempt<> makeGroups(const CgroupPlan& plan, std::uint32_t box)
{
    for (const std::string* folder : {&plan.memory, &plan.cpu, &plan.pids}) {
        if (folder->empty())
            continue;
        const std::string path = *folder + groupName(box, ::getpid());
        if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST)
            return failed(Step::MakeGroup, path);
    }
    return {};
}

void removeGroups(const CgroupPlan& plan, std::uint32_t box)
{
    if (plan.tree)
        removeRunGroups(plan, box);
    for (const std::string* folder : {&plan.memory, &plan.cpu, &plan.pids}) {
        if (folder->empty())
            continue;
        const std::string path = *folder + groupName(box, ::getpid());
        // A process that has just been reaped may still be on its way out of the group.
        for (int attempt = 0; ::rmdir(path.c_str()) != 0 && errno == EBUSY && attempt < 50; ++attempt)
            ::usleep(1000);
    }
}

Attempt<> Accounting::enter(const CgroupPlan& plan, std::uint32_t box, int spawner)
{
    if (plan.tree) {
        m_tree = plan.tree.get();
        m_box = box;
        return makeRunGroup();
    }
    const std::string name = groupName(box, spawner);
    for (const std::string* folder : {&plan.memory, &plan.cpu, &plan.pids}) {
        if (!folder->empty() && !enterGroup(*folder + name))
            return failed(Step::EnterGroup, *folder + name);
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
            return failed(Step::OpenGroupFiles, folder);
    }
    if (!plan.cpu.empty()) {
        m_cpuUsage = openIn(plan.cpu + name, "cpuacct.usage", O_RDONLY);
        if (!m_cpuUsage)
            return failed(Step::OpenGroupFiles, plan.cpu + name);
    }
    // The kernel makes a buffer for each of these files when it is read first, which must not be when a
    // program has just filled the group.
    if (m_memoryPeak) {
        (void)readNumber(m_memoryUsage);
        (void)readNumber(m_memoryPeak);
        (void)killedForMemory();
        (void)cachedFiles();
    }
    if (!plan.pids.empty()) {
        m_pidsLimit = openIn(plan.pids + name, "pids.max", O_WRONLY);
        if (!m_pidsLimit)
            return failed(Step::OpenGroupFiles, plan.pids + name);
    }
    return {};
}

Attempt<> Accounting::makeRunGroup()
{
    const std::string name = std::to_string(m_box) + "-" + std::to_string(++m_number);
    const auto openFile = [this](const char* file, int flags) {
        return unique_fd(::openat(m_group.get(), file, flags | O_CLOEXEC));
    };
    if (::mkdirat(m_tree, name.c_str(), 0755) != 0)
        return failed(Step::MakeRunGroup);
    m_used = false;
    m_group = unique_fd(::openat(m_tree, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    m_memoryLimit = openFile("memory.max", O_WRONLY);
    m_memoryPeak = openFile("memory.peak", O_RDONLY);
    m_memoryStat = openFile("memory.stat", O_RDONLY);
    m_outOfMemory = openFile("memory.events", O_RDONLY);
    m_cpuUsage = openFile("cpu.stat", O_RDONLY);
    m_pidsLimit = openFile("pids.max", O_WRONLY);
    m_kill = openFile("cgroup.kill", O_WRONLY);
    const unique_fd together = openFile("memory.oom.group", O_WRONLY);
    const unique_fd swap = openFile("memory.swap.max", O_WRONLY); // none in a kernel without swap
    if (!m_group || !m_memoryLimit || !m_memoryPeak || !m_memoryStat || !m_outOfMemory || !m_cpuUsage ||
        !m_pidsLimit || !m_kill || !together || !writeText(together.get(), "1") ||
        (swap && !writeText(swap.get(), "0"))) {
        Failure failure = failed(Step::PrepareRunGroup);
        removeRunGroup();
        return failure;
    }
    return {};
}

void Accounting::removeRunGroup()
{
    m_group.reset();
    const std::string name = std::to_string(m_box) + "-" + std::to_string(m_number);
    // The dead may still be on their way out. Groups that are left after that are the spawner's to remove.
    constexpr int kTries = 20;
    for (int i = 0; ::unlinkat(m_tree, name.c_str(), AT_REMOVEDIR) != 0 && errno == EBUSY && i < kTries; ++i)
        ::usleep(500);
}

Attempt<> Accounting::beginInGroup(std::uint64_t memory, std::uint64_t output, std::uint32_t processes)
{
    if (!m_group) {
        if (Attempt<> made = makeRunGroup(); !made)
            return made;
    }
    m_used = true;
    m_limit = memory == 0 ? 0 : memory + output;
    m_peak = m_kills = 0;
    m_reached = false;
    if (!writeNumber(m_pidsLimit, processes) || (m_limit != 0 && !writeNumber(m_memoryLimit, m_limit)))
        return failed(Step::LimitRunGroup);
    return {};
}

void Accounting::renew()
{
    if (!m_used)
        return;
    removeRunGroup();
    (void)makeRunGroup(); // the next begin() tries again and says why not
}

void Accounting::killAll() const
{
    if (m_kill)
        (void)writeText(m_kill.get(), "1");
}

Attempt<> Accounting::limitMemory(std::uint64_t bytes)
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
        return failed(Step::LimitMemory);
    m_limit = bytes;
    return {};
}

Attempt<> Accounting::begin(std::uint64_t memory, std::uint64_t output, std::uint32_t processes,
                            std::uint32_t others)
{
    if (m_tree >= 0)
        return beginInGroup(memory, output, processes);
    if (m_pidsLimit && processes != m_processes) {
        if (!writeNumber(m_pidsLimit, std::uint64_t{processes} + others + 1))
            return failed(Step::LimitProcesses);
        m_processes = processes;
    }
    if (m_memoryPeak) {
        constexpr std::uint64_t kStep = 1 << 20; // rounded, so that the limit rarely changes between runs
        m_base = readNumber(m_memoryUsage);
        // Files that earlier runs read are nobody's: the kernel drops them from memory when the limit asks
        // for it.
        constexpr std::uint64_t kMoreThanTheBox = 4 << 20;
        if (m_base > kMoreThanTheBox)
            m_base -= std::min(m_base, cachedFiles());
        const std::uint64_t roundBase = (m_base + kStep - 1) / kStep * kStep;
        if (Attempt<> set = limitMemory(memory == 0 ? 0 : memory + output + roundBase); !set)
            return set;
        if (!writeText(m_memoryPeak.get(), "0"))
            return failed(Step::ResetPeak);
    }
    if (m_cpuUsage && processes > 1)
        m_cpuBase = readNumber(m_cpuUsage);
    m_peak = 0;
    m_reached = false;
    return {};
}

void Accounting::lift()
{
    if (m_memoryPeak && includesTheBox())
        (void)limitMemory(0);
}

std::uint64_t Accounting::peakMemory()
{
    m_peak = readNumber(m_memoryPeak);
    constexpr std::uint64_t kNear = 4 << 20;
    m_reached = m_limit != 0 && m_peak + kNear >= m_limit;
    return m_peak > m_base ? m_peak - m_base : 0;
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
    if (m_tree >= 0)
        return readKey(m_cpuUsage, "usage_usec") * 1000;
    const std::uint64_t now = readNumber(m_cpuUsage);
    return now > m_cpuBase ? now - m_cpuBase : 0;
}

} // namespace assize::box
