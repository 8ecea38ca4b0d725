// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/archive.h"

#include "files/archive_cache.h"
#include "files/folder.h"
#include "files/read.h"
#include "files/unpacker.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace assize::files {
namespace {

constexpr std::size_t kBlock = 1 << 18;

struct Beginning
{
    std::size_t offset;
    std::string_view bytes;
};

constexpr std::array<Beginning, 8> kBeginnings = {{{0, {"PK\3\4", 4}},
                                                   {0, {"PK\5\6", 4}}, // a zip of nothing
                                                   {0, {"PK\7\10", 4}},
                                                   {0, {"\x1F\x8B", 2}},
                                                   {0,
                                                    {"\xFD"
                                                     "7zXZ\0",
                                                     6}},
                                                   {0, {"\x28\xB5\x2F\xFD", 4}},
                                                   {0, {"BZh", 3}},
                                                   {257, {"ustar", 5}}}};

/// Longer ones first.
constexpr std::array<std::string_view, 12> kEndings = {".tar.bz2", ".tar.zst", ".tar.gz", ".tar.xz",
                                                       ".tbz2",    ".tzst",    ".tgz",    ".txz",
                                                       ".tbz",     ".zip",     ".kpp",    ".tar"};

std::size_t lengthOfEnding(std::string_view name)
{
    for (const std::string_view ending : kEndings) {
        if (name.size() <= ending.size())
            continue;
        std::string end(name.substr(name.size() - ending.size()));
        for (char& c : end)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (end == ending)
            return ending.size();
    }
    return 0;
}

struct FreeDigest
{
    void operator()(EVP_MD_CTX* context) const { ::EVP_MD_CTX_free(context); }
};

Result<std::string> sha256Of(int fd, const std::filesystem::path& name)
{
    const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(::EVP_MD_CTX_new());
    if (!context || ::EVP_DigestInit_ex(context.get(), ::EVP_sha256(), nullptr) != 1)
        throw std::bad_alloc();
    std::vector<char> block(kBlock);
    for (::off_t offset = 0;;) {
        const ::ssize_t got = ::pread(fd, block.data(), block.size(), offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError("cannot read " + quoted(name), errno);
        if (got == 0)
            break;
        ::EVP_DigestUpdate(context.get(), block.data(), static_cast<std::size_t>(got));
        offset += got;
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    ::EVP_DigestFinal_ex(context.get(), digest.data(), &length);
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += digits[digest[i] >> 4];
        text += digits[digest[i] & 15];
    }
    return text;
}

/// A file as the kernel knows it: as long as none of this changes it need not be hashed again.
using Identity = std::array<std::uint64_t, 6>;

Result<std::string> keyOf(int fd, const std::filesystem::path& name)
{
    static std::mutex mutex;
    static std::map<Identity, std::string> known;
    struct ::stat status = {};
    if (::fstat(fd, &status) != 0)
        return systemError("cannot read " + quoted(name), errno);
    const Identity identity = {status.st_dev,
                               status.st_ino,
                               static_cast<std::uint64_t>(status.st_size),
                               static_cast<std::uint64_t>(status.st_mtim.tv_sec),
                               static_cast<std::uint64_t>(status.st_mtim.tv_nsec),
                               static_cast<std::uint64_t>(status.st_ctim.tv_sec) * 1'000'000'000U +
                                   static_cast<std::uint64_t>(status.st_ctim.tv_nsec)};
    {
        const std::lock_guard guard(mutex);
        if (const auto found = known.find(identity); found != known.end())
            return found->second;
    }
    Result<std::string> key = sha256Of(fd, name);
    if (key) {
        const std::lock_guard guard(mutex);
        known[identity] = *key;
    }
    return key;
}

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

bool isArchive(const std::filesystem::path& file)
{
    const Result<std::string> head = readHead(file, 512);
    if (!head)
        return false;
    for (const Beginning& beginning : kBeginnings) {
        if (head->size() > beginning.offset &&
            std::string_view(*head).substr(beginning.offset, beginning.bytes.size()) == beginning.bytes)
            return true;
    }
    return false;
}

bool hasArchiveName(std::string_view name)
{
    return lengthOfEnding(name) > 0;
}

std::string withoutArchiveEnding(std::string_view name)
{
    return std::string(name.substr(0, name.size() - lengthOfEnding(name)));
}

Result<UnpackedArchive> unpack(const std::filesystem::path& archive, const std::filesystem::path& cache,
                               const UnpackLimits& limits)
{
    Result<OpenFile> file = openRegularFile(archive);
    if (!file)
        return std::move(file).error();
    Result<std::string> key = keyOf(file->fd.get(), archive);
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

    makeRoom(cache, 0, limits.cacheBytes);
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
        makeRoom(cache, bytes, limits.cacheBytes);
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
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && cache[0] == '/')
        return std::filesystem::path(cache) / "assize" / "packages";
    if (const char* home = std::getenv("HOME"); home && home[0] == '/')
        return std::filesystem::path(home) / ".cache" / "assize" / "packages";
    std::error_code code;
    const std::filesystem::path temporary = std::filesystem::temp_directory_path(code);
    return (code ? std::filesystem::path("/tmp") : temporary) /
           ("assize-packages-" + std::to_string(::geteuid()));
}

} // namespace assize::files
