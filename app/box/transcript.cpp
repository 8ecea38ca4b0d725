// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcript.h"

#include <algorithm>

namespace assize::box {

void Transcript::begin(std::size_t limit)
{
    m_half = limit / 2;
    // A program that fills the memory of the box's group must not find us asking for more.
    m_head.assign(m_half, 'x');
    m_tail.assign(m_half, 'x');
    m_head.clear();
    m_tail.clear();
    m_tailBegin = 0;
    m_leftOut = 0;
    m_speaker.clear();
    m_lineIsOpen = false;
}

void Transcript::note(std::string_view speaker, std::string_view said)
{
    while (!said.empty()) {
        if (m_lineIsOpen && m_speaker != speaker) {
            put("\n");
            m_lineIsOpen = false;
        }
        if (!m_lineIsOpen)
            put(speaker);
        m_speaker = speaker;
        const std::size_t end = said.find('\n');
        const std::string_view line = said.substr(0, end == std::string_view::npos ? end : end + 1);
        put(line);
        m_lineIsOpen = end == std::string_view::npos;
        said.remove_prefix(line.size());
    }
}

void Transcript::put(std::string_view bytes)
{
    const std::size_t first = std::min(bytes.size(), m_half - m_head.size());
    m_head.append(bytes.substr(0, first));
    bytes.remove_prefix(first);
    if (bytes.size() > m_half) {
        m_leftOut += bytes.size() - m_half;
        bytes.remove_prefix(bytes.size() - m_half);
    }
    const std::size_t grown = std::min(bytes.size(), m_half - m_tail.size());
    m_tail.append(bytes.substr(0, grown));
    bytes.remove_prefix(grown);
    m_leftOut += bytes.size();
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.size(), m_half - m_tailBegin);
        std::copy_n(bytes.data(), size, m_tail.data() + m_tailBegin);
        m_tailBegin = (m_tailBegin + size) % m_half;
        bytes.remove_prefix(size);
    }
}

std::string Transcript::text() const
{
    std::string tail = m_tail.substr(m_tailBegin) + m_tail.substr(0, m_tailBegin);
    if (m_leftOut == 0)
        return m_head + tail;
    // From its first whole line on, if it has one.
    const std::size_t line = tail.find('\n');
    const std::size_t cut = line == std::string::npos || line + 1 == tail.size() ? 0 : line + 1;
    std::string text = m_head;
    if (!text.ends_with('\n'))
        text += '\n';
    text += "... " + std::to_string(m_leftOut + cut) + " bytes ...\n";
    return text + tail.substr(cut);
}

} // namespace assize::box
