// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/text_look.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace assize::files {
namespace {

constexpr std::size_t kLongestCharacter = 4;
/// Of the beginning of a file, to tell UTF-16 without a mark.
constexpr std::size_t kBeginning = 64;

bool holds(std::string_view bytes, char c)
{
    return std::memchr(bytes.data(), c, bytes.size()) != nullptr;
}

bool isAscii(std::string_view bytes)
{
    std::uint64_t all = 0;
    std::size_t i = 0;
    for (; i + sizeof all <= bytes.size(); i += sizeof all) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, bytes.data() + i, sizeof eight);
        all |= eight;
    }
    for (; i < bytes.size(); ++i)
        all |= static_cast<unsigned char>(bytes[i]);
    return (all & 0x8080808080808080U) == 0;
}

/// How many bytes at the end may be the beginning of a character that goes on behind it.
std::size_t cutCharacter(std::string_view bytes)
{
    for (std::size_t back = 1; back < kLongestCharacter && back <= bytes.size(); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte < 0x80)
            return 0;
        if (byte < 0xC0)
            continue;
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        return length > back ? back : 0;
    }
    return 0;
}

/// Letters, digits and blanks as UTF-16 writes them: every other byte is zero, in one of the two orders.
bool looksLikeUtf16(std::string_view bytes)
{
    bytes = bytes.substr(0, kBeginning);
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
    const std::size_t half = bytes.size() / 2;
    return half >= 2 && ((zeros[0] == 0 && zeros[1] == half) || (zeros[1] == 0 && zeros[0] >= half));
}

struct LineEnds
{
    std::size_t returns = 0;
    std::size_t newlines = 0;
    std::size_t pairs = 0; ///< \r\n
};

/// In steps of one size, which compilers make vectors of.
LineEnds countLineEnds(std::string_view bytes)
{
    constexpr std::size_t kStep = 128;
    LineEnds found;
    std::size_t i = 0;
    for (; i + kStep < bytes.size(); i += kStep) {
        const char* at = bytes.data() + i;
        unsigned char returns = 0;
        unsigned char newlines = 0;
        unsigned char pairs = 0;
        for (std::size_t k = 0; k < kStep; ++k) {
            const unsigned char isReturn = at[k] == '\r' ? 1 : 0;
            const unsigned char endsPair = at[k + 1] == '\n' ? 1 : 0;
            returns = static_cast<unsigned char>(returns + isReturn);
            newlines = static_cast<unsigned char>(newlines + (at[k] == '\n' ? 1 : 0));
            pairs = static_cast<unsigned char>(pairs + (isReturn & endsPair));
        }
        found.returns += returns;
        found.newlines += newlines;
        found.pairs += pairs;
    }
    for (; i < bytes.size(); ++i) {
        found.returns += bytes[i] == '\r' ? 1 : 0;
        found.newlines += bytes[i] == '\n' ? 1 : 0;
        found.pairs += bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n' ? 1 : 0;
    }
    return found;
}

} // namespace

void TextLook::lookAtBeginning(std::string_view block)
{
    if (block.starts_with("\xEF\xBB\xBF"))
        m_facts.encoding = TextFacts::Encoding::Utf8Mark;
    else if (block.starts_with("\xFF\xFE") || block.starts_with("\xFE\xFF") || looksLikeUtf16(block))
        m_facts.encoding = TextFacts::Encoding::Utf16;
}

void TextLook::lookAtLines(std::string_view block)
{
    // A pair that two blocks share.
    if (m_last == '\r') {
        if (block.front() == '\n') {
            m_facts.windowsLines = true;
            block.remove_prefix(1);
        } else {
            m_facts.loneReturns = true;
        }
    }
    if (!holds(block, '\r')) {
        m_facts.unixLines = m_facts.unixLines || holds(block, '\n');
        return;
    }
    LineEnds found = countLineEnds(block);
    // The byte that follows the last \r is not known yet.
    if (block.back() == '\r')
        --found.returns;
    m_facts.windowsLines = m_facts.windowsLines || found.pairs > 0;
    m_facts.unixLines = m_facts.unixLines || found.newlines > found.pairs;
    m_facts.loneReturns = m_facts.loneReturns || found.returns > found.pairs;
}

void TextLook::lookAtEncoding(std::string_view block)
{
    if (m_facts.notUtf8 || (m_cutSize == 0 && isAscii(block)))
        return;
    // The character between the blocks is put together; the bytes behind it are looked at where they lie.
    if (m_cutSize > 0) {
        std::string seam(m_cut.data(), m_cutSize);
        while (seam.size() < kLongestCharacter && !block.empty() &&
               (static_cast<unsigned char>(block.front()) & 0xC0) == 0x80) {
            seam += block.front();
            block.remove_prefix(1);
        }
        m_cutSize = 0;
        if (block.empty() && cutCharacter(seam) == seam.size()) {
            m_cutSize = seam.copy(m_cut.data(), m_cut.size());
            return;
        }
        m_facts.notUtf8 = !isUtf8(seam);
    }
    const std::size_t cut = cutCharacter(block);
    m_facts.notUtf8 = m_facts.notUtf8 || !isUtf8(block.substr(0, block.size() - cut));
    m_cutSize = block.substr(block.size() - cut).copy(m_cut.data(), m_cut.size());
}

void TextLook::add(std::string_view block)
{
    if (block.empty())
        return;
    if (m_facts.size == 0)
        lookAtBeginning(block);
    m_facts.size += block.size();
    m_facts.zeros = m_facts.zeros || holds(block, '\0');
    lookAtLines(block);
    lookAtEncoding(block);
    m_last = block.back();
}

TextFacts TextLook::finish()
{
    m_facts.loneReturns = m_facts.loneReturns || m_last == '\r';
    m_facts.notUtf8 = m_facts.notUtf8 || m_cutSize > 0;
    m_facts.lastLineEnds = m_last == '\n' || m_last == '\r';
    return m_facts;
}

TextFacts textFactsOf(std::string_view bytes)
{
    TextLook look;
    look.add(bytes);
    return look.finish();
}

} // namespace assize::files
