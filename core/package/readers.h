// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of what is read. To add a format, write a reader in a folder of its own and put it into the
// table.
#pragma once

#include "package/common/reader.h"

#include <vector>

namespace assize::package {

/// Readers of problem packages. Where two are equally sure the earlier one reads.
const std::vector<const Reader*>& readers();

} // namespace assize::package
