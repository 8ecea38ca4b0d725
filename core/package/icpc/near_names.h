// SPDX-License-Identifier: GPL-3.0-or-later
// Names in an ICPC/Kattis package that are nearly right: files that nobody reads, because their names have a
// slip or are those of the other version of the format. Called by the reader of these packages.
// Sources: Kattis/problem-package-format, spec/legacy.md and spec/2025-09.md, "Problem package structure".
#pragma once

#include "package/common/reading.h"
#include "package/icpc/problem_yaml.h"

#include <optional>
#include <string>
#include <string_view>

namespace assize::package {

/// A name that nobody reads.
struct NearName
{
    std::string meant;
    /// The package would not be judged as its author meant: settings, tests or validators are left out.
    bool costsVerdicts = false;
};

/// The name that a file or folder of the package's top (`inData`: of data/) should have; nullopt: its name is
/// right, or like nothing that the format knows.
std::optional<NearName> nearName(std::string_view name, bool isFolder, bool legacy, bool inData);

/// Looks at the top of the package, at data/ and at the settings files in its folders: an Error for a name
/// that costs verdicts while the right name is not there as well, else a Warning.
void tellOfNearNames(Reading& reading, const ProblemYaml& yaml);

} // namespace assize::package
