// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/archive.h"

#include "base/user_folders.h"
#include "files/archive_cache.h"
#include "files/archive_key.h"
#include "files/folder.h"
#include "files/read.h"
#include "files/unpacker.h"

#include <unistd.h>

namespace assize::files {
namespace {

UnpackedArchive unpackedIn(const std::filesystem::path& entry)
{
    UnpackedArchive unpacked;
    unpacked.folder = entry / "content";
    const Result<Listing> listing = listFolder(unpacked.folder);
    if (listing && listing->entries.size() == 1 && listing->entries.front().isFolder())
        unpacked.onlyFolder = listing->entries.front().path;
    return unpacked;
}

} // namespace

Result<UnpackedArchive> unpack(const std::filesystem::path& archive, const std::filesystem::path& cache,
                               const UnpackLimits& limits)
{
    Result<OpenFile> file = openRegularFile(archive);
    if (!file)
        return std::move(file).error();
    Result<std::string> key = archiveKey(file->fd.get(), archive);
    if (!key)
        return std::move(key).error();
    if (Result<void> made = makePrivateFolder(cache); !made)
        return std::move(made).error();
    const std::filesystem::path entry = cache / *key;
    Result<bool> there = useCacheEntry(entry);
    if (!there)
        return std::move(there).error();
    if (*there)
        return unpackedIn(entry);

    makeRoom(cache, {.bytes = 0, .limit = limits.cacheBytes});
    std::uint64_t bytes = 0;
    {
        Result<NewCacheEntry> made = NewCacheEntry::make(cache);
        if (!made)
            return std::move(made).error();
        Result<std::uint64_t> written = unpackInto(file->fd.get(), file->size, made->content(), limits);
        if (!written)
            return Error{written.error().kind,
                         "cannot unpack " + quoted(archive) + ": " + written.error().message};
        bytes = *written;
        makeRoom(cache, {.bytes = bytes, .limit = limits.cacheBytes});
        if (Result<void> kept = made->keepAs(entry, bytes); !kept)
            return std::move(kept).error();
    }
    there = useCacheEntry(entry);
    if (!there)
        return std::move(there).error();
    if (!*there)
        return Error{ErrorKind::Io, "cannot unpack " + quoted(archive) + ": its folder " + quoted(entry) +
                                        " was removed at once; try again"};
    return unpackedIn(entry);
}

std::filesystem::path packageCache()
{
    if (const std::filesystem::path cache = userCacheFolder(); !cache.empty())
        return cache / "packages";
    std::error_code code;
    const std::filesystem::path temporary = std::filesystem::temp_directory_path(code);
    return (code ? std::filesystem::path("/tmp") : temporary) /
           ("assize-packages-" + std::to_string(::geteuid()));
}

} // namespace assize::files
