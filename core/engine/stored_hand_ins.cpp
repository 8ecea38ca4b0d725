// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stored_hand_ins.h"

#include "base/utf8.h"

#include <algorithm>
#include <set>
#include <string>

namespace assize::engine {
namespace {

constexpr char kNote[] =
    "the archive is not unpacked here, so that nobody compared the stored result with it";

/// The message about an archive with stored hand-ins.
Diagnostic stayedPacked(std::string archive, std::size_t count)
{
    return {Diagnostic::Level::Error, std::move(archive),
            "the archive is not unpacked here: " +
                (count == 1 ? std::string("its stored hand-in is")
                            : "its " + std::to_string(count) + " stored hand-ins are") +
                " shown, and nobody compared the results with what is in it. `assize judge` unpacks it"};
}

bool liesIn(const std::string& file, const std::string& archive)
{
    return file.starts_with(archive) && (file.size() == archive.size() || file[archive.size()] == '/');
}

} // namespace

std::size_t addStoredHandIns(const PackedHandIns& packed, const std::vector<model::Submission>& stored,
                             const std::vector<model::Problem>& problems, intake::Found& found)
{
    std::set<std::string> known;
    for (const model::Problem& problem : problems)
        known.insert(problem.id);
    std::size_t all = 0;
    for (const std::filesystem::path& archive : packed.archives) {
        const bool isOfAll = packed.folder.empty();
        const std::string name =
            isOfAll ? archive.filename().native() : archive.lexically_relative(packed.folder).native();
        std::size_t count = 0;
        for (const model::Submission& submission : stored) {
            if (!known.contains(submission.problem) || !(isOfAll || liesIn(submission.file, name)))
                continue;
            found.submissions.push_back(submission);
            found.submissions.back().notes.emplace_back(kNote);
            ++count;
        }
        if (count == 0)
            continue;
        all += count;
        std::erase_if(found.unmatched, [&](const model::UnmatchedFile& file) { return file.file == name; });
        std::erase_if(found.unusable,
                      [&](const model::Submission& submission) { return submission.file == name; });
        std::erase_if(found.diagnostics,
                      [&](const Diagnostic& diagnostic) { return diagnostic.where == name; });
        found.diagnostics.push_back(stayedPacked(name, count));
    }
    if (all == 0)
        return 0;
    intake::numberSubmissions(found);
    std::set<std::string> contestants;
    for (const model::Contestant& contestant : found.contestants)
        contestants.insert(contestant.id);
    for (const model::Submission& submission : found.submissions) {
        if (contestants.insert(submission.contestant).second)
            found.contestants.push_back({submission.contestant, toTitle(submission.contestant)});
    }
    std::sort(found.contestants.begin(), found.contestants.end(),
              [](const model::Contestant& a, const model::Contestant& b) { return a.id < b.id; });
    return all;
}

} // namespace assize::engine
