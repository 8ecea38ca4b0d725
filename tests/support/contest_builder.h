// SPDX-License-Identifier: GPL-3.0-or-later
// A contest made of events, as an engine would send them, for tests of front ends.
#pragma once

#include "engine/event.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace assize::test {

class ContestBuilder
{
public:
    ContestBuilder()
    {
        m_loaded.name = "Test contest";
        m_loaded.folder = "/contests/test";
        m_loaded.database = "/contests/test/assize.db";
        m_loaded.engine = {"0.1.0", "fake", {"userns", "seccomp"}, {}, 2};
    }

    ContestBuilder& problem(const std::string& id, const std::string& name, int tests, int samples = 1)
    {
        model::Problem problem;
        problem.id = id;
        problem.label = std::string(1, static_cast<char>('A' + m_loaded.problems.size()));
        problem.name = name;
        problem.limits.cpuTime = std::chrono::seconds(1);
        problem.timeLimitFrom = ".timelimit";
        for (int i = 0; i < tests; ++i) {
            model::TestCase test;
            const bool sample = i < samples;
            test.id = (sample ? "sample/" : "secret/") + std::to_string(sample ? i + 1 : i + 1 - samples);
            test.group = sample ? "sample" : "secret";
            test.sample = sample;
            problem.testCases.push_back(std::move(test));
        }
        m_loaded.problems.push_back(std::move(problem));
        return *this;
    }

    ContestBuilder& contestant(const std::string& id)
    {
        m_loaded.contestants.push_back({id, id});
        return *this;
    }

    /// A hand-in; returns its id.
    int submission(const std::string& contestant, const std::string& problem, const std::string& file = {})
    {
        model::Submission submission;
        submission.id = static_cast<int>(m_loaded.submissions.size()) + 1;
        submission.contestant = contestant;
        submission.problem = problem;
        submission.language = "cpp";
        submission.file = file.empty() ? contestant + "/" + problem + ".cpp" : file;
        submission.files.push_back({submission.file, "/nowhere/" + submission.file, 100});
        m_loaded.submissions.push_back(submission);
        return submission.id;
    }

    engine::ContestLoaded& loaded() { return m_loaded; }

    /// A run of a test; for anything but AC with what belongs to the verdict.
    model::Run run(int submission, int test, model::Verdict verdict) const
    {
        model::Run run;
        run.testCase = problemOf(submission).testCases.at(static_cast<std::size_t>(test)).id;
        run.state = model::TaskState::Done;
        run.verdict = verdict;
        run.score = verdict == model::Verdict::AC ? 1 : 0;
        run.cpuTime = std::chrono::milliseconds(12 + 7 * test);
        run.wallTime = std::chrono::milliseconds(20 + 8 * test);
        run.memory = (3ULL << 20) + static_cast<std::uint64_t>(test) * 100'000;
        run.exitCode = 0;
        switch (verdict) {
        case model::Verdict::WA:
            run.message = "line 2, token 1: expected 42, got 41";
            run.expected = "7\n42\n";
            run.output = "7\n41\n";
            run.outputSize = 5;
            break;
        case model::Verdict::TLE:
            run.cpuTime = std::chrono::milliseconds(1100);
            run.exitCode.reset();
            run.signal = 9;
            run.limit = model::LimitKind::Cpu;
            break;
        case model::Verdict::MLE:
            run.memory = 256ULL << 20;
            run.limit = model::LimitKind::Memory;
            run.exitCode.reset();
            run.signal = 9;
            break;
        case model::Verdict::RTE:
            run.exitCode.reset();
            run.signal = 6;
            run.standardError = "terminate called after throwing an instance of 'std::out_of_range'\n";
            break;
        default:
            break;
        }
        return run;
    }

    /// A whole judgement: the verdicts in test order; what is missing is skipped. CE: no test runs.
    model::Judgement judgement(int submission, const std::vector<model::Verdict>& verdicts) const
    {
        model::Judgement judgement;
        judgement.submission = submission;
        judgement.key = "key";
        judgement.state = model::SubmissionState::Done;
        judgement.verdict = model::Verdict::AC;
        judgement.compile = model::CompileOutcome{true, "", {}, {}};
        const std::size_t tests = problemOf(submission).testCases.size();
        for (std::size_t i = 0; i < tests; ++i) {
            if (i < verdicts.size() && verdicts[i] != model::Verdict::CE) {
                judgement.runs.push_back(run(submission, static_cast<int>(i), verdicts[i]));
                if (*judgement.verdict == model::Verdict::AC)
                    judgement.verdict = verdicts[i];
            } else {
                model::Run skipped;
                skipped.testCase = problemOf(submission).testCases[i].id;
                skipped.state = model::TaskState::Skipped;
                judgement.runs.push_back(std::move(skipped));
            }
        }
        if (!verdicts.empty() && verdicts.front() == model::Verdict::CE) {
            judgement.verdict = model::Verdict::CE;
            judgement.compile = model::CompileOutcome{
                false, "solution.cpp:3:5: error: expected ';' before '}' token\n", {}, {}};
        }
        judgement.score = judgement.verdict == model::Verdict::AC ? 1 : 0;
        return judgement;
    }

    /// All tests of the submission with the same verdict but one.
    std::vector<model::Verdict> failingOn(int submission, int test, model::Verdict verdict) const
    {
        std::vector<model::Verdict> verdicts(problemOf(submission).testCases.size(), model::Verdict::AC);
        verdicts.at(static_cast<std::size_t>(test)) = verdict;
        return verdicts;
    }
    std::vector<model::Verdict> accepted(int submission) const
    {
        return std::vector<model::Verdict>(problemOf(submission).testCases.size(), model::Verdict::AC);
    }

    const model::Problem& problemOf(int submission) const
    {
        const std::string& id = m_loaded.submissions.at(static_cast<std::size_t>(submission) - 1).problem;
        return *std::find_if(m_loaded.problems.begin(), m_loaded.problems.end(),
                             [&id](const auto& problem) { return problem.id == id; });
    }

private:
    engine::ContestLoaded m_loaded;
};

/// Twenty-four contestants on eight problems, every verdict among them: what screenshots and smoke tests look
/// at.
inline ContestBuilder sampleContest(std::map<int, std::vector<model::Verdict>>* verdicts)
{
    using model::Verdict;
    ContestBuilder builder;
    const std::pair<const char*, int> problems[] = {
        {"Bells of the Abbey", 8}, {"Berths", 8},  {"Cave", 10}, {"Ferry", 10}, {"Kite", 8},
        {"Lanterns", 14},          {"Quarry", 40}, {"Tolls", 12}};
    for (const auto& [name, tests] : problems)
        builder.problem(name, name, tests, 2);
    const char* names[] = {"ada",
                           "bruno",
                           "chidi",
                           "dalia",
                           "emre",
                           "farah",
                           "goran",
                           "hana",
                           "ines",
                           "jonas",
                           "kenji",
                           "lucia",
                           "marek",
                           "nadia",
                           "oscar",
                           "priya",
                           "quentin",
                           "rosa",
                           "stefan",
                           "tamar",
                           "uwe",
                           "vera",
                           "wanjiru with a name that is too long for the column",
                           "yusuf"};
    for (const char* name : names)
        builder.contestant(name);
    const Verdict failures[] = {Verdict::WA,  Verdict::TLE, Verdict::RTE, Verdict::WA,
                                Verdict::MLE, Verdict::CE,  Verdict::OLE, Verdict::WA,
                                Verdict::TLE, Verdict::SV,  Verdict::PE,  Verdict::JE};
    unsigned random = 12345;
    const auto next = [&random](unsigned below) {
        random = random * 1103515245U + 12345U;
        return (random >> 16) % below;
    };
    unsigned who = 0;
    for (const char* name : names) {
        ++who;
        for (const auto& [problem, tests] : problems) {
            if (next(24) + 4 < who)
                continue;
            const int attempts = 1 + static_cast<int>(next(7) == 0);
            for (int i = 0; i < attempts; ++i) {
                const int id = builder.submission(
                    name, problem, std::string(name) + "/" + problem + (i > 0 ? "-second.cpp" : ".cpp"));
                if (next(10) < 6 || i > 0)
                    (*verdicts)[id] = builder.accepted(id);
                else
                    (*verdicts)[id] = builder.failingOn(
                        id, static_cast<int>(next(static_cast<unsigned>(tests))), failures[next(12)]);
            }
        }
    }
    builder.loaded().unmatched.push_back({"bruno/notes.txt", "no language has the extension .txt"});
    builder.loaded().diagnostics.push_back({Diagnostic::Level::Warning,
                                            "problems/kite/problem.yaml:7 (limits.memory)",
                                            "expected a number of MiB, found \"lots\"; 2048 is used"});
    builder.loaded().layouts.push_back("{contestant}/{problem}.{extension}: one folder for each contestant");
    return builder;
}

} // namespace assize::test
