// SPDX-License-Identifier: GPL-3.0-or-later
// Which language a set of files is in, by their names.
#pragma once

#include "model/language.h"
#include "model/submission.h"

#include <string>
#include <string_view>
#include <vector>

namespace assize::intake {

/// "cpp" of "a/b.v2.cpp"; empty without a dot, or where only the first character is one.
std::string_view extensionOf(std::string_view file);
/// "b.v2" of "a/b.v2.cpp".
std::string_view stemOf(std::string_view file);

/// Whether some language has the extension (as it is, or else in small letters).
bool isSourceExtension(std::string_view extension, const std::vector<model::Language>& languages);

/// The language with the most files; among equals the language with the highest priority, then the first by
/// id. Where several languages share an extension, a first line "#!..." that names one of their commands
/// decides. Null: no file has an extension of any.
const model::Language* guessLanguage(const std::vector<model::SourceFile>& files,
                                     const std::vector<model::Language>& languages);

/// Files that compilers leave behind; never part of a submission.
bool isBuildOutput(std::string_view file);

} // namespace assize::intake
