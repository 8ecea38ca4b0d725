// SPDX-License-Identifier: GPL-3.0-or-later
// Reading bytes from descriptors and private files of this process. Errors are errno values; 0 is success.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace assize::exec {

/// Reads exactly `size` bytes at `offset` without moving the descriptor's own offset. EIO when there are
/// fewer.
int readExactly(int fd, std::uint64_t offset, char* buffer, std::size_t size);

/// The first bytes of the file behind `fd`, at most `maximum`; bytes that cannot be read are missing.
std::string headOfFile(int fd, std::size_t maximum);

/// Reads a regular file; EFBIG when it has more than `maximum` bytes.
int readWholeFile(const std::filesystem::path& path, std::uint64_t maximum, std::string& bytes);

} // namespace assize::exec
