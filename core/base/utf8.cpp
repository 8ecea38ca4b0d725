// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

#include <cstdint>
#include <cstring>

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
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (char c : toUtf8(bytes)) {
        const auto value = static_cast<unsigned char>(c);
        if ((value < 0x20 && c != '\n' && c != '\t') || value == 0x7F) {
            text += "\\x";
            text += kHex[value >> 4];
            text += kHex[value & 15];
        } else {
            text += c;
        }
    }
    return text;
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
