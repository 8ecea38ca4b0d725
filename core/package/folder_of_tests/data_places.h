// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tests of a folder of tests lie. Reads names only; one thread.
#pragma once

#include "files/folder.h"
#include "package/folder_of_tests/data_pairs.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace assize::package {

/// The files that may be tests in one place: a folder and its folders of inputs and answers.
struct DataPlace
{
    std::string name;                  ///< "" or "tests": for messages
    std::vector<files::Entry> entries; ///< Entry::name is below the package
    std::vector<NamedFile> names;      ///< of the same files
};

/// The tests found in one place.
struct FoundData
{
    DataPlace place;
    DataPairs tests;
};

/// The places that may hold tests, in the order in which they are looked at; their spelling is that of the
/// package.
std::vector<std::string> placesIn(const std::vector<files::Entry>& entries);

/// Inputs and answers that lie in the place itself, in its folders of inputs and answers, else in folders for
/// each test. Unset: there is no such place, or it cannot be read.
std::optional<FoundData> findData(const std::filesystem::path& package, const std::string& name,
                                  const files::WalkOptions& options);

} // namespace assize::package
