// SPDX-License-Identifier: GPL-3.0-or-later
// Opening an archive with libarchive: which formats are read, how names come out, how damage is told.
// Only for the files of this module that unpack.
#pragma once

#include "base/result.h"

#include <archive.h>
#include <clocale>
#include <memory>
#include <string>
#include <string_view>

namespace assize::files {

/// Where a reader of libarchive is in a file: a place of its own, since other readers of the same descriptor
/// have theirs.
class FileSource;

struct FreeArchive
{
    FreeArchive();
    FreeArchive(FreeArchive&&) noexcept;
    FreeArchive& operator=(FreeArchive&&) noexcept;
    ~FreeArchive();
    void operator()(struct ::archive* archive) const;

    std::unique_ptr<FileSource> source; ///< lives until the reader is freed; nullptr: it reads memory
};
using ArchiveHandle = std::unique_ptr<struct ::archive, FreeArchive>;

/// libarchive converts names to the character set of the locale; in this locale they stay the bytes they are.
/// For the calling thread, while it lives.
class Utf8Names
{
public:
    Utf8Names();
    ~Utf8Names();
    Utf8Names(const Utf8Names&) = delete;
    Utf8Names& operator=(const Utf8Names&) = delete;

private:
    ::locale_t m_locale;
    ::locale_t m_previous = nullptr;
};

/// An archive of any format that is read here, before its first member: zip, 7z, RAR (also RAR 5) and tar,
/// plain or compressed by gzip, xz, zstd or bzip2. `fd` is borrowed, a regular file whose own offset is
/// neither used nor moved, and `bytes` outlive the handle.
Result<ArchiveHandle> openArchive(int fd);
Result<ArchiveHandle> openArchive(std::string_view bytes);

/// The fault that libarchive tells, one clause of English.
std::string whatIsWrong(struct ::archive* archive);

} // namespace assize::files
