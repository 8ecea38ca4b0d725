// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/source_reader.h"

#include "base/unique_fd.h"
#include "ui/state/text.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::ui {

Result<QString> readSource(const model::SourceFile& file)
{
    constexpr std::size_t kMaximum = 256 << 10;
    const unique_fd fd(::open(file.path.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY));
    if (fd.get() < 0)
        return systemError("cannot open " + file.path.string(), errno);
    struct stat status = {};
    if (::fstat(fd.get(), &status) != 0)
        return systemError("cannot read " + file.path.string(), errno);
    if (!S_ISREG(status.st_mode))
        return Error{ErrorKind::InvalidInput, file.path.string() + " is no longer a regular file."};
    std::string bytes(kMaximum + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t count =
            ::pread(fd.get(), bytes.data() + size, bytes.size() - size, static_cast<off_t>(size));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return systemError("cannot read " + file.path.string(), errno);
        if (count == 0)
            break;
        size += static_cast<std::size_t>(count);
    }
    const bool cut = size > kMaximum;
    bytes.resize(std::min(size, kMaximum));
    QString text = toText(bytes);
    if (cut)
        text += u"\n\u2026";
    return text;
}

} // namespace assize::ui
