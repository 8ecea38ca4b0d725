// SPDX-License-Identifier: GPL-3.0-or-later
// A problem as every package format is read into: plain data, made once by core/package, then only read.
#pragma once

#include "base/decimal.h"
#include "model/verdict.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace assize::model
{

/// Limits of one run of a contestant's program, and of what surrounds it. Sizes in bytes.
struct Limits
{
    /// CPU time (user + system, all processes). Zero: not known yet, to be computed from the accepted jury
    /// submissions (see TimeLimitRule).
    std::chrono::nanoseconds cpuTime{0};
    /// Wall time; unset: 2 x cpuTime + 1 s.
    std::optional<std::chrono::nanoseconds> wallTime;
    std::uint64_t memory = 2048ULL << 20;
    std::uint64_t output = 8ULL << 20;
    std::uint64_t source = 128ULL << 10;
    std::chrono::nanoseconds compileTime = std::chrono::seconds(60);
    std::uint64_t compileMemory = 2048ULL << 20;
    std::chrono::nanoseconds validationTime = std::chrono::seconds(60);
    std::uint64_t validationMemory = 2048ULL << 20;
    std::uint64_t validationOutput = 8ULL << 20;

    /// wallTime, or the rule for it.
    std::chrono::nanoseconds effectiveWallTime() const
    {
        return wallTime ? *wallTime : 2 * cpuTime + std::chrono::seconds(1);
    }
    bool operator==(const Limits&) const = default;
};

/// How a time limit that no file gives is computed from the slowest accepted jury submission:
/// max(1, ceil(slowest * multiplier / resolution)) * resolution (problemtools; legacy specification, "limits").
struct TimeLimitRule
{
    double multiplier = 5;
    double safetyMargin = 2;
    std::chrono::nanoseconds resolution = std::chrono::seconds(1);
};

struct TestCase
{
    /// Path below data/ without extension, e.g. "secret/group1/01". Unique within the problem. Bytes.
    std::string id;
    /// The TestGroup it belongs to, e.g. "secret/group1".
    std::string group;
    bool sample = false;
    std::filesystem::path input;
    std::filesystem::path answer;
    std::uint64_t inputSize = 0;
    std::uint64_t answerSize = 0;
    /// Flags of the output validator for this test alone, after OutputValidation::flags. Empty for all tests
    /// unless they differ between tests.
    std::vector<std::string> validatorFlags;
    /// Where they differ from the problem's.
    std::optional<Limits> limits;
};

struct TestGroup
{
    std::string id;                      ///< path below data/, "" is the root group
    std::optional<std::string> parent;   ///< unset for the root group
    Decimal maxScore = 1;
};

/// A program of the jury that has to be built: a file, or a folder of sources.
struct JuryProgram
{
    std::string name;                           ///< e.g. "output_validators/check"; bytes
    std::vector<std::filesystem::path> files;   ///< absolute, in sorted order; may be links, checked to lead to
                                                ///< regular files below the package's parent folder
    std::filesystem::path folder;               ///< what the file names are relative to
};

/// How outputs are judged: the default output validator with flags, or the jury's own (all of them must accept).
struct OutputValidation
{
    bool custom = false;
    std::vector<std::string> flags;
    std::vector<JuryProgram> validators;   ///< only when custom
};

/// A submission that comes with the package.
struct JurySubmission
{
    std::string file;                           ///< relative to the package's folder, e.g. "submissions/accepted/a.cpp"; bytes
    std::string folder;                         ///< e.g. "accepted"
    std::vector<std::filesystem::path> files;   ///< absolute
    std::vector<Verdict> permitted;             ///< empty: the package says nothing
    std::vector<Verdict> required;              ///< one of them must occur; empty: none must
    bool forTimeLimit = false;                  ///< accepted: its slowest run bounds the time limit from below
};

struct Problem
{
    std::string id;                    ///< the package folder's name; bytes
    std::string label;                 ///< "A", "B", ... in the contest
    std::string name;                  ///< title for people, UTF-8
    std::string color;                 ///< "#rrggbb" or empty
    std::filesystem::path folder;      ///< absolute
    std::string file;                  ///< relative to what the user named, for messages and reports; bytes
    std::string format;                ///< "icpc-legacy", "test-folder", ...
    std::vector<std::string> type;     ///< {"pass-fail"}, ...
    Limits limits;
    /// Where limits.cpuTime comes from: ".timelimit", "domjudge-problem.ini", "problem.yaml", "default",
    /// or "computed" (with limits.cpuTime zero until exec has computed it).
    std::string timeLimitFrom;
    TimeLimitRule timeLimitRule;
    Decimal maxScore = 1;
    std::vector<TestGroup> groups;     ///< parents before children
    std::vector<TestCase> testCases;   ///< in judging order
    OutputValidation validation;
    std::vector<JurySubmission> jurySubmissions;
    /// 128-bit hash (hex) of everything that decides verdicts: tests, validators, flags; not limits, names, jury submissions.
    std::string contentHash;

    bool timeLimitIsComputed() const { return timeLimitFrom == "computed"; }
};

} // namespace assize::model
