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

/// Where results are read and where new results go. A user who cannot write into the contest's folder still
/// sees the results of other users there; and results made while the folder could not be written are not lost
/// from sight once it can be.
struct DatabasePlace
{
    std::filesystem::path file;       ///< the database that is opened
    std::filesystem::path newResults; ///< where judging would write
    std::filesystem::path earlier;    ///< has results, too, of when new results went there; empty: no such
                                      ///< database
    bool isBeside = false;            ///< new results go beside the contest
};

DatabasePlace databaseOf(const ContestPlace& options);

/// The database of this contest for looking, which takes no lock; none where it was never judged. TooNew,
/// InvalidInput, Storage.
Result<std::unique_ptr<store::Store>> openToLook(const DatabasePlace& place);

/// The database that new results go to, made where there is none, and locked. Busy, TooNew, InvalidInput,
/// Storage.
Result<std::unique_ptr<store::Store>> openToJudge(const ContestPlace& options);

/// A note for people on the place of the results, if they need any. `judgements`: how many `store`, from
/// openToLook, holds.
std::optional<Diagnostic> storageNote(const DatabasePlace& place, const store::Store* store,
                                      std::size_t judgements, bool readOnly);

} // namespace assize::engine
