// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of files in memory that nobody can change any more.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

namespace assize::sandbox::protocol {

/// A sealed memfd with the content of `fd`, a regular file or a memfd.
Result<unique_fd> sealedCopy(int fd);

/// Whether `fd` is a memfd that nobody can write any more.
bool isSealed(int fd);

/// A new read-only description, at offset 0, of the sealed memfd `fd`, as a program may have it: executable,
/// and without changes that an earlier program may have left at it. `sameUser`: programs run as our own user
/// and may change its mode; where a program does so all the time, the description is that of a new copy.
Result<unique_fd> openForProgram(int fd, bool sameUser);

} // namespace assize::sandbox::protocol
