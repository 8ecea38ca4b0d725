// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace assize::files {

/// A file's bytes, read-only, for as long as this object lives. Small files are read, large ones are mapped.
///
/// A mapped file that somebody makes shorter meanwhile raises SIGBUS where the missing part is touched; so
/// this is for files that nobody else writes to: tests and answers of a package, sealed or private outputs. A
/// file that a contestant can still change is read with readFile. Reading the bytes is safe on any thread.
class MappedFile
{
public:
    /// Files up to this size are read instead.
    static constexpr std::uint64_t kLargestRead = 256 << 10;

    MappedFile() = default;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    /// Error as of openRegularFile.
    static Result<MappedFile> open(const std::filesystem::path& path);
    /// The regular or memory file behind a descriptor, which is only borrowed and whose offset does not move.
    /// `name` is for messages.
    static Result<MappedFile> fromDescriptor(int fd, std::string_view name);

    std::string_view bytes() const
    {
        return m_address != nullptr ? std::string_view(static_cast<const char*>(m_address), m_size)
                                    : m_content;
    }

private:
    void unmap() noexcept;

    void* m_address = nullptr;
    std::size_t m_size = 0;
    std::string m_content;
};

} // namespace assize::files
