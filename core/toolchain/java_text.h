// SPDX-License-Identifier: GPL-3.0-or-later
// Java source as its compiler reads it before it looks for words. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace assize::toolchain {

/// Unicode escapes are replaced by the characters that they mean (Java Language Specification 17, section
/// 3.3), and the characters that identifiers ignore (section 3.8, Character.isIdentifierIgnorable) are gone.
/// Escapes that are broken stay: the compiler refuses them.
std::string javaTextOf(std::string_view source);

} // namespace assize::toolchain
