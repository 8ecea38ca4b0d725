// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cache_folder.h"

#include <cstdlib>

namespace assize::engine {

std::filesystem::path cacheFolder()
{
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && cache[0] == '/')
        return std::filesystem::path(cache) / "assize";
    if (const char* home = std::getenv("HOME"); home && home[0] == '/')
        return std::filesystem::path(home) / ".cache/assize";
    return {};
}

} // namespace assize::engine
