// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"

#include "base/unique_fd.h"

#include <cerrno>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>

namespace assize {
namespace {

Result<void> writeAll(int fd, std::string_view content, const std::string& path)
{
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return systemError("cannot write " + path, errno);
        }
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

/// Made by open(2) and not by mkstemp, so that the mode follows the umask without anybody asking for it: the
/// only way to ask changes it for all threads.
unique_fd createBeside(const std::filesystem::path& target, std::string& temporary)
{
    std::random_device random;
    unique_fd fd;
    for (int attempt = 0; attempt < 100 && !fd; ++attempt) {
        temporary = target.string() + ".part-" + std::to_string(random());
        fd = unique_fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (!fd && errno != EEXIST)
            break;
    }
    return fd;
}

} // namespace

Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view content)
{
    struct stat existing = {};
    const bool exists = ::stat(path.c_str(), &existing) == 0;
    if (exists && !S_ISREG(existing.st_mode)) {
        const unique_fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
        if (!fd)
            return systemError("cannot open " + path.string() + " for writing", errno);
        return writeAll(fd.get(), content, path.string());
    }
    // A link is followed to the file it names, so that the link itself stays.
    std::error_code ignored;
    const std::filesystem::path target = exists ? std::filesystem::canonical(path, ignored) : path;
    std::string temporary;
    unique_fd fd = createBeside(target, temporary);
    if (!fd)
        return systemError("cannot create a file beside " + target.string(), errno);
    Result<void> done = writeAll(fd.get(), content, temporary);
    if (done && exists && ::fchmod(fd.get(), existing.st_mode & 07777) != 0)
        done = systemError("cannot set the mode of " + temporary, errno);
    if (done && ::fsync(fd.get()) != 0)
        done = systemError("cannot write " + temporary, errno);
    if (done && ::close(fd.release()) != 0)
        done = systemError("cannot write " + temporary, errno);
    if (done && ::rename(temporary.c_str(), target.c_str()) != 0)
        done = systemError("cannot rename " + temporary + " to " + target.string(), errno);
    if (!done)
        ::unlink(temporary.c_str());
    return done;
}

} // namespace assize
