// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes that programs wrote to each other, in order: their head and their tail, in memory that is taken
// at the beginning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace assize::box {

class Transcript
{
public:
    /// Empties it; it keeps no more than about `limit` bytes.
    void begin(std::size_t limit);
    /// `speaker` goes before each line.
    void note(std::string_view speaker, std::string_view said);
    /// The whole of it: where something is left out, a line says how much.
    std::string text() const;

private:
    void put(std::string_view bytes);

    std::string m_head;
    std::string m_tail; ///< a ring
    std::size_t m_half = 0;
    std::size_t m_tailBegin = 0;
    std::uint64_t m_leftOut = 0;
    std::string m_speaker;
    bool m_lineIsOpen = false;
};

} // namespace assize::box
