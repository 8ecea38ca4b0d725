// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/archive.h"
#include "files/read.h"
#include "intake/claimer.h"
#include "intake/language_guess.h"
#include "intake/pattern.h"
#include "intake/sources/source.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace assize::intake {
namespace {

class ByPattern : public Claimer
{
public:
    using Claimer::Claimer;

    Claims run(SourceTree tree, const Pattern& pattern, const std::string& text)
    {
        takeOver(tree);
        // An archive in the place of one file holds all files of the hand-in.
        constexpr std::string_view kOneFile = ".{extension}";
        std::optional<Pattern> ofArchives;
        if (!m_archives.empty() && text.ends_with(kOneFile)) {
            Result<Pattern> parsed = Pattern::parse(
                text.substr(0, text.size() - kOneFile.size()) + "/{files}", m_names.all().size());
            if (parsed)
                ofArchives = std::move(*parsed);
        }
        for (const files::Entry& entry : tree.files) {
            std::string reason;
            const bool packed = ofArchives && isInArchive(entry.name);
            if (std::optional<Claim> claim = claimOf(entry, packed ? *ofArchives : pattern, text, reason))
                m_claims.claims.push_back(std::move(*claim));
            else
                m_claims.unmatched.push_back({entry.name, std::move(reason)});
        }
        for (const model::UnmatchedFile& file : m_claims.unmatched)
            place(file, pattern);
        if (pattern.startsWithContestant())
            m_claims.contestants.insert(tree.topFolders.begin(), tree.topFolders.end());
        return std::move(m_claims);
    }

private:
    bool isInArchive(std::string_view name) const
    {
        for (std::size_t slash = name.find('/'); slash != std::string_view::npos;
             slash = name.find('/', slash + 1)) {
            if (m_archives.contains(name.substr(0, slash)))
                return true;
        }
        return false;
    }
    void place(const model::UnmatchedFile& file, const Pattern& pattern)
    {
        if (isHidden(file.file))
            return;
        // An archive may have an ending of two parts, and stands for its files.
        const bool isArchive = files::hasArchiveName(file.file);
        const std::string name =
            isArchive ? files::withoutArchiveEnding(file.file) + (pattern.hasFiles() ? "/x" : ".x")
                      : file.file;
        const std::optional<PatternMatch> match = pattern.match(name, m_names);
        if (!match || match->problem.problem == nullptr)
            return;
        m_claims.refused.push_back({match->contestant, isArchive || pattern.startsWithContestant(),
                                    match->problem.problem,
                                    match->folder.empty() || isArchive ? file.file : match->folder, file});
    }
    std::optional<Claim> claimOf(const files::Entry& entry, const Pattern& pattern, const std::string& text,
                                 std::string& reason)
    {
        const std::optional<PatternMatch> match = pattern.match(entry.name, m_names);
        if (!match)
            reason = "the path does not fit the pattern " + files::oneLine(text);
        else if (match->folder.empty() && !takesAnyFile(match->problem) && !isSource(entry.name, reason))
            ;
        else if (match->problem.problem == nullptr)
            reason = noProblem(match->problemName, entry.name);
        else if (!match->folder.empty() && isBuildOutput(entry.name))
            reason = "build output";
        if (!reason.empty())
            return std::nullopt;
        noteCase(match->problem, match->problemName, entry.name);
        const std::string handIn = match->folder.empty() ? entry.name : match->folder;
        const std::string within = match->folder.empty()
                                       ? std::filesystem::path(entry.name).filename().native()
                                       : entry.name.substr(handIn.size() + 1);
        return Claim{LayoutKind::Pattern, match->contestant, match->problem.problem, handIn, within, entry};
    }
};

class GivenPattern : public Source
{
public:
    GivenPattern(const ClaimRules& rules, Pattern pattern, std::string text)
        : m_rules(rules), m_pattern(std::move(pattern)), m_text(std::move(text))
    {
    }

    bool isHandInFolder(std::string_view folder) const override
    {
        return std::count(folder.begin(), folder.end(), '/') < m_pattern.folders();
    }
    Claims claims(SourceTree tree) const override
    {
        return ByPattern(m_rules).run(std::move(tree), m_pattern, m_text);
    }

private:
    const ClaimRules& m_rules;
    const Pattern m_pattern;
    const std::string m_text; ///< as it was given
};

} // namespace

Result<std::unique_ptr<Source>> givenPattern(const Options& options, const ClaimRules& rules)
{
    if (options.pattern.empty())
        return std::unique_ptr<Source>();
    Result<Pattern> pattern = Pattern::parse(options.pattern, rules.problems.all().size());
    if (!pattern)
        return pattern.error();
    return std::unique_ptr<Source>(
        std::make_unique<GivenPattern>(rules, std::move(*pattern), options.pattern));
}

} // namespace assize::intake
