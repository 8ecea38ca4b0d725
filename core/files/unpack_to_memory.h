// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a contestant's archive: the work of assize-unpack inside its box. Never called in another program:
// libarchive, and the libraries that it is linked with, have had bugs that an archive can use.
#pragma once

#include "files/hand_in_content.h"

namespace assize::files {

struct InMemory
{
    HandInContent content;
    std::vector<std::string> contents; ///< one for each of content.files
};

/// Reads the archive behind `fd`, a regular file, from its member number `first` on. Only regular files come
/// out; the rest is left out with its reason, and the whole is refused where files would be missing that
/// somebody handed in (encrypted, damaged, two of one name, more than the limits). Changes TZ of the process,
/// as libarchive has no other way to tell which times it knows: one thread.
InMemory unpackToMemory(int fd, std::uint64_t first, const HandInLimits& limits);

} // namespace assize::files
