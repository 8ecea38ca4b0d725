// SPDX-License-Identifier: GPL-3.0-or-later
// The last words of programs that crash: interpreters put the reason last, or before the place. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

namespace assize::check {

/// The line of `standardError` that says why a program crashed: the last line that is no stack frame, no
/// source line and no epilogue of an interpreter; capped. Empty where nothing was written. Bytes.
std::string_view reasonLine(std::string_view standardError);

/// The reason in the first line, and below it the last lines of a text that has more, at most 12 and 3 KiB,
/// after a line of dots where some are left out. `isCut`: the text goes on, but was not kept. Empty where
/// nothing was written. Bytes.
std::string lastWords(std::string_view standardError, bool isCut);

} // namespace assize::check
