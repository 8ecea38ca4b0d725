// SPDX-License-Identifier: GPL-3.0-or-later
// The contestant and the problem that each file of a folder of hand-ins is taken for.
#pragma once

#include "base/diagnostics.h"
#include "files/folder.h"
#include "intake/intake.h"
#include "intake/pattern.h"

#include <set>
#include <string>
#include <vector>

namespace assize::intake {

/// The ways in which hand-ins lie.
enum class LayoutKind {
    ContestantFile,   ///< {contestant}/{problem}.{extension}
    ContestantFolder, ///< {contestant}/{problem}/{files}
    ProblemFile,      ///< {problem}/{contestant}.{extension}
    OnlyProblem,      ///< {contestant}/{files}, where there is one problem
    OnlyProblemFile,  ///< {contestant}.{extension}, where there is one problem
    Pattern,          ///< as somebody said
};

/// `pattern` is for LayoutKind::Pattern.
Layout layoutOf(LayoutKind kind, const std::string& pattern);

struct Claim
{
    LayoutKind kind;
    std::string contestant;
    const model::Problem* problem; ///< never null
    std::string handIn;            ///< the same for all files of a hand-in: the file itself, or their folder
    std::string within;            ///< the file's name in the hand-in
    files::Entry entry;
};

/// A file that lies in a hand-in's place and is no part of a hand-in.
struct Refused
{
    std::string contestant;
    bool isContestant; ///< else it may be anybody's file; the contestant may be known by other hand-ins
    const model::Problem* problem; ///< never null
    std::string handIn;            ///< see Claim
    model::UnmatchedFile file;     ///< the first of it
};

struct Claims
{
    std::vector<Claim> claims;
    std::vector<model::UnmatchedFile> unmatched;
    std::vector<Refused> refused;      ///< those of `unmatched` of which it is known whose they are
    std::vector<std::string> lost;     ///< sorted; those of `unmatched` whose content nobody can know
    std::set<std::string> contestants; ///< whose folders are there, with or without hand-ins
    std::vector<Layout> platforms;     ///< of learning platforms whose names were read
    Diagnostics diagnostics;
};

struct ClaimRules
{
    const ProblemNames& problems;
    const std::vector<model::Language>& languages;
    const std::vector<std::string>& otherFolders;

    bool isNoPackage(std::string_view problem) const;
    /// Null where there are several. Every hand-in is for it, whatever its name; but those called like
    /// another folder of problems.
    const model::Problem* onlyProblem() const;
};

} // namespace assize::intake
