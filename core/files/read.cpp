// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/read.h"

#include "base/utf8.h"
#include "files/folder.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::files {
namespace {

constexpr std::size_t kBlock = 1 << 16;

Error notRegular(const std::filesystem::path& path, ::mode_t mode)
{
    return {ErrorKind::InvalidInput, "cannot read " + quoted(path) + ": it is a " +
                                         std::string(nameOf(kindOf(mode))) + ", not a regular file"};
}

Result<std::string> readUpTo(const OpenFile& file, const std::filesystem::path& path,
                             std::uint64_t maximumBytes)
{
    std::string content;
    content.reserve(static_cast<std::size_t>(std::min(file.size, maximumBytes)));
    char block[kBlock];
    while (content.size() < maximumBytes) {
        const std::size_t wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, maximumBytes - content.size()));
        const ::ssize_t got = ::read(file.fd.get(), block, wanted);
        if (got < 0) {
            if (errno == EINTR)
                continue;
            return systemError("cannot read " + quoted(path), errno);
        }
        if (got == 0)
            break;
        content.append(block, static_cast<std::size_t>(got));
    }
    return content;
}

} // namespace

Result<OpenFile> openRegularFile(const std::filesystem::path& path)
{
    struct ::stat before = {};
    if (::lstat(path.c_str(), &before) != 0)
        return systemError("cannot open " + quoted(path), errno);
    if (!S_ISREG(before.st_mode))
        return notRegular(path, before.st_mode);

    OpenFile file;
    file.fd.reset(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!file.fd)
        return systemError("cannot open " + quoted(path), errno);
    struct ::stat now = {};
    if (::fstat(file.fd.get(), &now) != 0)
        return systemError("cannot open " + quoted(path), errno);
    // It may have been replaced between the two looks.
    if (!S_ISREG(now.st_mode))
        return notRegular(path, now.st_mode);
    file.size = static_cast<std::uint64_t>(now.st_size);
    file.modified = timeOf(now.st_mtim);
    return file;
}

Result<std::string> readFile(const std::filesystem::path& path, std::uint64_t maximumBytes)
{
    Result<OpenFile> file = openRegularFile(path);
    if (!file)
        return file.error();
    Result<std::string> content = readUpTo(*file, path, maximumBytes + 1);
    if (content && content->size() > maximumBytes)
        return Error{ErrorKind::InvalidInput, "cannot read " + quoted(path) + ": it is larger than " +
                                                  std::to_string(maximumBytes) + " bytes"};
    return content;
}

Result<std::string> readHead(const std::filesystem::path& path, std::uint64_t maximumBytes)
{
    Result<OpenFile> file = openRegularFile(path);
    if (!file)
        return file.error();
    return readUpTo(*file, path, maximumBytes);
}

Result<std::filesystem::path> resolveBelow(const std::filesystem::path& path,
                                           const std::filesystem::path& boundary)
{
    std::error_code code;
    const std::filesystem::path root = std::filesystem::canonical(boundary, code);
    if (code)
        return systemError("cannot resolve " + quoted(boundary), code.value());
    const std::filesystem::path target = std::filesystem::canonical(path, code);
    if (code)
        return systemError("cannot resolve " + quoted(path), code.value());
    const auto [rest, unused] = std::mismatch(root.begin(), root.end(), target.begin(), target.end());
    if (rest != root.end())
        return Error{ErrorKind::InvalidInput,
                     quoted(path) + " leads to " + quoted(target) + ", which is outside of " + quoted(root)};
    return target;
}

std::string oneLine(std::string_view bytes)
{
    return toPrintableLine(bytes);
}

std::string quoted(const std::filesystem::path& path)
{
    return quoted(std::string_view(path.native()));
}

std::string quoted(std::string_view name)
{
    return "\"" + oneLine(name) + "\"";
}

} // namespace assize::files
