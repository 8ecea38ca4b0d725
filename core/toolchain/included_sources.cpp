// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/included_sources.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace assize::toolchain {
namespace {

/// The names in `#include "..."`, as written. Comments and strings are passed over; conditions are not looked
/// at.
class Includes
{
public:
    explicit Includes(std::string_view text) : m_text(text)
    {
        bool lineBegins = true;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (m_text.substr(m_at).starts_with("//")) {
                skipTo("\n");
            } else if (m_text.substr(m_at).starts_with("/*")) {
                m_at += 2;
                skipTo("*/");
                m_at = std::min(m_at + 2, m_text.size());
            } else if (c == '#' && lineBegins) {
                readDirective();
                lineBegins = false;
            } else if (c == '"' || (c == '\'' && !isDigitSeparator())) {
                skipQuoted(c);
                lineBegins = false;
            } else {
                lineBegins = c == '\n' || (lineBegins && isBlank(c));
                ++m_at;
            }
        }
    }
    const std::vector<std::string_view>& names() const { return m_names; }

private:
    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }
    void skipTo(std::string_view end) { m_at = std::min(m_text.find(end, m_at), m_text.size()); }
    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }
    /// 1'000'000
    bool isDigitSeparator() const { return m_at > 0 && m_text[m_at - 1] >= '0' && m_text[m_at - 1] <= '9'; }
    void skipQuoted(char quote)
    {
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '\n'; ++m_at) {
            if (m_text[m_at] == quote) {
                ++m_at;
                return;
            }
            if (m_text[m_at] == '\\')
                ++m_at;
        }
        m_at = std::min(m_at, m_text.size());
    }
    void readDirective()
    {
        constexpr std::string_view kInclude = "include";
        ++m_at;
        skipBlanks();
        if (!m_text.substr(m_at).starts_with(kInclude))
            return;
        m_at += kInclude.size();
        skipBlanks();
        if (m_at == m_text.size() || m_text[m_at] != '"')
            return;
        const std::size_t begin = m_at + 1;
        const std::size_t end = std::min(m_text.find_first_of("\"\n", begin), m_text.size());
        if (end < m_text.size() && m_text[end] == '"')
            m_names.push_back(m_text.substr(begin, end - begin));
        m_at = std::min(end + 1, m_text.size());
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::string_view> m_names;
};

std::string_view folderOf(std::string_view name)
{
    const std::size_t slash = name.rfind('/');
    return slash == std::string_view::npos ? std::string_view(".") : name.substr(0, slash);
}

} // namespace

std::vector<std::string> headerFolders(const std::vector<ProgramText>& files)
{
    std::set<std::string> folders;
    for (const ProgramText& header : files) {
        const std::string_view folder = folderOf(header.name);
        const bool isElsewhere = std::any_of(files.begin(), files.end(), [&](const ProgramText& file) {
            return folderOf(file.name) != folder;
        });
        if (!header.isSource && isElsewhere)
            folders.emplace(folder);
    }
    return {folders.begin(), folders.end()};
}

std::map<std::string, std::string> includedSources(const std::vector<ProgramText>& files)
{
    std::map<std::string, std::string> included;
    const std::vector<std::string> headers = headerFolders(files);
    const auto fileOf = [&files](const std::filesystem::path& path) {
        const std::string meant = path.lexically_normal().generic_string();
        return std::find_if(files.begin(), files.end(),
                            [&](const ProgramText& file) { return file.name == meant; });
    };
    for (const ProgramText& includer : files) {
        const std::filesystem::path folder = std::filesystem::path(includer.name).parent_path();
        const Includes includes(includer.text);
        for (const std::string_view name : includes.names()) {
            auto found = fileOf(folder / name);
            for (const std::string& headerFolder : headers) {
                if (found == files.end())
                    found = fileOf(std::filesystem::path(headerFolder) / name);
            }
            if (found != files.end() && found->isSource && &*found != &includer)
                included.emplace(found->name, includer.name);
        }
    }
    const bool anyLeft = std::any_of(files.begin(), files.end(), [&](const ProgramText& file) {
        return file.isSource && !included.contains(std::string(file.name));
    });
    if (!anyLeft)
        included.clear();
    return included;
}

bool declaresCLinkage(const std::vector<ProgramText>& files)
{
    constexpr std::string_view kExtern = "extern";
    return std::any_of(files.begin(), files.end(), [&](const ProgramText& file) {
        for (std::size_t at = file.text.find(kExtern); at != std::string_view::npos;
             at = file.text.find(kExtern, at + 1)) {
            const std::size_t next = file.text.find_first_not_of(" \t\r\n", at + kExtern.size());
            if (next != std::string_view::npos && file.text.substr(next).starts_with("\"C\""))
                return true;
        }
        return false;
    });
}

} // namespace assize::toolchain
