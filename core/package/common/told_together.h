// SPDX-License-Identifier: GPL-3.0-or-later
// One diagnostic for several files that have the same fault. Internal to core/package.
#pragma once

#include "package/common/reading.h"

#include <set>
#include <string>

namespace assize::package {

/// A diagnostic that stands at the first of `files` (paths below the package) and names ten of them; nothing
/// for no files. `what` is whole sentences.
void tellTogether(Reading& reading, Diagnostic::Level level, const std::set<std::string>& files,
                  const std::string& what);

} // namespace assize::package
