// SPDX-License-Identifier: GPL-3.0-or-later
// Content hashes for caches: XXH3, 128 bits, as 32 hexadecimal digits. Not for defence against a forger.
#pragma once

#include "base/result.h"
#include "files/text_look.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace assize::files {

/// Hashes a sequence of fields; the border between two of them counts ("ab","c" differs from "a","bc").
/// One thread at a time.
class Hasher
{
public:
    Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;
    ~Hasher();

    void add(std::string_view field);
    void add(std::uint64_t field);
    /// Adds a regular file's content as one field, read in blocks: at most its first `maximumBytes`, and its
    /// size. The bytes read are shown to `look` and added to `other` in the same way, too, where these are
    /// given.
    Result<void> addFile(const std::filesystem::path& path,
                         std::uint64_t maximumBytes = std::numeric_limits<std::uint64_t>::max(),
                         TextLook* look = nullptr, Hasher* other = nullptr);
    /// Of everything added so far.
    std::string hex() const;

private:
    struct Free
    {
        void operator()(XXH3_state_s* state) const;
    };
    std::unique_ptr<XXH3_state_s, Free> m_state;
};

/// Of one piece of memory.
std::string hashOf(std::string_view bytes);

} // namespace assize::files
