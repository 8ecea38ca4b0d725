// SPDX-License-Identifier: GPL-3.0-or-later
// Where a database may lie, and the lock beside it that lets one process judge at a time. Used by the store
// only.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "store/store.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace assize::store {

/// The name of the network or shared file system that a statfs type number and a mount's type name stand for
/// ("NFS"); empty for a local file system. SQLite's write-ahead log needs memory shared through the file,
/// which those do not give.
std::string_view networkFileSystem(unsigned long type, std::string_view mountType);

/// Storage when `file` lies (or would lie) on a network file system; the message gives the remedy.
Result<void> requireLocalFileSystem(const std::filesystem::path& file);

/// Held while one process writes a database: an open-file-description lock on "<database>.lock", which the
/// kernel releases however the process ends. The file holds a single line that names the holder, and stays
/// behind.
class DatabaseLock
{
public:
    /// Busy when another process holds it: the message is that line.
    static Result<DatabaseLock> take(const std::filesystem::path& database);

private:
    explicit DatabaseLock(unique_fd fd) : m_fd(std::move(fd)) {}
    unique_fd m_fd;
};

/// The holder named by the lock's line; nothing where it was not written by this program.
std::optional<Holder> holderFromLine(std::string_view line);

/// Host and account of this process, for the lock's line and for sessions.
struct ProcessIdentity
{
    std::string host;
    std::string account;
    std::string program;
};
ProcessIdentity processIdentity();

} // namespace assize::store
