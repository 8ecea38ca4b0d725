// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/platforms.h"

#include <algorithm>

namespace assize::intake {
namespace {

bool isNumber(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "Full Name_123_assignsubmission_file" (Moodle 4.1 and later), with another "_" at its end (before), and
/// with
/// "_" and the file's name where the teacher did not ask for folders.
std::optional<PlatformName> moodleName(std::string_view name)
{
    static constexpr std::string_view kMark = "_assignsubmission_";
    const std::size_t mark = name.find(kMark);
    if (mark == std::string_view::npos)
        return std::nullopt;
    const std::string_view who = name.substr(0, mark);
    const std::size_t before = who.rfind('_');
    if (before == std::string_view::npos || before == 0 || !isNumber(who.substr(before + 1)))
        return std::nullopt;
    const std::string_view what = name.substr(mark + kMark.size());
    PlatformName result{
        "Moodle", std::string(who.substr(0, before)), std::string(who.substr(before + 1)), {}, {}};
    for (const std::string_view kind : {std::string_view("file"), std::string_view("onlinetext")}) {
        if (!what.starts_with(kind) || (what.size() > kind.size() && what[kind.size()] != '_'))
            continue;
        if (what.size() > kind.size() + 1)
            result.file = std::string(what.substr(kind.size() + 1));
        result.prefix = std::string(name.substr(0, name.size() - result.file.size()));
        if (kind == "onlinetext")
            result.onlyFolder =
                "text that was typed into Moodle, not a file of a program; to have it judged, save "
                "the program in it as a source file";
        return result;
    }
    return std::nullopt;
}

using Recogniser = std::optional<PlatformName> (*)(std::string_view name);

/// Asked in this order.
constexpr Recogniser kPlatforms[] = {moodleName};

} // namespace

std::optional<PlatformName> platformName(std::string_view name)
{
    for (const Recogniser recogniser : kPlatforms) {
        if (std::optional<PlatformName> found = recogniser(name))
            return found;
    }
    return std::nullopt;
}

ContestantNames::ContestantNames(const std::vector<std::string>& topNames)
{
    for (const std::string& name : topNames) {
        if (const std::optional<PlatformName> found = platformName(name))
            m_numbers[found->contestant].insert(found->number);
        else
            m_others.insert(name);
    }
}

std::string ContestantNames::of(std::string_view topName) const
{
    const std::optional<PlatformName> found = platformName(topName);
    if (!found)
        return std::string(topName);
    const auto numbers = m_numbers.find(found->contestant);
    const bool alone =
        (numbers == m_numbers.end() || numbers->second.size() == 1) && m_others.count(found->contestant) == 0;
    return alone ? found->contestant : found->contestant + " (" + found->number + ")";
}

} // namespace assize::intake
