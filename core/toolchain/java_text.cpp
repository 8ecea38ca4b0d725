// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/java_text.h"

#include "base/text_encoding.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>

namespace assize::toolchain {
namespace {

struct Range
{
    std::uint32_t first;
    std::uint32_t last;
};

/// Control characters that are no white space, and the format characters (category Cf) of Unicode 13.
constexpr Range kIgnorable[] = {
    {0x00, 0x08},       {0x0E, 0x1B},       {0x7F, 0x9F},       {0xAD, 0xAD},       {0x600, 0x605},
    {0x61C, 0x61C},     {0x6DD, 0x6DD},     {0x70F, 0x70F},     {0x8E2, 0x8E2},     {0x180E, 0x180E},
    {0x200B, 0x200F},   {0x202A, 0x202E},   {0x2060, 0x2064},   {0x2066, 0x206F},   {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x13438}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F},
};

bool isIgnorable(std::uint32_t character)
{
    return std::any_of(std::begin(kIgnorable), std::end(kIgnorable), [character](const Range& range) {
        return character >= range.first && character <= range.last;
    });
}

/// One character of the source and the place after it. Bytes that are no UTF-8 are one character each, beyond
/// all other characters.
struct Character
{
    std::uint32_t value;
    std::size_t end;
};

constexpr std::uint32_t kNoCharacter = 0xFFFFFFFF;

Character characterAt(std::string_view source, std::size_t i)
{
    const auto byte = [&](std::size_t at) { return std::uint32_t{static_cast<unsigned char>(source[at])}; };
    const std::uint32_t first = byte(i);
    if (first < 0x80)
        return {first, i + 1};
    const std::size_t rest = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (first < 0xC2 || first > 0xF4 || i + rest >= source.size())
        return {kNoCharacter, i + 1};
    std::uint32_t value = first & (0x3FU >> rest);
    for (std::size_t step = 1; step <= rest; ++step) {
        if ((byte(i + step) & 0xC0) != 0x80)
            return {kNoCharacter, i + 1};
        value = value << 6 | (byte(i + step) & 0x3F);
    }
    return {value, i + rest + 1};
}

/// The code unit of an escape at `i`, where a backslash is: any number of letters u, then four digits.
std::optional<Character> escapeAt(std::string_view source, std::size_t i)
{
    std::size_t at = i + 1;
    while (at < source.size() && source[at] == 'u')
        ++at;
    if (at == i + 1 || at + 4 > source.size())
        return std::nullopt;
    std::uint32_t unit = 0;
    const char* const digits = source.data() + at;
    const std::from_chars_result read = std::from_chars(digits, digits + 4, unit, 16);
    if (read.ec != std::errc() || read.ptr != digits + 4)
        return std::nullopt;
    return Character{unit, at + 4};
}

/// Two code units that are one character are read as one.
std::optional<Character> escapedCharacterAt(std::string_view source, std::size_t i)
{
    const std::optional<Character> first = escapeAt(source, i);
    if (!first || first->value < 0xD800 || first->value >= 0xDC00 || first->end >= source.size() ||
        source[first->end] != '\\')
        return first;
    const std::optional<Character> second = escapeAt(source, first->end);
    if (!second || second->value < 0xDC00 || second->value >= 0xE000)
        return first;
    return Character{0x10000 + ((first->value - 0xD800) << 10) + (second->value - 0xDC00), second->end};
}

} // namespace

std::string javaTextOf(std::string_view source)
{
    std::string text;
    text.reserve(source.size());
    // A backslash after an odd number of other backslashes is escaped and begins nothing.
    bool isEscaped = false;
    for (std::size_t i = 0; i < source.size();) {
        const Character next = characterAt(source, i);
        if (next.value == '\\' && !isEscaped) {
            if (const std::optional<Character> escape = escapedCharacterAt(source, i)) {
                if (!isIgnorable(escape->value))
                    appendUtf8(text, escape->value);
                i = escape->end;
                continue;
            }
        }
        isEscaped = next.value == '\\' && !isEscaped;
        if (!isIgnorable(next.value))
            text.append(source, i, next.end - i);
        i = next.end;
    }
    return text;
}

} // namespace assize::toolchain
