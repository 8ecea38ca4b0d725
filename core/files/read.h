// SPDX-License-Identifier: GPL-3.0-or-later
// Opening and reading files that somebody else wrote.
//
// Everything here may be called on any thread. Nothing here blocks on a FIFO or opens a device: a name is
// looked at before it is opened, and again after. Only regular files are read; a symbolic link is refused
// (resolve it first with resolveBelow, which says where it may lead).
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace assize::files {

/// A regular file, open for reading.
struct OpenFile
{
    unique_fd fd;
    std::uint64_t size = 0;
    std::chrono::system_clock::time_point modified;
};

/// Opens a regular file. Error Io: the system refuses (errno is in the message); Error InvalidInput: it is a
/// link, a folder, a FIFO, a socket or a device.
Result<OpenFile> openRegularFile(const std::filesystem::path& path);

/// Reads a whole file into memory. Error InvalidInput if it has more than `maximumBytes`.
Result<std::string> readFile(const std::filesystem::path& path, std::uint64_t maximumBytes);

/// Reads at most the first `maximumBytes` of a file.
Result<std::string> readHead(const std::filesystem::path& path, std::uint64_t maximumBytes);

/// The place that `path` leads to when all symbolic links are followed, which must be `boundary` or lie below
/// it
/// (`boundary` itself is resolved too). Error InvalidInput: it leads elsewhere; Error Io: it leads nowhere.
Result<std::filesystem::path> resolveBelow(const std::filesystem::path& path,
                                           const std::filesystem::path& boundary);

/// Bytes as one line of valid UTF-8, control characters visible; and the same in quotation marks, which is
/// how a path is named in messages.
std::string oneLine(std::string_view bytes);
std::string quoted(const std::filesystem::path& path);
std::string quoted(std::string_view name);
inline std::string quoted(const std::string& name)
{
    return quoted(std::string_view(name));
}

} // namespace assize::files
