// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/archive_key.h"

#include "files/read.h"

#include <array>
#include <cerrno>
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

} // namespace

Result<std::string> archiveKey(int fd, const std::filesystem::path& name)
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

} // namespace assize::files
