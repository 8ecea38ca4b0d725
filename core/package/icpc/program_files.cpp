// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/program_files.h"

#include "files/read.h"

namespace assize::package {
namespace {

constexpr std::size_t kMostFiles = 10'000;

bool isIgnored(std::string_view name)
{
    return name.front() == '.' || name.front() == '-' || name == "__pycache__" || name == "__MACOSX";
}

} // namespace

bool hasIgnoredPart(std::string_view name)
{
    while (!name.empty()) {
        if (isIgnored(name))
            return true;
        const std::size_t slash = name.find('/');
        name.remove_prefix(slash == std::string_view::npos ? name.size() : slash + 1);
    }
    return false;
}

std::vector<std::filesystem::path> filesOf(Reading& reading, const files::Entry& entry,
                                           const std::filesystem::path& as, const std::string& shown,
                                           Diagnostic::Level level)
{
    const auto complain = [&](const std::string& file, const std::string& message) {
        reading.diagnostics.push_back({level, reading.shown(file), message});
    };
    if (!entry.unusable.empty()) {
        complain(shown, "this program cannot be used: " + entry.unusable);
        return {};
    }
    if (entry.isFile())
        return {as};
    files::WalkOptions options = reading.walkOptions();
    options.maximumEntries = kMostFiles;
    const Result<files::Listing> listing = files::walkFolder(entry.path, options);
    if (!listing || listing->truncated) {
        complain(shown,
                 listing ? "the folder holds more files than a program may have" : listing.error().message);
        return {};
    }
    std::vector<std::filesystem::path> result;
    for (const files::Entry& file : listing->entries) {
        if (hasIgnoredPart(file.name) || file.isFolder())
            continue;
        if (!file.isFile()) {
            complain(shown + "/" + file.name, "this file cannot be used: " + file.unusable);
            return {};
        }
        result.push_back(as / file.name);
    }
    return result;
}

std::vector<files::Entry> entriesOf(Reading& reading, const std::string& folder, Diagnostic::Level level)
{
    std::error_code code;
    const std::filesystem::path path = reading.folder / folder;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, code)))
        return {};
    const Result<std::filesystem::path> resolved = files::resolveBelow(path, reading.boundary);
    Result<files::Listing> listing = resolved ? files::listFolder(*resolved, reading.walkOptions())
                                              : Result<files::Listing>(resolved.error());
    if (!listing) {
        reading.diagnostics.push_back({level, reading.shown(folder), listing.error().message});
        return {};
    }
    std::vector<files::Entry> entries;
    for (files::Entry& entry : listing->entries) {
        if (!isIgnored(entry.name))
            entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace assize::package
