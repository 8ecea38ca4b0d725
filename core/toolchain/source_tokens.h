// SPDX-License-Identifier: GPL-3.0-or-later
// Words and signs of a source file without its comments and strings: enough to find where a program starts.
#pragma once

#include <string_view>
#include <vector>

namespace assize::toolchain {

enum class Syntax { Java, Kotlin, Pascal, C, CSharp, Go, Rust };

struct Token
{
    enum class Kind {
        Word,   ///< identifier or keyword (Kotlin: also `between back quotes`, without them), or a number
        Sign,   ///< one character
        String, ///< a string without its quotes, escapes as written
    };
    Kind kind = Kind::Sign;
    std::string_view text;

    bool isWord(std::string_view word) const { return kind == Kind::Word && text == word; }
    bool isSign(char sign) const { return kind == Kind::Sign && text.front() == sign; }
};

/// Views into `source`. Of a preprocessor's line (C, C#) only the sign # and the directive's name are there.
/// Broken source (an endless comment or string) ends the list; nothing fails. Takes time proportional to the
/// source's length.
std::vector<Token> tokensOf(std::string_view source, Syntax syntax);

} // namespace assize::toolchain
