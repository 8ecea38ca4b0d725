// SPDX-License-Identifier: GPL-3.0-or-later
// A temporary copy of a database that cannot be read where it lies: its write-ahead log needs files beside it
// that cannot be made there, or its schema is an older one. Used by the store only.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>

namespace assize::store {

/// Owned by the store that reads it; the copy is removed with it.
class ReadableCopy
{
public:
    /// Copies `file` with its log and brings the copy up to date. Storage, InvalidInput (not ours), TooNew.
    /// May throw SQLite::Exception.
    static Result<ReadableCopy> make(const std::filesystem::path& file);
    ReadableCopy(ReadableCopy&& other) noexcept;
    ReadableCopy& operator=(ReadableCopy&& other) noexcept;
    ~ReadableCopy();

    const std::filesystem::path& file() const { return m_file; }

private:
    explicit ReadableCopy(std::filesystem::path folder);
    std::filesystem::path m_folder;
    std::filesystem::path m_file;
};

} // namespace assize::store
