// SPDX-License-Identifier: GPL-3.0-or-later
// Names that people cannot tell apart. Pure; any thread.
#pragma once

#include "base/diagnostics.h"
#include "model/problem.h"
#include "model/submission.h"

#include <string>
#include <string_view>
#include <vector>

namespace assize::engine {

/// A key that is the same for names that look the same: without upper and lower case, with characters
/// composed (NFC), without invisible characters (zero-width, direction marks, variation selectors, soft
/// hyphens), and with a single blank for any run of blanks, none at the ends. Letters of different scripts
/// that look alike (Latin and Cyrillic a), compatibility forms (fullwidth letters, ligatures), sharp s and ss
/// stay different. Bytes that are no UTF-8 are all the same, as they are all shown as U+FFFD.
std::string lookOf(std::string_view name);

/// A sentence for each two names of an archive's files that look the same, at most ten: on other systems they
/// are one file, and people take them for one. Of names in ASCII, which differ only in case and blanks, the
/// unpacking program tells itself.
std::vector<std::string> lookalikeFiles(const std::vector<std::string>& names);

/// A warning for each problem and each contestant whose name looks like an earlier name, naming both.
Diagnostics lookalikes(const std::vector<model::Problem>& problems,
                       const std::vector<model::Contestant>& contestants);

} // namespace assize::engine
