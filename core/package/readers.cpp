// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/readers.h"

#include "package/contest/contest_xml.h"
#include "package/contest/contest_yaml.h"
#include "package/contest/lemonlime.h"
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

const std::vector<const ContestReader*>& contestReaders()
{
    static const std::vector<const ContestReader*> all = {&contestYamlReader(), &contestXmlReader(),
                                                          &lemonLimeReader()};
    return all;
}

ContestFile readContestFile(const ContestPlace& place)
{
    ContestFile file;
    for (const ContestReader* reader : contestReaders()) {
        if (reader->recognises(place))
            reader->read(place, file);
    }
    return file;
}

} // namespace assize::package
