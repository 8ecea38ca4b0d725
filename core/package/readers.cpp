// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/readers.h"

#include "package/folder_of_tests/reader.h"
#include "package/icpc/reader.h"
#include "package/polygon/reader.h"

namespace assize::package {

const std::vector<const Reader*>& readers()
{
    // Tests beside nothing but a problem.yaml are a folder of tests.
    static const std::vector<const Reader*> all = {&polygonReader(), &folderOfTestsReader(), &icpcReader()};
    return all;
}

} // namespace assize::package
