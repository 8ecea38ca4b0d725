// SPDX-License-Identifier: GPL-3.0-or-later
// Which database a contest's results are read from and written to. On the I/O thread.
#pragma once

#include "base/diagnostics.h"
#include "engine/engine.h"
#include "store/store.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace assize::engine {

/// Where results are read and where new ones go. Who cannot write into the contest's folder still sees what
/// others judged there; and what somebody judged while the folder could not be written is not lost from sight
/// once it can be.
struct DatabasePlace
{
    std::filesystem::path file;       ///< what is opened
    std::filesystem::path newResults; ///< where judging would write
    std::filesystem::path earlier;    ///< has results, too, of when new ones went there; empty: none
    bool isBeside = false;            ///< new results go beside the contest
};

DatabasePlace databaseOf(const ContestPlace& options);

/// The database of this contest for looking, which takes no lock; none where it was never judged. TooNew,
/// InvalidInput, Storage.
Result<std::unique_ptr<store::Store>> openToLook(const DatabasePlace& place);

/// The database that new results go to, made where there is none, and locked. Busy, TooNew, InvalidInput,
/// Storage.
Result<std::unique_ptr<store::Store>> openToJudge(const ContestPlace& options);

/// What people have to know of where results lie, if anything. `judgements`: how many `store`, from
/// openToLook, holds.
std::optional<Diagnostic> storageNote(const DatabasePlace& place, const store::Store* store,
                                      std::size_t judgements, bool readOnly);

} // namespace assize::engine
