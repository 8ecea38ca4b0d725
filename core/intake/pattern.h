// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns that say how submissions lie, such as "{contestant}/{problem}.{extension}".
#pragma once

#include "base/result.h"
#include "model/problem.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::intake {

/// Finds problems by the names that hand-ins give them: as written, else by names that look the same, where
/// that is unambiguous. Borrows the problems.
class ProblemNames
{
public:
    using LookOf = std::function<std::string(std::string_view name)>;

    /// `lookOf`: see intake::Options.
    explicit ProblemNames(const std::vector<model::Problem>& problems, LookOf lookOf = {});

    struct Match
    {
        const model::Problem* problem = nullptr; ///< null: none
        bool otherSpelling = false;              ///< it looks the same and is not
    };
    Match find(std::string_view name) const;
    /// All that look like `name`: more than one problem where find() cannot tell which is meant.
    std::vector<const model::Problem*> looksLike(std::string_view name) const;
    const std::vector<model::Problem>& all() const { return m_problems; }

private:
    const std::vector<model::Problem>& m_problems;
    LookOf m_lookOf;
    std::vector<std::string> m_looks; ///< of the problems
};

/// The fields that a pattern finds in a path.
struct PatternMatch
{
    std::string contestant;
    std::string problemName; ///< as it stands in the path
    ProblemNames::Match problem;
    std::string extension; ///< empty for {files}
    std::string folder;    ///< for {files}: the part of the path before it
};

class Pattern
{
public:
    /// Fields {contestant}, {problem}, {extension}, {files}, each at most once; {files} only as the last
    /// part. {skip} (any characters but /) and {number} (digits) are passed over, and may occur more often:
    /// "{contestant}_{number}_{problem}.{extension}" reads Autolab's names. {contestant} and one of
    /// {extension}, {files} are needed, {problem} unless there is one problem only. Error (InvalidInput)
    /// names the fault.
    static Result<Pattern> parse(std::string_view text, std::size_t problems);

    /// The first way in which `path` fits with a known problem. Without one, the first way at all, with
    /// problem.problem null; nullopt when it does not fit.
    std::optional<PatternMatch> match(std::string_view path, const ProblemNames& problems) const;

    bool hasFiles() const;
    bool startsWithContestant() const;
    /// How many folders a path goes through before the file, or before {files}.
    int folders() const;

private:
    enum class Field { Literal, Contestant, Problem, Extension, Files, Skip, Number };
    static bool isPassedOver(Field field);
    struct Piece
    {
        Field field;
        std::string literal;
    };
    /// One path that is being matched.
    struct Attempt
    {
        std::string_view path;
        const ProblemNames& problems;
        bool anyProblem; ///< the text for {problem} need not name a problem
        /// By piece and offset: the rest of the pattern does not fit the rest of the path. Earlier attempts
        /// cannot change that, as no field's value is held against another's; so nothing is tried twice.
        std::vector<bool> failed;
    };
    bool matchFrom(std::size_t piece, std::size_t offset, Attempt& attempt, PatternMatch& match) const;
    bool matchPiece(std::size_t piece, std::size_t offset, Attempt& attempt, PatternMatch& match) const;

    std::vector<Piece> m_pieces;
};

} // namespace assize::intake
