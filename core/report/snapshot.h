// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that a report shows, as plain data: made by a front end from the engine's events, then handed to
// the writers of this module, which are pure functions of it (any thread).
#pragma once

#include "base/diagnostics.h"
#include "model/engine_info.h"
#include "model/judgement.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"
#include "standings/standings.h"
#include "verify/expectations.h"
#include "verify/usefulness.h"
#include "verify/verify.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace assize::report {

/// The expectation of a package for one of its submissions; only in `assize verify`.
struct Expectation
{
    std::vector<model::Verdict> permitted;
    std::vector<model::Verdict> required;
    std::optional<std::pair<Decimal, Decimal>> score; ///< from, to
    std::optional<bool> asExpected;                   ///< unset where there was nothing to compare
    verify::Comparison comparison{};                  ///< the same in detail
};

struct ReportedSubmission
{
    model::Submission submission;
    model::Judgement judgement;
    bool counts = false; ///< it decides its cell of the standings
    /// The change since it was judged (English, one clause); empty: none is known.
    std::string outdatedBecause{};
    /// Whether it is outdated cannot be told without judging: the files of the language's tools have changed,
    /// or the hand-in's archive is not unpacked here.
    bool mayBeOutdated = false;
    std::optional<Expectation> expectation;
};

/// A package as `assize verify` saw it.
struct PackageReport
{
    std::string file;                    ///< as in Problem::file; bytes
    std::vector<std::string> validators; ///< names of the input and output validators; bytes
    verify::TimeLimitRuler timeLimit;
    Diagnostics limitWithout{}; ///< see verify::limitWithout; shown beside the limit
    verify::Usefulness usefulness{};
};

struct ContestSnapshot
{
    model::EngineInfo engine;
    std::string name; ///< of the contest; bytes
    model::RankingMode mode = model::RankingMode::Icpc;
    std::vector<model::Problem> problems;
    std::vector<model::Contestant> contestants;
    std::vector<ReportedSubmission> submissions;
    std::vector<standings::Row> standings; ///< cells in the order of `problems`
    /// Facts that change how the standings are to be read, such as times that are not believed; English
    /// sentences.
    std::vector<std::string> standingsNotes;
    bool detailsLeftOut = false; ///< runs may lack their excerpts (standard error, output, expected)
    std::vector<model::UnmatchedFile> unmatched;
    Diagnostics diagnostics;
    std::vector<model::Toolchain> languages; ///< those that the contest needs
    /// Set in `assize verify`, also when it is empty.
    std::optional<std::vector<PackageReport>> packages;
    /// When the report was made; unset: not shown.
    std::optional<std::chrono::system_clock::time_point> madeAt;
};

} // namespace assize::report
