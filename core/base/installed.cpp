// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/installed.h"

#include <unistd.h>

namespace assize {

std::optional<std::filesystem::path> findHelper(std::string_view name)
{
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const std::filesystem::path& candidate : {folder / name, folder / "../libexec/assize" / name}) {
        if (::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return std::nullopt;
}

} // namespace assize
