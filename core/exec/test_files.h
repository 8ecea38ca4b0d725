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
#include <optional>
#include <string>
#include <string_view>
#include <time.h>
#include <unordered_map>

namespace assize::exec {

/// A test's file, open for reading.
struct TestFile
{
    unique_fd fd;
    std::uint64_t size = 0;
    timespec modified{};

    /// Whether the file is still what was opened: a program that read from one that somebody rewrote
    /// meanwhile has not been tested.
    bool unchanged() const;
};

/// An Error names the file, and errno or what has changed: it must be a regular file of `size` bytes, as when
/// the package was read.
Result<TestFile> openTestFile(const std::filesystem::path& path, std::uint64_t size);

/// An answer's bytes. Read, so that nobody can take them away by making the file shorter; only those that are
/// too large for that are mapped.
class Answer
{
public:
    static constexpr std::uint64_t kLargestRead = 64ULL << 20;

    /// Errors as of openTestFile.
    static Result<Answer> open(const std::filesystem::path& path, std::uint64_t size);
    std::string_view bytes() const { return m_mapped ? m_mapped->bytes() : m_read; }

private:
    std::string m_read;
    std::optional<files::MappedFile> m_mapped;
};

/// The answers of the tests, kept in memory between runs as long as they are small. Thread-safe; files are
/// read outside of the lock.
class AnswerCache
{
public:
    /// Larger answers are read for each check.
    static constexpr std::uint64_t kLargestKept = 1 << 20;
    /// Of all that are kept; the one not used for the longest time goes first.
    static constexpr std::uint64_t kCapacity = 128ULL << 20;

    /// Errors as of openTestFile.
    Result<std::shared_ptr<const Answer>> get(const std::filesystem::path& path, std::uint64_t size);

private:
    struct Entry
    {
        std::string path;
        std::shared_ptr<const Answer> content;
    };
    std::mutex m_mutex;
    std::list<Entry> m_entries; ///< used last at the front
    std::unordered_map<std::string_view, std::list<Entry>::iterator> m_byPath;
    std::uint64_t m_size = 0;
};

} // namespace assize::exec
