// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/case_files.h"

#include "base/utf8.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace assize::exec {

Result<unique_fd> openCaseFile(const std::filesystem::path& path, std::uint64_t size)
{
    unique_fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    const std::string shown = toPrintableLine(path.native());
    if (!fd)
        return systemError("cannot open " + shown, errno);
    struct stat status
    {
    };
    if (::fstat(fd.get(), &status) != 0)
        return systemError("cannot examine " + shown, errno);
    if (!S_ISREG(status.st_mode))
        return Error{ErrorKind::Io, shown + " is no longer a regular file"};
    if (static_cast<std::uint64_t>(status.st_size) != size) {
        return Error{ErrorKind::Io, shown + " has " + std::to_string(status.st_size) + " bytes, but had " +
                                        std::to_string(size) + " when the problem was read; judge again"};
    }
    return fd;
}

Result<std::shared_ptr<const files::MappedFile>> AnswerCache::get(const std::filesystem::path& path,
                                                                  std::uint64_t size)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_byPath.find(path.native());
        if (known != m_byPath.end()) {
            m_entries.splice(m_entries.begin(), m_entries, known->second);
            return known->second->content;
        }
    }
    Result<unique_fd> fd = openCaseFile(path, size);
    if (!fd)
        return fd.error();
    Result<files::MappedFile> file = files::MappedFile::fromDescriptor(fd->get(), path.native());
    if (!file)
        return file.error();
    auto content = std::make_shared<const files::MappedFile>(std::move(*file));
    if (content->bytes().size() != size)
        return Error{ErrorKind::Io,
                     toPrintableLine(path.native()) + " became shorter while it was read; judge again"};
    if (size > kLargestKept)
        return content;

    const std::lock_guard lock(m_mutex);
    if (m_byPath.contains(path.native()))
        return content;
    m_entries.push_front({path.native(), content});
    m_byPath.emplace(m_entries.front().path, m_entries.begin());
    m_size += size;
    while (m_size > kCapacity) {
        const Entry& oldest = m_entries.back();
        m_size -= oldest.content->bytes().size();
        m_byPath.erase(oldest.path);
        m_entries.pop_back();
    }
    return content;
}

} // namespace assize::exec
