// SPDX-License-Identifier: GPL-3.0-or-later
// Text files as editors and shells write them, in the form in which compilers and readers take them: UTF-8
// without a byte order mark. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assize {

/// How a text file is written. Bytes that are neither marked nor unmistakably UTF-16 are left as they are:
/// which of the old encodings they are in only their author knows.
enum class TextEncoding { AsItIs, MarkedUtf8, Utf16LittleEndian, Utf16BigEndian };

/// As the first kEncodingHead bytes show, so that the head of a file and the whole of it get the same answer.
/// UTF-16 needs no mark where of every second byte of the head at least three quarters are NUL, and of the
/// other bytes hardly any.
inline constexpr std::size_t kEncodingHead = 4096;
TextEncoding textEncodingOf(std::string_view head);

/// The text without its mark, in UTF-8; a broken surrogate becomes U+FFFD. `bytes` themselves for AsItIs.
std::string decodedText(std::string bytes);

/// Whether sources include files of such a name, by its extension; they are source text too.
bool isHeaderName(std::string_view file);

/// A note for people on a file that compilers see otherwise than it was handed in, or empty.
std::string encodingNote(std::string_view file, TextEncoding encoding);

/// One character in UTF-8; a number that is no character (a surrogate, beyond U+10FFFF) becomes U+FFFD.
void appendUtf8(std::string& text, std::uint32_t character);

} // namespace assize
