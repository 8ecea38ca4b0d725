// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the folder of hand-ins, seen without opening any of them. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace assize::model {
struct Problem;
}

namespace assize::engine {

struct FileStamp
{
    std::uint64_t size = 0;
    std::chrono::system_clock::time_point modified;
    bool operator==(const FileStamp&) const = default;
};

/// Regular files by their names below the folder. Links, FIFOs, devices, and files that are hidden or left
/// behind by tools, are not among them, as they are never handed in.
struct FolderStamps
{
    std::map<std::string, FileStamp> files;
    std::vector<std::string> folders;  ///< names of those that were looked into, without the folder itself
    std::vector<std::string> problems; ///< see stampsOf
    bool operator==(const FolderStamps&) const = default;
};

/// Looks through the folder of hand-ins, or at the archive of all of them. Folders that are called like a
/// problem of `problems` (ids) hold hand-ins, also where tools call their own folders so. Empty where the
/// folder cannot be read.
FolderStamps stampsOf(const std::filesystem::path& place, std::vector<std::string> problems);
/// Of the changes since `before`, the hand-ins (files, or folders within a contestant's) with a file that is
/// being written just now. Looks at the place until that is clear, for about a second where a file was
/// written in the last seconds; `now` is the last look.
std::set<std::string, std::less<>> growingHandIns(const std::filesystem::path& place,
                                                  const FolderStamps& before, FolderStamps& now,
                                                  const std::stop_token& stop);
/// The hand-in that a file belongs to by its name: the first two parts of it, or the whole name where it has
/// fewer.
std::string_view handInOf(std::string_view file);

std::vector<std::string> idsOf(const std::vector<model::Problem>& problems);

} // namespace assize::engine
