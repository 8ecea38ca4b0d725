// SPDX-License-Identifier: GPL-3.0-or-later
#include "folder_watch.h"

#include "base/utf8.h"

#include <cerrno>
#include <poll.h>
#include <sys/inotify.h>
#include <system_error>
#include <unistd.h>

namespace assize::cli {
namespace {

constexpr std::uint32_t kChanges =
    IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ONLYDIR | IN_DONT_FOLLOW;
/// The kernel allows a user some thousands; a package has some dozens.
constexpr std::size_t kMostFolders = 5000;

} // namespace

bool isEditorsOwn(std::string_view name)
{
    // vim tries out with "4913" whether it may write.
    return name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".swx") ||
           name.starts_with(".#") || (name.starts_with('#') && name.ends_with('#')) || name == "4913" ||
           name == ".git" || name == "__pycache__";
}

Result<void> FolderWatch::addFolder(const std::filesystem::path& folder)
{
    if (++m_count > kMostFolders)
        return Error{ErrorKind::InvalidInput, "There are more than " + std::to_string(kMostFolders) +
                                                  " folders to watch; name fewer packages."};
    if (::inotify_add_watch(m_fd.get(), folder.c_str(), kChanges) < 0)
        return systemError("cannot watch " + toPrintableLine(folder.native()), errno);
    return {};
}

Result<FolderWatch> FolderWatch::watch(const std::vector<std::filesystem::path>& paths)
{
    FolderWatch watch;
    watch.m_fd.reset(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!watch.m_fd)
        return systemError("cannot watch for changes", errno);
    for (const std::filesystem::path& path : paths) {
        std::error_code error;
        const bool isFolder = std::filesystem::is_directory(path, error);
        const std::filesystem::path parent = path.parent_path();
        const std::filesystem::path top =
            std::filesystem::canonical(isFolder         ? path
                                       : parent.empty() ? std::filesystem::path(".")
                                                        : parent,
                                       error);
        if (error)
            return systemError("cannot watch " + toPrintableLine(path.native()), error.value());
        if (Result<void> added = watch.addFolder(top); !added)
            return std::move(added).error();
        if (!isFolder)
            continue;
        std::filesystem::recursive_directory_iterator entry(
            top, std::filesystem::directory_options::skip_permission_denied, error);
        for (const std::filesystem::recursive_directory_iterator end; !error && entry != end;
             entry.increment(error)) {
            std::error_code ignored;
            if (!entry->is_directory(ignored) || entry->is_symlink(ignored))
                continue;
            if (isEditorsOwn(entry->path().filename().native())) {
                entry.disable_recursion_pending();
                continue;
            }
            if (Result<void> added = watch.addFolder(entry->path()); !added)
                return std::move(added).error();
        }
    }
    return watch;
}

/// Takes the changes that have been told; returns whether any of them matters.
bool FolderWatch::readChanges()
{
    bool matters = false;
    alignas(inotify_event) char buffer[16384];
    for (;;) {
        const ssize_t got = ::read(m_fd.get(), buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return matters;
        for (ssize_t at = 0; at < got;) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
            const std::string_view name = event->len > 0 ? event->name : "";
            matters = matters || (event->mask & IN_Q_OVERFLOW) != 0 || (!name.empty() && !isEditorsOwn(name));
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        }
    }
}

FolderWatch::End FolderWatch::wait(int interrupt, std::chrono::milliseconds quiet)
{
    bool changed = false;
    for (;;) {
        pollfd fds[] = {{m_fd.get(), POLLIN, 0}, {interrupt, POLLIN, 0}};
        const int ready = ::poll(fds, 2, changed ? static_cast<int>(quiet.count()) : -1);
        if (ready < 0 && errno != EINTR)
            return End::Interrupted;
        if (ready > 0 && (fds[1].revents & POLLIN) != 0)
            return End::Interrupted;
        if (ready > 0 && fds[0].revents != 0)
            changed = readChanges() || changed;
        else if (ready == 0)
            return End::Changed;
    }
}

} // namespace assize::cli
