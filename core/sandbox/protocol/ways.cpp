// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/ways.h"

#include "base/unique_fd.h"
#include "sandbox/protocol/mechanisms.h"

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
constexpr std::uint32_t kFarBlocks = 0x1'0000; ///< a block for each spawner
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

std::string whyNoWay(const std::vector<std::string>& refusals, std::string_view box)
{
    std::string message = "Programs cannot be run safely on this machine.";
    for (const std::string& refusal : refusals)
        message += " Tried " + refusal + ".";
    return message + " What would help: " + onOneLine(remedyOfNoIsolation(machineFacts(box))) + ".";
}

std::uint32_t userOfBox(int spawner, std::uint32_t id)
{
    static const bool hasFarUsers = isMapped(kFarUsers, std::uint64_t{kFarBlocks} * kFarBlock);
    if (!hasFarUsers)
        return kFirstUser + id % kUsers;
    return kFarUsers + static_cast<std::uint32_t>(spawner) % kFarBlocks * kFarBlock + id % kFarBlock;
}

} // namespace assize::sandbox::protocol
