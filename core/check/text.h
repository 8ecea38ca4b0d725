// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens, positions and excerpts of outputs: bytes in, words for people out.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace assize::check {

/// The six whitespace characters of the C locale.
constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr char asciiLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The bytes from `at` up to the next whitespace.
std::string_view tokenAt(std::string_view text, std::size_t at);

/// Where an offset lies, all counted from 1: the column in bytes, the token within the line (of which the
/// offset is the beginning, or in which it lies).
struct Position
{
    std::size_t line = 1;
    std::size_t column = 1;
    std::size_t token = 1;
};
Position positionOf(std::string_view text, std::size_t offset);

/// "line 3, column 5, token 2".
std::string describePosition(const Position& position);
/// "line 3, column 5".
std::string describeLineAndColumn(const Position& position);

/// `text` in quotes, printable, cut to some 48 bytes around `focus` with an ellipsis where something is
/// missing.
std::string quoteExcerpt(std::string_view text, std::size_t focus);

/// The character at `at`, in words: "a newline", "a space", "the end", or the token there in quotes.
std::string nameOfCharacter(std::string_view text, std::size_t at);

} // namespace assize::check
