// SPDX-License-Identifier: GPL-3.0-or-later
// The entries of a folder, without opening any of them. Any thread.
#pragma once

#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace assize::files {

enum class EntryKind { RegularFile, Folder, SymbolicLink, Fifo, Socket, Device, Unknown };

/// "regular file", "symbolic link", "FIFO", ...: as in "it is a FIFO".
std::string_view nameOf(EntryKind kind);
EntryKind kindOf(::mode_t mode);
std::chrono::system_clock::time_point timeOf(const ::timespec& time);

/// One entry of a folder.
struct Entry
{
    std::string name;           ///< below the folder that was listed or walked, '/' between parts; bytes
    std::filesystem::path path; ///< the path to open; for a followed link, where it leads
    EntryKind kind = EntryKind::Unknown; ///< for a followed link, of its target
    bool followed = false;               ///< reached through a symbolic link
    std::uint64_t size = 0;              ///< of a regular file
    /// 1970-01-01T00:00:00Z stands for "not known": so a member that has no time with a zone comes out of an
    /// archive.
    std::chrono::system_clock::time_point modified;
    /// Why it can be neither read nor entered, e.g. "symbolic link", "FIFO", "unreadable: Permission denied
    /// (EACCES)"; empty for regular files and folders.
    std::string unusable;

    bool isFile() const { return kind == EntryKind::RegularFile && unusable.empty(); }
    bool isFolder() const { return kind == EntryKind::Folder && unusable.empty(); }
};

struct WalkOptions
{
    /// Follow symbolic links that lead to this folder or below it; unset: links are unusable entries.
    std::optional<std::filesystem::path> followBelow;
    int maximumDepth = 32;                  ///< folders within folders; deeper folders are unusable
    std::size_t maximumEntries = 1'000'000; ///< in all; entries beyond are left out
};

struct Listing
{
    std::vector<Entry> entries;
    bool truncated = false; ///< more than maximumEntries
};

/// The entries of one folder, sorted by name (bytes), without "." and "..". `folder` itself may be a link.
/// Error Io: it cannot be read.
Result<Listing> listFolder(const std::filesystem::path& folder, const WalkOptions& options = {});

/// The files of a folder and of all folders below it, sorted by name (bytes); folders only where they are
/// unusable or empty. A folder that cannot be read is an unusable entry; the Error is about `folder` itself.
Result<Listing> walkFolder(const std::filesystem::path& folder, const WalkOptions& options = {});

} // namespace assize::files
