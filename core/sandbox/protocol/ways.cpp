// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/ways.h"

#include "base/unique_fd.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace assize::sandbox::protocol {

namespace {

constexpr std::uint32_t kFirstUser = 60'000;
constexpr std::uint32_t kUsers = 5'000;
constexpr std::uint32_t kFarUsers = 0x7000'0000;
constexpr std::uint32_t kFarBlocks = 0x1'0000; ///< one for each spawner
constexpr std::uint32_t kFarBlock = 0x1000;    ///< users in it

/// Whether the users from `first` on exist in this process's user namespace.
bool isMapped(std::uint32_t first, std::uint64_t number)
{
    const unique_fd fd(::open("/proc/self/uid_map", O_RDONLY | O_CLOEXEC));
    std::array<char, 4096> text{};
    const ssize_t size = fd ? ::read(fd.get(), text.data(), text.size() - 1) : 0;
    // Lines of: first user inside, first user outside, how many.
    for (const char* line = text.data(); size > 0 && *line != '\0';) {
        char* next = nullptr;
        const std::uint64_t inside = std::strtoull(line, &next, 10);
        (void)std::strtoull(next, &next, 10);
        const std::uint64_t length = std::strtoull(next, &next, 10);
        if (inside <= first && first + number <= inside + length)
            return true;
        const char* end = std::strchr(next, '\n');
        if (!end)
            break;
        line = end + 1;
    }
    return false;
}

/// Whether a switch of the kernel is there and is set to this digit.
bool isSetTo(const char* path, char digit)
{
    const unique_fd fd(::open(path, O_RDONLY | O_CLOEXEC));
    std::array<char, 2> text{};
    const ssize_t size = fd ? ::read(fd.get(), text.data(), text.size()) : 0;
    return size > 0 && text[0] == digit && (size == 1 || text[1] == '\n');
}

/// What an operator can do where user namespaces are refused to `box`.
std::string userNamespaceAdvice(std::string_view box)
{
    std::string advice;
    if (isSetTo("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", '1'))
        advice += " AppArmor restricts user namespaces here: run `sudo packaging/apparmor/install " +
                  std::string(box) +
                  "`, which permits them to assize-box, or"
                  " `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`.";
    if (isSetTo("/proc/sys/kernel/unprivileged_userns_clone", '0'))
        advice += " Run `sudo sysctl kernel.unprivileged_userns_clone=1`.";
    if (isSetTo("/proc/sys/user/max_user_namespaces", '0'))
        advice += " Run `sudo sysctl user.max_user_namespaces=10000`.";
    if (advice.empty())
        advice = " In a container, start it with --privileged.";
    return advice;
}

} // namespace

std::vector<Way> waysToTry(const WantedIsolation& wanted, bool hasCgroups)
{
    std::vector<Way> ways;
    for (const bool userNamespace : {false, true}) {
        if (!userNamespace && (::geteuid() != 0 || wanted.userNamespace))
            continue;
        for (const bool cgroups : {true, false}) {
            if (!cgroups || (hasCgroups && wanted.cgroups))
                ways.push_back({userNamespace, cgroups});
        }
    }
    return ways;
}

std::string nameOf(const Way& way)
{
    return std::string(way.userNamespace ? "user namespace" : "as root") +
           (way.cgroups ? " with control groups" : "");
}

std::vector<std::string> isolationOf(const Way& way, const WantedIsolation& wanted, std::string_view cgroups)
{
    std::vector<std::string> isolation = {way.userNamespace ? "userns" : "root", "namespaces", "seccomp",
                                          "pidfd"};
    if (!way.userNamespace)
        isolation.emplace_back("uid");
    if (wanted.strict)
        isolation.emplace_back("strict");
    if (way.cgroups)
        isolation.emplace_back(cgroups);
    return isolation;
}

std::vector<std::string> warningsOf(const Way& way, const WantedIsolation& wanted,
                                    std::string_view cgroupNote, std::string_view boxNotes,
                                    const std::vector<std::string>& refusals)
{
    std::vector<std::string> warnings;
    warnings.reserve(refusals.size() + 2);
    for (const std::string& refusal : refusals)
        warnings.push_back("A better way to isolate was tried and failed: " + refusal);
    if (!way.cgroups) {
        std::string why = "they were not wanted";
        if (wanted.cgroups)
            why = cgroupNote.empty() ? "they did not work" : cgroupNote;
        warnings.push_back(
            "Memory is measured without control groups: a program over its limit is noticed some "
            "milliseconds late, memory in /dev/shm is not counted, and programs get no memory files, System "
            "V "
            "segments, shared anonymous maps and /dev/zero. Why: " +
            why + ".");
        if (way.userNamespace && ::geteuid() == 0)
            warnings.emplace_back("The number of a program's processes is not limited: the kernel does not "
                                  "limit those of root, and no control group counts them. Start Assize as "
                                  "an ordinary user.");
    } else if (!cgroupNote.empty()) {
        warnings.emplace_back(cgroupNote);
    }
    while (!boxNotes.empty()) {
        const std::size_t end = boxNotes.find('\n');
        warnings.emplace_back(boxNotes.substr(0, end));
        boxNotes.remove_prefix(end == std::string_view::npos ? boxNotes.size() : end + 1);
    }
    return warnings;
}

std::string whyNoWay(const std::vector<std::string>& refusals, std::string_view box)
{
    std::string message = "Programs cannot be run safely on this machine.";
    for (const std::string& refusal : refusals)
        message += " Tried " + refusal + ".";
    return message + userNamespaceAdvice(box);
}

std::uint32_t userOfBox(int spawner, std::uint32_t id)
{
    static const bool hasFarUsers = isMapped(kFarUsers, std::uint64_t{kFarBlocks} * kFarBlock);
    if (!hasFarUsers)
        return kFirstUser + id % kUsers;
    return kFarUsers + static_cast<std::uint32_t>(spawner) % kFarBlocks * kFarBlock + id % kFarBlock;
}

} // namespace assize::sandbox::protocol
