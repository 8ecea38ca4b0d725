// SPDX-License-Identifier: GPL-3.0-or-later
// A problem as every package format is read into: plain data, made once by core/package, then only read.
#pragma once

#include "base/decimal.h"
#include "model/grading.h"
#include "model/jury.h"
#include "model/submission.h"
#include "model/task_type.h"
#include "model/verdict.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace assize::model {

/// The wall time that goes with a limit of CPU time where nothing else is said: twice as much, and a second
/// in which the machine may do other things.
constexpr std::chrono::nanoseconds wallTimeFor(std::chrono::nanoseconds cpuTime)
{
    return 2 * cpuTime + std::chrono::seconds(1);
}

/// Limits of one run of a contestant's program, and of what surrounds it. Sizes in bytes.
struct Limits
{
    /// CPU time (user + system, all processes). Zero: not known yet, to be computed from the accepted jury
    /// submissions (see TimeLimitRule).
    std::chrono::nanoseconds cpuTime{0};
    /// Wall time; unset: wallTimeFor(cpuTime).
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
    std::chrono::nanoseconds effectiveWallTime() const { return wallTime ? *wallTime : wallTimeFor(cpuTime); }
    bool operator==(const Limits&) const = default;
};

/// How a time limit that no file gives is computed from the slowest accepted jury submission:
/// max(1, ceil(slowest * multiplier / resolution)) * resolution (problemtools; legacy specification,
/// "limits").
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
    std::filesystem::path input;  ///< empty: to be made, see `command`
    std::filesystem::path answer; ///< empty: to be made by Problem::mainSolution, or an empty file
    std::uint64_t inputSize = 0;
    std::uint64_t answerSize = 0;
    /// Flags of the output validator for this test alone, after OutputValidation::flags. Empty for all tests
    /// unless they differ between tests.
    std::vector<std::string> validatorFlags;
    /// Where they differ from the problem's.
    std::optional<Limits> limits;
    std::vector<std::string> inputValidatorFlags{};
    std::vector<std::string> arguments{}; ///< command line of the submission (2025-09 "args"); bytes
    std::vector<SourceFile> files{};      ///< placed into the work folder of the run (2025-09 ".files")
    /// What an accepted output is worth, where the validator gives no score of its own.
    ScoreShare acceptScore{};
    Decimal rejectScore = 0; ///< what any other is worth
    /// Where `input` is empty: the generator (JuryProgram::name of Problem::generators) and its arguments
    /// that make it; exec fills in input and inputSize before anything is judged.
    std::vector<std::string> command{};
    /// Where `command` writes several inputs at once: the file of its work folder that is this one, Polygon's
    /// "from-file"; also found with one or two zeros before it. Empty: the input is its standard output.
    std::string commandFile{};
    /// Input and answer have Windows line ends, which the format does not mean to be there: exec puts copies
    /// without them in their place before anything is judged.
    bool windowsLines = false;
    /// 128-bit hash (hex) of what this test gives to a run and its check: input, answer (or what makes them),
    /// files, arguments; not its place among the others. Empty: not known.
    std::string contentHash{};
};

struct TestGroup
{
    std::string id;                    ///< path below data/, "" is the root group
    std::optional<std::string> parent; ///< unset for the root group
    Decimal maxScore = 1;
    bool unbounded = false; ///< scores have no upper end: maxScore says nothing
    Grading grading{};
    /// 2025-09: the static validator's arguments for this group; unset: it does not judge here.
    std::optional<std::vector<std::string>> staticValidatorFlags{};
    Decimal staticScore = 0; ///< part of maxScore that the static validator gives
};

/// By which rules the jury's programs judge an output.
enum class ValidatorProtocol {
    Kattis,  ///< `validator input answer feedbackdir/ [flags] < output`; 42 accepts, 43 rejects
    Testlib, ///< `checker input output answer`; exit codes of testlib, points
};

/// How outputs are judged: the default output validator with flags, a standard checker of testlib, or the
/// jury's own programs (all of them must accept).
struct OutputValidation
{
    bool custom = false;
    std::vector<std::string> flags;
    std::vector<JuryProgram> validators; ///< only when custom
    ValidatorProtocol protocol = ValidatorProtocol::Kattis;
    /// Not custom: the standard testlib checker that core/check is to be, e.g. "wcmp"; empty: the default
    /// output validator.
    std::string standardChecker{};
    /// What a validator may say beside its verdict.
    enum class Scores {
        Never,      ///< a score file is a judge error
        Required,   ///< legacy "custom score": score.txt must be there with an accepted output
        Allowed,    ///< 2025-09: score.txt or score_multiplier.txt; testlib: points
        AnyVerdict, ///< DOMjudge: score.txt may be there, with an output that is rejected too
    };
    Scores scores = Scores::Never;
};

/// Files that the package adds to every submission in a language before it is compiled.
struct IncludedFiles
{
    std::string language; ///< Language::id; "default": every language that has no own entry
    std::vector<SourceFile> files;
};

struct Problem
{
    std::string id;                ///< the package folder's name; bytes
    std::string label;             ///< "A", "B", ... in the contest
    std::string name;              ///< title for people, UTF-8
    std::string color;             ///< "#rrggbb" or empty
    std::filesystem::path folder;  ///< absolute
    std::string file;              ///< relative to what the user named, for messages and reports; bytes
    std::string format;            ///< "icpc-legacy", "test-folder", ...
    std::vector<std::string> type; ///< {"pass-fail"}, ... as the package writes it, for people
    TaskType taskType;             ///< what is done with a submission
    Limits limits;
    /// Where limits.cpuTime comes from: ".timelimit", "domjudge-problem.ini", "problem.yaml", "default",
    /// or "computed" (with limits.cpuTime zero until exec has computed it).
    std::string timeLimitFrom;
    TimeLimitRule timeLimitRule;
    Decimal maxScore = 1;
    bool unbounded = false;          ///< scores have no upper end: maxScore says nothing
    std::vector<TestGroup> groups;   ///< parents before children
    std::vector<TestCase> testCases; ///< in judging order
    OutputValidation validation;
    /// Named files instead of standard input and output (Polygon); empty: standard.
    std::string inputFile;
    std::string outputFile;
    std::vector<IncludedFiles> includes;
    std::vector<JuryProgram> inputValidators; ///< all of them must accept every input
    ValidatorProtocol inputValidatorProtocol = ValidatorProtocol::Kattis;
    std::vector<JuryProgram> graders; ///< custom graders; the first is used
    std::optional<JuryProgram> staticValidator;
    std::vector<JuryProgram> generators;
    /// JurySubmission::file of what makes the answers that are missing; empty: a missing answer is an empty
    /// file.
    std::string mainSolution;
    std::vector<PackageCheck> packageChecks;
    /// {{name}} in sources of validators, includes and submissions stands for the value (2025-09
    /// "constants").
    std::vector<std::pair<std::string, std::string>> constants;
    /// Language::id of those in which the problem may be solved; empty: all.
    std::vector<std::string> languages;
    std::vector<JurySubmission> jurySubmissions;
    /// 128-bit hash (hex) of everything that decides verdicts: tests, validators, flags; not limits, names,
    /// jury submissions.
    std::string contentHash;
    /// The same of what is there for every run and its check: the programs that judge outputs, files that are
    /// included, how input and output are given; not tests, flags, grading. Empty: not known.
    std::string judgingHash{};
    /// Why the package cannot be judged: then only id, label, name, color, folder and file say something, and
    /// hand-ins for it stay unjudged. English, as in the diagnostics; empty: it can be judged.
    std::string refusedBecause{};

    bool isRefused() const { return !refusedBecause.empty(); }
    bool timeLimitIsComputed() const { return timeLimitFrom == "computed"; }
    bool isScoring() const { return std::find(type.begin(), type.end(), "scoring") != type.end(); }
    /// Answers are handed in, which are judged as they are: nothing is compiled or run.
    bool takesAnswers() const { return isOutputOnly(taskType); }
};

} // namespace assize::model
