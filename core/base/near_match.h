// SPDX-License-Identifier: GPL-3.0-or-later
// The name that was most likely meant by a misspelt name. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize {

/// How many letters must be changed, added, left out, or swapped with their neighbour, to make one text of
/// the other. Small and capital letters (ASCII) are the same, and so are '-', '_' and blanks. Bytes; for
/// short texts: the time is the product of both lengths.
std::size_t editDistance(std::string_view a, std::string_view b);

/// The candidate that is nearest to `given`, of several the candidate that is written like it, else the
/// first; nullopt where none is near enough for a slip of the pen (one letter in a name of four, two in a
/// name of seven, three in a name of fourteen), or `given` is itself a candidate. Names above 100 bytes are
/// never near.
std::optional<std::string> nearMatch(std::string_view given, const std::vector<std::string_view>& candidates);

} // namespace assize
