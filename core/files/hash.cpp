// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/hash.h"

#include "files/read.h"

#include <cerrno>
#include <new>
#include <unistd.h>
#include <xxhash.h>

namespace assize::files {
namespace {

constexpr std::size_t kBlock = 1 << 18;

std::string toHex(const ::XXH128_hash_t& hash)
{
    ::XXH128_canonical_t canonical;
    ::XXH128_canonicalFromHash(&canonical, hash);
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : canonical.digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

} // namespace

void Hasher::Free::operator()(XXH3_state_s* state) const
{
    ::XXH3_freeState(state);
}

Hasher::Hasher() : m_state(::XXH3_createState())
{
    if (!m_state)
        throw std::bad_alloc();
    ::XXH3_128bits_reset(m_state.get());
}

Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

void Hasher::add(std::uint64_t field)
{
    unsigned char bytes[8];
    for (unsigned i = 0; i < sizeof bytes; ++i)
        bytes[i] = static_cast<unsigned char>(field >> (8 * i));
    ::XXH3_128bits_update(m_state.get(), bytes, sizeof bytes);
}

void Hasher::add(std::string_view field)
{
    ::XXH3_128bits_update(m_state.get(), field.data(), field.size());
    add(static_cast<std::uint64_t>(field.size()));
}

Result<void> Hasher::addFile(const std::filesystem::path& path, std::uint64_t maximumBytes, TextLook* look,
                             Hasher* other)
{
    Result<OpenFile> file = openRegularFile(path);
    if (!file)
        return file.error();
    const std::unique_ptr<char[]> block(new char[kBlock]);
    std::uint64_t total = 0;
    while (total < maximumBytes) {
        const std::size_t wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, maximumBytes - total));
        const ::ssize_t got = ::read(file->fd.get(), block.get(), wanted);
        if (got < 0) {
            if (errno == EINTR)
                continue;
            return systemError("cannot read " + quoted(path), errno);
        }
        if (got == 0)
            break;
        ::XXH3_128bits_update(m_state.get(), block.get(), static_cast<std::size_t>(got));
        if (look != nullptr)
            look->add({block.get(), static_cast<std::size_t>(got)});
        if (other != nullptr)
            ::XXH3_128bits_update(other->m_state.get(), block.get(), static_cast<std::size_t>(got));
        total += static_cast<std::uint64_t>(got);
    }
    // The same bytes through add() and through a file hash alike.
    const std::uint64_t size = total < maximumBytes ? total : file->size;
    add(size);
    if (other != nullptr)
        other->add(size);
    return {};
}

std::string Hasher::hex() const
{
    return toHex(::XXH3_128bits_digest(m_state.get()));
}

std::string hashOf(std::string_view bytes)
{
    return toHex(::XXH3_128bits(bytes.data(), bytes.size()));
}

} // namespace assize::files
