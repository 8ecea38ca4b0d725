// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/folder_stamps.h"

#include "files/folder.h"
#include "intake/source_tree.h"
#include "model/problem.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <sys/stat.h>
#include <thread>

namespace assize::engine {
namespace {

constexpr std::chrono::seconds kFresh(3);
constexpr std::chrono::milliseconds kBetweenLooks(400);
constexpr int kLooks = 3;

} // namespace

FolderStamps stampsOf(const std::filesystem::path& place, std::vector<std::string> problems)
{
    FolderStamps stamps;
    stamps.problems = std::move(problems);
    struct stat status
    {
    };
    if (::lstat(place.c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
        stamps.files.emplace(place.filename().native(), FileStamp{static_cast<std::uint64_t>(status.st_size),
                                                                  files::timeOf(status.st_mtim)});
        return stamps;
    }
    const std::set<std::string_view> ids(stamps.problems.begin(), stamps.problems.end());
    const auto isHandInFolder = [&ids](std::string_view folder) {
        const std::size_t slash = folder.rfind('/');
        return slash == std::string_view::npos || ids.contains(folder.substr(slash + 1));
    };
    const Result<intake::SourceTree> tree = intake::readSourceTree(place, isHandInFolder);
    if (!tree)
        return stamps;
    std::set<std::string> folders(tree->topFolders.begin(), tree->topFolders.end());
    for (const files::Entry& entry : tree->files) {
        stamps.files.emplace(entry.name, FileStamp{entry.size, entry.modified});
        for (std::size_t slash = entry.name.find('/'); slash != std::string::npos;
             slash = entry.name.find('/', slash + 1))
            folders.insert(entry.name.substr(0, slash));
    }
    stamps.folders.assign(folders.begin(), folders.end());
    return stamps;
}

std::string_view handInOf(std::string_view file)
{
    const std::size_t first = file.find('/');
    const std::size_t second = first == std::string_view::npos ? first : file.find('/', first + 1);
    return file.substr(0, second);
}

std::set<std::string, std::less<>> growingHandIns(const std::filesystem::path& place,
                                                  const FolderStamps& before, FolderStamps& now,
                                                  const std::stop_token& stop)
{
    // The time is that of the share, which may be ahead.
    const auto fresh = std::chrono::system_clock::now() - kFresh;
    const auto isOther = [](const FolderStamps& stamps, const std::string& file, const FileStamp& stamp) {
        const auto known = stamps.files.find(file);
        return known == stamps.files.end() || known->second != stamp;
    };
    const bool mayGrow = std::any_of(now.files.begin(), now.files.end(), [&](const auto& file) {
        return file.second.modified > fresh && isOther(before, file.first, file.second);
    });
    std::set<std::string, std::less<>> growing;
    if (!mayGrow)
        return growing;
    for (int look = 0; look < kLooks; ++look) {
        std::this_thread::sleep_for(kBetweenLooks);
        if (stop.stop_requested())
            break;
        FolderStamps next = stampsOf(place, now.problems);
        growing.clear();
        for (const auto& [file, stamp] : next.files) {
            if (isOther(now, file, stamp))
                growing.emplace(handInOf(file));
        }
        now = std::move(next);
        if (growing.empty())
            break;
    }
    return growing;
}

std::vector<std::string> idsOf(const std::vector<model::Problem>& problems)
{
    std::vector<std::string> ids;
    for (const model::Problem& problem : problems)
        ids.push_back(problem.id);
    return ids;
}

} // namespace assize::engine
