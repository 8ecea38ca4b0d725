// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/standings_notes.h"

#include "report/isolation_note.h"

#include <set>

namespace assize::report {
namespace {

std::string counted(std::size_t part, std::size_t all)
{
    return std::to_string(part) + " of " + std::to_string(all) + (all == 1 ? " result" : " results");
}

/// Names of the languages, or ids where nothing else is known.
std::string joined(const std::set<std::string>& languages)
{
    std::string text;
    for (const std::string& language : languages)
        text += (text.empty() ? "" : ", ") + language;
    return text;
}

} // namespace

std::vector<StandingsNote> outdatedNotes(const ContestSnapshot& snapshot)
{
    std::size_t judged = 0;
    std::size_t outdated = 0;
    std::size_t unknown = 0;
    std::size_t packed = 0;
    std::set<std::string> languages;
    for (const ReportedSubmission& item : snapshot.submissions) {
        judged += item.judgement.state == model::SubmissionState::Done ? 1 : 0;
        if (!item.outdatedBecause.empty()) {
            ++outdated;
        } else if (item.mayBeOutdated && item.submission.files.empty()) {
            ++packed; // its archive is not unpacked here (engine/stored_hand_ins.h)
        } else if (item.mayBeOutdated) {
            ++unknown;
            languages.insert(item.submission.language);
        }
    }
    std::vector<StandingsNote> notes;
    if (outdated > 0)
        notes.push_back(
            {"OUTDATED: " + counted(outdated, judged) + (outdated == 1 ? " is" : " are") +
                 " of before a change of the source, the problem, the settings or the compiler. To "
                 "judge anew what has changed: assize judge",
             kOutdatedMark, true});
    if (unknown > 0)
        notes.push_back(
            {"Whether " + counted(unknown, judged) + (unknown == 1 ? " is" : " are") +
             " outdated is not known: the installed tools or the languages' commands have changed since (" +
             joined(languages) + "). assize judge finds out, and judges anew what has to be."});
    if (packed > 0)
        notes.push_back(
            {"Whether " + counted(packed, judged) + (packed == 1 ? " is" : " are") +
             " outdated is not known: the archives that were handed in are not unpacked here. assize "
             "judge unpacks them, and judges anew what has to be."});
    return notes;
}

std::vector<StandingsNote> standingsNotes(const ContestSnapshot& snapshot)
{
    std::vector<StandingsNote> notes;
    if (std::string isolation = isolationNote(snapshot); !isolation.empty())
        notes.push_back({std::move(isolation), isMixed(snapshot) ? kUnprotectedMark : '\0', true});
    for (StandingsNote& note : outdatedNotes(snapshot))
        notes.push_back(std::move(note));
    for (const std::string& note : snapshot.standingsNotes)
        notes.push_back({note});
    return notes;
}

} // namespace assize::report
