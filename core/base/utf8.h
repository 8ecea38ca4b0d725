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

/// toUtf8, and control characters other than newline and tab made visible as \xNN: for terminals, logs and
/// plain-text widgets.
std::string toPrintable(std::string_view bytes);

/// The first `maximum` bytes of `bytes`, cut before a character that would be broken.
std::string_view headOf(std::string_view bytes, std::size_t maximum);

} // namespace assize
