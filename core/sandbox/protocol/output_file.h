// SPDX-License-Identifier: GPL-3.0-or-later
// The file that a program's standard output goes to.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

namespace assize::sandbox::protocol {

/// An empty file in memory, open for reading and writing. Processes that write to it at the same time do not
/// overwrite each other, as they would in the description that memfd_create gives: the kernel keeps the
/// position of a file that was opened by a path for one writer at a time.
Result<unique_fd> makeOutputFile();

} // namespace assize::sandbox::protocol
