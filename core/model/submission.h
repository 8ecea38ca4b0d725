// SPDX-License-Identifier: GPL-3.0-or-later
// A hand-in: a Submission and its files. Plain data: intake makes it, exec judges it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace assize::model {

/// Submission::language where the files are answers, not sources (problems of type submit-answer).
inline constexpr const char* kAnswerLanguage = "answer";

/// One file of a submission.
struct SourceFile
{
    std::string name;           ///< relative to the submission, no "..", no links; bytes
    std::filesystem::path path; ///< absolute
    std::uint64_t size = 0;
    std::string hash{}; ///< of its content: 128 bits, hex (see files/hash.h); empty: not known
};

/// A file that is no submission, and why.
struct UnmatchedFile
{
    std::string file;   ///< relative to the submissions folder; bytes
    std::string reason; ///< English, one clause
};

/// One hand-in for one problem, as intake found it.
struct Submission
{
    int id = 0;             ///< 1.. in sorted order of `file`
    std::string contestant; ///< bytes
    std::string problem;    ///< Problem::id
    std::string language;   ///< Language::id
    std::string file;       ///< relative to the submissions folder: the file, or the folder of files; bytes
    /// Sorted by name. None: the hand-in lies in an archive that is not unpacked here, and only its stored
    /// results are shown.
    std::vector<SourceFile> files;
    /// Newest modification time of its files; unset where it is not known (a zip without its UT field).
    std::optional<std::chrono::system_clock::time_point> submittedAt{};
    std::string
        entryPoint{}; ///< file or class to start, where the package names it; empty: found in the sources
    std::string contentHash; ///< 128-bit hash (hex) of names and contents
    /// Where several files could have been started: the file that is, and the rule that chose it. English,
    /// one clause; empty: there was nothing to choose.
    std::string choice{};
    std::vector<UnmatchedFile>
        leftOut{}; ///< files of the hand-in that are no part of its program; sorted by file
    std::vector<std::string> notes{}; ///< remarks on its files for people; English sentences
    bool late = false;                ///< handed in outside the contest's time
    /// Why nothing of it can be judged; English, one clause. Empty: it can. Then it has neither files nor
    /// language.
    std::string unusableBecause{};
    std::string notCountedBecause{}; ///< English, one clause; empty: it counts if its verdict does
};

struct Contestant
{
    std::string id;   ///< folder name; bytes
    std::string name; ///< for people; equals toUtf8(id) where nothing else is known
};

} // namespace assize::model
