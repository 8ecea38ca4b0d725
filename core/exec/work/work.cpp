// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/work/work.h"

namespace assize::exec {

ProblemName nameOf(const model::Problem& problem)
{
    return {problem.id, problem.contentHash};
}

SubmissionName nameOf(int number, const model::Submission& submission)
{
    return {number, submission.contentHash};
}

TestName nameOf(const model::Problem& problem, std::size_t test)
{
    return {test, problem.testCases[test].contentHash};
}

bool isSameContent(const std::string& meant, const std::string& found)
{
    return meant.empty() || found.empty() || meant == found;
}

} // namespace assize::exec
