// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/claims.h"

#include <algorithm>

namespace assize::intake {

const model::Problem* ClaimRules::onlyProblem() const
{
    return problems.all().size() == 1 ? &problems.all().front() : nullptr;
}

bool ClaimRules::isNoPackage(std::string_view problem) const
{
    return std::find(otherFolders.begin(), otherFolders.end(), problem) != otherFolders.end();
}

Layout layoutOf(LayoutKind kind, const std::string& pattern)
{
    switch (kind) {
    case LayoutKind::ContestantFile:
        return {"{contestant}/{problem}.{extension}",
                "one folder for each contestant, one file for each problem"};
    case LayoutKind::ContestantFolder:
        return {"{contestant}/{problem}/{files}",
                "one folder for each contestant, in it one folder of files for each problem"};
    case LayoutKind::ProblemFile:
        return {"{problem}/{contestant}.{extension}",
                "one folder for each problem, one file for each contestant"};
    case LayoutKind::OnlyProblem:
        return {"{contestant}/{files}",
                "one folder for each contestant, whose files are for the only problem"};
    case LayoutKind::OnlyProblemFile:
        return {"{contestant}.{extension}", "one file for each contestant, for the only problem"};
    case LayoutKind::Pattern:
        break;
    }
    return {pattern, "the pattern that was given"};
}

} // namespace assize::intake
