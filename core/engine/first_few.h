// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace assize::engine {

/// The first few of many, and how many more there are, so that a message stays readable.
class FirstFew
{
public:
    /// At most `most` are named, joined by `separator`; `last` stands before "3 more".
    FirstFew(std::size_t most, std::string separator, std::string last)
        : m_most(most), m_separator(std::move(separator)), m_last(std::move(last))
    {
    }

    void add(const std::string& text)
    {
        if (++m_count <= m_most)
            m_text += (m_count == 1 ? "" : m_separator) + text;
    }
    std::size_t count() const { return m_count; }
    std::string text() const
    {
        return m_count <= m_most ? m_text : m_text + m_last + std::to_string(m_count - m_most) + " more";
    }

private:
    const std::size_t m_most;
    const std::string m_separator;
    const std::string m_last;
    std::string m_text;
    std::size_t m_count = 0;
};

} // namespace assize::engine
