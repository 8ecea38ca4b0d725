// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/user_folders.h"

#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace assize {
namespace {

/// The absolute path in `variable`, else `below` in the home folder; empty where neither is set.
std::filesystem::path folderOf(const char* variable, const char* below)
{
    if (const char* given = std::getenv(variable); given != nullptr && given[0] == '/')
        return std::filesystem::path(given) / "assize";
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/')
        return std::filesystem::path(home) / below / "assize";
    return {};
}

} // namespace

std::filesystem::path userCacheFolder()
{
    return folderOf("XDG_CACHE_HOME", ".cache");
}

std::filesystem::path userDataFolder()
{
    constexpr const char* kBelow = ".local/share";
    if (std::filesystem::path folder = folderOf("XDG_DATA_HOME", kBelow); !folder.empty())
        return folder;
    const passwd* account = ::getpwuid(::getuid());
    return std::filesystem::path(account != nullptr ? account->pw_dir : "/var/tmp") / kBelow / "assize";
}

} // namespace assize
