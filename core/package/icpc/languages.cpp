// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/languages.h"

#include "package/common/names.h"

#include <map>
#include <set>

namespace assize::package {
namespace {

std::string_view extensionOf(std::string_view name)
{
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
}

} // namespace

std::optional<std::string> languageOfCode(std::string_view code)
{
    const std::string lower = lowerCase(code);
    static const std::set<std::string, std::less<>> codes = {
        "ada",     "algol68",    "apl",         "bash",   "c",       "cgmp",      "cobol",
        "cpp",     "cppgmp",     "crystal",     "csharp", "d",       "dart",      "elixir",
        "erlang",  "forth",      "fortran",     "fsharp", "gerbil",  "go",        "haskell",
        "java",    "javaalgs4",  "javascript",  "julia",  "kotlin",  "lisp",      "lua",
        "modula2", "nim",        "objectivec",  "ocaml",  "octave",  "odin",      "pascal",
        "perl",    "php",        "prolog",      "pypy3",  "python2", "python3",   "python3numpy",
        "racket",  "ruby",       "rust",        "scala",  "simula",  "smalltalk", "snobol",
        "swift",   "typescript", "visualbasic", "zig",
    };
    static const std::map<std::string, std::string, std::less<>> others = {
        {"python", "python3"},
        {"py", "python3"},
        {"py3", "python3"},
        {"py2", "python2"},
        {"pypy", "pypy3"},
        {"c++", "cpp"},
        {"cc", "cpp"},
        {"cxx", "cpp"},
        {"cs", "csharp"},
        {"c#", "csharp"},
        {"js", "javascript"},
        {"kt", "kotlin"},
        {"rs", "rust"},
        {"hs", "haskell"},
        {"pas", "pascal"},
        {"golang", "go"},
        {"cgmp", "c"},
        {"cppgmp", "cpp"},
        {"python3numpy", "python3"},
        {"javaalgs4", "java"},
    };
    if (const auto other = others.find(lower); other != others.end())
        return other->second;
    return codes.count(lower) > 0 ? std::optional(lower) : std::nullopt;
}

bool isSourceName(std::string_view name)
{
    static const std::set<std::string_view> extensions = {
        "adb", "ads", "a68", "apl", "sh",    "bash", "c",    "cob", "cc",    "cpp",   "cxx",  "c++",
        "C",   "cr",  "cs",  "d",   "dart",  "ex",   "erl",  "fth", "4th",   "forth", "frt",  "f90",
        "f",   "for", "fs",  "ss",  "go",    "hs",   "java", "js",  "jl",    "kt",    "lisp", "cl",
        "lua", "mod", "nim", "m",   "ml",    "odin", "pas",  "pm",  "php",   "pl",    "py",   "py2",
        "py3", "rkt", "rb",  "rs",  "scala", "sim",  "st",   "sno", "swift", "ts",    "vb",   "zig",
    };
    return extensions.count(extensionOf(name)) > 0;
}

} // namespace assize::package
