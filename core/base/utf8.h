// SPDX-License-Identifier: GPL-3.0-or-later
// From bytes to text that may be shown. File names and programs' output are bytes until here.
#pragma once

#include <string>
#include <string_view>

namespace assize {

/// Whether `bytes` is well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
bool isUtf8(std::string_view bytes);

/// `bytes` with every ill-formed sequence replaced by U+FFFD (one for each maximal subpart, as the Unicode
/// standard, section 3.9, recommends).
std::string toUtf8(std::string_view bytes);

/// Text of which everything can be seen, for messages, reports, terminals, logs and widgets: bytes that are
/// no UTF-8 and the control characters of ASCII become \xNN; characters that show nothing, turn the direction
/// of reading or look like a blank without being one (U+00A0, U+FEFF, U+200B, U+202E, ...) become \uNNNN,
/// those beyond U+FFFF \u{NNNNN}. Newline and tab stay. Joiners and variation selectors stay where scripts
/// and emoji need them: between characters beyond Latin, Greek and Cyrillic.
std::string toPrintable(std::string_view bytes);

/// toPrintable on one line: newline and tab become \n and \t.
std::string toPrintableLine(std::string_view bytes);

/// toUtf8 for names and titles of people and problems: other blanks than the plain blank (U+00A0, U+3000,
/// ...), which typographers use on purpose, become plain, so that toPrintable does not spell them out.
std::string toTitle(std::string_view bytes);

/// The first `maximum` bytes of `bytes`, cut before a character that would be broken.
std::string_view headOf(std::string_view bytes, std::size_t maximum);

} // namespace assize
