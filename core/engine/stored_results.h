// SPDX-License-Identifier: GPL-3.0-or-later
// What is stored of a contest, brought together with what its folder holds. Called by open_contest, on the
// I/O thread.
#pragma once

#include "engine/contest_database.h"
#include "engine/open_contest.h"
#include "engine/python_choice.h"
#include "store/store.h"

#include <memory>

namespace assize::engine {

/// Opens the contest's database; what it holds, nothing where there is none (openStore).
Result<store::StoredContest> openAndLoad(const ContestPlace& options, const DatabasePlace& place,
                                         std::unique_ptr<store::Store>& store);

/// Takes what the store knows of the contest's submissions into `opened`, and what ran its Python sources.
/// `before`: of the contest that is opened again (openAgain); `stored` then has judgements without their
/// parts. Storage.
Result<void> takeStored(store::StoredContest&& stored, const store::Store& store, const OpenContest* before,
                        Opened& opened, PythonSettings& python);

/// The store's numbers of these submissions; those that it does not know yet get one. Any thread. Storage.
Result<void> takeIds(store::Store& store, const std::vector<model::Submission>& submissions,
                     SubmissionIds& ids);

} // namespace assize::engine
