// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshots for the tests of core/report: a small contest in which everything occurs, hostile names, a large
// one.
#pragma once

#include "report/snapshot.h"
#include "standings/standings.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace assize::report::test {

inline model::Problem problemOf(const std::string& id, const std::string& label, int tests)
{
    model::Problem problem;
    problem.id = id;
    problem.label = label;
    problem.name = "Problem " + id;
    problem.file = "problems/" + id;
    problem.format = "icpc-legacy";
    problem.type = {"pass-fail"};
    problem.limits.cpuTime = std::chrono::milliseconds(1500);
    problem.timeLimitFrom = ".timelimit";
    problem.groups = {{"", std::nullopt, 1}, {"sample", "", 0}, {"secret", "", 1}};
    for (int i = 1; i <= tests; ++i) {
        model::TestCase test;
        test.sample = i == 1;
        test.group = test.sample ? "sample" : "secret";
        test.id = test.group + (i < 10 ? "/0" : "/") + std::to_string(i);
        problem.testCases.push_back(test);
    }
    return problem;
}

/// One code for each test ("AC", ..., "-" skipped, "." waiting); the verdict is the first that is not AC.
inline ReportedSubmission submissionOf(int id, const std::string& contestant, const model::Problem& problem,
                                       const std::vector<std::string>& codes)
{
    ReportedSubmission item;
    item.submission.id = id;
    item.submission.contestant = contestant;
    item.submission.problem = problem.id;
    item.submission.language = "cpp";
    item.submission.file = contestant + "/" + problem.id + ".cpp";
    item.submission.files = {{problem.id + ".cpp", "/contest/submissions/" + item.submission.file, 1}};
    item.submission.submittedAt =
        std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);
    item.judgement.submission = id;
    item.judgement.state = model::SubmissionState::Done;
    item.judgement.verdict = model::Verdict::AC;
    item.judgement.compile = model::CompileOutcome{true, "", {}, {}};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        model::Run run;
        run.testCase = problem.testCases.at(i).id;
        run.state = codes[i] == "-"   ? model::TaskState::Skipped
                    : codes[i] == "." ? model::TaskState::Waiting
                                      : model::TaskState::Done;
        run.verdict = model::verdictFromCode(codes[i]);
        if (run.verdict) {
            run.cpuTime = std::chrono::microseconds(1200 + 100 * static_cast<int>(i));
            run.wallTime = run.cpuTime * 2;
            run.memory = (1 << 20) + (i << 10);
            run.exitCode = 0;
            run.score = *run.verdict == model::Verdict::AC ? 1 : 0;
            if (run.verdict != model::Verdict::AC && item.judgement.verdict == model::Verdict::AC)
                item.judgement.verdict = run.verdict;
        }
        if (run.state == model::TaskState::Waiting)
            item.judgement.state = model::SubmissionState::Incomplete;
        item.judgement.runs.push_back(run);
    }
    if (item.judgement.state == model::SubmissionState::Incomplete)
        item.judgement.verdict.reset();
    item.judgement.score = item.judgement.verdict == model::Verdict::AC ? 1 : 0;
    item.judgement.groups = {{"", item.judgement.verdict, item.judgement.score, 1},
                             {"secret", item.judgement.verdict, item.judgement.score, 1}};
    return item;
}

/// Fills contestants, standings and which submissions count.
inline void rankSnapshot(ContestSnapshot& snapshot)
{
    std::vector<std::string> contestants;
    for (const model::Contestant& contestant : snapshot.contestants)
        contestants.push_back(contestant.id);
    std::vector<std::string> problems;
    for (const model::Problem& problem : snapshot.problems)
        problems.push_back(problem.id);
    std::vector<standings::Entry> entries;
    for (const ReportedSubmission& item : snapshot.submissions)
        entries.push_back({item.submission.id, item.submission.contestant, item.submission.problem,
                           item.judgement.verdict, item.judgement.score, std::nullopt,
                           item.submission.notCountedBecause.empty()});
    standings::Options options;
    options.mode = snapshot.mode;
    snapshot.standings = standings::rank(contestants, problems, entries, options);
    const std::vector<int> counting = standings::countingSubmissions(snapshot.standings);
    for (ReportedSubmission& item : snapshot.submissions)
        item.counts = std::find(counting.begin(), counting.end(), item.submission.id) != counting.end();
}

/// Alice and bob over two problems of three and two tests; ids are not in the order of files.
inline ContestSnapshot sampleSnapshot()
{
    ContestSnapshot snapshot;
    snapshot.engine = {"0.1.0", "local", {"userns", "seccomp"}, {}, 2};
    snapshot.name = "Sample contest";
    snapshot.problems = {problemOf("hello", "A", 3), problemOf("sort", "B", 2)};
    snapshot.problems[1].testCases[1].limits = snapshot.problems[1].limits;
    snapshot.problems[1].testCases[1].limits->cpuTime = std::chrono::seconds(3);
    snapshot.contestants = {{"alice", "Alice"}, {"bob", "Bob"}};
    snapshot.submissions.push_back(submissionOf(7, "bob", snapshot.problems[0], {"AC", "WA", "-"}));
    model::Run& wrong = snapshot.submissions[0].judgement.runs[1];
    wrong.message = "line 1, column 1, token 1: expected \"5\", found \"6\"";
    snapshot.submissions.push_back(submissionOf(3, "alice", snapshot.problems[0], {"AC", "AC", "AC"}));
    snapshot.submissions.push_back(submissionOf(5, "alice", snapshot.problems[1], {"AC", "RTE"}));
    model::Run& crashed = snapshot.submissions[2].judgement.runs[1];
    crashed.exitCode.reset();
    crashed.signal = 11;
    snapshot.unmatched = {{"bob/notes.txt", "no language has the extension .txt"}};
    snapshot.diagnostics = {
        {Diagnostic::Level::Warning, "problems/sort/problem.yaml:3 (limits)", "unknown key"}};
    rankSnapshot(snapshot);
    return snapshot;
}

inline constexpr char kHostileName[] = "\"><script>alert('x')</script>&amp;\n\t\x01\x7F\xFF"
                                       "\xE2\x80\xAE"
                                       "gpj.exe\xC2\x85\xEF\xBF\xBE";

/// Every text that others control is hostile.
inline ContestSnapshot hostileSnapshot()
{
    const std::string name = std::string("=1+1") + kHostileName;
    ContestSnapshot snapshot;
    snapshot.engine = {name, name, {name}, {name}, 1};
    snapshot.name = name;
    snapshot.problems = {problemOf(name, name, 2)};
    snapshot.problems[0].name = name;
    snapshot.problems[0].color = "red\" onload=\"x";
    snapshot.problems[0].timeLimitFrom = name;
    snapshot.problems[0].format = name;
    snapshot.contestants = {{name, ""}};
    snapshot.submissions.push_back(submissionOf(1, name, snapshot.problems[0], {"AC", "WA"}));
    snapshot.submissions[0].submission.language = name;
    snapshot.submissions[0].submission.choice = name;
    snapshot.submissions[0].submission.leftOut = {{name, name}};
    snapshot.submissions[0].submission.notes = {name};
    snapshot.submissions[0].judgement.message = name;
    snapshot.submissions[0].judgement.compile->log = name + std::string(1, '\0') + "]]>-->";
    snapshot.submissions[0].judgement.runs[1].message = name;
    snapshot.unmatched = {{name, name}};
    snapshot.diagnostics = {{Diagnostic::Level::Error, name, name}};
    model::Toolchain toolchain;
    toolchain.language.name = name;
    toolchain.problem = name;
    snapshot.languages = {toolchain};
    snapshot.packages = std::vector<PackageReport>{{name, {name}, {}}};
    rankSnapshot(snapshot);
    return snapshot;
}

/// Deterministic verdicts of every kind.
inline ContestSnapshot largeSnapshot(int contestants, int problems, int tests)
{
    static const std::vector<std::string> kFailures = {"WA", "TLE", "RTE", "MLE", "OLE", "SV", "PE"};
    ContestSnapshot snapshot;
    snapshot.engine = {"0.1.0", "local", {"root", "seccomp", "cgroup2", "pidfd"}, {}, 2};
    snapshot.name = "A contest of " + std::to_string(contestants);
    for (int p = 0; p < problems; ++p)
        snapshot.problems.push_back(
            problemOf("problem" + std::to_string(p), std::string(1, static_cast<char>('A' + p)), tests));
    int id = 0;
    for (int c = 0; c < contestants; ++c) {
        const std::string contestant = "team" + std::to_string(1000 + c);
        snapshot.contestants.push_back({contestant, "Team " + std::to_string(c + 1)});
        for (int p = 0; p < problems; ++p) {
            const int kind = (c * 7 + p * 5 + c * p) % 13;
            if (kind == 12)
                continue;
            std::vector<std::string> codes(static_cast<std::size_t>(tests), "AC");
            if (kind >= 5) {
                for (std::size_t i = static_cast<std::size_t>((c + 3 * p) % tests); i < codes.size();
                     i += static_cast<std::size_t>(2 + c % 5))
                    codes[i] = kFailures[static_cast<std::size_t>(kind - 5)];
            }
            if (kind == 11)
                codes.assign(codes.size(), "-");
            snapshot.submissions.push_back(
                submissionOf(++id, contestant, snapshot.problems[static_cast<std::size_t>(p)], codes));
            if (kind == 11) {
                model::Judgement& judgement = snapshot.submissions.back().judgement;
                judgement.verdict = model::Verdict::CE;
                judgement.compile =
                    model::CompileOutcome{false, "main.cpp:3:5: error: 'x' was not declared\n", {}, {}};
            }
        }
    }
    rankSnapshot(snapshot);
    return snapshot;
}

} // namespace assize::report::test
