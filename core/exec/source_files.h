// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a program's source files once, safely, before they are compiled.
#pragma once

#include "base/text_encoding.h"
#include "model/language.h"
#include "model/submission.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace assize::exec {

/// A source file as it was read.
struct LoadedSource
{
    std::string name;
    std::string content;
    TextEncoding encoding = TextEncoding::AsItIs; ///< of the file; set by takeAsText
};

/// The author's fault: too large, too many files, a name that cannot be used. A sentence for the author.
struct SourceRefused
{
    std::string message;
};
/// The judge's fault: it cannot be read, or has changed since it was found: the compiled bytes must be the
/// hashed bytes. File and errno.
struct SourceUnreadable
{
    std::string message;
};

using LoadedSources = std::variant<std::vector<LoadedSource>, SourceRefused, SourceUnreadable>;

/// Nothing is read when the files are together larger than `limit` bytes.
LoadedSources loadSources(const std::vector<model::SourceFile>& files, std::uint64_t limit);

/// Turns sources of `language` and headers into the encoding that its compiler takes, UTF-8 without a mark,
/// and returns why they cannot be compiled: a sentence in a line of its own for each file that is no program
/// at all (a document, an archive, an executable), for the author. Empty: all are text.
std::string takeAsText(const model::Language& language, std::vector<LoadedSource>& sources);

/// Notes for the author of sources that do not compile: a line for each file whose encoding was changed (see
/// base/text_encoding.h), that is not UTF-8, is empty or holds NUL bytes. `sources` after takeAsText.
std::string encodingNotes(const model::Language& language, const std::vector<LoadedSource>& sources);

/// Puts the values of a package's constants in the place of {{name}} (2025-09, "constants"); a value is not
/// looked through again, and names that are not known stay as they are.
void putConstants(const std::vector<std::pair<std::string, std::string>>& constants, std::string& content);

} // namespace assize::exec
