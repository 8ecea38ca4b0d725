// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/not_counted.h"

namespace assize::report {

SubmissionsById submissionsById(const ContestSnapshot& snapshot)
{
    SubmissionsById submissions;
    for (const ReportedSubmission& item : snapshot.submissions)
        submissions.emplace(item.submission.id, &item);
    return submissions;
}

std::string_view notCountedWord(const ReportedSubmission& item)
{
    if (item.judgement.state == model::SubmissionState::Unjudged)
        return "unjudged";
    if (item.submission.late)
        return "late";
    return item.submission.notCountedBecause.empty() ? "" : "not counted";
}

std::string notCountedIn(const standings::Cell& cell, const SubmissionsById& submissions)
{
    std::map<std::string_view, int> counts;
    for (const int id : cell.notCounted) {
        if (const auto found = submissions.find(id); found != submissions.end())
            ++counts[notCountedWord(*found->second)];
    }
    std::string text;
    for (const auto& [word, count] : counts)
        text += (text.empty() ? "" : ", ") + (count > 1 ? std::to_string(count) + ' ' : std::string()) +
                std::string(word);
    return text;
}

} // namespace assize::report
