// SPDX-License-Identifier: GPL-3.0-or-later
// The tests of a package.
#pragma once

#include "model/problem.h"
#include "package/reading.h"

#include <string_view>

namespace assize::package {

/// data/sample, then data/secret, with groups in groups; tests and groups of one folder in byte order of
/// their base names (legacy specification, "Test data"). Flags of testdata.yaml (test_group.yaml in newer
/// packages) are inherited by nested groups. `legacy` decides which keys are meant. Fills problem.groups and
/// problem.testCases.
void readIcpcTestData(Reading& reading, bool legacy, model::Problem& problem);

/// Whether `a` comes before `b` when runs of digits count as numbers ("2" before "10", "a9" before "a10").
bool naturallyBefore(std::string_view a, std::string_view b);

} // namespace assize::package
