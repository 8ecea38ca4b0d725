// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/folder_of_tests/data_places.h"

#include "package/common/names.h"
#include "package/common/natural_order.h"

#include <algorithm>
#include <set>

namespace assize::package {
namespace {

constexpr const char* kTestFolders[] = {"tests", "test", "testdata", "testcases", "cases", "data"};

void addFiles(const std::vector<files::Entry>& listed, const std::string& prefix, FolderRole role,
              DataPlace& place)
{
    for (const files::Entry& entry : listed) {
        if (!entry.isFile() || entry.name.front() == '.')
            continue;
        place.names.push_back({entry.name, role});
        place.entries.push_back(entry);
        place.entries.back().name = prefix + entry.name;
    }
}

std::optional<DataPlace> lookAt(const std::filesystem::path& package, const std::string& name,
                                const files::WalkOptions& options)
{
    const Result<files::Listing> listing =
        files::listFolder(name.empty() ? package : package / name, options);
    if (!listing)
        return std::nullopt;
    DataPlace place;
    place.name = name;
    const std::string prefix = name.empty() ? "" : name + "/";
    addFiles(listing->entries, prefix, FolderRole::None, place);
    for (const files::Entry& entry : listing->entries) {
        const FolderRole role = folderRoleOf(entry.name);
        if (role == FolderRole::None || !entry.isFolder())
            continue;
        if (const Result<files::Listing> below = files::listFolder(entry.path, options))
            addFiles(below->entries, prefix + entry.name + "/", role, place);
    }
    return place;
}

/// Takes the tests of a folder of its own in, behind those that are there already.
void append(const DataPlace& place, DataPairs tests, const std::string& folder, FoundData& all)
{
    const std::size_t offset = all.place.entries.size();
    const std::size_t pairOffset = all.tests.pairs.size();
    const bool one = tests.pairs.size() == 1 && folderOf(folder) != FolderOf::Subtask;
    all.place.entries.insert(all.place.entries.end(), place.entries.begin(), place.entries.end());
    all.place.names.insert(all.place.names.end(), place.names.begin(), place.names.end());
    for (DataPair& pair : tests.pairs)
        all.tests.pairs.push_back(
            {one ? folder : folder + "/" + pair.id, pair.input + offset, pair.answer + offset});
    for (const std::size_t i : tests.lonelyInputs)
        all.tests.lonelyInputs.push_back(i + offset);
    for (const std::size_t i : tests.lonelyAnswers)
        all.tests.lonelyAnswers.push_back(i + offset);
    for (const auto& [file, pair] : tests.surplus)
        all.tests.surplus.emplace_back(file + offset, pair + pairOffset);
    for (std::vector<std::size_t> candidates : tests.ambiguous) {
        for (std::size_t& i : candidates)
            i += offset;
        all.tests.ambiguous.push_back(std::move(candidates));
    }
}

/// "sum" for "sum.inp" and "input" for "input.txt", when it is no number.
std::string wordOf(const DataPlace& place, const DataPairs& tests)
{
    std::string name = std::filesystem::path(place.entries[tests.pairs.front().input].name).stem().native();
    const bool number = name.find_first_not_of("0123456789") == std::string::npos;
    return number ? std::string() : name;
}

/// The tests of folders for one test each, as Themis has them ("Test01/sum.inp"), or for one subtask each.
/// A folder of problems must not pass for one: folders that are called by a number alone count when each
/// holds one test whose files are called alike in all of them, folders called "test1" when each holds one
/// test.
std::optional<FoundData> lookIntoFolders(const std::filesystem::path& package, const std::string& name,
                                         const files::WalkOptions& options)
{
    const Result<files::Listing> listing =
        files::listFolder(name.empty() ? package : package / name, options);
    if (!listing)
        return std::nullopt;
    std::vector<const files::Entry*> folders;
    for (const files::Entry& entry : listing->entries) {
        if (entry.isFolder() && folderOf(entry.name) != FolderOf::None)
            folders.push_back(&entry);
    }
    std::sort(folders.begin(), folders.end(),
              [](const files::Entry* a, const files::Entry* b) { return naturallyBefore(a->name, b->name); });
    FoundData all;
    all.place.name = name;
    std::set<std::string> words;
    for (const files::Entry* folder : folders) {
        const FolderOf kind = folderOf(folder->name);
        const std::string below = name.empty() ? folder->name : name + "/" + folder->name;
        const std::optional<DataPlace> place = lookAt(package, below, options);
        if (!place)
            continue;
        DataPairs tests = pairData(place->names);
        if (kind != FolderOf::Subtask && tests.pairs.size() > 1)
            return std::nullopt;
        if (kind == FolderOf::Number && !tests.pairs.empty()) {
            words.insert(wordOf(*place, tests));
            if (words.size() > 1 || words.count("") > 0)
                return std::nullopt;
        }
        append(*place, std::move(tests), folder->name, all);
    }
    return all;
}

} // namespace

std::vector<std::string> placesIn(const std::vector<files::Entry>& entries)
{
    std::vector<std::string> places = {""};
    for (const char* known : kTestFolders) {
        for (const files::Entry& entry : entries) {
            if (entry.isFolder() && lowerCase(entry.name) == known)
                places.push_back(entry.name);
        }
    }
    return places;
}

std::optional<FoundData> findData(const std::filesystem::path& package, const std::string& name,
                                  const files::WalkOptions& options)
{
    std::optional<DataPlace> place = lookAt(package, name, options);
    if (!place)
        return std::nullopt;
    DataPairs tests = pairData(place->names);
    FoundData flat{std::move(*place), std::move(tests)};
    if (!flat.tests.pairs.empty() || !flat.tests.ambiguous.empty())
        return flat;
    std::optional<FoundData> within = lookIntoFolders(package, name, options);
    if (!within || within->tests.pairs.empty())
        return flat;
    // Files that lie beside the folders are to be told of, too.
    append(flat.place, std::move(flat.tests), "", *within);
    return within;
}

} // namespace assize::package
