// SPDX-License-Identifier: GPL-3.0-or-later
// Opening SQLite connections the way the store wants them, and binding and reading values. Used by the store
// only.
#pragma once

#include "base/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace assize::store {

/// "Asze": the PRAGMA application_id of a database of Assize.
constexpr int kApplicationId = 0x41737A65;

/// A statement or connection failed: which, why, and the remedy (a full disk, a damaged file). Storage.
Error storageError(const SQLite::Exception& exception, const std::filesystem::path& file);

/// The connection that writes. Creates the file. Leaves a file that is not ours as it is (see checkIdentity).
/// Throws SQLite::Exception.
SQLite::Database openWriter(const std::filesystem::path& file);
/// The "file:" URI under which a connection reads `file`, also where folder and file cannot be written.
std::string readerUri(const std::filesystem::path& file);
/// A connection that reads; also where folder and file cannot be written. Throws SQLite::Exception.
SQLite::Database openReader(const std::filesystem::path& file);
/// Settings of the writing connection that change the file; only after checkIdentity. Throws
/// SQLite::Exception.
void useWriteAheadLog(SQLite::Database& database);

/// A number that may be missing, a string of bytes, and so on, by position from 1.
inline void bindValue(SQLite::Statement& statement, int index, std::int64_t value)
{
    statement.bind(index, value);
}
inline void bindValue(SQLite::Statement& statement, int index, int value)
{
    statement.bind(index, value);
}
/// Bytes that outlive the statement's execution.
struct Blob
{
    std::string_view bytes;
};
inline void bindValue(SQLite::Statement& statement, int index, Blob value)
{
    // A null pointer would bind NULL.
    statement.bindNoCopy(index, value.bytes.empty() ? "" : value.bytes.data(),
                         static_cast<int>(value.bytes.size()));
}
/// Text without NUL that outlives the statement's execution.
inline void bindValue(SQLite::Statement& statement, int index, const std::string& value)
{
    statement.bindNoCopy(index, value);
}
inline void bindValue(SQLite::Statement& statement, int index, std::chrono::nanoseconds value)
{
    statement.bind(index, static_cast<std::int64_t>(value.count()));
}
template<typename T>
void bindValue(SQLite::Statement& statement, int index, const std::optional<T>& value)
{
    if (value)
        bindValue(statement, index, *value);
    else
        statement.bind(index);
}

/// Resets the statement and binds all its parameters; values are borrowed until it has been executed.
template<typename... Values>
SQLite::Statement& bindAll(SQLite::Statement& statement, const Values&... values)
{
    // The error of the last execution, if any, was thrown then.
    static_cast<void>(statement.tryReset());
    int index = 0;
    (bindValue(statement, ++index, values), ...);
    return statement;
}

/// Executes a statement that gives no rows.
template<typename... Values>
void execute(SQLite::Statement& statement, const Values&... values)
{
    bindAll(statement, values...).exec();
    statement.reset();
}

} // namespace assize::store
