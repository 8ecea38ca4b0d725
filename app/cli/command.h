// SPDX-License-Identifier: GPL-3.0-or-later
// Shared by the subcommands of `assize`: options, exit statuses and ways to say things.
#pragma once

#include "base/result.h"
#include "engine/contest_state.h"
#include "sandbox/sandbox.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::cli {

/// Exit statuses of the command line (README, "Exit status").
enum ExitStatus : int {
    kDone = 0,
    kNeedsAPerson = 1,
    kUnusableInput = 2,
    kNoIsolation = 3,
    kNotStored = 4,
    kInterrupted = 130,
    kTerminated = 143,
};

/// The status that belongs to an Error.
ExitStatus exitStatusOf(const Error& error);

/// Whether something in the results needs a person (exit status 1): a fault found in a package or a hand-in,
/// a judge error, a missing toolchain.
bool needsAPerson(const engine::ContestState& state);

struct SandboxArguments
{
    std::string name = "auto"; ///< auto, local, none
    bool strict = false;

    bool isNone() const { return name == "none"; }
};

struct JudgeArguments
{
    std::filesystem::path contest;
    std::optional<std::filesystem::path> problems;
    std::optional<std::filesystem::path> submissions;
    std::optional<std::filesystem::path> database;
    int jobs = 0;
    SandboxArguments sandbox;
    std::string layout;  ///< pattern of the submissions; empty: contest.yaml's, else detected
    bool dryRun = false; ///< only say what every file is taken for
    std::string only;
    std::string mode;
    bool rejudge = false;
    bool stopAtFirstFailure = false;
    std::string python; ///< pypy, cpython; empty: not given
    std::string json;   ///< file, "-" for standard output, empty for none
    std::string html;
    bool quiet = false;
};

struct VerifyArguments
{
    std::vector<std::filesystem::path> packages;
    std::string json;
    std::string color = "auto"; ///< auto, always, never
    std::string only;           ///< SUBMISSION[:TEST]
    std::optional<std::filesystem::path> input;
    std::string target; ///< kattis, domjudge, polygon; empty: none
    bool watch = false;
    std::string python; ///< pypy, cpython; empty: not given
    int jobs = 0;
    SandboxArguments sandbox;
};

/// Where a judged contest and its results lie, for the commands that only read them.
struct StandingsArguments
{
    std::filesystem::path contest;
    std::optional<std::filesystem::path> problems;
    std::optional<std::filesystem::path> submissions;
    std::optional<std::filesystem::path> database;
    std::string layout;
    std::string mode;
};

struct ExportArguments
{
    StandingsArguments from;
    std::string format;
    std::string out;
};

int runJudge(const JudgeArguments& arguments);
int runVerify(const VerifyArguments& arguments);
int runStandings(const StandingsArguments& arguments);
int runExport(const ExportArguments& arguments);
int runDoctor();

/// The sandbox that was asked for; removes the folders that killed programs left behind, too. InvalidInput
/// when the arguments contradict each other. Must be called while the process has one thread.
Result<std::unique_ptr<sandbox::Sandbox>> makeSandbox(const SandboxArguments& arguments);

/// "assize: error: ..." on standard error; bytes are made printable.
void printError(const Error& error);
/// A line on standard error.
void printNote(std::string_view text);

/// Writes to a file (whole or not at all), or to standard output for "-".
Result<void> writeOutput(const std::string& file, std::string_view content);
/// Writes everything to standard output or standard error.
Result<void> writeTo(int fd, std::string_view content);

} // namespace assize::cli
