// SPDX-License-Identifier: GPL-3.0-or-later
// Folders and files that tools leave among sources. Pure; any thread.
#pragma once

#include "files/folder.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::intake {

/// Why a folder is no part of a hand-in ("hidden folder", "folder that a tool left behind (CMake)"), or
/// nullopt. `inside` are the entries of the folder, `beside` those of the folder around it: names that people
/// use too, such as bin and target, are a tool's only with that tool's own files.
std::optional<std::string> leftBehindFolder(std::string_view name, const std::vector<files::Entry>& inside,
                                            const std::vector<files::Entry>& beside);

/// The same where the name alone tells, so that the folder need not be read.
std::optional<std::string> leftBehindByName(std::string_view folder);

/// Why a folder holds tests of the program, and nothing of the program itself: src/test beside src/main, as
/// Maven and Gradle have it. `folder` is its whole name.
std::optional<std::string> testsOfProgram(std::string_view folder, const std::vector<files::Entry>& beside);

/// leftBehindByName of a file: hidden files, and files that file managers leave.
std::optional<std::string> leftBehindFile(std::string_view name);

} // namespace assize::intake
