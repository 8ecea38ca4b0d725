// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/unique_fd.h"
#include "sandbox/protocol/mechanisms.h"

#include <array>
#include <charconv>
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

namespace assize::sandbox::protocol {

namespace {

std::string readFile(const char* path)
{
    const unique_fd fd(::open(path, O_RDONLY | O_CLOEXEC));
    std::string text;
    std::array<char, 4096> piece{};
    while (fd) {
        const ssize_t size = ::read(fd.get(), piece.data(), piece.size());
        if (size <= 0)
            break;
        text.append(piece.data(), static_cast<std::size_t>(size));
    }
    return text;
}

bool exists(const char* path)
{
    return ::access(path, F_OK) == 0;
}

bool isSetTo(const char* path, char digit)
{
    const std::string text = readFile(path);
    return !text.empty() && text[0] == digit && (text.size() == 1 || text[1] == '\n');
}

bool isContainer()
{
    return exists("/.dockerenv") || exists("/run/.containerenv") || exists("/run/systemd/container");
}

bool boundToVersion1()
{
    return exists("/sys/fs/cgroup/memory/cgroup.procs") || exists("/sys/fs/cgroup/pids/cgroup.procs");
}

std::uint64_t swapSize()
{
    const std::string text = readFile("/proc/meminfo");
    constexpr std::string_view kKey = "SwapTotal:";
    std::size_t at = text.find(kKey);
    if (at == std::string::npos)
        return 0;
    at = text.find_first_not_of(' ', at + kKey.size());
    std::uint64_t kibibytes = 0;
    if (at != std::string::npos)
        std::from_chars(text.data() + at, text.data() + text.size(), kibibytes);
    return kibibytes << 10;
}

int processorsAllowed()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    return ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
                                                         : static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
}

} // namespace

MachineFacts machineFacts(std::string_view box)
{
    MachineFacts facts;
    facts.root = ::geteuid() == 0;
    facts.systemd = exists("/run/systemd/system");
    facts.grub = exists("/etc/default/grub");
    facts.container = isContainer();
    facts.version1 = boundToVersion1();
    facts.appArmorRestricts = isSetTo("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", '1');
    facts.userNamespacesOff = isSetTo("/proc/sys/kernel/unprivileged_userns_clone", '0');
    facts.noUserNamespaces = isSetTo("/proc/sys/user/max_user_namespaces", '0');
    facts.swap = swapSize();
    facts.processors = processorsAllowed();
    facts.box = box;
    return facts;
}

} // namespace assize::sandbox::protocol
