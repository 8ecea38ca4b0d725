// SPDX-License-Identifier: GPL-3.0-or-later
// The stored results of a contest, brought together with the contents of its folder. Called by the engine,
// mostly on the I/O thread.
#pragma once

#include "engine/contest_database.h"
#include "engine/open_contest.h"
#include "engine/python_choice.h"
#include "store/store.h"

#include <memory>
#include <vector>

namespace assize::engine {

/// Opens the contest's database for looking; gives its contents, nothing where there is no database.
Result<store::StoredContest> openAndLoad(const DatabasePlace& place, std::unique_ptr<store::Store>& store);

/// Of each submission the judgement to show: the current judgement, else the incomplete judgement of an
/// interrupted call.
std::vector<model::Judgement> judgementsToShow(store::StoredContest&& stored, const SubmissionIds& ids);

/// Takes the store's judgements of the contest's submissions into `opened`, and the interpreter of its Python
/// sources. `before`: of the contest that is opened again (openAgain); `stored` then has judgements without
/// their parts. Storage.
Result<void> takeStored(store::StoredContest&& stored, const store::Store& store, const OpenContest* before,
                        Opened& opened, PythonSettings& python);

/// The store's numbers of these submissions; those that it does not know yet get a number. Any thread, while
/// the store is written to. Storage.
Result<void> takeIds(store::Store& store, const std::vector<model::Submission>& submissions,
                     SubmissionIds& ids);

} // namespace assize::engine
