// SPDX-License-Identifier: GPL-3.0-or-later
// Names of files as bytes, of which only the letters of ASCII have cases. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace assize::package {

/// With a to z for A to Z; other bytes as they are.
std::string lowerCase(std::string_view text);

/// Whether a name is more than `ending` and ends in it: a file ".in" is no input.
bool endsIn(std::string_view name, std::string_view ending);

} // namespace assize::package
