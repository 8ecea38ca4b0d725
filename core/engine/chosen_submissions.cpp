// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/chosen_submissions.h"

#include "engine/search_key.h"

#include <algorithm>
#include <fnmatch.h>
#include <set>

namespace assize::engine {
namespace {

std::string typedAs(const std::string& text)
{
    return searchKey(QString::fromStdString(text)).toStdString();
}

template<typename Spelling>
std::vector<model::Submission> matching(const std::vector<model::Submission>& submissions,
                                        const std::string& pattern, Spelling spelling)
{
    const std::string glob = spelling(pattern);
    const auto matches = [&](const std::string& name) {
        return ::fnmatch(glob.c_str(), spelling(name).c_str(), 0) == 0;
    };
    const bool namesContestant = pattern.find('/') == std::string::npos;
    std::vector<model::Submission> chosen;
    std::copy_if(submissions.begin(), submissions.end(), std::back_inserter(chosen),
                 [&](const model::Submission& submission) {
                     return matches(submission.contestant + "/" + submission.problem) ||
                            (namesContestant && matches(submission.contestant));
                 });
    return chosen;
}

} // namespace

std::vector<model::Submission> chosenSubmissions(const std::vector<model::Submission>& submissions,
                                                 const std::string& pattern)
{
    if (pattern.empty())
        return submissions;
    std::vector<model::Submission> chosen =
        matching(submissions, pattern, [](const std::string& text) -> const std::string& { return text; });
    return chosen.empty() ? matching(submissions, pattern, typedAs) : chosen;
}

std::vector<model::Submission> chosenSubmissions(const std::vector<model::Submission>& submissions,
                                                 const JudgeRequest& request)
{
    std::vector<model::Submission> chosen = chosenSubmissions(submissions, request.only);
    if (request.submissions) {
        const std::set<int> named(request.submissions->begin(), request.submissions->end());
        std::erase_if(chosen, [&](const model::Submission& one) { return !named.contains(one.id); });
    }
    return chosen;
}

} // namespace assize::engine
