// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/sources/source.h"

#include "base/text_encoding.h"
#include "files/archive.h"
#include "files/read.h"
#include "intake/claimer.h"
#include "intake/language_guess.h"
#include "intake/path_parts.h"
#include "intake/platforms.h"
#include "intake/sources/folder_roles.h"

#include <algorithm>
#include <map>

namespace assize::intake {
namespace {

/// The contestant's name for a hand-in of one file: without the ending of its format, and of a document that
/// was saved over a source ("sum.cpp.txt") without the source's.
std::string_view handInStem(std::string_view file)
{
    const std::string_view stem = stemOf(stemOf(file));
    return files::hasArchiveName(file) ? file.substr(0, files::withoutArchiveEnding(file).size()) : stem;
}

class Detector : public Claimer
{
public:
    using Claimer::Claimer;

    Claims run(SourceTree tree);

private:
    std::optional<Claim> claimOf(const files::Entry& entry, std::string& reason);
    std::optional<Claim> claimInContestant(const files::Entry& entry, const Parts& parts,
                                           std::string& reason);
    std::optional<Claim> claimForOnlyProblem(const files::Entry& entry, const Parts& parts,
                                             std::string& reason);
    std::optional<Claim> claimInProblem(const files::Entry& entry, const Parts& parts, std::string& reason);
    std::optional<Claim> claimLooseFile(const files::Entry& entry, std::string& reason);
    void settleOnlyProblem();
    /// The part for the problem in the path of a contestant's file.
    static std::string_view problemIn(const Parts& parts)
    {
        return parts.deeper ? parts.second : stemOf(parts.second);
    }
    void findArchivesOfAll(const SourceTree& tree);
    /// {contestant}/{archive}/{problem}... is read as {contestant}/{problem}...: the archive is part of
    /// `top`.
    Parts withoutArchiveOfAll(std::string_view name, const Parts& parts) const
    {
        const std::size_t slash = parts.top.size() + 1 + parts.second.size();
        return parts.deeper && m_archivesOfAll.contains(name.substr(0, slash)) ? partsBelow(name, slash)
                                                                               : parts;
    }
    void tellOfTwice();
    void placeUnmatched();
    std::optional<Refused> placeOf(const model::UnmatchedFile& file) const;
    void collectContestants(const std::vector<std::string>& topFolders);

    std::map<std::string, FolderRole, std::less<>> m_roles;
    std::optional<ContestantNames> m_contestants;
    /// Folders that stand for archives of all that a contestant handed in: they are called like no problem,
    /// and hold what is.
    std::set<std::string, std::less<>> m_archivesOfAll;
};

void Detector::findArchivesOfAll(const SourceTree& tree)
{
    if (m_rules.onlyProblem() != nullptr)
        return;
    for (const files::Entry& entry : tree.files) {
        const Parts outer = partsOf(entry.name);
        const std::size_t slash = outer.top.size() + 1 + outer.second.size();
        if (!outer.deeper || m_names.find(outer.second).problem != nullptr ||
            m_rules.isNoPackage(outer.second) || !m_archives.contains(entry.name.substr(0, slash)))
            continue;
        if (m_names.find(problemIn(partsBelow(entry.name, slash))).problem != nullptr)
            m_archivesOfAll.insert(entry.name.substr(0, slash));
    }
}

/// Nobody sees that an archive holds a hand-in for a problem for which there is another hand-in beside it.
void Detector::tellOfTwice()
{
    std::map<std::pair<std::string, std::string>, std::set<std::string>> handIns;
    for (const Claim& claim : m_claims.claims)
        handIns[{claim.contestant, claim.problem->id}].insert(claim.handIn);
    for (const auto& [of, names] : handIns) {
        for (const std::string& name : names) {
            if (names.size() < 2 || !m_archivesOfAll.contains(name.substr(0, name.rfind('/'))))
                continue;
            const std::string& other = *names.begin() == name ? *names.rbegin() : *names.begin();
            m_claims.diagnostics.push_back(
                {Diagnostic::Level::Warning, name,
                 "the archive holds a hand-in of " + files::quoted(of.first) + " for the problem " +
                     files::quoted(of.second) + ", and " + files::quoted(other) +
                     " is another; both are judged. Remove the one that is not meant."});
        }
    }
}

std::optional<Claim> Detector::claimInContestant(const files::Entry& entry, const Parts& parts,
                                                 std::string& reason)
{
    const std::string_view name = problemIn(parts);
    const ProblemNames::Match match = m_names.find(name);
    if (!parts.deeper && !takesAnyFile(match) && !isSource(parts.second, reason))
        return std::nullopt;
    if (match.problem == nullptr) {
        reason = noProblem(!m_rules.isNoPackage(name) && m_rules.isNoPackage(parts.top) ? parts.top : name,
                           entry.name);
        return std::nullopt;
    }
    noteCase(match, name, entry.name);
    const std::string contestant = m_contestants->of(parts.top.substr(0, parts.top.find('/')));
    if (!parts.deeper)
        return Claim{LayoutKind::ContestantFile, contestant, match.problem, entry.name,
                     std::string(parts.second),  entry};
    if (isBuildOutput(entry.name)) {
        reason = "build output";
        return std::nullopt;
    }
    const std::string folder = std::string(parts.top) + "/" + std::string(parts.second);
    return Claim{LayoutKind::ContestantFolder,         contestant, match.problem, folder,
                 entry.name.substr(folder.size() + 1), entry};
}

/// All that a contestant handed in is one hand-in. Files that are no sources come along only in the problem's
/// own folder, where nobody puts reports and notes.
std::optional<Claim> Detector::claimForOnlyProblem(const files::Entry& entry, const Parts& parts,
                                                   std::string& reason)
{
    const model::Problem& problem = *m_rules.onlyProblem();
    const std::string_view name = parts.deeper ? parts.second : stemOf(parts.second);
    const ProblemNames::Match match = m_names.find(name);
    const bool inItsFolder = parts.deeper && match.problem != nullptr;
    if (m_rules.isNoPackage(name)) {
        reason = noProblem(name, entry.name);
        return std::nullopt;
    }
    if (isBuildOutput(entry.name))
        reason = "build output";
    else if (!problem.takesAnswers() && !inItsFolder && !isHeaderName(entry.name))
        isSource(entry.name, reason);
    if (!reason.empty())
        return std::nullopt;
    noteCase(match, name, entry.name);
    return Claim{LayoutKind::OnlyProblem, m_contestants->of(parts.top), &problem,
                 std::string(parts.top),  std::string(parts.within),    entry};
}

std::optional<Claim> Detector::claimInProblem(const files::Entry& entry, const Parts& parts,
                                              std::string& reason)
{
    const std::string folder = std::string(parts.top) + "/" + std::string(parts.second);
    if (parts.deeper && m_archives.contains(folder)) {
        const ProblemNames::Match of = m_names.find(parts.top);
        noteCase(of, parts.top, entry.name);
        return Claim{LayoutKind::ProblemFile,
                     std::string(parts.second),
                     of.problem,
                     folder,
                     entry.name.substr(folder.size() + 1),
                     entry};
    }
    if (parts.deeper) {
        reason = "a folder within a problem's folder; if it is a contestant's, give the pattern "
                 "{problem}/{contestant}/{files}";
        return std::nullopt;
    }
    const ProblemNames::Match match = m_names.find(parts.top);
    if (!takesAnyFile(match) && !isSource(parts.second, reason))
        return std::nullopt;
    noteCase(match, parts.top, entry.name);
    return Claim{LayoutKind::ProblemFile,
                 std::string(stemOf(parts.second)),
                 match.problem,
                 entry.name,
                 std::string(parts.second),
                 entry};
}

std::optional<Claim> Detector::claimLooseFile(const files::Entry& entry, std::string& reason)
{
    const model::Problem* problem = m_rules.onlyProblem();
    const bool any = problem != nullptr && problem->takesAnswers();
    if (!any && !isSource(entry.name, reason))
        return std::nullopt;
    if (problem == nullptr) {
        reason = "the file lies in no folder; expected <contestant>/<problem>.<extension>";
        return std::nullopt;
    }
    if (m_rules.isNoPackage(stemOf(entry.name))) {
        reason = noProblem(stemOf(entry.name), entry.name);
        return std::nullopt;
    }
    return Claim{
        LayoutKind::OnlyProblemFile, std::string(stemOf(entry.name)), problem, entry.name, entry.name, entry};
}

std::optional<Claim> Detector::claimOf(const files::Entry& entry, std::string& reason)
{
    const Parts parts = partsOf(entry.name);
    if (parts.top.empty())
        return claimLooseFile(entry, reason);
    const auto role = m_roles.find(parts.top);
    if (role != m_roles.end() && role->second == FolderRole::Problem)
        return claimInProblem(entry, parts, reason);
    // In a folder called like another folder of problems only files called like the problem are for it.
    const bool only = m_rules.onlyProblem() != nullptr && !m_rules.isNoPackage(parts.top);
    std::optional<Claim> claim =
        only ? claimForOnlyProblem(entry, parts, reason)
             : claimInContestant(entry, withoutArchiveOfAll(entry.name, parts), reason);
    if (!claim) {
        const std::optional<PlatformName> name = platformName(parts.top);
        if (name && !name->onlyFolder.empty())
            reason = name->onlyFolder;
    }
    return claim;
}

/// A hand-in of one file is that file, and a hand-in whose files all lie in a folder called like the problem
/// is that folder, as where there are several problems.
void Detector::settleOnlyProblem()
{
    std::map<std::string, std::vector<Claim*>, std::less<>> handIns;
    for (Claim& claim : m_claims.claims) {
        if (claim.kind == LayoutKind::OnlyProblem)
            handIns[claim.handIn].push_back(&claim);
    }
    for (auto& [handIn, claims] : handIns) {
        const std::string folder = claims.front()->within.substr(0, claims.front()->within.find('/'));
        const bool inItsFolder = m_names.find(folder).problem != nullptr &&
                                 std::all_of(claims.begin(), claims.end(), [&](const Claim* claim) {
                                     return claim->within.starts_with(folder + "/");
                                 });
        for (Claim* claim : claims) {
            if (inItsFolder) {
                claim->kind = LayoutKind::ContestantFolder;
                claim->handIn += "/" + folder;
                claim->within = claim->within.substr(folder.size() + 1);
            } else if (claims.size() == 1) {
                const bool called = m_names.find(stemOf(claim->within)).problem != nullptr;
                claim->kind = called && folder == claim->within ? LayoutKind::ContestantFile : claim->kind;
                claim->handIn = claim->entry.name;
                claim->within = claim->within.substr(claim->within.rfind('/') + 1);
            }
        }
    }
}

void Detector::collectContestants(const std::vector<std::string>& topFolders)
{
    for (const std::string& folder : topFolders) {
        const auto role = m_roles.find(folder);
        if (role == m_roles.end() ? !m_rules.isNoPackage(folder) : role->second == FolderRole::Contestant)
            m_claims.contestants.insert(m_contestants->of(folder));
    }
    if (m_contestants->anyPlatform())
        m_claims.platforms.push_back({"<name>_<number>_assignsubmission_file",
                                      "names as Moodle writes them: the contestant is the student's name"});
}

void Detector::placeUnmatched()
{
    for (const model::UnmatchedFile& file : m_claims.unmatched) {
        if (std::optional<Refused> refused = isHidden(file.file) ? std::nullopt : placeOf(file))
            m_claims.refused.push_back(std::move(*refused));
    }
}

/// Whose hand-in a file would be, by its path alone.
std::optional<Refused> Detector::placeOf(const model::UnmatchedFile& file) const
{
    const std::string& name = file.file;
    const bool isArchive = files::hasArchiveName(name);
    Parts parts = partsOf(name);
    const bool isLoose = parts.top.empty();
    const auto role = m_roles.find(parts.top);
    if (isLoose || (role != m_roles.end() && role->second == FolderRole::Problem)) {
        const model::Problem* problem = isLoose ? m_rules.onlyProblem() : m_names.find(parts.top).problem;
        const std::string_view stem = handInStem(isLoose ? std::string_view(name) : parts.second);
        if (problem == nullptr || parts.deeper || m_rules.isNoPackage(stem))
            return std::nullopt;
        return Refused{std::string(stem), isArchive, problem, name, file};
    }
    parts = withoutArchiveOfAll(name, parts);
    const std::string_view stem = parts.deeper ? parts.second : handInStem(parts.second);
    const std::string contestant = m_contestants->of(parts.top.substr(0, parts.top.find('/')));
    if (m_rules.onlyProblem() != nullptr && !m_rules.isNoPackage(parts.top)) {
        if (m_rules.isNoPackage(stem))
            return std::nullopt;
        return Refused{contestant, true, m_rules.onlyProblem(), isArchive ? name : std::string(parts.top),
                       file};
    }
    const model::Problem* problem = m_names.find(stem).problem;
    if (problem == nullptr)
        return std::nullopt;
    const std::string folder = std::string(parts.top) + "/" + std::string(parts.second);
    return Refused{contestant, true, problem, parts.deeper ? folder : name, file};
}

Claims Detector::run(SourceTree tree)
{
    takeOver(tree);
    m_roles = rolesOfFolders(tree, m_rules, m_claims.diagnostics);
    std::vector<std::string> topNames = tree.topFolders;
    for (const files::Entry& entry : tree.files) {
        if (entry.name.find('/') == std::string::npos)
            topNames.push_back(entry.name);
    }
    m_contestants.emplace(topNames);
    findArchivesOfAll(tree);
    for (const files::Entry& entry : tree.files) {
        std::string reason;
        if (std::optional<Claim> claim = claimOf(entry, reason))
            m_claims.claims.push_back(std::move(*claim));
        else
            m_claims.unmatched.push_back({entry.name, std::move(reason)});
    }
    settleOnlyProblem();
    tellOfTwice();
    collectContestants(tree.topFolders);
    placeUnmatched();
    return std::move(m_claims);
}

class ContestFolders : public Source
{
public:
    explicit ContestFolders(const ClaimRules& rules) : m_rules(rules) {}

    bool isHandInFolder(std::string_view folder) const override
    {
        const std::size_t slash = folder.find('/');
        if (slash == std::string_view::npos)
            return true;
        const std::string_view second = folder.substr(slash + 1);
        return second.find('/') == std::string_view::npos &&
               (m_rules.problems.find(second).problem != nullptr || m_rules.isNoPackage(second));
    }
    Claims claims(SourceTree tree) const override { return Detector(m_rules).run(std::move(tree)); }

private:
    const ClaimRules& m_rules;
};

} // namespace

Result<std::unique_ptr<Source>> contestFolders(const Options& /*options*/, const ClaimRules& rules)
{
    return std::unique_ptr<Source>(std::make_unique<ContestFolders>(rules));
}

} // namespace assize::intake
