// SPDX-License-Identifier: GPL-3.0-or-later
// The entries of one folder of data/ of an ICPC/Kattis package, by the roles that names give. Pure; any
// thread.
#pragma once

#include "files/folder.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace assize::package {

/// The entries of one folder by base name: "1" of 1.in, 1.ans, 1.files, ...
struct DataContents
{
    std::map<std::string, files::Entry> inputs;
    std::map<std::string, files::Entry> answers;
    std::map<std::string, files::Entry> outputs;
    std::map<std::string, files::Entry> settings;
    std::map<std::string, files::Entry> arguments;
    std::map<std::string, files::Entry> testFiles;
    std::set<std::string> interactions;
    std::map<std::string, files::Entry> folders;
    std::vector<files::Entry> unusable; ///< with the reason, in their order
};

/// Names that the format leaves out are in none of the roles; `legacy` knows no files for single tests.
DataContents contentsOf(std::vector<files::Entry> entries, bool legacy);

/// Words of a line (of an .args file) as a shell takes them: quotation marks and backslashes keep blanks.
std::vector<std::string> shellWords(std::string_view text);

} // namespace assize::package
