// SPDX-License-Identifier: GPL-3.0-or-later
// Times in messages. Pure; any thread.
#pragma once

#include <chrono>
#include <string>

namespace assize {

/// "1.5 s", "0.012 s": to the millisecond, without needless zeros.
std::string secondsText(std::chrono::nanoseconds time);

} // namespace assize
