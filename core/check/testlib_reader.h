// SPDX-License-Identifier: GPL-3.0-or-later
// Reads an output or an answer as the checkers of testlib do, byte for byte (testlib.h, InStream, not
// strict).
//
// Used by the standard checkers only. A reader is a view and a position: a copy keeps a place to come back
// to. Nothing is allocated until a read fails.
#pragma once

#include "check/check.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assize::check {

/// The decision of a checker that ends before it has read everything; thrown within a standard checker,
/// caught by runStandardChecker.
struct Decided
{
    CheckResult result;
};

/// The four characters that separate tokens in testlib: vertical tab and form feed do not.
constexpr bool isTestlibBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class TestlibReader
{
public:
    /// Whose fault it is that a token cannot be read: the program's (PE), or the jury's (JE).
    enum class Role { Output, Answer };

    /// A byte order mark at the beginning of an output is skipped, of an answer it is not.
    TestlibReader(std::string_view text, Role role);

    std::string_view text() const { return m_text; }
    std::size_t position() const { return m_at; }
    /// Where the token that was read last begins.
    std::size_t tokenPosition() const { return m_tokenAt; }

    void moveTo(std::size_t at) { m_at = at; }
    bool atEnd() const { return m_at == m_text.size(); }
    /// Skips blanks; whether nothing follows them.
    bool seekEnd();

    /// The next token. `expected` names the token that should stand here, for the message when none does.
    std::string_view readToken(const char* expected);
    /// A whole number as testlib takes it: canonical decimal, no plus sign, no leading zeros, no "-0".
    std::int64_t readInt64();
    std::int32_t readInt32();
    /// A number in decimal or scientific notation; a number that overflows is an infinity.
    double readDouble();

    /// Ends the check because of the text at `at`: PE in an output, JE in an answer.
    [[noreturn]] void reject(std::size_t at, const std::string& reason) const;
    /// The same, with "expected X, found Y" made of the token at tokenPosition().
    [[noreturn]] void rejectToken(const std::string& expected) const;

    /// The characters of a line as testlib's readString gives them: a carriage return before another
    /// character is swallowed, and that character is taken in any case; at the very end it becomes the byte
    /// 255. Moves over the line; nullopt at its end, which is then consumed by endLine().
    std::optional<char> nextOfLine();
    void endLine();
    /// Whether only an empty line, with its newline, is left.
    bool atFinalEmptyLine() const;

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_tokenAt = 0;
    Role m_role;
};

/// The value of a token that testlib's readLong takes.
std::optional<std::int64_t> parseTestlibInteger(std::string_view token);
/// The value of a token that testlib's readDouble takes; infinite where it overflows.
std::optional<double> parseTestlibDouble(std::string_view token);

} // namespace assize::check
