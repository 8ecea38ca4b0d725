// SPDX-License-Identifier: GPL-3.0-or-later
// Which format a folder's content looks like.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace assize::package {

constexpr std::string_view kIcpcLegacy = "icpc-legacy";
constexpr std::string_view kTestFolder = "test-folder";

struct Recognised
{
    std::string format;    ///< empty: looks like no package at all
    bool readable = false; ///< this version reads it
    std::string reason;    ///< why not: a sentence for people
    bool unreadable = false; ///< nobody can tell: the folder cannot be read
};

Recognised recognise(const std::filesystem::path& folder);

/// "#rgb", "#rrggbb" or a common English colour name as "#rrggbb"; empty for anything else.
std::string normalisedColor(std::string_view color);

} // namespace assize::package
