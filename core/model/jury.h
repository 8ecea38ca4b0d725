// SPDX-License-Identifier: GPL-3.0-or-later
// The jury's part of a package beside its tests: programs, submissions with their expected results, and tests
// of the package itself.
#pragma once

#include "model/grading.h"
#include "model/verdict.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace assize::model {

/// A program of the jury that has to be built: a file, or a folder of sources.
struct JuryProgram
{
    std::string name;                         ///< e.g. "output_validators/check"; bytes
    std::vector<std::filesystem::path> files; ///< absolute, in sorted order; may be links, checked to lead to
                                              ///< regular files below the package's parent folder
    std::filesystem::path folder;             ///< the file names are relative to it
    std::string language{}; ///< Language::id where the package names it; empty: by the files
    /// Files from elsewhere that are placed beside the sources, by their own names: Polygon's testlib.h.
    std::vector<std::filesystem::path> libraries{};
};

/// The result that a package expects of a submission, a group or a test.
struct Expectation
{
    std::vector<Verdict> permitted{}; ///< of every test; empty: the package says nothing
    std::vector<Verdict> required{};  ///< one of them must occur; empty: none must
    std::optional<ScoreRange> score{};
    std::string message{}; ///< must be part of a judge message of some test; empty: none; bytes
    bool operator==(const Expectation&) const = default;
};

/// A submission that comes with the package.
struct JurySubmission
{
    std::string file;   ///< relative to the package's folder, e.g. "submissions/accepted/a.cpp"; bytes
    std::string folder; ///< e.g. "accepted"
    std::vector<std::filesystem::path> files; ///< absolute
    std::vector<Verdict> permitted;           ///< empty: the package says nothing
    std::vector<Verdict> required;            ///< one of them must occur; empty: none must
    bool ofWholeOnly = false;          ///< `permitted` is about the submission's verdict, not its tests'
    bool forTimeLimit = false;         ///< accepted: its slowest run bounds the time limit from below
    std::optional<ScoreRange> score{}; ///< of the whole submission
    std::string message{};             ///< see Expectation::message
    /// Of the groups and tests whose ids match a glob ('*' within a part of the path; "a,b" in braces).
    std::vector<std::pair<std::string, Expectation>> below{};
    /// Must be too slow: its slowest run bounds the time limit from above.
    bool mustExceedTimeLimit = false;
    std::string language{};   ///< Language::id where the package names it; empty: by the files
    std::string entryPoint{}; ///< file or class to start, where the package names it
};

/// Whether a verdict of a submission that bounds the time limit leaves its times usable. In 2025-09 wrong
/// submissions bound it, too, when they must not be too slow. `jury` is nullptr where the package says
/// nothing.
inline bool mayBoundTimeLimit(const JurySubmission* jury, Verdict verdict)
{
    if (verdict == Verdict::AC || verdict == Verdict::PA)
        return true;
    if (jury == nullptr || verdict == Verdict::JE || verdict == Verdict::CE || verdict == Verdict::TLE)
        return false;
    return std::find(jury->permitted.begin(), jury->permitted.end(), verdict) != jury->permitted.end();
}

/// A test of the package itself, never of a submission: `assize verify` holds validators against it.
struct PackageCheck
{
    enum class Kind {
        InvalidInput,  ///< some input validator must refuse `input`
        InvalidOutput, ///< the output validator must refuse `output`
        ValidOutput,   ///< the output validator must accept `output`
    };
    Kind kind = Kind::InvalidInput;
    std::string id; ///< path below data/ without extension; bytes
    std::filesystem::path input;
    std::filesystem::path answer; ///< empty for InvalidInput
    std::filesystem::path output; ///< empty for InvalidInput
    std::vector<std::string> inputValidatorFlags;
    std::vector<std::string> outputValidatorFlags;
};

} // namespace assize::model
