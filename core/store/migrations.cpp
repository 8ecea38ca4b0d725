// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

#include "base/utf8.h"
#include "store/connection.h"

#include <sqlite3.h>

#include <array>
#include <fstream>

namespace assize::store {
namespace {

/// How every SQLite file begins (sqlite.org/fileformat.html, 1.3).
constexpr std::string_view kHeader("SQLite format 3", 16);

int pragma(SQLite::Database& database, const char* name)
{
    return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

Error notOurs(const std::filesystem::path& file)
{
    return {ErrorKind::InvalidInput,
            toPrintableLine(file.native()) + " is not a database of Assize. It was left as it is.",
            {Remedy::Code::OtherDatabase}};
}

void backUp(SQLite::Database& database, const std::filesystem::path& file, int version)
{
    const std::string stem = file.native() + ".before-" + std::to_string(version);
    std::string copy = stem;
    std::error_code error;
    for (int i = 2; std::filesystem::exists(copy, error); ++i)
        copy = stem + "-" + std::to_string(i);
    SQLite::Statement vacuum(database, "VACUUM INTO ?");
    vacuum.bind(1, copy);
    vacuum.exec();
}

} // namespace

Result<void> checkIdentity(SQLite::Database& database, const std::filesystem::path& file,
                           std::span<const Migration> known)
{
    // SQLite takes anything shorter than a page for an empty database and would write over it.
    std::ifstream stream(file, std::ios::binary);
    std::array<char, kHeader.size()> head{};
    stream.read(head.data(), head.size());
    if (stream.gcount() > 0 &&
        std::string_view(head.data(), static_cast<std::size_t>(stream.gcount())) != kHeader)
        return notOurs(file);

    int application = 0;
    int version = 0;
    try {
        application = pragma(database, "application_id");
        version = pragma(database, "user_version");
        // A file with neither is empty, or was left by a process that ended while it made it.
        if (application == 0 && version == 0 &&
            database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0)
            return {};
    } catch (const SQLite::Exception& exception) {
        if (exception.getErrorCode() == SQLITE_NOTADB)
            return notOurs(file);
        throw;
    }
    if (application != kApplicationId)
        return notOurs(file);
    const int newest = known.back().version;
    if (version > newest) {
        return Error{ErrorKind::TooNew,
                     "The database " + toPrintableLine(file.native()) +
                         " was made by a newer version of Assize (schema " + std::to_string(version) +
                         "; this one knows schemas up to " + std::to_string(newest) +
                         "). Use the newer version.",
                     {Remedy::Code::OtherDatabase}};
    }
    return {};
}

void migrate(SQLite::Database& database, const std::filesystem::path& file, std::span<const Migration> known,
             std::string_view projections, KeepOld keepOld)
{
    const int version = pragma(database, "user_version");
    const int newest = known.back().version;
    if (version == newest)
        return;
    if (version > 0 && keepOld == KeepOld::Yes)
        backUp(database, file, newest);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (const Migration& migration : known) {
        if (migration.version > version)
            database.exec(std::string(migration.sql));
    }
    database.exec(std::string(projections));
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(newest));
    transaction.commit();
}

} // namespace assize::store
