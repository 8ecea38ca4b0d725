// SPDX-License-Identifier: GPL-3.0-or-later
// Long messages on a terminal: broken between words instead of wherever the terminal's edge is.
#pragma once

#include <string>
#include <string_view>

namespace assize::cli {

/// `text` (safe UTF-8 without colours) in lines of at most `width` columns, broken at blanks; a word that is
/// wider has a line of its own. Lines that begin because of the width are indented by `indent` blanks. Width
/// 0: as it is.
std::string wrapped(std::string_view text, int width, int indent);

/// Text of several lines, from bytes: invisible characters are spelt out (toPrintable), lines after the first
/// stand behind `indent` blanks, so that none can be taken for a line of ours, and no empty lines end it.
std::string indentedLines(std::string_view bytes, int indent);

/// Columns of the terminal behind `fd`; 0 where there is none, so that output to pipes and files keeps its
/// lines.
int terminalColumns(int fd);

} // namespace assize::cli
