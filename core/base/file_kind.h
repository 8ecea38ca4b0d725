// SPDX-License-Identifier: GPL-3.0-or-later
// The kind of a file that is no plain text, told by its bytes and never by its name. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace assize {

/// "a Word document (docx)", "a ZIP archive", "a program for Linux (ELF)", ... with its article; "binary
/// data" for bytes that are no text and no known kind; empty for text, in any encoding. `bytes`: the file, or
/// as much of it as is at hand.
std::string_view kindOfBinary(std::string_view bytes);

/// Text that is no source file of an ordinary language: "an HTML page", "an XML document", "a Rich Text
/// document (RTF)", "a Jupyter notebook"; empty for all else.
std::string_view kindOfMarkup(std::string_view text);

} // namespace assize
