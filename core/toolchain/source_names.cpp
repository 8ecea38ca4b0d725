// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/source_names.h"

#include "base/unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::toolchain {
namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
    return result;
}

NameParts::NameParts(const std::string& name)
{
    const std::size_t slash = name.rfind('/');
    const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
    const std::size_t point = name.rfind('.');
    const bool hasExtension = point != std::string::npos && point > begin;
    folder = name.substr(0, begin);
    stem = name.substr(begin, hasExtension ? point - begin : std::string::npos);
    extension = hasExtension ? name.substr(point + 1) : "";
}

std::optional<std::string> extensionIn(const model::Language& language, const std::string& extension)
{
    const auto& known = language.extensions;
    if (std::find(known.begin(), known.end(), extension) != known.end())
        return extension;
    const auto similar = std::find_if(known.begin(), known.end(),
                                      [&](const std::string& one) { return lower(one) == lower(extension); });
    return similar == known.end() ? std::nullopt : std::optional(*similar);
}

Result<std::string> readHead(const model::SourceFile& file, std::size_t limit)
{
    const unique_fd fd(::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    if (!fd)
        return systemError("cannot open " + file.path.string(), errno);
    struct stat status
    {
    };
    if (::fstat(fd.get(), &status) != 0)
        return systemError("cannot examine " + file.path.string(), errno);
    if (!S_ISREG(status.st_mode))
        return Error{ErrorKind::Io, file.path.string() + " is not a regular file any more."};
    std::string content;
    content.resize(std::min<std::size_t>(limit, static_cast<std::size_t>(status.st_size)));
    std::size_t length = 0;
    while (length < content.size()) {
        const ssize_t got = ::read(fd.get(), content.data() + length, content.size() - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError("cannot read " + file.path.string(), errno);
        if (got == 0)
            break;
        length += static_cast<std::size_t>(got);
    }
    content.resize(length);
    return content;
}

} // namespace assize::toolchain
