// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"

#include <cstring>

namespace assize {

Error systemError(std::string_view what, int errnoValue, ErrorKind kind)
{
    std::string message(what);
    message += ": ";
    const char* text = ::strerrordesc_np(errnoValue);
    const char* name = ::strerrorname_np(errnoValue);
    message += text != nullptr ? text : "unknown error";
    message += " (";
    message += name != nullptr ? std::string(name) : std::to_string(errnoValue);
    message += ")";
    return {kind, std::move(message)};
}

} // namespace assize
