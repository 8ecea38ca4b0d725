// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/remedy.h"

namespace assize {

std::string withRemedy(std::string message, const Remedy& remedy, RemedyWords words)
{
    const std::string text = words(remedy);
    if (!text.empty())
        message += (message.find('\n') == std::string::npos ? " " : "\n") + text;
    return message;
}

} // namespace assize
