// SPDX-License-Identifier: GPL-3.0-or-later
// Which interpreter runs a contest's or a package's Python sources. Pure but for the question whether PyPy is
// installed.
//
// Kattis and DOMjudge run .py files with PyPy, and the time limits and jury submissions of packages in the
// ICPC family are made for that; elsewhere "Python" is CPython, which takes five to ten times as long.
#pragma once

#include "base/diagnostics.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/python.h"
#include "model/submission.h"

#include <functional>
#include <optional>
#include <vector>

namespace assize::engine {

/// The settings from which the interpreter is chosen, the strongest first.
struct PythonSettings
{
    std::optional<model::PythonInterpreter> given;     ///< --python
    std::optional<model::PythonInterpreter> ofContest; ///< contest.yaml
    std::optional<model::PythonInterpreter> stored;    ///< the interpreter of earlier results
    bool storedWasAskedFor = false;                    ///< then it holds for packages of all formats
    /// Asked once at most, and only where nothing of the above decides. Empty: nothing will be judged.
    std::function<bool()> isPyPyInstalled;
};

struct PythonChoice
{
    model::PythonInterpreter interpreter = model::PythonInterpreter::CPython;
    bool askedFor = false; ///< somebody named it: it holds for packages of all formats, and nobody is warned
    /// False: no submission depends on it, so that nothing is to be stored.
    bool matters = false;
    /// Python sources of packages that mean PyPy run with CPython.
    bool isSlowerThanMeant = false;
};

/// `submissions` are those of contestants and those of the jury whose time counts.
PythonChoice choosePython(const PythonSettings& settings, const std::vector<model::Problem>& problems,
                          const std::vector<model::Submission>& submissions,
                          const std::vector<model::Language>& languages);

/// Makes PyPy the language of those of `submissions` (guessed to be CPython's by their extension) that run
/// with it. `ofJury`: where a package names the interpreter itself, as Polygon's do, that stays.
void applyPython(const PythonChoice& choice, const std::vector<model::Problem>& problems,
                 const std::vector<model::Language>& languages, bool ofJury,
                 std::vector<model::Submission>& submissions);

/// A warning of a choice that isSlowerThanMeant, and how people change it.
Diagnostic slowPythonWarning(const PythonSettings& settings);

} // namespace assize::engine
