// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/archive_reading.h"

#include "files/read.h"

#include <cerrno>
#include <new>
#include <unistd.h>

namespace assize::files {
namespace {

constexpr std::size_t kReadBlock = 1 << 17;

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
    if (::lseek(fd, 0, SEEK_SET) != 0)
        return systemError("cannot read it", errno);
    const int code = ::archive_read_open_fd(reader.get(), fd, kReadBlock);
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
