// SPDX-License-Identifier: GPL-3.0-or-later
// Where two excerpts first differ, and how to show it. Pure.
#pragma once

#include <QString>

#include <string_view>

namespace assize::ui {

struct Difference
{
    bool any = false;
    bool onlyWhitespace = false; ///< the same tokens, but other blanks or line ends
    int line = -1;               ///< of the excerpt, from 0
    int column = -1;             ///< in characters, from 0, on the expected side
    int outputLine = -1;
    int outputColumn = -1;
    int expectedLength = 0; ///< characters of the differing token; 0 where the text ends
    int outputLength = 0;
    QString expected; ///< to be shown; whitespace made visible where only that differs
    QString output;
};

/// Holds expected and actual bytes against each other, token by token; where all tokens agree, character by
/// character. A difference in blanks alone does not count while a token differs too.
Difference findDifference(std::string_view expected, std::string_view output);

/// Blanks as middle dots, tabs as arrows, line ends as returns.
QString withVisibleWhitespace(const QString& text);

} // namespace assize::ui
