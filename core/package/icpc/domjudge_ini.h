// SPDX-License-Identifier: GPL-3.0-or-later
// domjudge-problem.ini. Called by the readers of ICPC packages and of folders of tests.
// Source: DOMjudge, doc/manual/problem-format.rst; which keys there are: ImportProblemService.php.
#pragma once

#include "package/common/reading.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace assize::package {

/// A line that cannot be used, or whose key means nothing.
struct IniFault
{
    int line = 0; ///< from 1
    std::string message;
};

struct Ini
{
    std::map<std::string, std::string>
        values; ///< keys in small letters; of a key given twice the first value
    std::vector<IniFault> faults;
};

/// `key = value` lines; values may stand in quotation marks, and then hold newlines. Lines that begin with
/// '#' or ';' and section headings are skipped.
Ini parseIni(std::string_view content);

/// The file of the package; empty where there is none. A Warning for each fault.
std::map<std::string, std::string> readDomjudgeIni(Reading& reading);

} // namespace assize::package
