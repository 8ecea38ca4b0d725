// SPDX-License-Identifier: GPL-3.0-or-later
// Contestants' archives, unpacked: kept by content, so that each is unpacked once and commands that only read
// find the files that were judged.
//
//     CACHE/lock                shared by every process that reads there, while it does
//     CACHE/<key>/hand-in       the content of the archive (encodeContent), also that it is refused and why
//     CACHE/<key>/content/      its files
//     CACHE/<key>/unpacked      as in archive_cache.h, whose means this is made with
#pragma once

#include "base/unique_fd.h"
#include "files/archive_cache.h"
#include "files/hand_in_content.h"

#include <filesystem>
#include <optional>
#include <string>

namespace assize::files {

struct UnpackedHandIn
{
    std::filesystem::path folder; ///< read-only by agreement; holds nothing where the archive is refused
    HandInContent content;
};

/// One thread at a time.
class HandInCache
{
public:
    /// `limit`: bytes that this process uses at once, and that stay when nobody uses them.
    explicit HandInCache(std::filesystem::path folder, std::uint64_t limit = 8ULL << 30);

    /// Called before the first find() by a caller that will make entries: folders that killed processes left,
    /// and entries not used for long, go. A caller that only reads removes nothing.
    void clean();

    /// The files that were unpacked before, if all are still there. `key`: see archiveKey.
    std::optional<UnpackedHandIn> find(const std::string& key);

    /// An archive whose parts come in one after the other. Error Io: the system refuses; InvalidInput: two
    /// parts hold the same name, or it is too much for the cache.
    class Entry
    {
    public:
        /// `contents` holds the files' contents from `offset` on, as long as they say. Of the names left out
        /// and the notes, no more is kept than a table may hold. A part that is refused refuses the whole.
        Result<void> add(const HandInContent& part, int contents, std::uint64_t offset);
        /// From now on it only says that the archive is refused, and why.
        void refuse(const std::string& reason);
        /// Files so far.
        std::size_t count() const { return m_content.files.size(); }
        Result<UnpackedHandIn> finish(const std::string& key);

    private:
        friend class HandInCache;
        Entry(HandInCache& cache, NewCacheEntry made) : m_cache(cache), m_made(std::move(made)) {}
        HandInCache& m_cache;
        NewCacheEntry m_made;
        HandInContent m_content;
        std::uint64_t m_bytes = 0;
    };
    Result<Entry> make();

private:
    Result<void> open(bool create);

    const std::filesystem::path m_folder;
    const std::uint64_t m_limit;
    unique_fd m_lock;
    std::uint64_t m_used = 0; ///< bytes of the entries that this process found and made
};

/// $XDG_CACHE_HOME/assize/submissions and so on: beside packageCache().
std::filesystem::path handInCacheFolder();

} // namespace assize::files
