// SPDX-License-Identifier: GPL-3.0-or-later
// Time limits as settings of packages and contests write them: in seconds. Pure; any thread.
#pragma once

#include <chrono>
#include <string>

namespace assize::package {

constexpr double kShortestTimeLimit = 0.001; ///< seconds
constexpr double kLongestTimeLimit = 86400;  ///< seconds

std::chrono::nanoseconds nanosecondsFrom(double seconds);
/// "1.5 s"
std::string secondsText(std::chrono::nanoseconds time);

} // namespace assize::package
