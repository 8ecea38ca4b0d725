// SPDX-License-Identifier: GPL-3.0-or-later
// From an empty or older database to today's schema. Used by the store only.
#pragma once

#include "base/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <span>
#include <string_view>

namespace assize::store {

/// A numbered file of resources/schema.
struct Migration
{
    int version = 0;       ///< user_version afterwards
    std::string_view name; ///< "001_initial"
    std::string_view sql;
};

/// All of them in order, part of the program.
std::span<const Migration> migrations();
/// Drops the projections and makes them from the facts.
std::string_view projectionsSql();

/// Whose database this is. InvalidInput: something else's; TooNew: a later schema than the last of `known`.
/// An empty database is ours to fill. Changes nothing. Throws SQLite::Exception.
Result<void> checkIdentity(SQLite::Database& database, const std::filesystem::path& file,
                           std::span<const Migration> known);

enum class KeepOld { Yes, No };

/// Applies the missing migrations, in one transaction, after copying an older database to
/// "<file>.before-<version>" (KeepOld::Yes). Throws SQLite::Exception.
void migrate(SQLite::Database& database, const std::filesystem::path& file, std::span<const Migration> known,
             std::string_view projections, KeepOld keepOld = KeepOld::Yes);

} // namespace assize::store
