// SPDX-License-Identifier: GPL-3.0-or-later
// All files of a folder of hand-ins, and the making of a Submission from some of them.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"
#include "files/folder.h"
#include "model/language.h"
#include "model/submission.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace assize::intake {

struct SourceTree
{
    std::vector<files::Entry> files;              ///< regular files; names relative to the folder
    std::vector<std::string> topFolders;          ///< sorted
    std::vector<model::UnmatchedFile> unmatched;  ///< hidden, links, FIFOs, unreadable folders, ...
    std::vector<model::UnmatchedFile> unreadable; ///< those of `unmatched` whose content nobody can know
    bool truncated = false;
};

/// Looks through the folder without opening a file. Hidden folders, and those that tools leave behind, are
/// not entered. Error (InvalidInput): the folder cannot be read.
Result<SourceTree> readSourceTree(const std::filesystem::path& folder);

/// Fills language, files' order, submittedAt and contentHash of a submission whose `files` are set.
/// A language that is set is kept; `answers`: the files are the answers themselves (model::kAnswerLanguage).
/// Answers with the reason why it cannot be one, or nullopt when all is well.
std::optional<std::string> complete(model::Submission& submission, const std::vector<files::Entry>& entries,
                                    const std::vector<model::Language>& languages, bool answers);

} // namespace assize::intake
