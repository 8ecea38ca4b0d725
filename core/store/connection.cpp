// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connection.h"

#include "base/utf8.h"

#include <sqlite3.h>
#include <unistd.h>

namespace assize::store {
namespace {

constexpr int kBusyTimeoutMs = 5000;

void commonSettings(SQLite::Database& database)
{
    database.exec("PRAGMA foreign_keys = ON");
    database.exec("PRAGMA trusted_schema = OFF");
}

/// `path` as a "file:" URI: everything but plain characters escaped.
std::string uriOf(const std::filesystem::path& path)
{
    std::string uri = "file:";
    for (const char c : path.native()) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '/' || c == '.' || c == '-' || c == '_';
        if (plain) {
            uri += c;
        } else {
            uri += '%';
            uri += "0123456789ABCDEF"[byte >> 4];
            uri += "0123456789ABCDEF"[byte & 15];
        }
    }
    return uri;
}

bool isRefused(int code)
{
    return code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM;
}

const char* adviceFor(int code)
{
    switch (code) {
    case SQLITE_FULL:
        return " The disk is full: free some space and start again; what was stored before is kept.";
    case SQLITE_IOERR:
        return " The disk refused a read or a write: check its free space, quota and health, then start "
               "again.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return " The file is damaged: restore a copy, or move it away and judge again.";
    case SQLITE_BUSY:
        return " Another program keeps it locked: close that program.";
    default:
        return "";
    }
}

} // namespace

Error storageError(const SQLite::Exception& exception, const std::filesystem::path& file)
{
    const int code = exception.getErrorCode();
    return {ErrorKind::Storage,
            "The database " + toPrintableLine(file.native()) + " cannot be used: " + exception.getErrorStr() +
                " (SQLite " + std::to_string(exception.getExtendedErrorCode()) + ", " + exception.what() +
                ")." + adviceFor(code),
            {isRefused(code) ? Remedy::Code::WritableDatabase : Remedy::Code::None}};
}

SQLite::Database openWriter(const std::filesystem::path& file)
{
    SQLite::Database database(
        file.c_str(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX | SQLite::OPEN_URI,
        kBusyTimeoutMs);
    commonSettings(database);
    return database;
}

std::string readerUri(const std::filesystem::path& file)
{
    // Reading a write-ahead log means writing its index beside it. Where that cannot be, nobody else can
    // write either, and the file may be read as it stands.
    std::filesystem::path log = file;
    log += "-wal";
    std::error_code error;
    const bool hasLog = std::filesystem::file_size(log, error) > 0 && !error;
    const bool fixed = !hasLog && access(file.parent_path().c_str(), W_OK) != 0;
    return uriOf(file) + (fixed ? "?mode=ro&immutable=1" : "?mode=ro");
}

SQLite::Database openReader(const std::filesystem::path& file)
{
    SQLite::Database database(readerUri(file).c_str(),
                              SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX | SQLite::OPEN_URI,
                              kBusyTimeoutMs);
    commonSettings(database);
    return database;
}

void useWriteAheadLog(SQLite::Database& database)
{
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = NORMAL");
}

} // namespace assize::store
