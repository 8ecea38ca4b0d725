// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/sources/folder_roles.h"

#include "intake/language_guess.h"
#include "intake/path_parts.h"

#include <set>

namespace assize::intake {
namespace {

/// The evidence for each way to read a top folder that is named like a problem.
struct Evidence
{
    int onlyContestants = 0; ///< files whose names are no problems: they can only be contestants'
    int problems = 0;        ///< files and folders that are named like problems
};

Diagnostic warningOf(const std::string& folder, FolderRole role)
{
    const bool contestant = role == FolderRole::Contestant;
    return {
        Diagnostic::Level::Warning,
        folder,
        "the folder is named like a problem and holds files that are named like problems; it is read as " +
            std::string(contestant ? "a contestant's" : "a problem's") + ".",
        {Remedy::Code::PatternOfLayout,
         {layoutOf(contestant ? LayoutKind::ProblemFile : LayoutKind::ContestantFile, "").pattern}}};
}

} // namespace

std::map<std::string, FolderRole, std::less<>> rolesOfFolders(const SourceTree& tree, const ClaimRules& rules,
                                                              Diagnostics& diagnostics)
{
    std::map<std::string, FolderRole, std::less<>> roles;
    std::map<std::string, Evidence, std::less<>> evidence;
    int contestantsElsewhere = 0;
    int problemsElsewhere = 0;
    for (const std::string& folder : tree.topFolders) {
        if (rules.problems.find(folder).problem != nullptr)
            evidence[folder];
    }
    std::set<std::string> seen;
    for (const files::Entry& entry : tree.files) {
        const Parts parts = partsOf(entry.name);
        const bool source = parts.deeper || isSourceExtension(extensionOf(parts.second), rules.languages);
        const std::string_view name = parts.deeper ? parts.second : stemOf(parts.second);
        if (parts.top.empty() || !source ||
            !seen.insert(std::string(parts.top) + "/" + std::string(parts.second)).second)
            continue;
        const bool problem = rules.problems.find(name).problem != nullptr;
        const auto folder = evidence.find(parts.top);
        if (folder == evidence.end()) {
            contestantsElsewhere += problem ? 1 : 0;
        } else if (problem) {
            ++folder->second.problems;
        } else if (!parts.deeper) {
            ++folder->second.onlyContestants;
            ++problemsElsewhere;
        }
    }
    for (const auto& [folder, facts] : evidence) {
        FolderRole role = FolderRole::Problem;
        if (facts.onlyContestants == 0 && facts.problems > 0 && contestantsElsewhere >= problemsElsewhere)
            role = FolderRole::Contestant;
        roles.emplace(folder, role);
        if (facts.problems > 0)
            diagnostics.push_back(warningOf(folder, role));
    }
    return roles;
}

} // namespace assize::intake
