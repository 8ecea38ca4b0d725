// SPDX-License-Identifier: GPL-3.0-or-later
// Unpacking archives that somebody else made, into a cache of our own: the only user of libarchive.
//
// Formats, by content and never by name: zip (.kpp is a zip), 7z, RAR and tar, plain or compressed by gzip,
// xz, zstd or bzip2. Names are bytes and stay as they are; but in a zip a backslash separates folders where
// the name has no slash, as some programs of Windows write it.
//
// An archive is unpacked once, below a folder of the cache that is called after its content (SHA-256, so that
// nobody can make one archive pass for another), whole or not at all: into a temporary sibling, then renamed.
// An unpacked archive is never written again. The cache is private to its user, has a size, and loses the
// longest unused archives first; an archive that this or another process uses is locked and stays.
//
// Refused, with the member's name in the message: absolute names and "..", links that lead out, devices,
// FIFOs and sockets, two members of one name, encrypted members, and anything that passes the limits (see
// UnpackLimits). No member is ever written through a link: links are made last.
#pragma once

#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace assize::files {

struct UnpackLimits
{
    std::uint64_t bytes = 16ULL << 30; ///< of all members together, unpacked
    std::size_t members = 450'000;     ///< and folders that they need
    int depth = 32;                    ///< folders within folders
    /// Unpacked bytes per byte of the archive, from `ratioFrom` bytes on. Deflate cannot do more than 1032;
    /// tests that are one number over and over come near to it.
    std::uint64_t ratio = 1100;
    std::uint64_t ratioFrom = 256ULL << 20;
    std::chrono::milliseconds time = std::chrono::minutes(10);
    std::uint64_t cacheBytes = 24ULL << 30; ///< of the cache in all, this archive included
};

struct UnpackedArchive
{
    std::filesystem::path folder; ///< the content of the archive; read-only by agreement
    /// The folder that holds everything else, where there is just one thing and it is a folder.
    std::optional<std::filesystem::path> onlyFolder;
};

/// Whether the file begins as one of the formats does. Any thread.
bool isArchive(const std::filesystem::path& file);
/// The same of a file's first bytes, kArchiveHead of them or all.
bool beginsAsArchive(std::string_view head);
inline constexpr std::size_t kArchiveHead = 512;

/// Whether the name ends as those of archives do, e.g. "a.zip", "a.KPP", "a.tar.gz"; and the name without it
/// (the whole name where it does not).
bool hasArchiveName(std::string_view name);
std::string withoutArchiveEnding(std::string_view name);

/// Unpacks `archive` below `cache`, which is made if need be, or finds it there. The folder stays until the
/// process ends. Error InvalidInput: the archive is damaged, refused or too large; Error Io: the system
/// refuses. Any thread; several processes may unpack the same archive at once.
Result<UnpackedArchive> unpack(const std::filesystem::path& archive, const std::filesystem::path& cache,
                               const UnpackLimits& limits = {});

/// Where packages are unpacked to: $XDG_CACHE_HOME/assize/packages, else ~/.cache/assize/packages, else a
/// folder of this user below the temporary folder.
std::filesystem::path packageCache();

} // namespace assize::files
