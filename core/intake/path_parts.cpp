// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/path_parts.h"

#include "intake/platforms.h"

#include <optional>

namespace assize::intake {

Parts partsBelow(std::string_view name, std::size_t slash)
{
    Parts parts;
    parts.top = name.substr(0, slash);
    parts.within = name.substr(slash + 1);
    const std::size_t second = parts.within.find('/');
    parts.second = parts.within.substr(0, second);
    parts.deeper = second != std::string_view::npos;
    return parts;
}

Parts partsOf(std::string_view name)
{
    Parts parts;
    const std::size_t first = name.find('/');
    if (first == std::string_view::npos) {
        const std::optional<PlatformName> loose = platformName(name);
        if (!loose || loose->file.empty())
            return parts;
        parts.top = name.substr(0, loose->prefix.size());
        parts.second = parts.within = name.substr(loose->prefix.size());
        return parts;
    }
    return partsBelow(name, first);
}

} // namespace assize::intake
