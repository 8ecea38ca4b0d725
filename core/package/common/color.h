// SPDX-License-Identifier: GPL-3.0-or-later
// Colours of problems, as settings of packages and contests write them. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace assize::package {

/// "#rgb", "#rrggbb" or a common English colour name as "#rrggbb"; empty for anything else.
std::string normalisedColor(std::string_view color);

} // namespace assize::package
