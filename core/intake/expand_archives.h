// SPDX-License-Identifier: GPL-3.0-or-later
// Archives in hand-ins' places: read as the folders that they would be had somebody unpacked them there.
#pragma once

#include "intake/archives.h"
#include "intake/intake.h"
#include "intake/source_tree.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace assize::intake {

/// Whether a folder of this name is a problem's.
using IsProblem = std::function<bool(std::string_view name)>;

class ExpandedArchives
{
public:
    /// Replaces each archive of `tree` by its files, in a folder of its name without the ending. An archive
    /// that cannot be unpacked becomes unmatched and unreadable. A folder that holds all else is passed over,
    /// unless it is a problem's.
    ExpandedArchives(SourceTree& tree, Archives& archives, const IsHandInFolder& isHandInFolder,
                     const IsProblem& isProblem);

    /// Gives all findings their names in the folder of hand-ins: a submission whose files all come from an
    /// archive that holds no other submission is called after the archive, and files left out of it are told
    /// there.
    void nameAll(Found& found) const;

private:
    struct Expanded
    {
        std::string name; ///< of the archive
        std::filesystem::path folder;
        OpenedArchive opened;
    };

    void expand(const files::Entry& archive, SourceTree& tree, Archives& archives,
                const IsHandInFolder& isHandInFolder, const IsProblem& isProblem);
    const Expanded* archiveOf(std::string_view name, std::string& rest) const;
    std::string named(const std::string& name) const;
    const Expanded* onlyArchiveOf(const model::Submission& submission) const;

    std::map<std::string, Expanded, std::less<>> m_expanded; ///< by the folder's name in the tree
    std::set<std::string, std::less<>> m_folders;            ///< of the tree
};

} // namespace assize::intake
