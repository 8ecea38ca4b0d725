// SPDX-License-Identifier: GPL-3.0-or-later
// Names of an archive's members: the rules that all unpacking code shares. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assize::files {

inline constexpr std::size_t kLongestName = 255;  ///< bytes of one part
inline constexpr std::size_t kLongestPath = 2048; ///< bytes of a whole name

/// The parts between the slashes of a name, without "." and empty parts.
using NameParts = std::vector<std::string>;
NameParts partsOf(std::string_view name);
/// The parts with slashes between them.
std::string joined(const NameParts& parts);

/// Whether a system adds such a member to archives beside those of people; `parts` is not empty.
bool isOfTheSystem(const NameParts& parts);

/// Why nothing may be written under such a name (empty, too long, absolute, with ".."), or empty. English:
/// the rest of a sentence that begins with the name, e.g. "is an absolute name".
std::string whyNotBelow(std::string_view name);

} // namespace assize::files
