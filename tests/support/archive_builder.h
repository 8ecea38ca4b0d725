// SPDX-License-Identifier: GPL-3.0-or-later
// Builds archives for tests, good and bad ones: any name, any kind of member, twice the same.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sys/stat.h>

namespace assize::test {

class ArchiveBuilder
{
public:
    /// By the name's ending: .zip or .kpp, .7z, otherwise tar, compressed as the last part says (.gz .xz .zst
    /// .bz2).
    explicit ArchiveBuilder(const std::filesystem::path& file, const char* options = nullptr,
                            const char* password = nullptr)
        : m_archive(::archive_write_new())
    {
        std::filesystem::create_directories(file.parent_path());
        const std::string ending = file.extension().native();
        if (ending == ".zip" || ending == ".kpp")
            check(::archive_write_set_format_zip(m_archive));
        else if (ending == ".7z")
            check(::archive_write_set_format_7zip(m_archive));
        else
            check(::archive_write_set_format_pax_restricted(m_archive));
        if (ending == ".gz" || ending == ".tgz")
            check(::archive_write_add_filter_gzip(m_archive));
        else if (ending == ".xz")
            check(::archive_write_add_filter_xz(m_archive));
        else if (ending == ".zst")
            check(::archive_write_add_filter_zstd(m_archive));
        else if (ending == ".bz2")
            check(::archive_write_add_filter_bzip2(m_archive));
        // Names stay bytes.
        ::archive_write_set_options(
            m_archive, ending == ".zip" || ending == ".kpp" || ending == ".7z" ? "" : "hdrcharset=BINARY");
        if (options != nullptr)
            check(::archive_write_set_options(m_archive, options));
        if (password != nullptr)
            check(::archive_write_set_passphrase(m_archive, password));
        check(::archive_write_open_filename(m_archive, file.c_str()));
    }
    ~ArchiveBuilder()
    {
        ::archive_write_close(m_archive);
        ::archive_write_free(m_archive);
    }
    ArchiveBuilder(const ArchiveBuilder&) = delete;
    ArchiveBuilder& operator=(const ArchiveBuilder&) = delete;

    /// When what follows was changed, seconds since 1970; without it members have no time.
    ArchiveBuilder& time(std::time_t seconds)
    {
        m_time = seconds;
        return *this;
    }
    ArchiveBuilder& file(const std::string& name, std::string_view content = "", ::mode_t mode = 0644)
    {
        return add(name, AE_IFREG, mode, content, nullptr, nullptr);
    }
    ArchiveBuilder& folder(const std::string& name)
    {
        return add(name, AE_IFDIR, 0755, "", nullptr, nullptr);
    }
    ArchiveBuilder& link(const std::string& name, const char* target)
    {
        return add(name, AE_IFLNK, 0777, "", target, nullptr);
    }
    ArchiveBuilder& hardLink(const std::string& name, const char* target)
    {
        return add(name, AE_IFREG, 0644, "", nullptr, target);
    }
    ArchiveBuilder& fifo(const std::string& name) { return add(name, AE_IFIFO, 0644, "", nullptr, nullptr); }
    ArchiveBuilder& device(const std::string& name)
    {
        return add(name, AE_IFCHR, 0644, "", nullptr, nullptr);
    }

private:
    void check(int code)
    {
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
            throw std::runtime_error(std::string("archive builder: ") + ::archive_error_string(m_archive));
    }
    ArchiveBuilder& add(const std::string& name, unsigned type, ::mode_t mode, std::string_view content,
                        const char* target, const char* second)
    {
        ::archive_entry* entry = ::archive_entry_new();
        ::archive_entry_set_pathname(entry, name.c_str());
        ::archive_entry_set_filetype(entry, type);
        ::archive_entry_set_perm(entry, mode);
        ::archive_entry_set_size(entry, static_cast<::la_int64_t>(content.size()));
        if (m_time != 0)
            ::archive_entry_set_mtime(entry, m_time, 0);
        if (target != nullptr)
            ::archive_entry_set_symlink(entry, target);
        if (second != nullptr)
            ::archive_entry_set_hardlink(entry, second);
        const int code = ::archive_write_header(m_archive, entry);
        ::archive_entry_free(entry);
        check(code);
        if (!content.empty() && ::archive_write_data(m_archive, content.data(), content.size()) < 0)
            check(ARCHIVE_FATAL);
        return *this;
    }

    struct ::archive* m_archive;
    std::time_t m_time = 0;
};

} // namespace assize::test
