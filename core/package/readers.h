// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of readers. To add a format, write a reader in a folder of its own and put it into the table.
#pragma once

#include "package/common/contest_reader.h"
#include "package/common/reader.h"

#include <vector>

namespace assize::package {

/// Readers of problem packages. Where two are equally sure the earlier reader reads.
const std::vector<const Reader*>& readers();

/// Readers of contests. All that recognise a contest read, in this order; a folder that none recognises is a
/// contest without settings.
const std::vector<const ContestReader*>& contestReaders();

/// The settings in the contest's files. Missing files give the defaults.
ContestFile readContestFile(const ContestPlace& place);

} // namespace assize::package
