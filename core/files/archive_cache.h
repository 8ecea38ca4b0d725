// SPDX-License-Identifier: GPL-3.0-or-later
// The cache of unpacked archives: what unpack() of archive.h is made of, beside the reading of archives.
//
//     CACHE/<SHA-256>/unpacked     size in bytes as text; locked (flock, shared) by every process that uses
//     it CACHE/<SHA-256>/content/     what the archive holds CACHE/.unpacking-XXXXXX/     the same while it
//     is made; locked (exclusive) by who makes it
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
    /// Gives it its name. Where another process was faster that one's is kept, and this one is removed.
    Result<void> keepAs(const std::filesystem::path& entry, std::uint64_t bytes);
    /// Whether keepAs has given this one, and not another process's, the name.
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

/// Removes what a killed process left half made, and entries, the longest unused first, until there is
/// `room`. Entries in use stay, so that the cache may pass its limit.
void makeRoom(const std::filesystem::path& cache, const Room& room);

/// Makes the folder, and those above it, for this user alone.
Result<void> makePrivateFolder(const std::filesystem::path& folder);

} // namespace assize::files
