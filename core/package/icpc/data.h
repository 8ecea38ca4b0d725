// SPDX-License-Identifier: GPL-3.0-or-later
// data/ of ICPC/Kattis packages: its folders and tests, before they are graded.
// Source: Kattis/problem-package-format, spec/legacy.md and spec/2025-09.md, "Test data".
//
// Quirks: links lead to tests and whole groups elsewhere in the package (hundreds in one olympiad package),
// also to files of neighbouring packages; folders that contain themselves are refused. A missing answer is an
// Error where outputs are compared with it, and an empty file for custom validators. A sample that has an
// .interaction but no answer is for the statement alone. Drafts have <test>.args with the arguments in one
// line.
#pragma once

#include "model/problem.h"
#include "package/common/reading.h"
#include "package/icpc/data_settings.h"

#include <optional>
#include <string>
#include <vector>

namespace assize::package {

/// A folder of data/, which may become a test group.
struct DataFolder
{
    std::string id;                    ///< as TestGroup::id
    std::optional<std::size_t> parent; ///< in DataTree::folders
    DataSettings settings;             ///< its own, nothing inherited
    bool sample = false;
    std::vector<std::size_t> tests;   ///< in Problem::testCases
    std::vector<std::size_t> folders; ///< in DataTree::folders
    /// The order of judging: true for the next of `folders`, false for the next of `tests`.
    std::vector<bool> order;
};

/// folders[0] is data/ itself; parents stand before children.
struct DataTree
{
    std::vector<DataFolder> folders;
};

/// Reads data/sample, then data/secret; tests and folders of one folder in byte order of their base names.
/// Fills problem.testCases but for groups and scores: TestCase::group is the folder's id. Flags and arguments
/// are inherited key by key; programs of the package have been read before.
DataTree readIcpcTestData(Reading& reading, Edition edition, const Constants& constants,
                          model::Problem& problem);

/// data/invalid_input, invalid_output and valid_output, and their plural forms: problem.packageChecks, where
/// readIcpcTestData has put the .out files of samples already. `tree` has the settings of data/ itself, which
/// hold for all.
void readPackageChecks(Reading& reading, Edition edition, const Constants& constants, const DataTree& tree,
                       model::Problem& problem);

} // namespace assize::package
