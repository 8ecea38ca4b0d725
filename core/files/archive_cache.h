// SPDX-License-Identifier: GPL-3.0-or-later
// The cache of unpacked archives: the part of unpack() of archive.h beside the reading of archives.
//
//     CACHE/<SHA-256>/unpacked     size in bytes as text; locked (flock, shared) by each process using it
//     CACHE/<SHA-256>/content/     the content of the archive
//     CACHE/.unpacking-XXXXXX/     the same while it is made; locked (exclusive) by its maker
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace assize::files {

/// A folder that is being filled, removed at the end unless it was kept. One thread.
class NewCacheEntry
{
public:
    static Result<NewCacheEntry> make(const std::filesystem::path& cache);
    NewCacheEntry(NewCacheEntry&& other) noexcept;
    NewCacheEntry& operator=(NewCacheEntry&&) = delete;
    ~NewCacheEntry();

    /// To be filled.
    std::filesystem::path content() const { return m_folder / "content"; }
    /// Gives the folder its name. Where another process was faster, its folder is kept, and this folder is
    /// removed.
    Result<void> keepAs(const std::filesystem::path& entry, std::uint64_t bytes);
    /// Whether keepAs has given this folder, and not another process's, the name.
    bool isKept() const { return m_folder.empty(); }

private:
    NewCacheEntry() = default;
    std::filesystem::path m_folder;
    unique_fd m_lock;
};

/// Locks an entry that is there until the process ends, and marks it as used now; false: there is none.
Result<bool> useCacheEntry(const std::filesystem::path& entry);

struct Room
{
    std::uint64_t bytes = 0; ///< that are to be added
    std::uint64_t limit = 0; ///< of the whole cache, bytes
};

/// Removes folders that a killed process left half made, and entries, the longest unused first, until there
/// is `room`. Entries in use stay, so that the cache may pass its limit.
void makeRoom(const std::filesystem::path& cache, const Room& room);

/// Makes the folder, and those above it, for this user alone.
Result<void> makePrivateFolder(const std::filesystem::path& folder);

} // namespace assize::files
