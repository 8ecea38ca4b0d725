// SPDX-License-Identifier: GPL-3.0-or-later
// The tests' inputs and answers while they are judged with: opened or read anew, never trusted to be still
// there.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "files/mapped_file.h"

#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace assize::exec {

/// Opens a test's file for reading. An Error names the file, and errno or what has changed: it must be a
/// regular file of `size` bytes, as when the package was read.
Result<unique_fd> openCaseFile(const std::filesystem::path& path, std::uint64_t size);

/// The answers of the tests, kept in memory between runs as long as they are small. Thread-safe; files are
/// read outside of the lock.
class AnswerCache
{
public:
    /// Larger answers are mapped for each check.
    static constexpr std::uint64_t kLargestKept = 1 << 20;
    /// Of all that are kept; the file not used for the longest time goes first.
    static constexpr std::uint64_t kCapacity = 128ULL << 20;

    /// Errors as of openCaseFile.
    Result<std::shared_ptr<const files::MappedFile>> get(const std::filesystem::path& path,
                                                         std::uint64_t size);

private:
    struct Entry
    {
        std::string path;
        std::shared_ptr<const files::MappedFile> content;
    };
    std::mutex m_mutex;
    std::list<Entry> m_entries; ///< used last at the front
    std::unordered_map<std::string_view, std::list<Entry>::iterator> m_byPath;
    std::uint64_t m_size = 0;
};

} // namespace assize::exec
