// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/test_files.h"

#include "base/utf8.h"
#include "exec/file_bytes.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace assize::exec {

bool TestFile::unchanged() const
{
    struct stat status
    {
    };
    return ::fstat(fd.get(), &status) == 0 && static_cast<std::uint64_t>(status.st_size) == size &&
           status.st_mtim.tv_sec == modified.tv_sec && status.st_mtim.tv_nsec == modified.tv_nsec;
}

Result<TestFile> openTestFile(const std::filesystem::path& path, std::uint64_t size)
{
    TestFile file;
    file.fd.reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file.fd)
        return systemError("cannot open " + toPrintable(path.native()), errno);
    struct stat status
    {
    };
    if (::fstat(file.fd.get(), &status) != 0)
        return systemError("cannot examine " + toPrintable(path.native()), errno);
    if (!S_ISREG(status.st_mode))
        return Error{ErrorKind::Io, toPrintable(path.native()) + " is no longer a regular file"};
    if (static_cast<std::uint64_t>(status.st_size) != size) {
        return Error{ErrorKind::Io, toPrintable(path.native()) + " has " + std::to_string(status.st_size) +
                                        " bytes, but had " + std::to_string(size) +
                                        " when the problem was read; judge again"};
    }
    file.size = size;
    file.modified = status.st_mtim;
    return file;
}

Result<Answer> Answer::open(const std::filesystem::path& path, std::uint64_t size)
{
    const Result<TestFile> file = openTestFile(path, size);
    if (!file)
        return file.error();
    Answer answer;
    if (size <= kLargestRead) {
        answer.m_read.resize(static_cast<std::size_t>(size));
        if (const int error = readExactly(file->fd.get(), 0, answer.m_read.data(), answer.m_read.size());
            error != 0)
            return systemError("cannot read " + toPrintable(path.native()), error);
        return answer;
    }
    Result<files::MappedFile> mapped = files::MappedFile::fromDescriptor(file->fd.get(), path.native());
    if (!mapped)
        return mapped.error();
    if (mapped->bytes().size() != size)
        return Error{ErrorKind::Io,
                     toPrintable(path.native()) + " became shorter while it was read; judge again"};
    answer.m_mapped = std::move(*mapped);
    return answer;
}

Result<std::shared_ptr<const Answer>> AnswerCache::get(const std::filesystem::path& path, std::uint64_t size)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_byPath.find(path.native());
        if (known != m_byPath.end()) {
            m_entries.splice(m_entries.begin(), m_entries, known->second);
            return known->second->content;
        }
    }
    Result<Answer> answer = Answer::open(path, size);
    if (!answer)
        return answer.error();
    auto content = std::make_shared<const Answer>(std::move(*answer));
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
