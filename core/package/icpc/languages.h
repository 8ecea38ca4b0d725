// SPDX-License-Identifier: GPL-3.0-or-later
// How ICPC/Kattis packages name programming languages.
// Source: Kattis/problem-package-format, appendix/languages.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assize::package {

/// model::Language::id of a language code ("cpp", "python3", ...; some other usual spellings too). The code
/// itself where the specification has it but Assize has no such language; nullopt for anything else.
std::optional<std::string> languageOfCode(std::string_view code);

/// Whether a file of this name is a source that a program can consist of alone. Headers are not.
bool isSourceName(std::string_view name);

} // namespace assize::package
