// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/member_names.h"

#include <algorithm>

namespace assize::files {

NameParts partsOf(std::string_view name)
{
    NameParts parts;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find('/'), name.size());
        if (end > 0 && name.substr(0, end) != ".")
            parts.emplace_back(name.substr(0, end));
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return parts;
}

std::string joined(const NameParts& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : "/") + part;
    return text;
}

bool isOfTheSystem(const NameParts& parts)
{
    return parts.front() == "__MACOSX" || parts.back() == ".DS_Store";
}

std::string whyNotBelow(std::string_view name)
{
    if (name.empty())
        return "is the name of a member";
    if (name.size() > kLongestPath)
        return "is too long a name";
    if (name.front() == '/')
        return "is an absolute name";
    for (const std::string& part : partsOf(name)) {
        if (part == "..")
            return "leads out of the archive";
        if (part.size() > kLongestName)
            return "is too long a name";
    }
    return {};
}

} // namespace assize::files
