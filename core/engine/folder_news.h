// SPDX-License-Identifier: GPL-3.0-or-later
// The changes in the folder of hand-ins since it was read, told once they have stopped. Pure: the caller
// looks at the folder and gives the time. One thread.
#pragma once

#include "engine/folder_stamps.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assize::engine {

class ContestState;

/// Numbers of hand-ins, guessed from names of files alone: their contestants and problems are known when they
/// are read.
struct FolderNews
{
    int added = 0;
    int changed = 0;
    int removed = 0;
    bool none() const { return added == 0 && changed == 0 && removed == 0; }
    bool operator==(const FolderNews&) const = default;
};

/// The files of a hand-in that is shown.
struct HandInFiles
{
    std::string file; ///< Submission::file
    std::vector<std::string> files;
};
std::vector<HandInFiles> handInFilesOf(const ContestState& state);

/// The differences between two looks.
FolderNews newsOf(const FolderStamps& before, const FolderStamps& now,
                  const std::vector<HandInFiles>& handIns);

/// Believes a change when it has stayed the same for a while, so that nothing is told of a file that is still
/// being written.
class SettlingFolder
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::milliseconds kQuiet{1000};

    explicit SettlingFolder(FolderStamps settled = {}) : m_settled(std::move(settled)) {}
    void look(const FolderStamps& now, TimePoint at);
    /// The folder without the changes that are still under way.
    const FolderStamps& settled() const { return m_settled; }
    /// Whether something changes: it should be looked at again after kQuiet.
    bool isSettling() const { return !m_changing.empty(); }

private:
    struct Change
    {
        std::optional<FileStamp> stamp; ///< unset: the file has gone
        TimePoint since;
    };
    void see(const std::string& file, const std::optional<FileStamp>& stamp, TimePoint at);

    FolderStamps m_settled;
    std::map<std::string, Change> m_changing;
};

} // namespace assize::engine
