// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/intake.h"

#include "base/utf8.h"
#include "files/read.h"
#include "intake/language_guess.h"
#include "intake/pattern.h"
#include "intake/permitted_languages.h"
#include "intake/source_tree.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::intake {
namespace {

enum class Kind { ContestantFile, ContestantFolder, ProblemFile, Pattern };

Layout layoutOf(Kind kind, const std::string& pattern)
{
    switch (kind) {
    case Kind::ContestantFile:
        return {"{contestant}/{problem}.{extension}",
                "one folder for each contestant, one file for each problem"};
    case Kind::ContestantFolder:
        return {"{contestant}/{problem}/{files}",
                "one folder for each contestant, in it one folder of files for each problem"};
    case Kind::ProblemFile:
        return {"{problem}/{contestant}.{extension}",
                "one folder for each problem, one file for each contestant"};
    case Kind::Pattern:
        break;
    }
    return {pattern, "the pattern that was given"};
}

/// A path taken apart: "T/rest", and for folders "T/P/rest".
struct Parts
{
    std::string_view top;
    std::string_view second; ///< the file, or the folder below `top`
    bool deeper = false;     ///< there is something below `second`
};

Parts partsOf(std::string_view name)
{
    Parts parts;
    const std::size_t first = name.find('/');
    if (first == std::string_view::npos)
        return parts;
    parts.top = name.substr(0, first);
    const std::string_view rest = name.substr(first + 1);
    const std::size_t second = rest.find('/');
    parts.second = rest.substr(0, second);
    parts.deeper = second != std::string_view::npos;
    return parts;
}

/// What a file is taken for.
struct Claim
{
    Kind kind;
    std::string contestant;
    const model::Problem* problem;
    std::string file;   ///< of the submission
    std::string within; ///< the file's name in the submission
};

/// Answers may have any extension.
bool takesAnyFile(const ProblemNames::Match& match)
{
    return match.problem != nullptr && match.problem->takesAnswers();
}

/// How a top folder is read that is named like a problem.
enum class Role { Contestant, Problem };

/// What speaks for each way to read a top folder that is named like a problem.
struct Evidence
{
    int onlyContestants = 0; ///< files whose names are no problems: they can only be contestants'
    int problems = 0;        ///< files and folders that are named like problems
};

class Finder
{
public:
    Finder(const std::vector<model::Problem>& problems, const std::vector<model::Language>& languages,
           const Options& options, Found& found)
        : m_names(problems, options.lookOf), m_languages(languages), m_otherFolders(options.otherFolders),
          m_found(found)
    {
    }

    void detect(SourceTree tree);
    void usePattern(SourceTree tree, const Pattern& pattern, const std::string& text);

private:
    void decideRoles(const SourceTree& tree);
    void warnOfRole(const std::string& folder, Role role);
    std::optional<Claim> claimOf(const files::Entry& entry, std::string& reason);
    std::optional<Claim> claimInContestant(const files::Entry& entry, const Parts& parts,
                                           std::string& reason);
    std::optional<Claim> claimInProblem(const files::Entry& entry, const Parts& parts, std::string& reason);
    bool isSource(std::string_view file, std::string& reason) const;
    bool isNoPackage(std::string_view folder) const
    {
        return std::find(m_otherFolders.begin(), m_otherFolders.end(), folder) != m_otherFolders.end();
    }
    std::string noProblem(std::string_view name, const std::string& file);
    void noteCase(const ProblemNames::Match& match, std::string_view spelled, const std::string& file);
    void reject(const std::string& file, std::string reason)
    {
        m_found.unmatched.push_back({file, std::move(reason)});
    }
    /// A hand-in that is there and cannot be judged needs a person.
    void missed(const std::string& file, const std::string& reason)
    {
        m_found.diagnostics.push_back({Diagnostic::Level::Error, file, reason + "; it is not judged"});
    }
    void addAll(const std::vector<std::pair<Claim, files::Entry>>& claims, const std::string& pattern);
    void finish(std::set<std::string> contestants);

    ProblemNames m_names;
    const std::vector<model::Language>& m_languages;
    const std::vector<std::string>& m_otherFolders;
    Found& m_found;
    std::map<std::string, Role, std::less<>> m_roles; // of top folders that are named like problems
    std::set<std::string, std::less<>> m_noted;
};

void Finder::decideRoles(const SourceTree& tree)
{
    std::map<std::string, Evidence, std::less<>> evidence;
    int contestantsElsewhere = 0;
    int problemsElsewhere = 0;
    for (const std::string& folder : tree.topFolders) {
        if (m_names.find(folder).problem != nullptr)
            evidence[folder];
    }
    std::set<std::string> seen;
    for (const files::Entry& entry : tree.files) {
        const Parts parts = partsOf(entry.name);
        const bool source = parts.deeper || isSourceExtension(extensionOf(parts.second), m_languages);
        const std::string_view name = parts.deeper ? parts.second : stemOf(parts.second);
        if (parts.top.empty() || !source ||
            !seen.insert(std::string(parts.top) + "/" + std::string(parts.second)).second)
            continue;
        const bool problem = m_names.find(name).problem != nullptr;
        const auto folder = evidence.find(parts.top);
        if (folder == evidence.end()) {
            contestantsElsewhere += problem ? 1 : 0;
        } else if (problem) {
            ++folder->second.problems;
        } else if (!parts.deeper) {
            ++folder->second.onlyContestants;
            ++problemsElsewhere;
        }
    }
    for (const auto& [folder, facts] : evidence) {
        Role role = Role::Problem;
        if (facts.onlyContestants == 0 && facts.problems > 0 && contestantsElsewhere >= problemsElsewhere)
            role = Role::Contestant;
        m_roles.emplace(folder, role);
        if (facts.problems > 0)
            warnOfRole(folder, role);
    }
}

void Finder::warnOfRole(const std::string& folder, Role role)
{
    const bool contestant = role == Role::Contestant;
    m_found.diagnostics.push_back(
        {Diagnostic::Level::Warning, folder,
         "the folder is named like a problem and holds files that are named like problems; it is read as " +
             std::string(contestant ? "a contestant's" : "a problem's") +
             ". If that is wrong, give the pattern of the submissions: assize: submissions: \"" +
             layoutOf(contestant ? Kind::ProblemFile : Kind::ContestantFile, "").pattern +
             "\" in contest.yaml."});
}

bool Finder::isSource(std::string_view file, std::string& reason) const
{
    const std::string_view extension = extensionOf(file);
    if (extension.empty())
        reason = "the name has no extension to tell the language by";
    else if (!isSourceExtension(extension, m_languages))
        reason = "no language has the extension ." + files::oneLine(extension);
    return reason.empty();
}

/// Why nothing can be handed in for the problem `name`.
std::string Finder::noProblem(std::string_view name, const std::string& file)
{
    if (isNoPackage(name)) {
        const std::string reason = "the folder of problems has a folder " + files::oneLine(name) +
                                   ", but that is no problem package";
        if (m_noted.insert("no package: " + std::string(name)).second)
            missed(file, reason);
        return reason;
    }
    if (const auto alike = m_names.looksLike(name); alike.size() > 1) {
        std::string reason = files::quoted(name) + " may be the problem ";
        for (const model::Problem* problem : alike)
            reason += (problem == alike.front() ? "" : " or ") + files::quoted(problem->id);
        reason += ", whose names look the same";
        if (m_noted.insert("alike: " + std::string(name)).second)
            missed(file, reason);
        return reason;
    }
    return "no problem is called " + files::oneLine(name);
}

void Finder::noteCase(const ProblemNames::Match& match, std::string_view spelled, const std::string& file)
{
    if (match.otherSpelling && m_noted.insert(std::string(spelled)).second)
        m_found.diagnostics.push_back({Diagnostic::Level::Info, file,
                                       files::quoted(spelled) + " is taken for the problem " +
                                           files::quoted(match.problem->id) +
                                           ", which is spelt otherwise (upper and lower case, how accented "
                                           "letters are composed, blanks or invisible characters)"});
}

std::optional<Claim> Finder::claimInContestant(const files::Entry& entry, const Parts& parts,
                                               std::string& reason)
{
    const std::string_view name = parts.deeper ? parts.second : stemOf(parts.second);
    const ProblemNames::Match match = m_names.find(name);
    if (!parts.deeper && !takesAnyFile(match) && !isSource(parts.second, reason))
        return std::nullopt;
    if (match.problem == nullptr) {
        reason = noProblem(!isNoPackage(name) && isNoPackage(parts.top) ? parts.top : name, entry.name);
        return std::nullopt;
    }
    noteCase(match, name, entry.name);
    const std::string file = std::string(parts.top) + "/" + std::string(parts.second);
    if (!parts.deeper)
        return Claim{Kind::ContestantFile, std::string(parts.top), match.problem, file,
                     std::string(parts.second)};
    if (isBuildOutput(entry.name)) {
        reason = "build output";
        return std::nullopt;
    }
    return Claim{Kind::ContestantFolder, std::string(parts.top), match.problem, file,
                 entry.name.substr(file.size() + 1)};
}

std::optional<Claim> Finder::claimInProblem(const files::Entry& entry, const Parts& parts,
                                            std::string& reason)
{
    if (parts.deeper) {
        reason = "a folder within a problem's folder; if it is a contestant's, give the pattern "
                 "{problem}/{contestant}/{files}";
        return std::nullopt;
    }
    const ProblemNames::Match match = m_names.find(parts.top);
    if (!takesAnyFile(match) && !isSource(parts.second, reason))
        return std::nullopt;
    noteCase(match, parts.top, entry.name);
    return Claim{Kind::ProblemFile, std::string(stemOf(parts.second)), match.problem, entry.name,
                 std::string(parts.second)};
}

std::optional<Claim> Finder::claimOf(const files::Entry& entry, std::string& reason)
{
    const Parts parts = partsOf(entry.name);
    if (parts.top.empty()) {
        if (isSource(entry.name, reason))
            reason = "the file lies in no folder; expected <contestant>/<problem>.<extension>";
        return std::nullopt;
    }
    const auto role = m_roles.find(parts.top);
    if (role != m_roles.end() && role->second == Role::Problem)
        return claimInProblem(entry, parts, reason);
    return claimInContestant(entry, parts, reason);
}

void Finder::detect(SourceTree tree)
{
    for (const model::UnmatchedFile& lost : tree.unreadable)
        missed(lost.file, lost.reason);
    decideRoles(tree);
    std::vector<std::pair<Claim, files::Entry>> claims;
    for (files::Entry& entry : tree.files) {
        std::string reason;
        std::optional<Claim> claim = claimOf(entry, reason);
        if (claim)
            claims.emplace_back(std::move(*claim), std::move(entry));
        else
            reject(entry.name, std::move(reason));
    }
    addAll(claims, "");
    std::set<std::string> contestants;
    for (const std::string& folder : tree.topFolders) {
        const auto role = m_roles.find(folder);
        if (role == m_roles.end() ? !isNoPackage(folder) : role->second == Role::Contestant)
            contestants.insert(folder);
    }
    finish(std::move(contestants));
}

void Finder::usePattern(SourceTree tree, const Pattern& pattern, const std::string& text)
{
    for (const model::UnmatchedFile& lost : tree.unreadable)
        missed(lost.file, lost.reason);
    std::vector<std::pair<Claim, files::Entry>> claims;
    for (files::Entry& entry : tree.files) {
        const std::optional<PatternMatch> match = pattern.match(entry.name, m_names);
        std::string reason;
        if (!match)
            reason = "the path does not fit the pattern " + files::oneLine(text);
        else if (match->folder.empty() && !takesAnyFile(match->problem) && !isSource(entry.name, reason))
            ;
        else if (match->problem.problem == nullptr)
            reason = noProblem(match->problemName, entry.name);
        else if (!match->folder.empty() && isBuildOutput(entry.name))
            reason = "build output";
        if (!reason.empty()) {
            reject(entry.name, std::move(reason));
            continue;
        }
        noteCase(match->problem, match->problemName, entry.name);
        const std::string file = match->folder.empty() ? entry.name : match->folder;
        const std::string within = match->folder.empty()
                                       ? std::filesystem::path(entry.name).filename().native()
                                       : entry.name.substr(file.size() + 1);
        claims.emplace_back(Claim{Kind::Pattern, match->contestant, match->problem.problem, file, within},
                            std::move(entry));
    }
    addAll(claims, text);
    std::set<std::string> contestants;
    if (pattern.startsWithContestant())
        contestants.insert(tree.topFolders.begin(), tree.topFolders.end());
    finish(std::move(contestants));
}

void Finder::addAll(const std::vector<std::pair<Claim, files::Entry>>& claims, const std::string& pattern)
{
    // A file and a folder cannot have the same path, so `file` names a submission.
    std::map<std::string, std::vector<const std::pair<Claim, files::Entry>*>> submissions;
    for (const auto& claim : claims)
        submissions[claim.first.file].push_back(&claim);
    std::map<Kind, int> used;
    for (const auto& [file, parts] : submissions) {
        const Claim& claim = parts.front()->first;
        model::Submission submission;
        submission.contestant = claim.contestant;
        submission.problem = claim.problem->id;
        submission.file = file;
        std::vector<files::Entry> entries;
        for (const auto* part : parts) {
            submission.files.push_back({part->first.within, part->second.path, part->second.size});
            entries.push_back(part->second);
        }
        std::optional<std::string> reason =
            complete(submission, entries, m_languages, claim.problem->takesAnswers());
        if (!reason)
            reason = permitLanguage(*claim.problem, m_languages, submission);
        if (reason) {
            for (const files::Entry& entry : entries)
                reject(entry.name, *reason);
            // Its language is known and permitted: what failed is reading it.
            if (!submission.language.empty())
                missed(file, *reason);
            continue;
        }
        submission.id = static_cast<int>(m_found.submissions.size()) + 1;
        m_found.submissions.push_back(std::move(submission));
        ++used[claim.kind];
    }
    std::vector<std::pair<int, Kind>> byUse;
    for (const auto& [kind, count] : used)
        byUse.emplace_back(-count, kind);
    std::sort(byUse.begin(), byUse.end());
    for (const auto& [count, kind] : byUse)
        m_found.layouts.push_back(layoutOf(kind, pattern));
}

void Finder::finish(std::set<std::string> contestants)
{
    for (const model::Submission& submission : m_found.submissions)
        contestants.insert(submission.contestant);
    for (const std::string& id : contestants)
        m_found.contestants.push_back({id, toUtf8(id)});
    std::sort(m_found.unmatched.begin(), m_found.unmatched.end(),
              [](const model::UnmatchedFile& a, const model::UnmatchedFile& b) { return a.file < b.file; });
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
    std::error_code code;
    Result<SourceTree> tree = readSourceTree(std::filesystem::absolute(folder, code));
    if (!tree)
        return tree.error();
    Found found;
    found.unmatched = std::move(tree->unmatched);
    if (tree->truncated)
        found.diagnostics.push_back(
            {Diagnostic::Level::Error, folder.native(),
             "the folder holds more than a million files; those that come last are not read"});
    Finder finder(problems, languages, options, found);
    if (pattern)
        finder.usePattern(std::move(*tree), *pattern, options.pattern);
    else
        finder.detect(std::move(*tree));
    return found;
}

} // namespace assize::intake
