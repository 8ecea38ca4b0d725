// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/archive_reading.h"

#include "files/read.h"

#include <algorithm>
#include <cerrno>
#include <new>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace assize::files {

class FileSource
{
public:
    FileSource(int fd, ::off_t size) : m_fd(fd), m_size(size) {}

    /// The functions that libarchive calls, with this as their `data`.
    static ::la_ssize_t read(struct ::archive* archive, void* data, const void** block);
    static ::la_int64_t skip(struct ::archive* archive, void* data, ::la_int64_t request);
    static ::la_int64_t seek(struct ::archive* archive, void* data, ::la_int64_t offset, int whence);

private:
    static constexpr std::size_t kReadBlock = 1 << 17;

    const int m_fd;
    const ::off_t m_size;
    ::off_t m_offset = 0;
    std::vector<char> m_block = std::vector<char>(kReadBlock);
};

::la_ssize_t FileSource::read(struct ::archive* archive, void* data, const void** block)
{
    FileSource& source = *static_cast<FileSource*>(data);
    ::ssize_t got = 0;
    do
        got = ::pread(source.m_fd, source.m_block.data(), source.m_block.size(), source.m_offset);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        ::archive_set_error(archive, errno, "the file cannot be read");
        return -1;
    }
    source.m_offset += got;
    *block = source.m_block.data();
    return got;
}

::la_int64_t FileSource::skip(struct ::archive*, void* data, ::la_int64_t request)
{
    FileSource& source = *static_cast<FileSource*>(data);
    const ::off_t skipped =
        std::clamp<::off_t>(request, 0, std::max<::off_t>(source.m_size - source.m_offset, 0));
    source.m_offset += skipped;
    return skipped;
}

::la_int64_t FileSource::seek(struct ::archive* archive, void* data, ::la_int64_t offset, int whence)
{
    FileSource& source = *static_cast<FileSource*>(data);
    const ::off_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? source.m_offset : source.m_size;
    ::off_t to = 0;
    if (__builtin_add_overflow(from, offset, &to) || to < 0) {
        ::archive_set_error(archive, EINVAL, "the archive points to a place before its beginning");
        return ARCHIVE_FATAL;
    }
    source.m_offset = to;
    return to;
}

namespace {

ArchiveHandle makeReader()
{
    ArchiveHandle reader(::archive_read_new());
    struct ::archive* archive = reader.get();
    if (archive == nullptr)
        throw std::bad_alloc();
    ::archive_read_support_format_zip(archive);
    ::archive_read_support_format_tar(archive);
    ::archive_read_support_format_7zip(archive);
    ::archive_read_support_format_rar(archive);
    ::archive_read_support_format_rar5(archive);
    ::archive_read_support_filter_gzip(archive);
    ::archive_read_support_filter_xz(archive);
    ::archive_read_support_filter_zstd(archive);
    ::archive_read_support_filter_bzip2(archive);
    return reader;
}

Result<ArchiveHandle> opened(ArchiveHandle reader, int code)
{
    if (code != ARCHIVE_OK)
        return Error{ErrorKind::InvalidInput, whatIsWrong(reader.get())};
    return reader;
}

} // namespace

FreeArchive::FreeArchive() = default;
FreeArchive::FreeArchive(FreeArchive&&) noexcept = default;
FreeArchive& FreeArchive::operator=(FreeArchive&&) noexcept = default;
FreeArchive::~FreeArchive() = default;

void FreeArchive::operator()(struct ::archive* archive) const
{
    ::archive_read_free(archive);
}

Utf8Names::Utf8Names() : m_locale(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr))
{
    if (m_locale != nullptr)
        m_previous = ::uselocale(m_locale);
}

Utf8Names::~Utf8Names()
{
    if (m_locale == nullptr)
        return;
    ::uselocale(m_previous);
    ::freelocale(m_locale);
}

Result<ArchiveHandle> openArchive(int fd)
{
    ArchiveHandle reader = makeReader();
    struct ::stat status = {};
    if (::fstat(fd, &status) != 0)
        return systemError("cannot read it", errno);
    reader.get_deleter().source = std::make_unique<FileSource>(fd, status.st_size);
    struct ::archive* archive = reader.get();
    ::archive_read_set_callback_data(archive, reader.get_deleter().source.get());
    ::archive_read_set_read_callback(archive, FileSource::read);
    ::archive_read_set_skip_callback(archive, FileSource::skip);
    ::archive_read_set_seek_callback(archive, FileSource::seek);
    const int code = ::archive_read_open1(archive);
    return opened(std::move(reader), code);
}

Result<ArchiveHandle> openArchive(std::string_view bytes)
{
    ArchiveHandle reader = makeReader();
    const int code = ::archive_read_open_memory(reader.get(), bytes.data(), bytes.size());
    return opened(std::move(reader), code);
}

std::string whatIsWrong(struct ::archive* archive)
{
    const char* text = ::archive_error_string(archive);
    std::string why = text == nullptr ? "unknown format" : text;
    if (why == "Unrecognized archive format")
        return "it is no zip, 7z, RAR or tar archive (plain or compressed by gzip, xz, zstd or bzip2), or it "
               "is "
               "damaged";
    return oneLine(why);
}

} // namespace assize::files
