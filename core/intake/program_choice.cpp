// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/program_choice.h"

#include "base/text_encoding.h"
#include "base/utf8.h"
#include "files/read.h"
#include "intake/language_guess.h"
#include "intake/own_tests.h"
#include "intake/program_parts.h"
#include "toolchain/entry_points.h"
#include "toolchain/included_sources.h"
#include "toolchain/toolchain.h"

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace assize::intake {
namespace {

using toolchain::EntryPoint;

/// Larger hand-ins are no solutions, and nobody shall wait for their comparison.
constexpr std::size_t kMostSources = 200;
constexpr std::uint64_t kMostBytes = 4 << 20;
/// Of files that were not started so many are named in one clause.
constexpr std::size_t kMostNamed = 5;

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

std::string baseOf(std::string_view file)
{
    return std::string(file.substr(file.rfind('/') + 1));
}

class Chooser
{
public:
    Chooser(const model::Problem& problem, const std::vector<model::Language>& languages,
            model::Submission& submission)
        : m_problem(problem), m_languages(languages), m_submission(submission)
    {
    }

    void run()
    {
        readSources();
        markImported();
        collectCandidates();
        if (m_candidates.empty())
            return;
        std::sort(m_candidates.begin(), m_candidates.end(),
                  [this](const StartCandidate& a, const StartCandidate& b) { return rankOf(a) < rankOf(b); });
        const ProgramSource& start = *m_candidates.front().source;
        for (auto& [source, reason] : notOfProgram(m_sources, m_candidates)) {
            m_left.insert(source->file);
            m_submission.leftOut.push_back({source->file->name, std::move(reason)});
        }
        // However many of its files are in C.
        if (std::any_of(m_sources.begin(), m_sources.end(),
                        [&](const ProgramSource& source) { return isLinkedC(source, start); }))
            m_submission.language = start.language->id;
        say();
        tellOfIncluded(start);
        removeLeftOut();
    }

private:
    bool isPermitted(const model::Language& language) const
    {
        const std::string extension(extensionOf(m_current));
        if (m_problem.languages.empty())
            return true;
        const auto permits = [this](const std::string& id) {
            return std::find(m_problem.languages.begin(), m_problem.languages.end(), id) !=
                   m_problem.languages.end();
        };
        // Another language with the same extension may be permitted (PyPy for .py).
        return permits(language.id) ||
               std::any_of(m_languages.begin(), m_languages.end(), [&](const model::Language& other) {
                   return permits(other.id) &&
                          std::any_of(other.extensions.begin(), other.extensions.end(),
                                      [&](const std::string& known) { return known == extension; });
               });
    }

    void readSources()
    {
        for (const model::SourceFile& file : m_submission.files) {
            const model::Language* language = guessLanguage({file}, m_languages);
            if (language != nullptr)
                m_sources.push_back({&file, language, {}});
        }
        // Where there is one file there is nothing to choose, but of classes.
        if (m_sources.size() == 1 && !hasClasses(*m_sources.front().language))
            return;
        std::uint64_t bytes = 0;
        for (const ProgramSource& source : m_sources)
            bytes += source.file->size;
        if (m_sources.size() > kMostSources || bytes > kMostBytes) {
            if (m_sources.size() > 1)
                m_submission.notes.push_back("Of so many or so large source files (more than " +
                                             std::to_string(kMostSources) + ", or " +
                                             std::to_string(kMostBytes >> 20) +
                                             " MiB) it was not looked which one is the program.");
            m_sources.clear();
            return;
        }
        for (ProgramSource& source : m_sources) {
            Result<std::string> text = files::readHead(source.file->path, kMostBytes);
            if (!text) {
                // The file cannot be looked at; the reader of the whole submission names the fault.
                m_sources.clear();
                return;
            }
            source.text = decodedText(std::move(*text));
            source.entry =
                toolchain::entryPointOf(source.language->entryPoint, source.text, baseOf(source.file->name));
        }
    }

    void markImported()
    {
        for (const ProgramSource& importer : m_sources) {
            const std::string& kind = importer.language->entryPoint;
            // A test imports the very program that it tests.
            if (!toolchain::isScript(kind) || isCalledLikeTest(kind, importer.file->name, {}))
                continue;
            const std::vector<std::string> modules = toolchain::importedModules(kind, importer.text);
            const std::set<std::string> names(modules.begin(), modules.end());
            for (ProgramSource& source : m_sources) {
                if (&source != &importer && toolchain::isScript(source.language->entryPoint) &&
                    names.count(std::string(stemOf(source.file->name))) > 0)
                    source.imported = true;
            }
        }
        // Files that import each other: none of them is only a module.
        const auto mayStart = [](const ProgramSource& source) {
            return source.entry != EntryPoint::None && !source.imported;
        };
        if (std::none_of(m_sources.begin(), m_sources.end(), mayStart)) {
            for (ProgramSource& source : m_sources)
                source.imported = false;
        }
    }

    void collectCandidates()
    {
        if (m_sources.size() == 1 && !hasClasses(*m_sources.front().language))
            return;
        for (const ProgramSource& source : m_sources) {
            if (source.entry == EntryPoint::None || source.imported)
                continue;
            const std::size_t before = m_candidates.size();
            if (hasClasses(*source.language))
                addClasses(source);
            if (m_candidates.size() == before)
                m_candidates.push_back({&source});
        }
        // No file says anything: the language of most files, as for a folder without any entry point.
        const bool known =
            std::any_of(m_candidates.begin(), m_candidates.end(),
                        [](const StartCandidate& one) { return !one.source->language->entryPoint.empty(); });
        if (!known && m_candidates.size() > 1) {
            const model::Language* language = guessLanguage(m_submission.files, m_languages);
            std::erase_if(m_candidates,
                          [&](const StartCandidate& one) { return one.source->language != language; });
        }
    }

    void addClasses(const ProgramSource& source)
    {
        const std::string base = baseOf(source.file->name);
        const bool java = source.language->entryPoint == "java";
        // Kotlin's classes are called after files, which may be renamed before they are compiled.
        if (!java && !std::all_of(base.begin(), base.end(),
                                  [](char c) { return isWordCharacter(c) || c == '.' || c == '-'; }))
            return;
        const toolchain::ClassFileUnit unit =
            java ? toolchain::readJava(source.text) : toolchain::readKotlin(source.text, base);
        for (const std::string& name : unit.mainClasses)
            m_candidates.push_back({&source, name, name.substr(name.rfind('.') + 1) == unit.publicType});
    }

    bool isCalled(const StartCandidate& candidate, std::string_view name) const
    {
        const std::string& whole = candidate.className;
        return lower(stemOf(candidate.source->file->name)) == lower(name) ||
               (!whole.empty() && lower(whole.substr(whole.rfind('.') + 1)) == lower(name));
    }

    /// Whether a file is called as its language calls the file to start.
    enum class Called { Main, Index, Otherwise };

    Called calledOf(const StartCandidate& candidate) const
    {
        if (isCalled(candidate, "main") || isCalled(candidate, "__main__"))
            return Called::Main;
        // Node.js starts a folder with its index.js.
        return candidate.source->language->entryPoint == "javascript" && isCalled(candidate, "index")
                   ? Called::Index
                   : Called::Otherwise;
    }

    /// The smallest is started. The order of the members is the rule.
    struct Rank
    {
        bool isForbidden;
        bool isTest;
        Called called;
        bool isCalledOtherwise; ///< than the problem
        bool isUncertain;
        bool isNotPublic;
        std::ptrdiff_t depth;
        std::string file;
        std::string className;

        auto operator<=>(const Rank&) const = default;
    };

    Rank rankOf(const StartCandidate& candidate)
    {
        m_current = candidate.source->file->name;
        const model::Language& language = *candidate.source->language;
        const bool problem = isCalled(candidate, m_problem.id) || isCalled(candidate, m_problem.name);
        return {!isPermitted(language),
                !problem && isCalledLikeTest(language.entryPoint, m_current, candidate.className),
                calledOf(candidate),
                !problem,
                candidate.source->entry != EntryPoint::Certain,
                !candidate.isPublic,
                std::count(m_current.begin(), m_current.end(), '/'),
                candidate.source->file->name,
                candidate.className};
    }

    /// Why the first candidate goes before the second.
    std::string rule()
    {
        const Rank first = rankOf(m_candidates[0]);
        const Rank second = rankOf(m_candidates[1]);
        if (first.isForbidden != second.isForbidden)
            return "the problem permits its language";
        if (first.isTest != second.isTest)
            return "it is not called like a test";
        if (first.called != second.called)
            return first.called == Called::Main ? "it is called main" : "it is called index";
        if (first.isCalledOtherwise != second.isCalledOtherwise)
            return "it is called like the problem";
        if (first.isUncertain != second.isUncertain)
            return "it says itself that it is a program";
        if (first.isNotPublic != second.isNotPublic)
            return "it is the public class";
        if (first.depth != second.depth)
            return "it lies in the outermost folder";
        return "it is the first by name";
    }

    /// They stay part of the program.
    void tellOfIncluded(const ProgramSource& start)
    {
        if (start.language->entryPoint != "c")
            return;
        std::vector<std::string> headers;
        std::vector<toolchain::ProgramText> program;
        headers.reserve(m_submission.files.size());
        for (const ProgramSource& source : m_sources) {
            if (m_left.count(source.file) == 0)
                program.push_back({source.file->name, source.text, true});
        }
        if (program.size() < 2)
            return;
        for (const model::SourceFile& file : m_submission.files) {
            if (!isHeaderName(file.name))
                continue;
            if (Result<std::string> text = files::readHead(file.path, kMostBytes)) {
                headers.push_back(decodedText(std::move(*text)));
                program.push_back({file.name, headers.back(), false});
            }
        }
        for (const auto& [file, includer] : toolchain::includedSources(program))
            m_submission.notes.push_back(toPrintableLine(file) + " is not compiled on its own: " +
                                         toPrintableLine(includer) + " includes it.");
    }

    void say()
    {
        const StartCandidate& started = m_candidates.front();
        m_submission.entryPoint = started.className.empty() ? started.source->file->name : started.className;
        if (m_candidates.size() == 1) {
            // One class of one file: nothing was chosen, and nothing need be said to the compiler.
            if (m_sources.size() == 1)
                m_submission.entryPoint.clear();
            else if (!m_submission.leftOut.empty())
                m_submission.choice = started.shown() + " is started: no other file is a program";
            return;
        }
        std::string others;
        for (std::size_t i = 1; i < m_candidates.size() && i <= kMostNamed; ++i)
            others += (i == 1 ? "" : ", ") + m_candidates[i].shown();
        if (m_candidates.size() > kMostNamed + 1)
            others += " and " + std::to_string(m_candidates.size() - kMostNamed - 1) + " more";
        m_submission.choice = started.shown() + " is started, because " + rule() + "; not " + others;
    }

    void removeLeftOut()
    {
        std::erase_if(m_submission.files, [this](const model::SourceFile& file) {
            return std::any_of(m_submission.leftOut.begin(), m_submission.leftOut.end(),
                               [&](const model::UnmatchedFile& left) { return left.file == file.name; });
        });
        std::sort(m_submission.leftOut.begin(), m_submission.leftOut.end(),
                  [](const auto& a, const auto& b) { return a.file < b.file; });
    }

    const model::Problem& m_problem;
    const std::vector<model::Language>& m_languages;
    model::Submission& m_submission;
    std::vector<ProgramSource> m_sources;
    std::vector<StartCandidate> m_candidates;
    std::set<const model::SourceFile*> m_left;
    std::string m_current; ///< name of the file that is being ranked
};

} // namespace

void chooseProgram(const model::Problem& problem, const std::vector<model::Language>& languages,
                   model::Submission& submission)
{
    // Where a package adds files to every submission, it says what is started (2025-09, "Included files").
    if (problem.includes.empty())
        Chooser(problem, languages, submission).run();
}

} // namespace assize::intake
