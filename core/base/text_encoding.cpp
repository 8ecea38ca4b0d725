// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text_encoding.h"

#include <cstddef>
#include <cstdint>

namespace assize {
namespace {

void appendUtf8(std::uint32_t code, std::string& text)
{
    const auto byte = [&text](std::uint32_t value) { text += static_cast<char>(value); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xc0 | (code >> 6));
        byte(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        byte(0xe0 | (code >> 12));
        byte(0x80 | ((code >> 6) & 0x3f));
        byte(0x80 | (code & 0x3f));
    } else {
        byte(0xf0 | (code >> 18));
        byte(0x80 | ((code >> 12) & 0x3f));
        byte(0x80 | ((code >> 6) & 0x3f));
        byte(0x80 | (code & 0x3f));
    }
}

std::string fromUtf16(std::string_view bytes, bool littleEndian)
{
    constexpr std::uint32_t kReplacement = 0xfffd;
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<std::uint32_t>(littleEndian ? first | (second << 8) : (first << 8) | second);
    };
    std::string text;
    text.reserve(bytes.size());
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2) {
        const std::uint32_t high = unit(at);
        if (high < 0xd800 || high > 0xdfff) {
            appendUtf8(high, text);
            continue;
        }
        const std::uint32_t low = high < 0xdc00 && at + 3 < bytes.size() ? unit(at + 2) : 0;
        if (low < 0xdc00 || low > 0xdfff) {
            appendUtf8(kReplacement, text);
            continue;
        }
        appendUtf8(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), text);
        at += 2;
    }
    if (at < bytes.size())
        appendUtf8(kReplacement, text);
    return text;
}

} // namespace

DecodedText decodeText(std::string_view bytes)
{
    if (bytes.starts_with("\xef\xbb\xbf"))
        return {std::string(bytes.substr(3)), TextEncoding::Utf8WithMark};
    if (bytes.starts_with("\xff\xfe"))
        return {fromUtf16(bytes.substr(2), true), TextEncoding::Utf16LittleEndian};
    if (bytes.starts_with("\xfe\xff"))
        return {fromUtf16(bytes.substr(2), false), TextEncoding::Utf16BigEndian};
    return {std::string(bytes), TextEncoding::Plain};
}

} // namespace assize
