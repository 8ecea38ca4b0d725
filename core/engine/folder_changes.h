// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the folder of an open contest again: the hand-ins and packages that arrived, changed and went. On
// the I/O thread.
#pragma once

#include "engine/open_contest.h"

#include <filesystem>
#include <memory>
#include <stop_token>

namespace assize::engine {

/// The folder as it was read again, not yet taken over.
struct Reread
{
    std::unique_ptr<OpenContest> contest; ///< without a store
    FolderRead told;
};

/// Reads the folder as opening does; nothing of `known` changes. While submissions are judged (`isJudging`),
/// problems and settings stay those by which they are judged, and their changes are only told
/// (FolderChanges::waits). InvalidInput, Storage, Cancelled.
Result<Reread> rereadContest(const OpenContest& known, const std::filesystem::path& resources,
                             sandbox::Sandbox* sandbox, const std::stop_token& stop, bool isJudging);

/// Puts the contest as it was read again into `known`. Nobody reads `known` meanwhile, but for its store,
/// ids, engine and slots, which stay.
void takeOver(OpenContest& known, Reread& reread);

} // namespace assize::engine
