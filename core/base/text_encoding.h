// SPDX-License-Identifier: GPL-3.0-or-later
// Text files as editors and shells write them: with byte order marks, or in UTF-16. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace assize {

/// How a text is written, as its first bytes show.
enum class TextEncoding {
    Plain,             ///< no mark: UTF-8, or whatever it is
    Utf8WithMark,      ///< EF BB BF
    Utf16LittleEndian, ///< FF FE
    Utf16BigEndian,    ///< FE FF
};

struct DecodedText
{
    std::string text; ///< without mark; UTF-8 where it was UTF-16, else the bytes as they are
    TextEncoding encoding = TextEncoding::Plain;
};

/// Half a character at the end, or surrogates that are no pair, become U+FFFD.
DecodedText decodeText(std::string_view bytes);

} // namespace assize
