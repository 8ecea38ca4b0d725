// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/mapped_file.h"

#include "files/read.h"

#include <cerrno>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::files {

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_address(std::exchange(other.m_address, nullptr)), m_size(std::exchange(other.m_size, 0)),
      m_content(std::move(other.m_content))
{
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    if (this != &other) {
        unmap();
        m_address = std::exchange(other.m_address, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_content = std::move(other.m_content);
    }
    return *this;
}

MappedFile::~MappedFile()
{
    unmap();
}

void MappedFile::unmap() noexcept
{
    if (m_address != nullptr)
        ::munmap(m_address, m_size);
    m_address = nullptr;
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path)
{
    Result<OpenFile> file = openRegularFile(path);
    if (!file)
        return file.error();
    return fromDescriptor(file->fd.get(), path.native());
}

Result<MappedFile> MappedFile::fromDescriptor(int fd, std::string_view name)
{
    struct ::stat status = {};
    if (::fstat(fd, &status) != 0)
        return systemError("cannot read " + quoted(name), errno);
    if (!S_ISREG(status.st_mode))
        return Error{ErrorKind::InvalidInput, "cannot map " + quoted(name) + ": it is not a regular file"};

    MappedFile file;
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > kLargestRead) {
        void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (address == MAP_FAILED)
            return systemError("cannot map " + quoted(name), errno);
        ::madvise(address, size, MADV_SEQUENTIAL);
        file.m_address = address;
        file.m_size = size;
        return file;
    }
    file.m_content.resize(size);
    std::size_t done = 0;
    while (done < size) {
        const ::ssize_t got =
            ::pread(fd, file.m_content.data() + done, size - done, static_cast<::off_t>(done));
        if (got < 0) {
            if (errno == EINTR)
                continue;
            return systemError("cannot read " + quoted(name), errno);
        }
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    file.m_content.resize(done);
    return file;
}

} // namespace assize::files
