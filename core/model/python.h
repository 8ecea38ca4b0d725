// SPDX-License-Identifier: GPL-3.0-or-later
// The interpreter of sources with the extension .py: two languages share it, and a setting chooses between
// them. Pure.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

namespace assize::model {

enum class PythonInterpreter { CPython, PyPy };

/// Language::id of each.
inline constexpr std::string_view kCPythonLanguage = "python3";
inline constexpr std::string_view kPyPyLanguage = "pypy3";

/// As settings, the command line and the JSON say it: "cpython", "pypy".
constexpr std::string_view nameOf(PythonInterpreter interpreter)
{
    return interpreter == PythonInterpreter::PyPy ? "pypy" : "cpython";
}

/// The interpreter that nameOf() calls so; nullopt: none.
constexpr std::optional<PythonInterpreter> pythonInterpreterNamed(std::string_view name)
{
    for (const PythonInterpreter one : {PythonInterpreter::CPython, PythonInterpreter::PyPy}) {
        if (nameOf(one) == name)
            return one;
    }
    return std::nullopt;
}

/// The interpreter of a language's programs; nullopt: it is not Python.
constexpr std::optional<PythonInterpreter> pythonInterpreterOf(std::string_view language)
{
    if (language == kCPythonLanguage)
        return PythonInterpreter::CPython;
    if (language == kPyPyLanguage)
        return PythonInterpreter::PyPy;
    return std::nullopt;
}

} // namespace assize::model
