// SPDX-License-Identifier: GPL-3.0-or-later
// All files of a folder of hand-ins, and the making of a Submission from some of them.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"
#include "files/folder.h"
#include "files/hash_memory.h"
#include "model/language.h"
#include "model/submission.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace assize::intake {

struct SourceTree
{
    std::vector<files::Entry> files; ///< regular files; names relative to the folder, paths to open them by
    std::vector<std::string> topFolders;          ///< sorted
    std::vector<model::UnmatchedFile> unmatched;  ///< hidden, links, FIFOs, unreadable folders, ...
    std::vector<model::UnmatchedFile> unreadable; ///< those of `unmatched` whose content nobody can know
    /// Folders that stand for archives: the archives' files lie below their names without the ending.
    std::set<std::string, std::less<>> archives{};
    bool truncated = false;
};

/// Whether the layout takes a folder (its name relative to the folder of hand-ins, '/' between parts) for a
/// contestant's or a problem's: such a folder is never taken for a tool's leftover.
using IsHandInFolder = std::function<bool(std::string_view folder)>;

/// Looks through the folder without opening a file. Hidden folders, and those that tools leave behind, are
/// not entered. Error (InvalidInput): the folder cannot be read.
Result<SourceTree> readSourceTree(const std::filesystem::path& folder, const IsHandInFolder& isHandInFolder);

/// The same of a folder whose files are to stand in `tree` below the name `below` (without a slash at its
/// end), wherever the folder itself lies: of an archive that was unpacked. The order of `tree` is the
/// caller's matter.
Result<void> addToSourceTree(const std::filesystem::path& folder, const std::string& below,
                             const IsHandInFolder& isHandInFolder, SourceTree& tree);

/// Fills language, files' order, submittedAt and contentHash of a submission whose `files` are set.
/// A language that is set is kept; `answers`: the files are the answers themselves (model::kAnswerLanguage).
/// Answers with the reason why it cannot be a submission, or nullopt when all is well. `memory`: see Options.
std::optional<std::string> complete(model::Submission& submission, const std::vector<files::Entry>& entries,
                                    const std::vector<model::Language>& languages, bool answers,
                                    files::HashMemory* memory = nullptr);

} // namespace assize::intake
