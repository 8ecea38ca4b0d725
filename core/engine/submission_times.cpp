// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/submission_times.h"

#include "base/utf8.h"
#include "engine/first_few.h"
#include "report/format.h"

namespace assize::engine {
namespace {

using std::chrono::seconds;

constexpr std::size_t kMostNamed = 10;

/// "30 s", "12 min", "3 h 5 min", "2 days": rounded down.
std::string lengthOf(seconds length)
{
    const auto count = length.count();
    if (count < 60)
        return std::to_string(count) + " s";
    if (count < 3600)
        return std::to_string(count / 60) + " min";
    if (count < 48 * 3600L)
        return std::to_string(count / 3600) + " h " + std::to_string(count % 3600 / 60) + " min";
    return std::to_string(count / (24 * 3600L)) + " days";
}

/// How much a time is outside the contest: "30 s after the contest's end"; empty where it is not.
std::string outside(const ContestTime& contest, std::chrono::system_clock::time_point time)
{
    if (time < contest.start)
        return lengthOf(std::chrono::ceil<seconds>(contest.start - time)) + " before the contest's start";
    if (contest.duration && time > contest.start + *contest.duration)
        return lengthOf(std::chrono::ceil<seconds>(time - contest.start - *contest.duration)) +
               " after the contest's end";
    return {};
}

std::string timeOf(const ContestTime& contest)
{
    const std::string start = report::timeForPeople(contest.start);
    return contest.duration ? start + " to " + report::timeForPeople(contest.start + *contest.duration)
                            : "from " + start + " on";
}

std::string countOf(std::size_t some, std::size_t all)
{
    return std::to_string(some) + " of " + std::to_string(all) + (all == 1 ? " hand-in" : " hand-ins");
}

std::string shownFile(const model::Submission& submission)
{
    return toPrintableLine(submission.file);
}

constexpr char kKeepTimes[] = " Copy hand-ins with their times (cp -p, rsync -t).";

} // namespace

TimesSeen markLate(const ContestTime& contest, std::vector<model::Submission>& submissions)
{
    TimesSeen seen;
    FirstFew late(kMostNamed, ", ", " and ");
    FirstFew unknown(kMostNamed, ", ", " and ");
    for (const model::Submission& submission : submissions) {
        if (!submission.submittedAt)
            unknown.add(shownFile(submission));
        else if (const std::string why = outside(contest, *submission.submittedAt); !why.empty())
            late.add(shownFile(submission) + " (" + why + ")");
    }
    const std::size_t known = submissions.size() - unknown.count();
    if (known == 0) {
        if (unknown.count() > 0) {
            seen.believed = false;
            seen.warning = "It is not known of any hand-in when it was handed in: none is late, and no time "
                           "counts (there are no penalty times)." +
                           std::string(kKeepTimes);
        }
        return seen;
    }
    if (late.count() * 2 >= known) {
        seen.believed = false;
        seen.warning = countOf(late.count(), known) + (late.count() == 1 ? " was" : " were") +
                       " last changed outside the time of the contest (contest.yaml: " + timeOf(contest) +
                       "), as after a checkout or an unpacked archive, so the files' times are not those of "
                       "the hand-ins: none is late, and no time counts (there are no penalty times)." +
                       kKeepTimes;
        return seen;
    }
    for (model::Submission& submission : submissions) {
        const std::string why =
            submission.submittedAt ? outside(contest, *submission.submittedAt) : std::string();
        submission.late = !why.empty();
        if (submission.late)
            submission.notCountedBecause = "handed in " + why;
    }
    if (late.count() > 0)
        seen.late = countOf(late.count(), submissions.size()) + (late.count() == 1 ? " is" : " are") +
                    " outside the time of the contest (" + timeOf(contest) +
                    "), judged, marked late and not counted: " + late.text() + ".";
    if (unknown.count() > 0)
        seen.warning = "It is not known when " + countOf(unknown.count(), submissions.size()) +
                       (unknown.count() == 1 ? " was" : " were") + " handed in" +
                       (unknown.count() == 1 ? "; it ranks" : "; they rank") +
                       " as handed in at the contest's end: " + unknown.text() + "." + kKeepTimes;
    return seen;
}

} // namespace assize::engine
