// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/near_names.h"

#include "base/near_match.h"
#include "files/read.h"
#include "package/common/names.h"

#include <algorithm>
#include <set>
#include <vector>

namespace assize::package {
namespace {

enum class Version { Both, Legacy, New };

struct Name
{
    std::string_view name;
    Version version = Version::Both;
    bool costsVerdicts = false;
};

constexpr Name kTop[] = {
    {"problem.yaml", Version::Both, true},
    {"data", Version::Both, true},
    {"submissions"},
    {"input_validators"},
    {"include"},
    {"attachments"},
    {"graders", Version::Legacy},
    {"output_validators", Version::Legacy, true},
    {"problem_statement", Version::Legacy},
    {"output_validator", Version::New, true},
    {"static_validator", Version::New, true},
    {"statement", Version::New},
    {"solution", Version::New},
    {"input_visualizer", Version::New},
    {"output_visualizer", Version::New},
    {".timelimit", Version::Both, true},
    {"domjudge-problem.ini", Version::Both, true},
};

constexpr Name kData[] = {
    {"secret", Version::Both, true},         {"sample"},
    {"invalid_input", Version::New},         {"invalid_output", Version::New},
    {"valid_output", Version::New},          {"testdata.yaml", Version::Legacy, true},
    {"test_group.yaml", Version::New, true},
};

/// Names of the other version that this version reads as well.
struct Renamed
{
    std::string_view legacy;
    std::string_view current;
};

constexpr Renamed kRenamed[] = {
    {"output_validators", "output_validator"},
    {"problem_statement", "statement"},
    {"testdata.yaml", "test_group.yaml"},
};

/// Names that are no slips, though they are near some name.
bool isOfItsOwn(std::string_view name)
{
    static const std::set<std::string_view> names = {
        "input_format_validators", "input_validator", "invalid_inputs", "invalid_outputs", "valid_outputs",
        "invalid_answers",         "invalid_answer",  "solutions",      "visualizer",      "statements"};
    return names.count(name) > 0;
}

bool isFileName(std::string_view name)
{
    return name.find('.') != std::string_view::npos;
}

/// problem.html beside problem.yaml is no slip.
bool haveLikeEndings(std::string_view name, std::string_view file)
{
    if (!file.ends_with(".yaml"))
        return true;
    const std::string lower = lowerCase(name);
    return lower.ends_with(".yaml") || lower.ends_with(".yml");
}

bool exists(const Reading& reading, const std::string& name)
{
    std::error_code code;
    return std::filesystem::exists(std::filesystem::symlink_status(reading.folder / name, code));
}

void tell(Reading& reading, const std::string& folder, const std::string& name, const NearName& near)
{
    const std::string file = folder + name;
    const bool both = exists(reading, folder + near.meant);
    const std::string message =
        both ? "not used: the name of this is nearly that of " + files::quoted(near.meant) + " beside it"
             : "no such name is known, so it is not used; meant " + near.meant + "? Rename it.";
    if (near.costsVerdicts && !both)
        reading.error(file, message);
    else
        reading.warning(file, message);
}

/// Looks at one folder of data/ and those in it.
void lookAtSettings(Reading& reading, const ProblemYaml& yaml)
{
    const Result<std::filesystem::path> data = files::resolveBelow(reading.folder / "data", reading.boundary);
    if (!data)
        return;
    const Result<files::Listing> listing = files::walkFolder(*data, reading.walkOptions());
    if (!listing)
        return;
    std::set<std::string> files;
    for (const files::Entry& entry : listing->entries) {
        if (!entry.isFolder())
            files.insert(entry.name);
    }
    const std::string right = yaml.legacy ? "testdata.yaml" : "test_group.yaml";
    std::string otherVersion;
    std::size_t others = 0;
    for (const std::string& file : files) {
        const std::size_t slash = file.rfind('/');
        const std::string folder = slash == std::string::npos ? "" : file.substr(0, slash + 1);
        const std::string name = file.substr(folder.size());
        if (name == (yaml.legacy ? "test_group.yaml" : "testdata.yaml")) {
            otherVersion = otherVersion.empty() ? "data/" + file : otherVersion;
            ++others;
            continue;
        }
        // Names beside the tests: only settings are looked for.
        if (name.size() < 8 || name.size() > 20 || name.find(".y") == std::string::npos)
            continue;
        const std::optional<NearName> near = nearName(name, false, yaml.legacy, true);
        // <test>.yaml are settings of a test.
        const bool ofTest =
            name.ends_with(".yaml") && files.contains(file.substr(0, file.size() - 5) + ".in");
        if (near && near->meant == right && !ofTest)
            tell(reading, "data/" + folder, name, *near);
    }
    if (others > 0 && !yaml.draft)
        reading.warning(otherVersion,
                        (yaml.legacy
                             ? "the legacy format has no test_group.yaml; it is called testdata.yaml there"
                             : "since 2025-09 it is called test_group.yaml") +
                            std::string(" (") + std::to_string(others) + (others == 1 ? " file" : " files") +
                            "). It is read here; other judges do not heed it. Rename it.");
}

} // namespace

std::optional<NearName> nearName(std::string_view name, bool isFolder, bool legacy, bool inData)
{
    if (isOfItsOwn(name))
        return std::nullopt;
    std::vector<std::string_view> candidates;
    const auto collect = [&](const auto& table) {
        for (const Name& one : table) {
            if ((one.version == Version::Both || (one.version == Version::Legacy) == legacy) &&
                isFileName(one.name) != isFolder && (isFolder || haveLikeEndings(name, one.name)))
                candidates.push_back(one.name);
        }
    };
    inData ? collect(kData) : collect(kTop);
    for (const Renamed& one : kRenamed) {
        if (name == (legacy ? one.current : one.legacy))
            return std::nullopt;
    }
    const std::optional<std::string> meant = nearMatch(name, candidates);
    if (!meant)
        return std::nullopt;
    const auto costs = [&](const auto& table) {
        return std::any_of(std::begin(table), std::end(table),
                           [&](const Name& one) { return one.name == *meant && one.costsVerdicts; });
    };
    return NearName{*meant, inData ? costs(kData) : costs(kTop)};
}

void tellOfNearNames(Reading& reading, const ProblemYaml& yaml)
{
    for (const bool inData : {false, true}) {
        const std::string folder = inData ? "data/" : "";
        const Result<std::filesystem::path> path =
            files::resolveBelow(reading.folder / folder, reading.boundary);
        const Result<files::Listing> listing =
            path ? files::listFolder(*path, reading.walkOptions()) : Result<files::Listing>(path.error());
        if (!listing)
            continue;
        for (const files::Entry& entry : listing->entries) {
            // Settings files of data/ are looked for in all of its folders below. "._problem.yaml" holds
            // macOS's attributes of a file, ".#problem.yaml" is an editor's lock.
            if ((inData && !entry.isFolder()) || entry.name.starts_with("._") || entry.name.starts_with(".#"))
                continue;
            if (const std::optional<NearName> near =
                    nearName(entry.name, entry.isFolder(), yaml.legacy, inData))
                tell(reading, folder, entry.name, *near);
        }
    }
    for (const Renamed& one : kRenamed) {
        const std::string other(yaml.legacy ? one.current : one.legacy);
        if (!yaml.draft && exists(reading, other) && !other.ends_with(".yaml") &&
            !exists(reading, std::string(yaml.legacy ? one.legacy : one.current)))
            reading.warning(other, "this version of the format calls it " +
                                       std::string(yaml.legacy ? one.legacy : one.current) +
                                       ". It is read here as far as it is needed; not every judge finds it.");
    }
    lookAtSettings(reading, yaml);
}

} // namespace assize::package
