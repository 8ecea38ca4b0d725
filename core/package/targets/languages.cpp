// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/targets/languages.h"

#include <algorithm>
#include <initializer_list>

namespace assize::package {
namespace {

bool endsInOneOf(std::string_view fileName, std::initializer_list<std::string_view> endings)
{
    const std::size_t dot = fileName.rfind('.');
    return dot != std::string_view::npos &&
           std::find(endings.begin(), endings.end(), fileName.substr(dot + 1)) != endings.end();
}

} // namespace

KnownAs knownToKattis(std::string_view fileName)
{
    return endsInOneOf(fileName, {"c",  "cc",  "C",  "cpp",  "cxx", "c++", "cs",    "cob", "fs",  "go",
                                  "hs", "js",  "kt", "java", "cl",  "ml",  "m",     "pas", "php", "pl",
                                  "py", "py2", "rb", "rs",   "py3", "sc",  "scala", "lisp"})
               ? KnownAs::Default
               : KnownAs::Unknown;
}

KnownAs knownToDomjudge(std::string_view fileName)
{
    if (endsInOneOf(fileName, {"c", "cpp", "cc", "cxx", "c++", "java", "py", "py3"}))
        return KnownAs::Default;
    return endsInOneOf(fileName,
                       {"adb", "ads", "awk", "bash", "csharp", "cs",  "f95", "f90", "hs",    "lhs", "js",
                        "lua", "kt",  "pas", "p",    "pl",     "plg", "R",   "rb",  "scala", "sh",  "swift"})
               ? KnownAs::Optional
               : KnownAs::Unknown;
}

KnownAs knownToPolygon(std::string_view fileName)
{
    return endsInOneOf(fileName, {"c",    "cpp", "cc", "cxx", "c++", "cs", "d",  "dpr", "go", "hs",   "js",
                                  "java", "kt",  "ml", "pas", "php", "pl", "py", "rb",  "rs", "scala"})
               ? KnownAs::Default
               : KnownAs::Unknown;
}

} // namespace assize::package
