// SPDX-License-Identifier: GPL-3.0-or-later
// Inputs and answers that were made, by content: kept on disk between calls.
//
// A file lies at <folder>/tests/<two digits>/<key>/<hash of its content>; it is written under another name
// and then renamed, so it is there wholly or not at all, and a file whose content does not have the hash in
// its name is removed. The least recently used files go when the folder grows past its limit, but none that
// this process has handed out, nor a file that was used within the last hour: another process may be judging
// with it.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/temporary_folder.h"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace assize::exec {

struct GeneratedFile
{
    std::filesystem::path path;
    std::uint64_t size = 0;

    /// 128-bit hash (hex) of its content; after it files are named.
    std::string hash() const { return path.filename().native(); }
};

/// Thread-safe.
class GeneratedFiles
{
public:
    /// `folder` is made when first needed; empty: a temporary folder, which goes with this object. `limit`:
    /// bytes of all files together.
    GeneratedFiles(std::filesystem::path folder, std::uint64_t limit, const Clock& clock);
    ~GeneratedFiles();
    GeneratedFiles(const GeneratedFiles&) = delete;
    GeneratedFiles& operator=(const GeneratedFiles&) = delete;

    /// `key`: 32 hexadecimal digits, see KeyHash.
    std::optional<GeneratedFile> find(const std::string& key);
    /// Keeps the first `size` bytes of the file behind `fd`, whose offset does not move. Error Storage: the
    /// disk refuses, or the files that are in use fill the limit.
    Result<GeneratedFile> store(const std::string& key, int fd, std::uint64_t size);

private:
    Result<std::filesystem::path> folder();
    Result<void> makeRoom(const std::filesystem::path& folder, std::uint64_t added);
    void used(const std::filesystem::path& path, const std::string& key);

    const std::filesystem::path m_given;
    const std::uint64_t m_limit;
    const Clock& m_clock;
    std::mutex m_mutex; ///< guards the members below
    std::optional<TemporaryFolder> m_temporary;
    std::filesystem::path m_folder;
    std::set<std::string> m_inUse; ///< keys
    bool m_measured = false;
    std::uint64_t m_size = 0; ///< of the folder, as far as this process knows
};

} // namespace assize::exec
