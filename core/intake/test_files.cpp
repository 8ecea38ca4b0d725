// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/test_files.h"

#include "intake/language_guess.h"

#include <algorithm>
#include <string>

namespace assize::intake {
namespace {

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool isCalledLikeTestClass(std::string_view name)
{
    return name.ends_with("Test") || name.ends_with("Tests");
}

} // namespace

bool isCalledLikeTest(std::string_view kind, std::string_view file, std::string_view className)
{
    const std::string_view stem = stemOf(file);
    const std::string small = lower(stem);
    if (small.starts_with("test_") || small.ends_with("_test") || small.ends_with(".test") ||
        small.ends_with(".spec"))
        return true;
    if (kind != "java" && kind != "kotlin")
        return false;
    // "pkg.Outer$Inner"; npos + 1 is 0.
    return isCalledLikeTestClass(stem) ||
           isCalledLikeTestClass(className.substr(className.find_last_of(".$") + 1));
}

} // namespace assize::intake
