// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace assize::files {

/// Whether members of a RAR 5 archive are encrypted: libarchive 3.6 gives out their bytes as they are. False
/// for any other format. `read` gives at most `size` bytes of the archive from `offset` on; `fd` is borrowed.
bool isEncryptedRar5(const std::function<std::string(std::uint64_t offset, std::size_t size)>& read);
bool isEncryptedRar5(int fd);

} // namespace assize::files
