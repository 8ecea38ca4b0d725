// SPDX-License-Identifier: GPL-3.0-or-later
// Which source files of a hand-in are parts of the program that is started. Pure; any thread.
#pragma once

#include "model/language.h"
#include "model/submission.h"
#include "toolchain/entry_points.h"

#include <string>
#include <utility>
#include <vector>

namespace assize::intake {

/// A source file of a hand-in. Borrowed but for its text.
struct ProgramSource
{
    const model::SourceFile* file = nullptr;
    const model::Language* language = nullptr;
    std::string text; ///< as compilers get it
    toolchain::EntryPoint entry = toolchain::EntryPoint::None;
    bool imported = false; ///< by another file of the hand-in
};

/// A file or class in which the program may start.
struct StartCandidate
{
    const ProgramSource* source = nullptr;
    std::string className{}; ///< Java, Kotlin: the class; empty otherwise
    bool isPublic = false;   ///< the public class of its file
    /// For messages.
    std::string shown() const;
};

/// Java, Kotlin: a program starts in a class, of which a file may have several.
bool hasClasses(const model::Language& language);

/// Whether a file is a part in C of a program in C++, which its compiler takes.
bool isLinkedC(const ProgramSource& source, const ProgramSource& start);

/// The sources that are no part of the program that starts in the first of `candidates`, each with the reason
/// (English, one clause): other languages, programs of their own, tests that need a framework, scripts that
/// nothing uses. Each source once.
std::vector<std::pair<const ProgramSource*, std::string>>
notOfProgram(const std::vector<ProgramSource>& sources, const std::vector<StartCandidate>& candidates);

} // namespace assize::intake
