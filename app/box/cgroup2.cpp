// SPDX-License-Identifier: GPL-3.0-or-later
#include "cgroup2.h"

#include "cgroup_files.h"

#include <algorithm>
#include <dirent.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <vector>

namespace assize::box {

namespace {

constexpr std::string_view kEngineGroup = "/assize-engine";

struct Hierarchy
{
    std::string mountPoint; ///< empty: none
    std::string own;        ///< the folder of this process's group, without kEngineGroup; empty: out of sight
};

bool exists(const std::string& path)
{
    return ::access(path.c_str(), F_OK) == 0;
}

/// Only the root of the whole hierarchy, not of a container's part of it, has no type.
bool isRealRoot(const std::string& folder)
{
    return !exists(folder + "/cgroup.type");
}

Hierarchy findHierarchy(const std::string& mounts, const std::string& groups)
{
    Hierarchy found;
    std::string root;
    for (std::string_view lines = mounts; !lines.empty() && found.mountPoint.empty();) {
        // 31 25 0:27 ROOT MOUNTPOINT OPTIONS ... - cgroup2 SOURCE SUPEROPTIONS
        std::string_view line = nextPiece(lines, '\n');
        if (line.find(" - cgroup2 ") == std::string_view::npos)
            continue;
        for (int i = 0; i < 3; ++i)
            nextPiece(line, ' ');
        root = nextPiece(line, ' ');
        found.mountPoint = nextPiece(line, ' ');
    }
    std::string group;
    for (std::string_view lines = groups; !lines.empty();) {
        std::string_view line = nextPiece(lines, '\n');
        if (line.starts_with("0::/"))
            group = line.substr(3);
    }
    if (root != "/" && group.starts_with(root))
        group.erase(0, root.size());
    if (group.ends_with(kEngineGroup))
        group.erase(group.size() - kEngineGroup.size());
    if (!group.starts_with("/.."))
        found.own = found.mountPoint + (group == "/" ? "" : group);
    return found;
}

bool hasControllers(const std::string& file)
{
    std::string list = readFile(file.c_str());
    std::replace_if(
        list.begin(), list.end(), [](char c) { return c == ' ' || c == '\n'; }, ',');
    return contains(list, "memory") && contains(list, "pids");
}

std::vector<int> processesOf(const std::string& group)
{
    std::vector<int> processes;
    const std::string list = readFile((group + "/cgroup.procs").c_str());
    for (std::string_view lines = list; !lines.empty();) {
        const std::string_view line = nextPiece(lines, '\n');
        int pid = 0; // also of a process of another pid namespace
        std::from_chars(line.data(), line.data() + line.size(), pid);
        processes.push_back(pid);
    }
    return processes;
}

bool isDelegated(const std::string& group)
{
    for (const char* attribute : {"user.delegate", "trusted.delegate"}) {
        char value = 0;
        if (::getxattr(group.c_str(), attribute, &value, 1) == 1 && value == '1')
            return true;
    }
    return false;
}

/// The group of this user's own service manager, if `group` is below it; otherwise empty. The manager leaves
/// alone groups that other programs make there, and all of them belong to the user, but dividing a unit of
/// its own needs Delegate=yes: the manager ends a unit in which a program is killed for its memory.
std::string userManagerAbove(const std::string& group)
{
    const std::string name = "/user@" + std::to_string(::geteuid()) + ".service";
    const std::size_t at = (group + "/").find(name + "/");
    return at == std::string::npos ? std::string() : group.substr(0, at + name.size());
}

bool isWritable(const std::string& group)
{
    for (const char* file : {"", "/cgroup.procs", "/cgroup.subtree_control"}) {
        if (::access((group + file).c_str(), W_OK) != 0)
            return false;
    }
    return true;
}

/// Whether the processes of this process's group may be moved into a group below it.
bool mayDivide(const std::string& own, bool isTop)
{
    if (!isWritable(own))
        return false;
    if (isDelegated(own))
        return true;
    // To an ordinary user it can be writable only because root gave it away, or within his manager's.
    return ::geteuid() == 0 ? isTop : userManagerAbove(own).empty();
}

Attempt<> moveProcesses(const std::string& from, const std::string& to)
{
    const unique_fd entrance(::open((to + "/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
    if (!entrance)
        return failed(Step::OpenGroup, to + "/cgroup.procs");
    const auto cannotMove = [&](int pid) {
        return failed(Step::MoveProcess, std::to_string(pid) + " from " + from + " to " + to);
    };
    // Those that are moved may fork meanwhile.
    constexpr int kRounds = 20;
    for (int round = 0; round < kRounds; ++round) {
        const std::vector<int> all = processesOf(from);
        if (all.empty())
            return {};
        for (const int pid : all) {
            if (pid == 0 || (!writeText(entrance.get(), std::to_string(pid)) && errno != ESRCH))
                return cannotMove(pid);
        }
    }
    errno = EBUSY;
    return failed(Step::MoveAllProcesses, from);
}

/// A writable file of the kernel, by its path.
Attempt<> writeFile(const std::string& path, std::string_view text)
{
    const unique_fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd || !writeText(fd.get(), text))
        return failed(Step::WriteGroupFile, std::string(text) + " to " + path);
    return {};
}

Attempt<> giveControllersToChildren(const std::string& group)
{
    const std::string file = group + "/cgroup.subtree_control";
    return hasControllers(file) ? Attempt<>() : writeFile(file, "+memory +pids");
}

/// Held by a spawner that starts or ends in `base`. Other programs may lock the folder too, so nobody waits
/// for long.
unique_fd lockFolder(const std::string& base)
{
    unique_fd fd(::open(base.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    constexpr int kTries = 200;
    for (int i = 0; fd && i < kTries && ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0; ++i)
        ::usleep(10'000);
    return fd;
}

template<typename Visit>
void forEachGroup(int folder, Visit visit)
{
    const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* stream = copy < 0 ? nullptr : ::fdopendir(copy);
    if (!stream)
        return;
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(stream)) {
        if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
            names.emplace_back(entry->d_name);
    }
    ::closedir(stream);
    for (const std::string& name : names)
        visit(name);
}

/// Ends all processes of a group and removes it.
void removeGroup(int folder, const std::string& name)
{
    if (const unique_fd kill(::openat(folder, (name + "/cgroup.kill").c_str(), O_WRONLY | O_CLOEXEC)); kill)
        (void)writeText(kill.get(), "1");
    constexpr int kTries = 200; // the dead may still be on their way out
    for (int i = 0; ::unlinkat(folder, name.c_str(), AT_REMOVEDIR) != 0 && errno == EBUSY && i < kTries; ++i)
        ::usleep(1000);
}

void removeTree(int base, const std::string& name)
{
    if (const unique_fd tree(::openat(base, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); tree)
        forEachGroup(tree.get(), [&tree](const std::string& group) { removeGroup(tree.get(), group); });
    removeGroup(base, name);
}

bool isTreeName(std::string_view name)
{
    int pid = 0;
    return name.starts_with(kGroupPrefix) &&
           std::from_chars(name.data() + kGroupPrefix.size(), name.data() + name.size(), pid).ec ==
               std::errc();
}

/// Removes the trees of `base` that no spawner and no box has locked; gives the number of the remaining
/// trees.
int sweepTrees(int base)
{
    int used = 0;
    forEachGroup(base, [&](const std::string& name) {
        if (!isTreeName(name))
            return;
        const unique_fd tree(::openat(base, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (tree && ::flock(tree.get(), LOCK_EX | LOCK_NB) == 0)
            removeTree(base, name);
        else
            ++used;
    });
    return used;
}

std::string treeName()
{
    return std::string(kGroupPrefix) + std::to_string(::getpid());
}

void joinAgain(const std::string& base)
{
    const std::string engine = base + std::string(kEngineGroup);
    if (writeFile(base + "/cgroup.subtree_control", "-memory -pids") && moveProcesses(engine, base))
        ::rmdir(engine.c_str());
}

Attempt<> divide(const std::string& base)
{
    const std::string engine = base + std::string(kEngineGroup);
    if (::mkdir(engine.c_str(), 0755) != 0 && errno != EEXIST)
        return failed(Step::MakeGroup, engine);
    if (Attempt<> moved = moveProcesses(base, engine); !moved)
        return moved;
    return giveControllersToChildren(base);
}

Attempt<> plantTree(CgroupPlan& plan, const std::string& base)
{
    const std::string path = base + "/" + treeName();
    // Its own user only: nobody else shall hold a lock on it.
    if (::mkdir(path.c_str(), 0700) != 0)
        return failed(Step::MakeGroup, path);
    plan.tree = unique_fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!plan.tree || ::flock(plan.tree.get(), LOCK_EX | LOCK_NB) != 0)
        return failed(Step::LockGroup, path);
    if (Attempt<> given = giveControllersToChildren(path); !given)
        return given;
    if (!exists(path + "/memory.peak") || !exists(path + "/cgroup.kill"))
        return Failure{Step::CountPeaks};
    return {};
}

Attempt<> establish(CgroupPlan& plan, const std::string& base, bool mustDivide)
{
    if (!hasControllers(base + "/cgroup.controllers"))
        return Failure{Step::GiveControllers, 0, base};
    const unique_fd lock = lockFolder(base);
    if (!lock)
        return failed(Step::OpenGroup, base);
    const int others = sweepTrees(lock.get());
    Attempt<> done = mustDivide ? divide(base) : giveControllersToChildren(base);
    if (done)
        done = plantTree(plan, base);
    if (done) {
        plan.base = base;
        plan.divided = mustDivide;
        plan.kind = "cgroup2";
        return {};
    }
    plan.tree.reset();
    removeTree(lock.get(), treeName());
    if (mustDivide && others == 0)
        joinAgain(base);
    return done;
}

} // namespace

void findUnifiedCgroups(CgroupPlan& plan, const std::string& mounts, const std::string& groups)
{
    const Hierarchy hierarchy = findHierarchy(mounts, groups);
    const std::string& top = hierarchy.mountPoint;
    const std::string& own = hierarchy.own;
    if (top.empty() || !hasControllers(top + "/cgroup.controllers"))
        return;
    const bool ownIsRoot = own == top && isRealRoot(top);
    const auto attempt = [&plan](const std::string& base, bool mustDivide) {
        Attempt<> done = establish(plan, base, mustDivide);
        if (!done)
            plan.refusals.push_back(done.failure());
    };
    const bool isRoot = ::geteuid() == 0;
    if (!own.empty() && !ownIsRoot && mayDivide(own, own == top))
        attempt(own, true);
    if (const std::string manager = userManagerAbove(own); plan.kind.empty() && !isRoot && !manager.empty())
        attempt(manager, false);
    if (plan.kind.empty() && isRoot && isRealRoot(top)) {
        plan.refusals.clear();
        attempt(top, false);
    }
    if (plan.kind.empty() && plan.refusals.empty())
        plan.refusals.push_back({Step::DelegateGroup, 0, own.empty() ? std::string("of this process") : own});
    if (!plan.kind.empty())
        plan.refusals.clear();
}

void removeRunGroups(const CgroupPlan& plan, std::uint32_t box)
{
    const std::string prefix = std::to_string(box) + "-";
    forEachGroup(plan.tree.get(), [&](const std::string& name) {
        if (name.starts_with(prefix))
            removeGroup(plan.tree.get(), name);
    });
}

void removeUnifiedTree(const CgroupPlan& plan)
{
    const unique_fd lock = lockFolder(plan.base);
    if (!lock)
        return;
    removeTree(lock.get(), treeName());
    if (plan.divided && sweepTrees(lock.get()) == 0)
        joinAgain(plan.base);
}

} // namespace assize::box
