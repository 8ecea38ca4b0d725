// SPDX-License-Identifier: GPL-3.0-or-later
// How groups and tests are named in messages. Inside core/score only.
#pragma once

#include "base/utf8.h"

#include <string>
#include <string_view>

namespace assize::score {

inline std::string shown(std::string_view id)
{
    return toPrintableLine(id);
}

/// The root group has no name of its own.
inline std::string shownGroup(std::string_view id)
{
    return id.empty() ? std::string("of all tests") : "\"" + toPrintableLine(id) + "\"";
}

} // namespace assize::score
