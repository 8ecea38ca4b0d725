// SPDX-License-Identifier: GPL-3.0-or-later
#include "files_text.h"

#include "base/utf8.h"

#include <set>
#include <string_view>

namespace assize::cli {

std::vector<std::string> remarksOn(const model::Submission& submission)
{
    std::vector<std::string> lines;
    if (!submission.choice.empty())
        lines.push_back(toPrintableLine(submission.file + ": " + submission.choice));
    for (const model::UnmatchedFile& file : submission.leftOut)
        lines.push_back(
            toPrintableLine("left out of " + submission.file + ": " + file.file + ": " + file.reason));
    for (const std::string& note : submission.notes)
        lines.push_back(toPrintableLine("note: " + submission.file + ": " + note));
    return lines;
}

std::string remarkOn(const model::UnmatchedFile& file)
{
    return toPrintableLine("not a submission: " + file.file + ": " + file.reason);
}

std::string dryRunText(const std::vector<model::Submission>& submissions,
                       const std::vector<model::UnmatchedFile>& unmatched)
{
    std::string text;
    const auto line = [&text](const std::string& bytes) { text += toPrintableLine(bytes) + "\n"; };
    std::set<std::string_view> unusable;
    for (const model::Submission& submission : submissions) {
        if (!submission.unusableBecause.empty()) {
            unusable.insert(submission.file);
            line("cannot be used: " + submission.file + ": of " + submission.contestant + " for " +
                 submission.problem + ": " + submission.unusableBecause);
            continue;
        }
        line("submission: " + submission.file + ": of " + submission.contestant + " for " +
             submission.problem + " in " + submission.language +
             (submission.choice.empty() ? "" : "; " + submission.choice));
        if (submission.files.size() > 1 || !submission.leftOut.empty()) {
            for (const model::SourceFile& file : submission.files)
                line("  part of it: " + file.name);
        }
        for (const model::UnmatchedFile& file : submission.leftOut)
            line("  left out: " + file.file + ": " + file.reason);
        for (const std::string& note : submission.notes)
            line("  note: " + note);
    }
    for (const model::UnmatchedFile& file : unmatched) {
        if (!unusable.contains(file.file))
            line(remarkOn(file));
    }
    return text;
}

} // namespace assize::cli
