// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/intake.h"

#include "files/read.h"
#include "intake/source_tree.h"

namespace assize::intake {
namespace {

/// The name of a file within its submission: a submission is a file, or a folder of files.
std::string nameWithin(const std::filesystem::path& submission, const std::filesystem::path& file)
{
    return file == submission ? file.filename().native() : file.lexically_relative(submission).native();
}

} // namespace

std::vector<model::Submission> jurySubmissions(const model::Problem& problem,
                                               const std::vector<model::Language>& languages,
                                               std::vector<model::UnmatchedFile>& unmatched)
{
    std::vector<model::Submission> result;
    for (const model::JurySubmission& jury : problem.jurySubmissions) {
        model::Submission submission;
        submission.id = -static_cast<int>(result.size()) - 1;
        submission.contestant = jury.folder;
        submission.problem = problem.id;
        submission.file = problem.id + "/" + jury.file;
        // A language that is not known here is a missing toolchain, not a file that matches nothing.
        submission.language = jury.language;
        submission.entryPoint = jury.entryPoint;
        std::optional<std::string> reason;
        std::vector<files::Entry> entries;
        for (const std::filesystem::path& file : jury.files) {
            const Result<std::filesystem::path> path =
                files::resolveBelow(file, problem.folder.parent_path());
            Result<files::OpenFile> open =
                path ? files::openRegularFile(*path) : Result<files::OpenFile>(path.error());
            if (!open) {
                reason = open.error().message;
                break;
            }
            submission.files.push_back({nameWithin(problem.folder / jury.file, file), *path, open->size});
            entries.emplace_back().modified = open->modified;
        }
        if (!reason)
            reason = complete(submission, entries, languages, problem.takesAnswers());
        if (reason)
            unmatched.push_back({submission.file, *reason});
        else
            result.push_back(std::move(submission));
    }
    return result;
}

} // namespace assize::intake
