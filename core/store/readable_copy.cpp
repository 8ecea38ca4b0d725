// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/readable_copy.h"

#include "base/utf8.h"
#include "store/connection.h"
#include "store/migrations.h"

#include <array>
#include <sys/stat.h>
#include <utility>

namespace assize::store {
namespace {

constexpr int kAttempts = 5;

std::filesystem::path logOf(std::filesystem::path file)
{
    file += "-wal";
    return file;
}

/// The numbers that change when a file is written to; all zero where there is no file.
std::array<std::int64_t, 4> stateOf(const std::filesystem::path& file)
{
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0)
        return {};
    return {static_cast<std::int64_t>(status.st_ino), static_cast<std::int64_t>(status.st_size),
            static_cast<std::int64_t>(status.st_mtim.tv_sec),
            static_cast<std::int64_t>(status.st_mtim.tv_nsec)};
}

Error cannotCopy(const std::filesystem::path& file, const std::error_code& error)
{
    return systemError("cannot copy the database " + toPrintableLine(file.native()) + " to read it",
                       error.value(), ErrorKind::Storage);
}

/// Both files as they are at one moment: somebody may be writing to them.
Result<void> copyBoth(const std::filesystem::path& from, const std::filesystem::path& to)
{
    constexpr auto kOver = std::filesystem::copy_options::overwrite_existing;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const auto before = std::pair(stateOf(from), stateOf(logOf(from)));
        std::error_code error;
        std::filesystem::remove(logOf(to), error);
        std::filesystem::copy_file(from, to, kOver, error);
        if (error)
            return cannotCopy(from, error);
        if (before.second[1] > 0) {
            std::filesystem::copy_file(logOf(from), logOf(to), kOver, error);
            if (error)
                return cannotCopy(logOf(from), error);
        }
        if (before == std::pair(stateOf(from), stateOf(logOf(from)))) {
            std::filesystem::permissions(
                to, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
            return {};
        }
    }
    return Error{ErrorKind::Storage, "The database " + toPrintableLine(from.native()) +
                                         " is being written to by somebody else. Try again in a moment."};
}

} // namespace

ReadableCopy::ReadableCopy(TemporaryFolder folder)
    : m_folder(std::make_unique<TemporaryFolder>(std::move(folder))), m_file(m_folder->path() / "assize.db")
{
}

Result<ReadableCopy> ReadableCopy::make(const std::filesystem::path& file)
{
    Result<TemporaryFolder> folder = TemporaryFolder::make("database");
    if (!folder)
        return Error{ErrorKind::Storage,
                     "The database " + toPrintableLine(file.native()) +
                         " cannot be read where it lies, and not be copied: " + folder.error().message};
    ReadableCopy copy(std::move(*folder));
    if (Result<void> copied = copyBoth(file, copy.m_file); !copied)
        return std::move(copied).error();
    SQLite::Database database = openWriter(copy.m_file);
    if (Result<void> ours = checkIdentity(database, copy.m_file, migrations()); !ours) {
        // It is the original that people know.
        Error named = std::move(ours).error();
        const std::string shown = toPrintableLine(copy.m_file.native());
        if (const std::size_t place = named.message.find(shown); place != std::string::npos)
            named.message.replace(place, shown.size(), toPrintableLine(file.native()));
        return named;
    }
    migrate(database, copy.m_file, migrations(), projectionsSql(), KeepOld::No);
    return copy;
}

} // namespace assize::store
