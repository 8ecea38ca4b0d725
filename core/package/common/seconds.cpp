// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/seconds.h"

#include <cmath>
#include <cstdint>

namespace assize::package {

std::chrono::nanoseconds nanosecondsFrom(double seconds)
{
    return std::chrono::nanoseconds(static_cast<std::int64_t>(std::llround(seconds * 1e9)));
}

std::string secondsText(std::chrono::nanoseconds time)
{
    std::string text = std::to_string(std::chrono::duration<double>(time).count());
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text + " s";
}

} // namespace assize::package
