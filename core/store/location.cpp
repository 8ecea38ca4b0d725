// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/location.h"

#include "base/user_folders.h"
#include "base/utf8.h"
#include "store/store.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <pwd.h>
#include <sstream>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

namespace assize::store {
namespace {

struct NetworkType
{
    unsigned long number;
    std::string_view name;
};
// Numbers of statfs(2), linux/magic.h and the file systems' own headers.
constexpr auto kNetworkTypes = std::to_array<NetworkType>({
    {0x6969, "NFS"},
    {0x517B, "SMB"},
    {0xFE534D42, "SMB"},
    {0xFF534D42, "CIFS"},
    {0x5346414F, "AFS"},
    {0x6B414653, "AFS"},
    {0x00C36400, "Ceph"},
    {0x73757245, "Coda"},
    {0x564C, "NCP"},
    {0x0BD00BD0, "Lustre"},
    {0x01161970, "GFS2"},
    {0x7461636F, "OCFS2"},
    {0x19830326, "BeeGFS"},
    {0x47504653, "GPFS"},
    {0x01021997, "9p"},
    {0x786F4256, "vboxsf"},
    {0xBACBACBC, "vmhgfs"},
});
constexpr unsigned long kFuse = 0x65735546;

/// The type of the mount that holds the device `number`, from /proc/self/mountinfo; empty when it is not
/// there.
std::string mountTypeOf(dev_t number)
{
    const std::string wanted = std::to_string(major(number)) + ":" + std::to_string(minor(number));
    std::ifstream mounts("/proc/self/mountinfo");
    for (std::string line; std::getline(mounts, line);) {
        std::istringstream fields(line);
        std::string id, parent, device;
        fields >> id >> parent >> device;
        if (device != wanted)
            continue;
        for (std::string field; fields >> field;) {
            if (field == "-") {
                fields >> field;
                return field;
            }
        }
    }
    return {};
}

std::string shown(const std::filesystem::path& path)
{
    return toPrintableLine(path.native());
}

std::string timeText(std::time_t time)
{
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
    return text.data();
}

std::string holderLine()
{
    const ProcessIdentity self = processIdentity();
    return self.program + ", process " + std::to_string(getpid()) + " of " + self.account + " on " +
           self.host + ", since " + timeText(std::time(nullptr)) + "\n";
}

std::string readHolder(int fd)
{
    std::array<char, 512> buffer{};
    const ssize_t size = pread(fd, buffer.data(), buffer.size(), 0);
    std::string text =
        toPrintable(std::string_view(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0));
    text.erase(std::min(text.find('\n'), text.size()));
    return text.empty() ? "another process that has not written its name yet" : text;
}

/// 64-bit FNV-1a: only has to be the same in every call, on every machine.
std::string hashOf(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    std::string hex(16, '0');
    for (std::size_t i = hex.size(); i-- > 0; hash >>= 4)
        hex[i] = "0123456789abcdef"[hash & 15];
    return hex;
}

} // namespace

std::string_view networkFileSystem(unsigned long type, std::string_view mountType)
{
    for (const NetworkType& known : kNetworkTypes) {
        if (known.number == type)
            return known.name;
    }
    // Behind FUSE are local file systems (ntfs-3g, exfat: "fuseblk") as well as remote file systems.
    if (type == kFuse) {
        for (const std::string_view remote : {"sshfs", "rclone", "glusterfs", "s3fs", "davfs", "curlftpfs",
                                              "gvfsd-fuse", "smbnetfs", "ceph"}) {
            if (mountType.starts_with("fuse.") && mountType.find(remote) != std::string_view::npos)
                return remote;
        }
    }
    return {};
}

Result<void> requireLocalFileSystem(const std::filesystem::path& file)
{
    const std::filesystem::path folder = file.parent_path();
    struct statfs system
    {
    };
    struct stat status
    {
    };
    if (statfs(folder.c_str(), &system) != 0 || stat(folder.c_str(), &status) != 0)
        return systemError("cannot use the folder " + shown(folder) + " for the database", errno,
                           ErrorKind::Storage);
    const std::string_view name =
        networkFileSystem(static_cast<unsigned long>(system.f_type), mountTypeOf(status.st_dev));
    if (!name.empty()) {
        return Error{ErrorKind::Storage,
                     "The database " + shown(file) + " lies on a network file system (" + std::string(name) +
                         "), where it could be damaged: it needs a local one.",
                     {Remedy::Code::DatabaseOnALocalDisk}};
    }
    return {};
}

ProcessIdentity processIdentity()
{
    ProcessIdentity identity;
    std::array<char, 256> host{};
    if (gethostname(host.data(), host.size() - 1) == 0)
        identity.host = host.data();
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        identity.account = found->pw_name;
    else
        identity.account = "uid " + std::to_string(getuid());
    identity.program = program_invocation_short_name;
    return identity;
}

Result<DatabaseLock> DatabaseLock::take(const std::filesystem::path& database)
{
    std::filesystem::path file = database;
    file += ".lock";
    unique_fd fd(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644));
    if (!fd)
        return systemError("cannot open the lock file " + shown(file), errno, ErrorKind::Storage);
    struct stat status
    {
    };
    if (fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return Error{ErrorKind::Storage,
                     "The lock file " + shown(file) + " is not a regular file. Remove it."};

    struct flock lock
    {
    };
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    if (fcntl(fd.get(), F_OFD_SETLK, &lock) != 0) {
        if (errno != EAGAIN && errno != EACCES)
            return systemError("cannot lock " + shown(file), errno, ErrorKind::Storage);
        return Error{ErrorKind::Busy,
                     "The database " + shown(database) + " is in use by " + readHolder(fd.get()) +
                         ". One process judges a contest at a time: wait for it, or end it."};
    }
    const std::string line = holderLine();
    if (ftruncate(fd.get(), 0) != 0 ||
        pwrite(fd.get(), line.data(), line.size(), 0) != static_cast<ssize_t>(line.size()))
        return systemError("cannot write the lock file " + shown(file), errno, ErrorKind::Storage);
    return DatabaseLock(std::move(fd));
}

std::optional<Holder> holderFromLine(std::string_view line)
{
    // As holderLine writes it; names may hold anything but these words.
    const std::size_t process = line.find(", process ");
    const std::size_t of = line.find(" of ", process);
    const std::size_t on = line.rfind(" on ");
    const std::size_t since = line.rfind(", since ");
    if (process == line.npos || of == line.npos || on == line.npos || since == line.npos || on < of ||
        since < on)
        return std::nullopt;
    Holder holder;
    const std::size_t number = process + 10;
    const auto [end, error] = std::from_chars(line.data() + number, line.data() + of, holder.process);
    if (error != std::errc() || end != line.data() + of)
        return std::nullopt;
    holder.program = line.substr(0, process);
    holder.account = line.substr(of + 4, on - of - 4);
    holder.host = line.substr(on + 4, since - on - 4);
    holder.since = line.substr(since + 8);
    return holder;
}

std::optional<Holder> holderOf(const std::filesystem::path& database)
{
    std::filesystem::path file = database;
    file += ".lock";
    const unique_fd fd(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct flock lock
    {
    };
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    if (!fd || fcntl(fd.get(), F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
        return std::nullopt;
    const std::string line = readHolder(fd.get());
    return holderFromLine(line).value_or(Holder{line, 0, {}, {}, {}});
}

std::filesystem::path databaseBeside(const std::filesystem::path& contest)
{
    std::error_code error;
    std::filesystem::path folder = std::filesystem::weakly_canonical(contest, error);
    if (error)
        folder = std::filesystem::absolute(contest, error);
    if (std::filesystem::is_regular_file(folder, error))
        folder = folder.parent_path();
    return folder / "assize.db";
}

std::filesystem::path databaseInDataHome(const std::filesystem::path& contest)
{
    const std::filesystem::path folder = databaseBeside(contest).parent_path();
    const std::string name(headOf(folder.filename().native(), 100));
    return userDataFolder() / (name + "-" + hashOf(folder.native()) + ".db");
}

std::filesystem::path defaultDatabase(const std::filesystem::path& contest)
{
    std::error_code error;
    const std::filesystem::path beside = databaseBeside(contest);
    const std::filesystem::path folder = beside.parent_path();
    const bool exists = std::filesystem::exists(beside, error);
    if (access(folder.c_str(), W_OK | X_OK) == 0 && (!exists || access(beside.c_str(), W_OK) == 0) &&
        requireLocalFileSystem(beside))
        return beside;
    return databaseInDataHome(contest);
}

} // namespace assize::store
