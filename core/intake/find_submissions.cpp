// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/intake.h"

#include "base/utf8.h"
#include "intake/expand_archives.h"
#include "intake/permitted_languages.h"
#include "intake/program_choice.h"
#include "intake/source_tree.h"
#include "intake/sources/source.h"

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

    /// Hand-ins that became no submission.
    const std::vector<Refused>& refused() const { return m_refused; }

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
        byUse.reserve(used.size());
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
            // Its language is known and permitted: reading it failed. A hand-in that is there and cannot be
            // judged needs a person.
            if (!submission.language.empty())
                m_found.diagnostics.push_back(
                    {Diagnostic::Level::Error, name, *reason + "; it is not judged"});
            m_refused.push_back(
                {submission.contestant, true, &problem, name, {handIn.front()->entry.name, *reason}});
            return false;
        }
        namePlaces(submission, handIn);
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
    /// by their names only, have no folder: the submission is called after the file that is started.
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
    std::vector<Refused> m_refused;
};

/// Which of the files and hand-ins that were refused are all that there is of a hand-in.
class Unusable
{
public:
    Unusable(Found& found, const Claims& claims) : m_found(found), m_claims(claims)
    {
        for (const model::Submission& submission : found.submissions) {
            m_handedIn.emplace(submission.contestant, submission.problem);
            m_contestants.insert(submission.contestant);
        }
        m_contestants.insert(claims.contestants.begin(), claims.contestants.end());
    }

    void add(const std::vector<Refused>& refused)
    {
        for (const Refused& one : refused) {
            const bool isLost = std::binary_search(m_claims.lost.begin(), m_claims.lost.end(), one.file.file);
            const bool isKnown = one.isContestant || m_contestants.contains(one.contestant);
            if (isKnown && (isLost || !m_handedIn.contains({one.contestant, one.problem->id})))
                m_handIns[one.handIn].push_back(&one);
        }
    }

    void finish()
    {
        for (const auto& [handIn, refused] : m_handIns) {
            const Refused& first = *refused.front();
            model::Submission& submission = m_found.unusable.emplace_back();
            submission.contestant = first.contestant;
            submission.problem = first.problem->id;
            submission.file = refused.size() == 1 ? first.file.file : handIn;
            submission.unusableBecause = first.file.reason;
            if (refused.size() > 1)
                submission.unusableBecause = first.file.file + ": " + first.file.reason + "; and " +
                                             std::to_string(refused.size() - 1) + " more of its files";
        }
    }

private:
    Found& m_found;
    const Claims& m_claims;
    std::set<std::pair<std::string, std::string>> m_handedIn; // contestant and problem
    std::set<std::string> m_contestants;
    std::map<std::string, std::vector<const Refused*>> m_handIns;
};

/// Takes out the files that nobody is to open yet. It is no hand-in, not even one that cannot be used, before
/// it is whole.
std::vector<model::UnmatchedFile> takeGrowing(const std::function<bool(std::string_view file)>& isGrowing,
                                              SourceTree& tree)
{
    std::vector<model::UnmatchedFile> growing;
    if (!isGrowing)
        return growing;
    std::erase_if(tree.files, [&](const files::Entry& entry) {
        const bool grows = isGrowing(entry.name);
        if (grows)
            growing.push_back({entry.name, "it is still being written"});
        return grows;
    });
    return growing;
}

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
    const ProblemNames names(problems, options.lookOf);
    const ClaimRules rules{names, languages, options.otherFolders};
    const Result<std::unique_ptr<Source>> source = sourceFor(options, rules);
    if (!source)
        return source.error();
    const IsHandInFolder isHandInFolder = [&](std::string_view name) {
        return (*source)->isHandInFolder(name);
    };
    std::error_code code;
    Result<SourceTree> tree = readSourceTree(std::filesystem::absolute(folder, code), isHandInFolder);
    if (!tree)
        return tree.error();
    std::vector<model::UnmatchedFile> growing = takeGrowing(options.isGrowing, *tree);
    std::optional<ExpandedArchives> expanded;
    if (options.archives != nullptr)
        expanded.emplace(*tree, *options.archives, isHandInFolder,
                         [&](std::string_view name) { return names.find(name).problem != nullptr; });
    Found found;
    if (tree->truncated)
        found.diagnostics.push_back(
            {Diagnostic::Level::Error, folder.native(),
             "the folder holds more than a million files; those that come last are not read"});
    Claims claims = (*source)->claims(std::move(*tree));
    found.unmatched = std::move(claims.unmatched);
    append(found.diagnostics, std::move(claims.diagnostics));
    Assembly assembly(languages, options.memory, found);
    assembly.addAll(claims, options.pattern);
    Unusable unusable(found, claims);
    unusable.add(assembly.refused());
    unusable.add(claims.refused);
    unusable.finish();
    append(found.layouts, std::move(claims.platforms));
    std::set<std::string> contestants = std::move(claims.contestants);
    for (const std::vector<model::Submission>* handIns : {&found.submissions, &found.unusable}) {
        for (const model::Submission& submission : *handIns)
            contestants.insert(submission.contestant);
    }
    for (const std::string& id : contestants)
        found.contestants.push_back({id, toTitle(id)});
    if (expanded)
        expanded->nameAll(found);
    append(found.unmatched, std::move(growing));
    numberSubmissions(found);
    std::sort(found.unmatched.begin(), found.unmatched.end(),
              [](const model::UnmatchedFile& a, const model::UnmatchedFile& b) { return a.file < b.file; });
    return found;
}

void numberSubmissions(Found& found)
{
    std::vector<model::Submission*> all;
    for (std::vector<model::Submission>* handIns : {&found.submissions, &found.unusable}) {
        std::sort(handIns->begin(), handIns->end(),
                  [](const model::Submission& a, const model::Submission& b) { return a.file < b.file; });
        for (model::Submission& submission : *handIns)
            all.push_back(&submission);
    }
    std::stable_sort(all.begin(), all.end(), [](const model::Submission* a, const model::Submission* b) {
        return a->file < b->file;
    });
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i]->id = static_cast<int>(i) + 1;
}

} // namespace assize::intake
