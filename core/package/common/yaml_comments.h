// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/diagnostics.h"

#include <string>
#include <string_view>

namespace assize::package {

/// "name: a #b" and "rgb: #ff0000" in YAML: the part of the value from '#' on is a comment, and no parser
/// warns of it. A Warning for each line of `content` where a text or a colour is cut so; comments as people
/// write them, after "# ", are none. Pure.
void warnOfCutValues(std::string_view content, const std::string& shownAs, Diagnostics& diagnostics);

} // namespace assize::package
