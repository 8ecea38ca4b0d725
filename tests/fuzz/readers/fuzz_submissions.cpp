// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target of submissions.yaml and of what sources say is expected of them.
#include "package_folder.h"

using namespace assize;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static fuzz::PackageFolder folder({{"problem.yaml", "problem_format_version: 2025-09\nname: x\n"
                                                        "uuid: 00000000-0000-4000-8000-000000000000\n"},
                                       {"data/sample/1.in", "1\n"},
                                       {"data/sample/1.ans", "1\n"},
                                       {"data/secret/group1/1.in", "1\n"},
                                       {"data/secret/group1/1.ans", "1\n"},
                                       {"submissions/accepted/a.py", "\n"},
                                       {"submissions/rejected/b.cpp", "int main() {}\n"},
                                       {"submissions/brute_force/c/main.cpp", "int main() {}\n"}},
                                      {"submissions/submissions.yaml", "submissions/mixed/d.py"});
    folder.fill({reinterpret_cast<const char*>(data), size});
    fuzz::check(package::readPackage(folder.root(), "p"));
    return 0;
}
