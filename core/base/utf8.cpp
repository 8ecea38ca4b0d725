// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iterator>

namespace assize {
namespace {

struct Sequence
{
    std::size_t length; // of the character, or of the maximal ill-formed subpart
    bool wellFormed;
};

// Table 3-7 of the Unicode standard.
Sequence nextSequence(std::string_view s)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return {1, true};
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (first >= 0xC2 && first <= 0xDF) {
        length = 2;
    } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3;
        if (first == 0xE0)
            low = 0xA0;
        if (first == 0xED)
            high = 0x9F;
    } else if (first >= 0xF0 && first <= 0xF4) {
        length = 4;
        if (first == 0xF0)
            low = 0x90;
        if (first == 0xF4)
            high = 0x8F;
    } else {
        return {1, false};
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= s.size() || byte(i) < low || byte(i) > high)
            return {i, false};
        low = 0x80;
        high = 0xBF;
    }
    return {length, true};
}

char32_t codePoint(std::string_view wellFormed)
{
    const auto first = static_cast<unsigned char>(wellFormed.front());
    if (first < 0x80)
        return first;
    char32_t c = first & (0x7FU >> wellFormed.size());
    for (const char next : wellFormed.substr(1))
        c = c << 6 | (static_cast<unsigned char>(next) & 0x3FU);
    return c;
}

/// Blanks beside the plain blank (general category Zs of the Unicode standard, and the blank pattern of
/// Braille).
bool isBlank(char32_t c)
{
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
           c == 0x2800 || c == 0x3000;
}

/// Characters from U+0080 that show nothing, or that change how their neighbours are read: C1 controls,
/// default ignorable code points and noncharacters (Unicode 15, DerivedCoreProperties), line and paragraph
/// separators.
bool isHidden(char32_t c)
{
    struct Range
    {
        char32_t first;
        char32_t last;
    };
    static constexpr Range kRanges[] = {
        {0x80, 0x9F},     {0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},     {0x115F, 0x1160},
        {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},
        {0x3164, 0x3164}, {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
        {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    };
    return (c & 0xFFFE) == 0xFFFE ||
           std::any_of(std::begin(kRanges), std::end(kRanges),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

/// Whether a character that shows nothing does what it is made for: a joiner, non-joiner or variation
/// selector between (a selector: after) letters of scripts that need it, or signs that emoji are made of.
bool isJoined(char32_t c, char32_t before, std::string_view rest)
{
    constexpr char32_t kFirstWithJoiners = 0x590; // Hebrew; nothing before it knows them
    const bool selector = c >= 0xFE00 && c <= 0xFE0F;
    if ((!selector && c != 0x200C && c != 0x200D) || before < kFirstWithJoiners)
        return false;
    if (selector)
        return true;
    if (rest.empty())
        return false;
    const Sequence next = nextSequence(rest);
    return next.wellFormed && codePoint(rest.substr(0, next.length)) >= kFirstWithJoiners;
}

void appendByte(std::string& text, char byte)
{
    static constexpr char kHex[] = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    text += "\\x";
    text += kHex[value >> 4];
    text += kHex[value & 15];
}

void appendCodePoint(std::string& text, char32_t c)
{
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), c > 0xFFFF ? "\\u{%x}" : "\\u%04x", static_cast<unsigned>(c));
    text += buffer.data();
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        // Files of a hundred megabytes are mostly ASCII.
        if (std::uint64_t eight = 0; at + sizeof eight <= bytes.size()) {
            std::memcpy(&eight, bytes.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const Sequence next = nextSequence(bytes.substr(at));
        if (!next.wellFormed)
            return false;
        at += next.length;
    }
    return true;
}

std::string toUtf8(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const Sequence next = nextSequence(bytes);
        if (next.wellFormed)
            text.append(bytes.substr(0, next.length));
        else
            text.append("\xEF\xBF\xBD");
        bytes.remove_prefix(next.length);
    }
    return text;
}

std::string toPrintable(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    char32_t before = 0;
    while (!bytes.empty()) {
        const Sequence next = nextSequence(bytes);
        const std::string_view character = bytes.substr(0, next.length);
        bytes.remove_prefix(next.length);
        if (!next.wellFormed) {
            for (const char c : character)
                appendByte(text, c);
            before = 0;
            continue;
        }
        const char32_t c = codePoint(character);
        if (c < 0x80) {
            if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
                appendByte(text, character.front());
            else
                text += character.front();
        } else if (isBlank(c) || (isHidden(c) && !isJoined(c, before, bytes))) {
            appendCodePoint(text, c);
        } else {
            text.append(character);
        }
        before = c;
    }
    return text;
}

std::string toPrintableLine(std::string_view bytes)
{
    std::string line;
    for (const char c : toPrintable(bytes)) {
        if (c == '\n')
            line += "\\n";
        else if (c == '\t')
            line += "\\t";
        else
            line += c;
    }
    return line;
}

std::string toTitle(std::string_view bytes)
{
    std::string title;
    title.reserve(bytes.size());
    while (!bytes.empty()) {
        const Sequence next = nextSequence(bytes);
        const std::string_view character = bytes.substr(0, next.length);
        if (!next.wellFormed)
            title += "\xEF\xBF\xBD";
        else if (isBlank(codePoint(character)))
            title += ' ';
        else
            title.append(character);
        bytes.remove_prefix(next.length);
    }
    return title;
}

std::string_view headOf(std::string_view bytes, std::size_t maximum)
{
    if (bytes.size() <= maximum)
        return bytes;
    std::size_t end = maximum;
    // A character has at most three continuation bytes; more than that is not UTF-8 and may be cut anywhere.
    for (int step = 0; step < 3 && end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xC0) == 0x80; ++step)
        --end;
    return bytes.substr(0, end);
}

} // namespace assize
