// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/claimer.h"

#include "files/read.h"
#include "intake/language_guess.h"
#include "intake/near_name.h"

#include <algorithm>

namespace assize::intake {

bool isHidden(std::string_view file)
{
    return file.starts_with('.') || file.find("/.") != std::string_view::npos ||
           file.find("__MACOSX") != std::string_view::npos;
}

bool takesAnyFile(const ProblemNames::Match& match)
{
    return match.problem != nullptr && match.problem->takesAnswers();
}

void Claimer::takeOver(SourceTree& tree)
{
    m_claims.unmatched = std::move(tree.unmatched);
    m_archives = tree.archives;
    for (const model::UnmatchedFile& lost : tree.unreadable) {
        missed(lost.file, lost.reason);
        m_claims.lost.push_back(lost.file);
    }
    std::sort(m_claims.lost.begin(), m_claims.lost.end());
}

void Claimer::missed(const std::string& file, const std::string& reason)
{
    m_claims.diagnostics.push_back({Diagnostic::Level::Error, file, reason + "; it is not judged"});
}

bool Claimer::isSource(std::string_view file, std::string& reason) const
{
    const std::string_view extension = extensionOf(file);
    if (extension.empty())
        reason = "the name has no extension to tell the language by";
    else if (!isSourceExtension(extension, m_rules.languages))
        reason = "no language has the extension ." + files::oneLine(extension) +
                 nearFileHint(file, m_rules.languages);
    return reason.empty();
}

std::string Claimer::noProblem(std::string_view name, const std::string& file)
{
    if (m_rules.isNoPackage(name)) {
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
    return "no problem is called " + files::oneLine(name) + nearProblemHint(name, m_names);
}

void Claimer::noteCase(const ProblemNames::Match& match, std::string_view spelled, const std::string& file)
{
    if (match.otherSpelling && m_noted.insert(std::string(spelled)).second)
        m_claims.diagnostics.push_back({Diagnostic::Level::Info, file,
                                        files::quoted(spelled) + " is taken for the problem " +
                                            files::quoted(match.problem->id) +
                                            ", which is spelt otherwise (upper and lower case, how accented "
                                            "letters are composed, blanks or invisible characters)"});
}

} // namespace assize::intake
