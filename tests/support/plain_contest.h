// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exec/scheduler.h"
#include "support/tree_builder.h"

#include <string>

namespace assize::test {

/// Problems and submissions of real programs, for the real sandbox: "read two numbers, print their sum".
class PlainContest
{
public:
    exec::Plan plan;
    TreeBuilder tree;

    explicit PlainContest(std::vector<model::Language> languages) { plan.languages = std::move(languages); }

    model::Problem& addSumProblem(const std::string& id, int tests)
    {
        model::Problem problem;
        problem.id = id;
        problem.file = "problems/" + id;
        problem.folder = tree.path("problems/" + id);
        problem.limits.cpuTime = std::chrono::seconds(1);
        problem.limits.memory = 128ULL << 20;
        problem.limits.output = 1ULL << 20;
        problem.timeLimitFrom = ".timelimit";
        problem.contentHash = "sums " + id + std::to_string(tests);
        problem.groups = {{"", std::nullopt, 1}, {"secret", "", 1}};
        for (int i = 0; i < tests; ++i) {
            const std::string input = std::to_string(i * 37) + " " + std::to_string(i % 11) + "\n";
            const std::string answer = std::to_string(i * 37 + i % 11) + "\n";
            const std::string name = std::to_string(10000 + i).substr(1);
            const std::string stem = "problems/" + id + "/data/secret/" + name;
            tree.file(stem + ".in", input).file(stem + ".ans", answer);
            model::TestCase test;
            test.id = "secret/" + name;
            test.group = "secret";
            test.input = tree.path(stem + ".in");
            test.answer = tree.path(stem + ".ans");
            test.inputSize = input.size();
            test.answerSize = answer.size();
            problem.testCases.push_back(std::move(test));
        }
        plan.problems.push_back(std::move(problem));
        return plan.problems.back();
    }

    int addSubmission(const std::string& problem, const std::string& language, const std::string& fileName,
                      const std::string& source)
    {
        const int id = static_cast<int>(plan.submissions.size()) + 1;
        model::Submission submission;
        submission.id = id;
        submission.problem = problem;
        submission.language = language;
        submission.file = std::to_string(id) + "/" + fileName;
        tree.file("submissions/" + submission.file, source);
        submission.files = {{fileName, tree.path("submissions/" + submission.file), source.size()}};
        submission.contentHash = language + source;
        plan.submissions.push_back(std::move(submission));
        return id;
    }
};

} // namespace assize::test
