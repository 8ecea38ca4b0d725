// SPDX-License-Identifier: GPL-3.0-or-later
// The contest that the hostile programs are handed in for: one problem, one contestant for each program.
#pragma once

#include "base/result.h"
#include "expectations.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/submission.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace assize::hostile {

/// Made once, in a folder on disk; then only read.
///
/// A file of programs/NAME becomes submissions/NAME/sum.EXT, the files of a folder become
/// submissions/NAME/sum/... In their names %XX is a byte. The content of a file "F+link" is the target of a
/// symbolic link F. One that is named "F+pieces" describes F: lines "COUNT TEXT" with the escapes \n \t \s
/// \\ \xXX; text for so many times.
class Contest
{
public:
    static Result<Contest> make(const std::filesystem::path& folder, const std::filesystem::path& programs,
                                const std::vector<model::Language>& languages);

    const model::Problem& problem() const { return m_problem; }
    /// Null: the judge found no submission among the files.
    const model::Submission* submissionOf(const std::string& program) const;
    const std::filesystem::path& folder() const { return m_folder; }

private:
    std::filesystem::path m_folder;
    model::Problem m_problem;
    std::map<std::string, model::Submission> m_submissions;
};

} // namespace assize::hostile
