// SPDX-License-Identifier: GPL-3.0-or-later
// A temporary copy of a database that cannot be read where it lies: its write-ahead log needs files beside it
// that cannot be made there, or its schema is older. Used by the store only.
#pragma once

#include "base/result.h"
#include "base/temporary_folder.h"

#include <filesystem>
#include <memory>

namespace assize::store {

/// Owned by the store that reads it; the copy is removed with it.
class ReadableCopy
{
public:
    /// Copies `file` with its log and brings the copy up to date. Storage, InvalidInput (not ours), TooNew.
    /// May throw SQLite::Exception.
    static Result<ReadableCopy> make(const std::filesystem::path& file);
    const std::filesystem::path& file() const { return m_file; }

private:
    explicit ReadableCopy(TemporaryFolder folder);

    std::unique_ptr<TemporaryFolder> m_folder;
    std::filesystem::path m_file;
};

} // namespace assize::store
