// SPDX-License-Identifier: GPL-3.0-or-later
// assize: the command line. Parses the arguments; each subcommand has a file of its own.
#include "command.h"

#include "base/version.h"
#include "model/ranking_mode.h"

#include <CLI/CLI.hpp>

namespace {

std::vector<std::string> rankingModes()
{
    std::vector<std::string> names;
    for (const auto& [mode, name] : assize::model::kRankingModes)
        names.emplace_back(name);
    return names;
}

using namespace assize::cli;

void addSandboxOptions(CLI::App& command, SandboxArguments& a)
{
    command
        .add_option("--sandbox", a.name,
                    "How programs are isolated. `none` runs them without isolation: only for programs that "
                    "you trust; "
                    "reports say so")
        ->check(CLI::IsMember({"auto", "local", "none"}))
        ->capture_default_str();
    command.add_flag(
        "--strict", a.strict,
        "Give each run fresh pid and IPC namespaces instead of emptying the box's after each run: "
        "nothing of a run can be left for the next even if the emptying had a fault. Costs about a "
        "fifth of what starting a program takes, for each run; verdicts stay the same");
}

void addJobsOption(CLI::App& command, int& jobs)
{
    command
        .add_option(
            "-j,--jobs", jobs,
            "Test cases run at the same time (default: all processors up to 2, otherwise all but one)")
        ->check(CLI::Range(1, 1024));
}

void addPythonOption(CLI::App& command, std::string& python, const std::string& otherwise)
{
    command.add_option("--python", python, "What runs .py files; otherwise " + otherwise)
        ->check(CLI::IsMember({"pypy", "cpython"}));
}

void addLayoutOption(CLI::App& command, std::string& layout, const std::string& note)
{
    command.add_option(
        "--layout", layout,
        "How submissions lie below their folder, with the fields {contestant}, {problem}, "
        "{extension} and {files}, e.g. '{problem}/{contestant}/{files}'; {skip} passes over "
        "whatever is no /, {number} over digits: '{contestant}_{number}_{problem}.{extension}' (default: as "
        "contest.yaml says, else detected)" +
            note);
}

CLI::App* addJudge(CLI::App& app, JudgeArguments& a)
{
    CLI::App* c = app.add_subcommand("judge", "Grade every submission of a contest that is not graded yet");
    c->add_option("CONTEST", a.contest,
                  "Contest folder: problems/ and submissions/ inside it; or, with --submissions, one package")
        ->required();
    c->add_option("--problems", a.problems, "Folder of problem packages, or one package");
    c->add_option("--submissions", a.submissions, "Folder of submissions");
    addLayoutOption(*c, a.layout, "; give it to standings and export too");
    c->add_flag(
        "--dry-run", a.dryRun,
        "Only list what every file is taken for: whose submission for which problem in which language, "
        "what is started and by which rule, what is left out or no submission, and why");
    c->add_option("--db", a.database, "Database of results (default: CONTEST/assize.db)");
    addJobsOption(*c, a.jobs);
    addSandboxOptions(*c, a.sandbox);
    c->add_option(
        "--only", a.only,
        "Judge only what matches this pattern of contestant/problem, or of contestant, e.g. 'alice/sum', "
        "'*/sum', alice; case and accents count only where something matches with them");
    c->add_option("--mode", a.mode, "How contestants are ranked")->check(CLI::IsMember(rankingModes()));
    c->add_flag("--rejudge", a.rejudge, "Judge again even what has a stored result");
    c->add_flag("--stop-at-first-failure", a.stopAtFirstFailure,
                "Skip a submission's tests after the first one that failed");
    addPythonOption(*c, a.python,
                    "what contest.yaml says, or what ran the contest's first results, at first PyPy for "
                    "ICPC packages where it is installed and CPython for others");
    c->add_option("--json", a.json, "Write the results as JSON to this file, - for standard output");
    c->add_option("--html", a.html, "Write the report as one HTML file");
    c->add_flag("-q,--quiet", a.quiet, "No progress and no summary; errors are still shown");
    return c;
}

CLI::App* addVerify(CLI::App& app, VerifyArguments& a)
{
    CLI::App* c = app.add_subcommand(
        "verify",
        "Run the jury submissions of problem packages and hold their verdicts against what is expected");
    c->add_option("PACKAGE", a.packages, "Problem package: a folder, or a zip or tar archive")
        ->required()
        ->expected(1, -1);
    c->add_option("--json", a.json, "Write the results as JSON to this file, - for standard output");
    c->add_option("--color", a.color,
                  "Colours beside the letters: auto is on a terminal, unless NO_COLOR is set or TERM is dumb")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    c->add_option(
        "--only", a.only,
        "Run only this SUBMISSION, or SUBMISSION:TEST, and show what it wrote; globs may stand for both, "
        "e.g. 'wrong_answer/*:secret/07'");
    c->add_option("--input", a.input,
                  "Run submissions on this file instead of the tests and show what they write");
    c->add_option(
         "--target", a.target,
         "Also hold the packages against what this system takes: what it refuses is an error, what it "
         "ignores a warning")
        ->check(CLI::IsMember({"kattis", "domjudge", "polygon"}));
    c->add_flag("--watch", a.watch, "Verify again whenever something in the packages changes, until Ctrl-C");
    addPythonOption(*c, a.python, "PyPy for ICPC packages where it is installed, CPython for others");
    addJobsOption(*c, a.jobs);
    addSandboxOptions(*c, a.sandbox);
    return c;
}

/// The options that say which contest is read, and where the parts of it lie when it was judged from several
/// places.
void addReadOptions(CLI::App& c, StandingsArguments& a)
{
    c.add_option("--problems", a.problems, "Folder of problem packages, or one package, as given to judge");
    c.add_option("--submissions", a.submissions, "Folder of submissions, as given to judge");
    addLayoutOption(c, a.layout, ", as given to judge");
    c.add_option("--db", a.database, "Database of results (default: CONTEST/assize.db)");
    c.add_option("--mode", a.mode, "How contestants are ranked")->check(CLI::IsMember(rankingModes()));
}

CLI::App* addStandings(CLI::App& app, StandingsArguments& a)
{
    CLI::App* c = app.add_subcommand("standings", "Print the standings of a judged contest");
    c->add_option("CONTEST", a.contest, "Contest folder")->required();
    addReadOptions(*c, a);
    return c;
}

CLI::App* addExport(CLI::App& app, ExportArguments& a)
{
    CLI::App* c = app.add_subcommand("export", "Write the stored results to a file");
    c->add_option("CONTEST", a.from.contest, "Contest folder")->required();
    c->add_option("--format", a.format, "Format of the file")
        ->required()
        ->check(CLI::IsMember({"json", "csv", "html"}));
    c->add_option("OUT", a.out, "File to write, - for standard output")->required();
    addReadOptions(*c, a.from);
    return c;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app(
        "Assize judges programming contests and homework offline: a folder of problems and a folder of "
        "submissions in, verdicts out.",
        "assize");
    app.set_version_flag("--version", std::string("assize ") + assize::kVersion);
    app.require_subcommand(1);
    app.footer("Exit status: 0 done; 1 done, but something needs a person; 2 wrong usage or unusable input;\n"
               "3 no safe way to run programs here; 4 results could not be stored; 130, 143 interrupted.");

    JudgeArguments judge;
    VerifyArguments verify;
    StandingsArguments standings;
    ExportArguments exportArguments;
    const CLI::App* judgeCommand = addJudge(app, judge);
    const CLI::App* verifyCommand = addVerify(app, verify);
    const CLI::App* standingsCommand = addStandings(app, standings);
    const CLI::App* exportCommand = addExport(app, exportArguments);
    const CLI::App* doctorCommand = app.add_subcommand(
        "doctor", "Say what this machine can isolate and measure, and which languages work");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? kDone : kUnusableInput;
    }
    if (*judgeCommand)
        return runJudge(judge);
    if (*verifyCommand)
        return runVerify(verify);
    if (*standingsCommand)
        return runStandings(standings);
    if (*exportCommand)
        return runExport(exportArguments);
    if (*doctorCommand)
        return runDoctor();
    return kUnusableInput;
}
