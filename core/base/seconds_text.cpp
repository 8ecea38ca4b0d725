// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/seconds_text.h"

#include <cstdio>

namespace assize {

std::string secondsText(std::chrono::nanoseconds time)
{
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.3f", std::chrono::duration<double>(time).count());
    std::string text = digits;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text + " s";
}

} // namespace assize
