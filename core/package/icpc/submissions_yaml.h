// SPDX-License-Identifier: GPL-3.0-or-later
// submissions/submissions.yaml: the results expected of the jury's submissions, by globs.
// Source: Kattis/problem-package-format, spec/2025-09.md, "Example submissions".
//
// A key that is the name of a folder with rules of its own (accepted, wrong_answer, ...) replaces those key
// by key; any other glob adds to them. Two globs permit only the verdicts that both permit; a second
// `required` or `message` becomes an entry of JurySubmission::below for all tests. Rules for groups and tests
// do not bound the time limit.
#pragma once

#include "base/glob.h"
#include "model/jury.h"
#include "model/problem.h"
#include "package/common/reading.h"

#include <optional>
#include <string>
#include <vector>

namespace assize::package {

/// One glob's keys; empty or unset where the file says nothing.
struct SubmissionRule
{
    std::string pattern;
    Glob glob{""};
    std::vector<model::Verdict> permitted;
    std::vector<model::Verdict> required;
    std::optional<model::ScoreRange> score;
    std::string message;
    enum class TimeLimit { ByVerdicts, No, Lower, Upper };
    TimeLimit timeLimit = TimeLimit::ByVerdicts;
    std::string language;
    std::string entryPoint;
    std::vector<std::pair<std::string, model::Expectation>> below;
};

using SubmissionRules = std::vector<SubmissionRule>;

/// The file of the package. Keys and values that are not understood are Warnings.
SubmissionRules readSubmissionsYaml(Reading& reading);

/// Adds the rules to the problem's jury submissions, which have their folders' expectations already, and
/// decides which of them bound the time limit.
void applySubmissionRules(Reading& reading, bool legacy, const SubmissionRules& rules,
                          model::Problem& problem);

} // namespace assize::package
