// SPDX-License-Identifier: GPL-3.0-or-later
// Reads packages and judges nothing: for verify-corpus --read-only, on collections of packages without
// submissions.
//
//     read_packages PACKAGE...
//
// Prints one JSON object: problems (format, type, the number of tests as a list of ids), diagnostics and how
// many packages are refused, named as in the JSON of `assize verify`. Exit status: 0 all were read; 1 one is
// refused; 2 wrong usage.
#include "base/utf8.h"
#include "package/package.h"

#include <cstdio>
#include <string>

using namespace assize;

namespace {

std::string quoted(const std::string& bytes)
{
    std::string text = "\"";
    for (const char c : toUtf8(bytes)) {
        if (c == '"' || c == '\\') {
            text += '\\';
            text += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
            text += code;
        } else {
            text += c;
        }
    }
    return text + "\"";
}

template<typename List, typename Print>
std::string listOf(const List& list, Print print)
{
    std::string text = "[";
    for (const auto& item : list)
        text += (text.size() > 1 ? ",\n  " : "") + print(item);
    return text + "]";
}

std::string problemJson(const model::Problem& problem)
{
    return "{\"id\": " + quoted(problem.id) + ", \"name\": " + quoted(problem.name) +
           ", \"format\": " + quoted(problem.format) +
           ", \"type\": " + listOf(problem.type, [](const std::string& type) { return quoted(type); }) +
           ", \"testcases\": " +
           listOf(problem.testCases, [](const model::TestCase& test) { return quoted(test.id); }) +
           ", \"jury_submissions\": " + std::to_string(problem.jurySubmissions.size()) + "}";
}

std::string diagnosticJson(const Diagnostic& diagnostic)
{
    return std::string("{\"level\": \"") + levelName(diagnostic.level) +
           "\", \"where\": " + quoted(diagnostic.where) + ", \"message\": " + quoted(diagnostic.message) +
           "}";
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: read_packages PACKAGE...\n");
        return 2;
    }
    package::ReadPackages all;
    for (int i = 1; i < argc; ++i) {
        package::ReadPackages read = package::readPackages(argv[i], argv[i]);
        all.refused += read.refused;
        all.diagnostics.insert(all.diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
        all.problems.insert(all.problems.end(), read.problems.begin(), read.problems.end());
    }
    std::printf("{\"problems\": %s,\n \"diagnostics\": %s,\n \"refused\": %d}\n",
                listOf(all.problems, problemJson).c_str(), listOf(all.diagnostics, diagnosticJson).c_str(),
                all.refused);
    return all.refused > 0 ? 1 : 0;
}
