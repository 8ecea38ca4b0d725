// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target of Polygon's problem.xml, in a package with two tests, a checker, an interactor and solutions.
#include "package_folder.h"

using namespace assize;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static fuzz::PackageFolder folder({{"tests/01", "1\n"},
                                       {"tests/01.a", "1\n"},
                                       {"tests/02", "2\n"},
                                       {"tests/02.a", "2\n"},
                                       {"files/testlib.h", "\n"},
                                       {"files/check.cpp", "int main() {}\n"},
                                       {"files/gen.cpp", "int main() {}\n"},
                                       {"files/val.cpp", "int main() {}\n"},
                                       {"solutions/a.cpp", "int main() {}\n"},
                                       {"solutions/b.py", "\n"}},
                                      {"problem.xml"});
    folder.fill({reinterpret_cast<const char*>(data), size});
    fuzz::check(package::readPackage(folder.root(), "p"));
    return 0;
}
