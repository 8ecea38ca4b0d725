// SPDX-License-Identifier: GPL-3.0-or-later
#include "guest.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <grp.h>
#include <iterator>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace assize::guest {

namespace {

std::string g_part;

std::string pathOf(const std::string& group)
{
    return group.empty() ? kGroups : std::string(kGroups) + "/" + group;
}

} // namespace

void setPart(std::string name)
{
    g_part = std::move(name);
}

void check(bool passed, const std::string& name, const std::string& details)
{
    std::string line = g_part + ": " + name + ": " + details;
    std::replace(line.begin(), line.end(), '\n', ' ');
    std::printf("%s %s\n", passed ? "PASS" : "FAIL", line.c_str());
    std::fflush(stdout);
}

void skip(const std::string& name, const std::string& reason)
{
    std::printf("SKIP %s: %s: %s\n", g_part.c_str(), name.c_str(), reason.c_str());
}

void must(bool done, const std::string& step)
{
    if (done)
        return;
    std::printf("FAIL preparation: %s: %s\n", step.c_str(), std::strerror(errno));
    std::fflush(stdout);
    if (::getpid() == 1)
        powerOff();
    ::_exit(1);
}

void powerOff()
{
    ::sync();
    ::reboot(RB_POWER_OFF);
}

void prepareFileSystems()
{
    ::umask(022);
    must(::mkdir("/root", 0755) == 0 || errno == EEXIST, "make /root");
    must(::mount("root", "/root", "tmpfs", 0, "mode=755") == 0, "mount the root");
    for (const char* folder : {"proc", "sys", "dev", "etc", "tmp", "programs"})
        must(::mkdir(("/root/" + std::string(folder)).c_str(), 0755) == 0, "make a folder");
    must(::chmod("/root/tmp", 01777) == 0, "open /tmp to all");
    std::filesystem::copy("/programs", "/root/programs");
    must(::chdir("/root") == 0 && ::mount(".", "/", nullptr, MS_MOVE, nullptr) == 0 && ::chroot(".") == 0 &&
             ::chdir("/") == 0,
         "enter the root");
    must(::mkdir(kScratch, 01777) == 0 && ::chmod(kScratch, 01777) == 0, "make a folder for files");
    must(::mount("proc", "/proc", "proc", 0, nullptr) == 0, "mount /proc");
    must(::mount("sys", "/sys", "sysfs", 0, nullptr) == 0, "mount /sys");
    must(::mount("dev", "/dev", "devtmpfs", 0, nullptr) == 0, "mount /dev");
    must(::mount("groups", kGroups, "cgroup2", 0, "nsdelegate") == 0, "mount the control groups");
}

void makeGroup(const std::string& name, unsigned user, Delegation delegation)
{
    const std::string parent = std::filesystem::path(pathOf(name)).parent_path();
    must(writeText(parent + "/cgroup.subtree_control", "+memory +pids"), "give controllers to groups");
    must(::mkdir(pathOf(name).c_str(), 0755) == 0, "make group " + name);
    for (const char* file : {"", "/cgroup.procs", "/cgroup.subtree_control", "/cgroup.threads"})
        must(::chown((pathOf(name) + file).c_str(), user, user) == 0, "give away group " + name);
    if (delegation == Delegation::Marked)
        must(::setxattr(pathOf(name).c_str(), "user.delegate", "1", 1, 0) == 0, "mark group " + name);
}

bool inProcess(const std::string& group, unsigned user, const std::function<void()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        must(writeText(pathOf(group) + "/cgroup.procs", "0"), "enter group " + group);
        must(user == 0 || (::setgroups(0, nullptr) == 0 && ::setgid(user) == 0 && ::setuid(user) == 0),
             "become an ordinary user");
        work();
        std::fflush(stdout);
        ::_exit(0);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status == 0;
}

std::vector<std::string> groupsBelow(const std::string& group)
{
    std::vector<std::string> found;
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(pathOf(group), error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->is_directory(error) && entry->path().string().find("/assize-") != std::string::npos)
            found.push_back(entry->path());
    }
    return found;
}

std::string readText(const std::string& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool writeText(const std::string& path, const std::string& text)
{
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const bool done = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (fd >= 0)
        ::close(fd);
    return done;
}

std::string ownGroup()
{
    std::string text = readText("/proc/self/cgroup");
    text = text.substr(0, text.find('\n'));
    return text.starts_with("0::") ? text.substr(3) : text;
}

bool becomes(const std::function<bool()>& condition)
{
    constexpr int kTries = 500;
    for (int i = 0; i < kTries; ++i) {
        if (condition())
            return true;
        ::usleep(10'000);
    }
    return false;
}

} // namespace assize::guest
