// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/intake.h"

#include "base/utf8.h"
#include "intake/claims.h"
#include "intake/expand_archives.h"
#include "intake/pattern.h"
#include "intake/permitted_languages.h"
#include "intake/program_choice.h"
#include "intake/source_tree.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::intake {
namespace {

/// The files of one hand-in, sorted as they were found.
using HandIn = std::vector<const Claim*>;

class Assembly
{
public:
    Assembly(const std::vector<model::Language>& languages, files::HashMemory* memory, Found& found)
        : m_languages(languages), m_memory(memory), m_found(found)
    {
    }

    void addAll(const Claims& claims, const std::string& pattern)
    {
        // A file and a folder cannot have the same path, so `handIn` names a submission.
        std::map<std::string, HandIn> handIns;
        for (const Claim& claim : claims.claims)
            handIns[claim.handIn].push_back(&claim);
        std::map<LayoutKind, int> used;
        for (const auto& [name, handIn] : handIns) {
            if (add(name, handIn))
                ++used[handIn.front()->kind];
        }
        std::vector<std::pair<int, LayoutKind>> byUse;
        for (const auto& [kind, count] : used)
            byUse.emplace_back(-count, kind);
        std::sort(byUse.begin(), byUse.end());
        for (const auto& [count, kind] : byUse)
            m_found.layouts.push_back(layoutOf(kind, pattern));
    }

private:
    bool add(const std::string& name, const HandIn& handIn)
    {
        const model::Problem& problem = *handIn.front()->problem;
        model::Submission submission;
        submission.contestant = handIn.front()->contestant;
        submission.problem = problem.id;
        submission.file = name;
        for (const Claim* claim : handIn)
            submission.files.push_back({claim->within, claim->entry.path, claim->entry.size});
        if (!problem.takesAnswers())
            chooseProgram(problem, m_languages, submission);
        std::optional<std::string> reason = complete(submission, entriesOf(submission, handIn), m_languages,
                                                     problem.takesAnswers(), m_memory);
        if (!reason)
            reason = permitLanguage(problem, m_languages, submission);
        if (reason) {
            for (const Claim* claim : handIn)
                m_found.unmatched.push_back({claim->entry.name, *reason});
            // Its language is known and permitted: what failed is reading it. A hand-in that is there and
            // cannot be judged needs a person.
            if (!submission.language.empty())
                m_found.diagnostics.push_back(
                    {Diagnostic::Level::Error, name, *reason + "; it is not judged"});
            return false;
        }
        namePlaces(submission, handIn);
        submission.id = static_cast<int>(m_found.submissions.size()) + 1;
        m_found.submissions.push_back(std::move(submission));
        return true;
    }

    /// Of the files that are part of the program.
    static std::vector<files::Entry> entriesOf(const model::Submission& submission, const HandIn& handIn)
    {
        std::set<std::string_view> names;
        for (const model::SourceFile& file : submission.files)
            names.insert(file.name);
        std::vector<files::Entry> entries;
        for (const Claim* claim : handIn) {
            if (names.count(claim->within) > 0)
                entries.push_back(claim->entry);
        }
        return entries;
    }

    /// People look for files in the folder of submissions. Files that lie side by side, and are one hand-in
    /// by their names only, have no folder: the submission is called after the one that is started.
    static void namePlaces(model::Submission& submission, const HandIn& handIn)
    {
        std::map<std::string_view, const std::string*> places;
        for (const Claim* claim : handIn)
            places.emplace(claim->within, &claim->entry.name);
        for (model::UnmatchedFile& file : submission.leftOut)
            file.file = *places.at(file.file);
        const bool isFolder = handIn.front()->entry.name.starts_with(submission.file + "/");
        if (isFolder || handIn.front()->entry.name == submission.file)
            return;
        const auto started = places.find(submission.entryPoint);
        submission.file =
            *(started != places.end() ? started->second : places.at(submission.files.front().name));
    }

    const std::vector<model::Language>& m_languages;
    files::HashMemory* const m_memory;
    Found& m_found;
};

template<typename T>
void append(std::vector<T>& all, std::vector<T> more)
{
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace

Result<Found> findSubmissions(const std::filesystem::path& folder,
                              const std::vector<model::Problem>& problems,
                              const std::vector<model::Language>& languages, const Options& options)
{
    std::optional<Pattern> pattern;
    if (!options.pattern.empty()) {
        Result<Pattern> parsed = Pattern::parse(options.pattern, problems.size());
        if (!parsed)
            return parsed.error();
        pattern = std::move(*parsed);
    }
    const ProblemNames names(problems, options.lookOf);
    const ClaimRules rules{names, languages, options.otherFolders};
    const IsHandInFolder isHandInFolder = [&](std::string_view name) {
        return pattern ? std::count(name.begin(), name.end(), '/') < pattern->folders()
                       : isHandInFolderByName(name, rules);
    };
    std::error_code code;
    Result<SourceTree> tree = readSourceTree(std::filesystem::absolute(folder, code), isHandInFolder);
    if (!tree)
        return tree.error();
    std::optional<ExpandedArchives> expanded;
    if (options.archives != nullptr)
        expanded.emplace(*tree, *options.archives, isHandInFolder,
                         [&](std::string_view name) { return names.find(name).problem != nullptr; });
    Found found;
    if (tree->truncated)
        found.diagnostics.push_back(
            {Diagnostic::Level::Error, folder.native(),
             "the folder holds more than a million files; those that come last are not read"});
    Claims claims = pattern ? claimsOfPattern(std::move(*tree), *pattern, options.pattern, rules)
                            : detectClaims(std::move(*tree), rules);
    found.unmatched = std::move(claims.unmatched);
    append(found.diagnostics, std::move(claims.diagnostics));
    Assembly(languages, options.memory, found).addAll(claims, options.pattern);
    append(found.layouts, std::move(claims.platforms));
    std::set<std::string> contestants = std::move(claims.contestants);
    for (const model::Submission& submission : found.submissions)
        contestants.insert(submission.contestant);
    for (const std::string& id : contestants)
        found.contestants.push_back({id, toTitle(id)});
    if (expanded)
        expanded->nameAll(found);
    std::sort(found.unmatched.begin(), found.unmatched.end(),
              [](const model::UnmatchedFile& a, const model::UnmatchedFile& b) { return a.file < b.file; });
    return found;
}

} // namespace assize::intake
