// SPDX-License-Identifier: GPL-3.0-or-later
// Names and first bytes of source files. Private to toolchain; any thread.
#pragma once

#include "base/result.h"
#include "model/language.h"
#include "model/submission.h"

#include <optional>
#include <string>
#include <string_view>

namespace assize::toolchain {

/// ASCII letters in small.
std::string lower(std::string_view text);

struct NameParts
{
    std::string folder; ///< with its last slash
    std::string stem;
    std::string extension; ///< without the point

    explicit NameParts(const std::string& name);
    std::string base() const { return extension.empty() ? stem : stem + "." + extension; }
    std::string whole() const { return folder + base(); }
};

/// The extension as the language writes it: the same, else the same but for case; nullopt: it has none such.
std::optional<std::string> extensionIn(const model::Language& language, const std::string& extension);

/// At most `limit` bytes of a regular file; never waits, even if the path has become another kind of file
/// since it was found.
Result<std::string> readHead(const model::SourceFile& file, std::size_t limit);

} // namespace assize::toolchain
