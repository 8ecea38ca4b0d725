// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/missing_module.h"

#include "model/python.h"

#include <algorithm>
#include <array>

namespace assize::exec {
namespace {

struct Library
{
    std::string_view module;
    std::string_view package; ///< of Debian, for CPython
};

/// Libraries that people import as if they were a part of Python.
constexpr std::array<Library, 16> kLibraries = {{
    {"bitarray", "python3-bitarray"},
    {"bs4", "python3-bs4"},
    {"cv2", "python3-opencv"},
    {"gmpy2", "python3-gmpy2"},
    {"matplotlib", "python3-matplotlib"},
    {"networkx", "python3-networkx"},
    {"numba", "python3-numba"},
    {"numpy", "python3-numpy"},
    {"pandas", "python3-pandas"},
    {"PIL", "python3-pil"},
    {"requests", "python3-requests"},
    {"scipy", "python3-scipy"},
    {"sklearn", "python3-sklearn"},
    {"sortedcontainers", "python3-sortedcontainers"},
    {"sympy", "python3-sympy"},
    {"tkinter", "python3-tk"},
}};

/// "numpy" of "ModuleNotFoundError: No module named 'numpy.linalg'"; empty: the line says something else.
std::string_view missingModule(std::string_view reason)
{
    for (const std::string_view beginning :
         {"ModuleNotFoundError: No module named '", "ImportError: No module named '"}) {
        if (!reason.starts_with(beginning))
            continue;
        reason.remove_prefix(beginning.size());
        return reason.substr(0, reason.find_first_of(".'"));
    }
    return {};
}

} // namespace

std::string missingModuleNote(std::string_view reason, const model::Language& language)
{
    const std::optional<model::PythonInterpreter> interpreter = model::pythonInterpreterOf(language.id);
    const std::string_view module = missingModule(reason);
    if (!interpreter || module.empty())
        return {};
    std::string text = "it was run with " + language.name;
    const auto* const library = std::find_if(kLibraries.begin(), kLibraries.end(),
                                             [module](const Library& one) { return one.module == module; });
    if (library == kLibraries.end())
        return text;
    const std::string name(library->module);
    const std::string package(library->package);
    if (*interpreter == model::PythonInterpreter::PyPy)
        return text + ", which has no " + name + "; CPython has it where the package " + package +
               " is installed";
    return text + ", which has no " + name + " here; the package " + package +
           " brings it. Rejudge what was judged without it";
}

} // namespace assize::exec
