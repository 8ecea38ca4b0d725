// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the folder of an open contest again: what arrived, changed and went. On the I/O thread.
#pragma once

#include "engine/open_contest.h"

#include <filesystem>
#include <memory>
#include <stop_token>

namespace assize::engine {

/// What came of it, not yet taken over.
struct Reread
{
    std::unique_ptr<OpenContest> contest; ///< without a store
    FolderRead told;
};

/// Reads the folder as opening does; nothing of `known` changes. While others are judged (`isJudging`),
/// problems and settings stay those that they are judged by, and what has changed of them is only told
/// (FolderChanges::waits). InvalidInput, Storage, Cancelled.
Result<Reread> rereadContest(const OpenContest& known, const std::filesystem::path& resources,
                             sandbox::Sandbox* sandbox, const std::stop_token& stop, bool isJudging);

/// Makes what was read what `known` is. Nobody reads `known` meanwhile, but for its store, ids, engine and
/// slots, which stay.
void takeOver(OpenContest& known, Reread& reread);

} // namespace assize::engine
