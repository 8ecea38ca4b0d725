// SPDX-License-Identifier: GPL-3.0-or-later
// Which languages other systems know, by the endings of files. Pure; any thread.
// Sources, in 2026: Kattis/problemtools, config/languages.yaml. DOMjudge/domjudge, LanguageFixture.php, where
// only C, C++, Java and Python 3 are switched on at first. Polygon: the source types in its packages and the
// compilers that Codeforces lists.
#pragma once

#include <string_view>

namespace assize::package {

enum class KnownAs {
    Unknown,  ///< a submission in it is left out
    Optional, ///< known, but switched off until an administrator changes that
    Default,
};

KnownAs knownToKattis(std::string_view fileName);
KnownAs knownToDomjudge(std::string_view fileName);
KnownAs knownToPolygon(std::string_view fileName);

} // namespace assize::package
