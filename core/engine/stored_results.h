// SPDX-License-Identifier: GPL-3.0-or-later
// What is stored of a contest, brought together with what its folder holds. Called by the engine, mostly on
// the I/O thread.
#pragma once

#include "engine/contest_database.h"
#include "engine/open_contest.h"
#include "engine/python_choice.h"
#include "store/store.h"

#include <memory>
#include <vector>

namespace assize::engine {

/// Opens the contest's database for looking; what it holds, nothing where there is none.
Result<store::StoredContest> openAndLoad(const DatabasePlace& place, std::unique_ptr<store::Store>& store);

/// Of each submission the judgement to show: the current one, else what an interrupted call made.
std::vector<model::Judgement> judgementsToShow(store::StoredContest&& stored, const SubmissionIds& ids);

/// Takes what the store knows of the contest's submissions into `opened`, and what ran its Python sources.
/// `before`: of the contest that is opened again (openAgain); `stored` then has judgements without their
/// parts. Storage.
Result<void> takeStored(store::StoredContest&& stored, const store::Store& store, const OpenContest* before,
                        Opened& opened, PythonSettings& python);

/// The store's numbers of these submissions; those that it does not know yet get one. Any thread, while the
/// store is written to. Storage.
Result<void> takeIds(store::Store& store, const std::vector<model::Submission>& submissions,
                     SubmissionIds& ids);

} // namespace assize::engine
