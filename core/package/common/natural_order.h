// SPDX-License-Identifier: GPL-3.0-or-later
// The order of tests in formats that define none.
#pragma once

#include <string_view>

namespace assize::package {

/// Whether `a` comes before `b` when runs of digits count as numbers ("2" before "10", "a9" before "a10").
bool naturallyBefore(std::string_view a, std::string_view b);

} // namespace assize::package
