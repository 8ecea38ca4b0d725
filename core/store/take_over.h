// SPDX-License-Identifier: GPL-3.0-or-later
// Results that lie elsewhere, because nothing can be written there or could be written here, are taken over
// into the database where new results go, so that nothing is judged twice. Used by the store only. Throws
// SQLite::Exception.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string_view>

namespace assize::store {

/// Adds to `database` the results that `from` (a file that can be read, of the same schema) has and it does
/// not: judgements that were completed after its own of the same submission, those that were interrupted,
/// computed time limits, and records of the contest as a whole where it has none yet. Gives how many
/// judgements were taken over. Makes the projections anew where there were any.
int takeOver(SQLite::Database& database, const std::filesystem::path& from, std::string_view projections);

} // namespace assize::store
