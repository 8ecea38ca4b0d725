// SPDX-License-Identifier: GPL-3.0-or-later
// How the files of a program in C or C++ belong together, by their texts. Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace assize::toolchain {

/// A file of a program as the compiler gets it. Borrows.
struct ProgramText
{
    std::string_view name; ///< in the program, '/' between parts
    std::string_view text;
    bool isSource = false; ///< compiled on its own unless another file includes it; else a header
};

/// Folders that hold a header which files of other folders may include, sorted; "." is the program's own.
/// None where all sources and headers lie side by side.
std::vector<std::string> headerFolders(const std::vector<ProgramText>& files);

/// The sources that another file includes by `#include "..."`, each with the first that does: they are part
/// of that file, and compiled on their own as well they would define everything twice. Compilers' search
/// begins beside the including file and goes on in headerFolders. Empty where every source is included by
/// another.
std::map<std::string, std::string> includedSources(const std::vector<ProgramText>& files);

/// Whether one of the files says `extern "C"`: then a program in C++ means its sources in C to be compiled as
/// C. Where none does, names are found only if all is compiled as C++, as `g++ main.cpp add.c` does.
bool declaresCLinkage(const std::vector<ProgramText>& files);

} // namespace assize::toolchain
