// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/recognise.h"

#include "files/folder.h"
#include "files/read.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::package {
namespace {

/// A format that is known but not read: a file or folder that gives it away, and its name.
struct Foreign
{
    const char* mark;
    const char* name;
};

constexpr Foreign kForeign[] = {
    {"problem.xml", "a Polygon package"},
    {"init.yml", "a DMOJ package"},
    {"task.yaml", "a CMS task"},
    {"task.yml", "a CMS task"},
    {"problem.json", "a TPS task"},
    {"config.yml", "a sinol package"},
    {"testdata/config.yaml", "a Hydro package"},
};

bool isFolder(const std::filesystem::path& path)
{
    std::error_code code;
    return std::filesystem::is_directory(path, code);
}

bool isThere(const std::filesystem::path& path)
{
    std::error_code code;
    return std::filesystem::exists(std::filesystem::symlink_status(path, code));
}

bool endsIn(std::string_view name, std::string_view ending)
{
    return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
}

/// Inputs beside which there is an answer; or inputs without any, in a folder that holds nothing else to go
/// by.
bool holdsTests(const std::vector<files::Entry>& entries)
{
    std::set<std::string, std::less<>> names;
    bool folders = false;
    for (const files::Entry& entry : entries) {
        if (entry.kind != files::EntryKind::Folder)
            names.insert(entry.name);
        else if (entry.name.front() != '.' && entry.name != "submissions")
            folders = true;
    }
    bool inputs = false;
    for (const std::string& name : names) {
        if (!endsIn(name, ".in") || name.front() == '.')
            continue;
        const std::string base = name.substr(0, name.size() - 3);
        if (names.count(base + ".ans") + names.count(base + ".out") + names.count(base + ".a") > 0)
            return true;
        inputs = true;
    }
    return inputs && !folders;
}

char lowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

} // namespace

Recognised recognise(const std::filesystem::path& folder)
{
    const Result<files::Listing> listing = files::listFolder(folder);
    if (!listing)
        return {"", false, listing.error().message, true};
    const bool inputs = holdsTests(listing->entries);
    const bool data = isFolder(folder / "data" / "secret") || isFolder(folder / "data" / "sample");
    const bool settings = isThere(folder / "problem.yaml") || isThere(folder / "domjudge-problem.ini");
    if (data || (settings && !inputs))
        return {std::string(kIcpcLegacy), true, ""};
    if (inputs)
        return {std::string(kTestFolder), true, ""};
    for (const Foreign& foreign : kForeign) {
        if (isThere(folder / foreign.mark))
            return {foreign.name, false,
                    "this looks like " + std::string(foreign.name) + " (it has " + foreign.mark +
                        "), which this version of Assize does not read; it reads ICPC/Kattis packages and "
                        "folders of .in "
                        "and .ans files"};
    }
    return {"", false,
            "this is no problem package: expected a problem.yaml, a folder data/secret, or files *.in with "
            "*.ans or *.out"};
}

std::string normalisedColor(std::string_view color)
{
    std::string text(color);
    std::transform(text.begin(), text.end(), text.begin(), lowerCase);
    static const std::map<std::string, const char*, std::less<>> names = {
        {"black", "#000000"},  {"white", "#ffffff"},  {"red", "#ff0000"},     {"green", "#008000"},
        {"blue", "#0000ff"},   {"yellow", "#ffff00"}, {"orange", "#ffa500"},  {"purple", "#800080"},
        {"pink", "#ffc0cb"},   {"brown", "#a52a2a"},  {"gray", "#808080"},    {"grey", "#808080"},
        {"silver", "#c0c0c0"}, {"gold", "#ffd700"},   {"cyan", "#00ffff"},    {"magenta", "#ff00ff"},
        {"lime", "#00ff00"},   {"maroon", "#800000"}, {"navy", "#000080"},    {"olive", "#808000"},
        {"teal", "#008080"},   {"violet", "#ee82ee"}, {"indigo", "#4b0082"},  {"turquoise", "#40e0d0"},
        {"beige", "#f5f5dc"},  {"salmon", "#fa8072"}, {"skyblue", "#87ceeb"}, {"darkgreen", "#006400"},
    };
    if (const auto named = names.find(text); named != names.end())
        return named->second;
    if (text.empty() || text.front() != '#' || !std::all_of(text.begin() + 1, text.end(), isHex))
        return {};
    if (text.size() == 4)
        return {'#', text[1], text[1], text[2], text[2], text[3], text[3]};
    return text.size() == 7 ? text : std::string();
}

} // namespace assize::package
