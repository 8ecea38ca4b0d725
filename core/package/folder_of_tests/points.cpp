// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/folder_of_tests/points.h"

#include "base/glob.h"
#include "files/read.h"

#include <algorithm>

namespace assize::package {
namespace {

constexpr int kPointsByDefault = 100;
constexpr std::size_t kNamed = 5;

void wrong(Reading& reading, const Points& points, std::string message)
{
    reading.diagnostics.push_back({Diagnostic::Level::Error, points.where, std::move(message)});
}

/// The first few tests, in words.
std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kNamed; ++i)
        text += (i == 0 ? "" : ", ") + files::quoted(names[i]);
    return names.size() > kNamed ? text + " and " + std::to_string(names.size() - kNamed) + " more" : text;
}

/// A test's own name comes before patterns, of which the first that matches counts.
void giveNamed(Reading& reading, const Points& points, model::Problem& problem)
{
    std::vector<std::pair<const Points::Named*, Glob>> rules;
    for (const Points::Named& named : points.named)
        rules.emplace_back(&named, Glob(named.pattern));
    std::vector<bool> used(rules.size());
    std::vector<std::string> without;
    for (model::TestCase& test : problem.testCases) {
        auto rule = std::find_if(rules.begin(), rules.end(),
                                 [&](const auto& one) { return one.first->pattern == test.id; });
        if (rule == rules.end())
            rule = std::find_if(rules.begin(), rules.end(),
                                [&](const auto& one) { return one.second.covers(test.id); });
        if (rule == rules.end()) {
            without.push_back(test.id);
            continue;
        }
        used[static_cast<std::size_t>(rule - rules.begin())] = true;
        test.acceptScore = {rule->first->points, 1};
    }
    std::vector<std::string> all;
    for (const model::TestCase& test : problem.testCases)
        all.push_back(test.id);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!used[i])
            wrong(reading, points,
                  files::quoted(rules[i].first->pattern) +
                      " gives points to no test (a test's own name comes first, then the first pattern that "
                      "matches); the tests are " +
                      listed(all));
    }
    if (!without.empty())
        wrong(reading, points,
              "no points are given for " + listed(without) + "; give them, or say \"*\": 0 for all others");
}

} // namespace

void givePoints(Reading& reading, const std::optional<Points>& points, model::Problem& problem)
{
    problem.type = {"scoring"};
    const std::size_t count = problem.testCases.size();
    if (points && !points->each.empty()) {
        if (points->each.size() != count)
            return wrong(reading, *points,
                         "there are points for " + std::to_string(points->each.size()) +
                             " tests, but the problem has " + std::to_string(count));
        for (std::size_t i = 0; i < count; ++i)
            problem.testCases[i].acceptScore = {points->each[i], 1};
    } else if (points && !points->named.empty()) {
        giveNamed(reading, *points, problem);
    } else {
        const Decimal total = points && points->total ? *points->total : Decimal(kPointsByDefault);
        for (model::TestCase& test : problem.testCases)
            test.acceptScore = {total, static_cast<int>(count)};
        problem.maxScore = total;
    }
    if (points && !points->total) {
        problem.maxScore = 0;
        for (const model::TestCase& test : problem.testCases)
            problem.maxScore += test.acceptScore.whole;
    }
    if (problem.maxScore == Decimal(0) && points)
        wrong(reading, *points, "all points together are 0; expected more");
    model::TestGroup& root = problem.groups.front();
    root.maxScore = problem.maxScore;
    root.grading.score = model::Grading::ScoreRule::Sum;
    // Some of the points are a part of the whole, not a wrong answer.
    root.grading.acceptIfAnyAccepted = true;
}

} // namespace assize::package
