// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/contest/lemonlime.h"

#include "files/folder.h"

#include <algorithm>

namespace assize::package {
namespace {

bool isSettings(const files::Entry& entry)
{
    return entry.isFile() && entry.path.extension() == ".cdf";
}

bool recognises(const ContestPlace& place)
{
    std::error_code code;
    if (!std::filesystem::is_directory(place.contest, code))
        return place.contest.extension() == ".cdf";
    const Result<files::Listing> listing = files::listFolder(place.contest);
    return listing && std::any_of(listing->entries.begin(), listing->entries.end(), isSettings);
}

void tellOfSettings(const ContestPlace& place, ContestFile& file)
{
    const Result<files::Listing> listing = files::listFolder(place.contest);
    if (!listing || place.problemsGiven)
        return;
    for (const files::Entry& entry : listing->entries) {
        if (isSettings(entry))
            file.diagnostics.push_back(
                {Diagnostic::Level::Warning, entry.name,
                 "the settings of a LemonLime contest are not read by this version of Assize: its problems "
                 "are judged as plain folders of tests"});
    }
}

} // namespace

const ContestReader& lemonLimeReader()
{
    static constexpr ContestReader reader{"a LemonLime contest", recognises, tellOfSettings};
    return reader;
}

} // namespace assize::package
