// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzz targets of package readers share.
//
// An input is a text of files: each begins with a line "=== path", as in
//
//     === problem.yaml
//     name: x
//     === data/testdata.yaml
//     grading: default
//
// What stands before the first such line is the target's first file. Paths that a target does not take are
// left out: otherwise a mutated name would write anywhere.
#pragma once

#include "package/package.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace assize::fuzz {

/// A folder in memory (/dev/shm, else the temporary folder) with a package in it, the same before each input.
class PackageFolder
{
public:
    /// `fixed` are written once: path and content. `taken` are those that inputs give.
    PackageFolder(const std::vector<std::pair<std::string, std::string>>& fixed,
                  std::vector<std::string> taken);
    ~PackageFolder();
    PackageFolder(const PackageFolder&) = delete;
    PackageFolder& operator=(const PackageFolder&) = delete;

    const std::filesystem::path& root() const { return m_root; }
    /// Removes the files of the input before, and writes those of this one.
    void fill(std::string_view input);

private:
    void write(const std::string& path, std::string_view content);

    std::filesystem::path m_root;
    std::vector<std::string> m_taken;
};

/// Ends the process where a reader broke a promise: a refusal without an Error, a problem beside one, tests
/// of the same id, groups out of order, messages without end.
void check(const package::ReadPackage& read);
void check(const Diagnostics& diagnostics);
[[noreturn]] void fail(const char* promise);

} // namespace assize::fuzz
