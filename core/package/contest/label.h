// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of problems that no file labels. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>

namespace assize::package {

/// "A" for 0, ..., "Z", "AA", "AB", ...
std::string labelAt(std::size_t index);

} // namespace assize::package
