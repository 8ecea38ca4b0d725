// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder.h"

#include "files/read.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::files {
namespace {

std::string errnoText(int errnoValue)
{
    const std::string text = systemError("", errnoValue).message;
    return text.substr(2);
}

void fill(Entry& entry, const struct ::stat& status)
{
    entry.kind = kindOf(status.st_mode);
    entry.size = entry.kind == EntryKind::RegularFile ? static_cast<std::uint64_t>(status.st_size) : 0;
    entry.modified = timeOf(status.st_mtim);
    if (entry.kind != EntryKind::RegularFile && entry.kind != EntryKind::Folder)
        entry.unusable = nameOf(entry.kind);
}

void follow(Entry& entry, const std::filesystem::path& boundary)
{
    entry.followed = true;
    Result<std::filesystem::path> target = resolveBelow(entry.path, boundary);
    if (!target) {
        entry.unusable = "symbolic link: " + target.error().message;
        return;
    }
    struct ::stat status = {};
    if (::lstat(target->c_str(), &status) != 0) {
        entry.unusable = "symbolic link: " + errnoText(errno);
        return;
    }
    entry.unusable.clear();
    entry.path = std::move(*target);
    fill(entry, status);
    if (!entry.unusable.empty())
        entry.unusable = "symbolic link to a " + entry.unusable;
}

Entry entryOf(int folder, const std::filesystem::path& path, const char* name, const WalkOptions& options)
{
    Entry entry;
    entry.name = name;
    entry.path = path / name;
    struct ::stat status = {};
    if (::fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        entry.unusable = "unreadable: " + errnoText(errno);
        return entry;
    }
    fill(entry, status);
    if (entry.kind == EntryKind::SymbolicLink && options.followBelow)
        follow(entry, *options.followBelow);
    return entry;
}

struct CloseDirectory
{
    void operator()(::DIR* directory) const { ::closedir(directory); }
};

/// Walks in depth; `ancestors` are the resolved folders above, so that a link to one of them ends.
struct Walker
{
    const WalkOptions& options;
    Listing result;
    std::vector<std::filesystem::path> ancestors;

    bool full()
    {
        if (result.entries.size() < options.maximumEntries)
            return false;
        result.truncated = true;
        return true;
    }

    void enter(Entry folder, int depth)
    {
        if (depth > options.maximumDepth) {
            folder.unusable = "more than " + std::to_string(options.maximumDepth) + " folders deep";
            result.entries.push_back(std::move(folder));
            return;
        }
        if (folder.followed && isAncestor(folder.path)) {
            folder.unusable = "symbolic link to a folder that contains it";
            result.entries.push_back(std::move(folder));
            return;
        }
        WalkOptions within = options;
        within.maximumEntries = options.maximumEntries - result.entries.size();
        Result<Listing> listing = listFolder(folder.path, within);
        if (!listing) {
            folder.unusable = listing.error().message;
            result.entries.push_back(std::move(folder));
            return;
        }
        result.truncated = result.truncated || listing->truncated;
        if (listing->entries.empty() && !folder.name.empty())
            result.entries.push_back(folder);
        ancestors.push_back(folder.path);
        takeAll(std::move(listing->entries), folder, depth);
        ancestors.pop_back();
    }

    void takeAll(std::vector<Entry> entries, const Entry& folder, int depth)
    {
        for (Entry& entry : entries) {
            if (full())
                return;
            if (!folder.name.empty())
                entry.name = folder.name + "/" + entry.name;
            entry.followed = entry.followed || folder.followed;
            if (entry.isFolder())
                enter(std::move(entry), depth + 1);
            else
                result.entries.push_back(std::move(entry));
        }
    }

    bool isAncestor(const std::filesystem::path& path) const
    {
        std::error_code code;
        return std::any_of(ancestors.begin(), ancestors.end(), [&](const std::filesystem::path& ancestor) {
            return std::filesystem::equivalent(ancestor, path, code);
        });
    }
};

bool byName(const Entry& a, const Entry& b)
{
    return a.name < b.name;
}

} // namespace

std::string_view nameOf(EntryKind kind)
{
    switch (kind) {
    case EntryKind::RegularFile:
        return "regular file";
    case EntryKind::Folder:
        return "folder";
    case EntryKind::SymbolicLink:
        return "symbolic link";
    case EntryKind::Fifo:
        return "FIFO";
    case EntryKind::Socket:
        return "socket";
    case EntryKind::Device:
        return "device";
    case EntryKind::Unknown:
        break;
    }
    return "file of unknown kind";
}

EntryKind kindOf(::mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return EntryKind::RegularFile;
    case S_IFDIR:
        return EntryKind::Folder;
    case S_IFLNK:
        return EntryKind::SymbolicLink;
    case S_IFIFO:
        return EntryKind::Fifo;
    case S_IFSOCK:
        return EntryKind::Socket;
    case S_IFBLK:
    case S_IFCHR:
        return EntryKind::Device;
    default:
        return EntryKind::Unknown;
    }
}

std::chrono::system_clock::time_point timeOf(const ::timespec& time)
{
    const auto sinceEpoch = std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(sinceEpoch));
}

Result<Listing> listFolder(const std::filesystem::path& folder, const WalkOptions& options)
{
    unique_fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC));
    if (!fd)
        return systemError("cannot read the folder " + quoted(folder), errno);
    const std::unique_ptr<::DIR, CloseDirectory> directory(::fdopendir(fd.get()));
    if (!directory)
        return systemError("cannot read the folder " + quoted(folder), errno);
    const int descriptor = fd.release(); // now the directory's

    Listing listing;
    for (;;) {
        errno = 0;
        const ::dirent* next = ::readdir(directory.get());
        if (next == nullptr) {
            if (errno != 0)
                return systemError("cannot read the folder " + quoted(folder), errno);
            break;
        }
        const std::string_view name = next->d_name;
        if (name == "." || name == "..")
            continue;
        if (listing.entries.size() >= options.maximumEntries) {
            listing.truncated = true;
            break;
        }
        listing.entries.push_back(entryOf(descriptor, folder, next->d_name, options));
    }
    std::sort(listing.entries.begin(), listing.entries.end(), byName);
    return listing;
}

Result<Listing> walkFolder(const std::filesystem::path& folder, const WalkOptions& options)
{
    // A folder that cannot be listed at all is an Error, not an entry.
    WalkOptions first = options;
    first.maximumEntries = 1;
    if (Result<Listing> listing = listFolder(folder, first); !listing)
        return listing.error();
    Walker walker{options, {}, {}};
    Entry root;
    root.path = folder;
    root.kind = EntryKind::Folder;
    walker.enter(std::move(root), 0);
    std::sort(walker.result.entries.begin(), walker.result.entries.end(), byName);
    return std::move(walker.result);
}

} // namespace assize::files
