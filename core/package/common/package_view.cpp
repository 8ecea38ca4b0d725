// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/package_view.h"

#include "files/read.h"

#include <algorithm>
#include <cerrno>

namespace assize::package {
namespace {

/// Enough for the comments that people put before the first line that matters.
constexpr std::uint64_t kHead = 64 << 10;

/// Takes a part of `text` away that begins with `start` and ends with `end`; whether `text` begins so.
bool skip(std::string_view& text, std::string_view start, std::string_view end)
{
    if (text.substr(0, start.size()) != start)
        return false;
    const std::size_t at = text.find(end, start.size());
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
    return true;
}

void skipSpace(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

} // namespace

Result<PackageView> PackageView::of(const std::filesystem::path& path)
{
    PackageView view;
    view.m_path = path;
    std::error_code code;
    const std::filesystem::file_status status = std::filesystem::status(path, code);
    if (std::filesystem::is_regular_file(status))
        return view;
    view.m_isFolder = true;
    Result<files::Listing> listing = files::listFolder(path);
    if (!listing)
        return std::move(listing).error();
    view.m_entries = std::move(listing->entries);
    return view;
}

bool PackageView::has(std::string_view name) const
{
    std::error_code code;
    return m_isFolder && std::filesystem::exists(std::filesystem::symlink_status(m_path / name, code));
}

bool PackageView::hasFolder(std::string_view name) const
{
    std::error_code code;
    return m_isFolder && std::filesystem::is_directory(m_path / name, code);
}

std::string PackageView::head(std::string_view name) const
{
    std::error_code code;
    const std::filesystem::path path =
        std::filesystem::canonical(name.empty() ? m_path : m_path / name, code);
    if (code)
        return {};
    Result<std::string> text = files::readHead(path, kHead);
    return text ? std::move(*text) : std::string();
}

std::string topLevelValue(std::string_view yaml, std::string_view key)
{
    while (!yaml.empty()) {
        const std::size_t end = std::min(yaml.find_first_of("\r\n"), yaml.size());
        std::string_view line = yaml.substr(0, end);
        yaml.remove_prefix(std::min(end + 1, yaml.size()));
        if (line.substr(0, key.size()) != key)
            continue;
        line.remove_prefix(key.size());
        skipSpace(line);
        if (line.empty() || line.front() != ':')
            continue;
        line.remove_prefix(1);
        skipSpace(line);
        if (!line.empty() && (line.front() == '"' || line.front() == '\'')) {
            const std::size_t closing = line.find(line.front(), 1);
            return std::string(line.substr(1, closing == std::string_view::npos ? closing : closing - 1));
        }
        line = line.substr(0, line.find(" #"));
        return std::string(line.substr(0, line.find_last_not_of(" \t") + 1));
    }
    return {};
}

std::string rootElement(std::string_view xml)
{
    if (xml.substr(0, 3) == "\xEF\xBB\xBF")
        xml.remove_prefix(3);
    skipSpace(xml);
    while (skip(xml, "<?", "?>") || skip(xml, "<!--", "-->") || skip(xml, "<!", ">"))
        skipSpace(xml);
    if (xml.empty() || xml.front() != '<')
        return {};
    xml.remove_prefix(1);
    return std::string(xml.substr(0, xml.find_first_of(" \t\r\n/>")));
}

} // namespace assize::package
