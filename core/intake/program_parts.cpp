// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/program_parts.h"

#include "base/utf8.h"
#include "intake/language_guess.h"
#include "intake/own_tests.h"
#include "toolchain/toolchain.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace assize::intake {
namespace {

using toolchain::EntryPoint;

bool isLinked(const model::Language& language)
{
    const std::string& kind = language.entryPoint;
    return kind == "c" || kind == "csharp" || kind == "go" || kind == "haskell";
}

std::set<std::string_view> wordsOf(std::string_view text)
{
    std::set<std::string_view> words;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        while (i < text.size() && isWordCharacter(text[i]))
            ++i;
        if (i > begin)
            words.insert(text.substr(begin, i - begin));
        else
            ++i;
    }
    return words;
}

/// The language may have several extensions, and an extension several languages.
bool isSameLanguage(const ProgramSource& source, const ProgramSource& start)
{
    if (source.language == start.language)
        return true;
    const std::string_view extension = extensionOf(source.file->name);
    return std::find(start.language->extensions.begin(), start.language->extensions.end(), extension) !=
           start.language->extensions.end();
}

/// The file itself or a folder that it lies in.
bool isNamed(std::string_view file, std::string_view text, const std::set<std::string_view>& words)
{
    const std::string_view stem = stemOf(file);
    const bool isWord = std::all_of(stem.begin(), stem.end(), isWordCharacter);
    if (isWord ? words.count(stem) > 0 : text.find(stem) != std::string_view::npos)
        return true;
    for (std::size_t slash = file.find('/'); slash != std::string_view::npos; slash = file.find('/')) {
        if (words.count(file.substr(0, slash)) > 0)
            return true;
        file.remove_prefix(slash + 1);
    }
    return false;
}

class Parts
{
public:
    Parts(const std::vector<ProgramSource>& sources, const std::vector<StartCandidate>& candidates)
        : m_sources(sources), m_candidates(candidates), m_start(*candidates.front().source)
    {
    }

    std::vector<std::pair<const ProgramSource*, std::string>> others()
    {
        leaveOutOtherLanguages();
        leaveOutOtherPrograms();
        leaveOutTests();
        return std::move(m_others);
    }

private:
    bool isLeftOut(const ProgramSource& source) const { return m_left.count(&source) > 0; }
    void leaveOut(const ProgramSource& source, std::string reason)
    {
        if (m_left.insert(&source).second)
            m_others.emplace_back(&source, std::move(reason));
    }

    void leaveOutOtherLanguages()
    {
        for (const ProgramSource& source : m_sources) {
            if (!isSameLanguage(source, m_start) && !isLinkedC(source, m_start))
                leaveOut(source, "it is in " + source.language->name +
                                     ", and the program that is started in " + m_start.language->name);
        }
    }

    void leaveOutOtherPrograms()
    {
        const StartCandidate& started = m_candidates.front();
        const std::string& kind = m_start.language->entryPoint;
        if (toolchain::isScript(kind)) {
            leaveOutUnused();
            return;
        }
        for (const ProgramSource& source : m_sources) {
            if (&source == &m_start || isLeftOut(source))
                continue;
            const bool own = source.entry == EntryPoint::Certain;
            const bool replaced = own && (isLinked(*m_start.language) || kind == "rust" || kind == "pascal");
            const bool twice =
                std::any_of(m_candidates.begin(), m_candidates.end(), [&](const StartCandidate& one) {
                    return one.source == &source && !one.className.empty() &&
                           one.className == started.className;
                });
            if (replaced)
                leaveOut(source, "it is a program of its own, and " + started.shown() + " is started");
            else if (twice)
                leaveOut(source, "it has a class " + started.shown() + " too, and that of " +
                                     toPrintableLine(m_start.file->name) + " is started");
        }
    }

    /// Java and Kotlin: a file that needs a framework for tests does not compile here, and the program does
    /// without.
    void leaveOutTests()
    {
        if (!hasClasses(*m_start.language))
            return;
        std::vector<const ProgramSource*> open;
        std::map<const ProgramSource*, std::string> tests;
        for (const ProgramSource& source : m_sources) {
            if (isLeftOut(source))
                continue;
            const std::string framework = testFrameworkOf(source.text);
            if (&source == &m_start || framework.empty())
                open.push_back(&source);
            else
                tests.emplace(&source, framework);
        }
        while (!open.empty()) {
            const std::set<std::string_view> words = wordsOf(open.back()->text);
            open.pop_back();
            std::erase_if(tests, [&](const auto& test) {
                const std::vector<std::string_view> names = declaredNames(test.first->text);
                const bool isUsed = std::any_of(names.begin(), names.end(),
                                                [&](std::string_view name) { return words.count(name) > 0; });
                if (isUsed)
                    open.push_back(test.first);
                return isUsed;
            });
        }
        for (const auto& [source, framework] : tests)
            leaveOut(*source, "it is a test (it imports " + framework + ") and not used by the program");
    }

    /// Scripts that are named neither by the started script nor by a script that it names.
    void leaveOutUnused()
    {
        std::set<const ProgramSource*> used{&m_start};
        std::vector<const ProgramSource*> open{&m_start};
        while (!open.empty()) {
            const std::string_view text = open.back()->text;
            const std::set<std::string_view> words = wordsOf(text);
            open.pop_back();
            for (const ProgramSource& source : m_sources) {
                if (used.count(&source) == 0 && isNamed(source.file->name, text, words)) {
                    used.insert(&source);
                    open.push_back(&source);
                }
            }
        }
        for (const ProgramSource& source : m_sources) {
            if (used.count(&source) == 0)
                leaveOut(source,
                         "it is not used by " + toPrintableLine(m_start.file->name) + ", which is started");
        }
    }

    const std::vector<ProgramSource>& m_sources;
    const std::vector<StartCandidate>& m_candidates;
    const ProgramSource& m_start;
    std::vector<std::pair<const ProgramSource*, std::string>> m_others;
    std::set<const ProgramSource*> m_left;
};

} // namespace

std::string StartCandidate::shown() const
{
    return toPrintableLine(className.empty() ? source->file->name : className);
}

bool hasClasses(const model::Language& language)
{
    return language.entryPoint == "java" || language.entryPoint == "kotlin";
}

/// .c is an extension of C++ but for case.
bool isLinkedC(const ProgramSource& source, const ProgramSource& start)
{
    return start.language->entryPoint == "c" && source.language->entryPoint == "c" &&
           source.entry != EntryPoint::Certain && toolchain::isSourceOf(*start.language, source.file->name);
}

std::vector<std::pair<const ProgramSource*, std::string>>
notOfProgram(const std::vector<ProgramSource>& sources, const std::vector<StartCandidate>& candidates)
{
    return Parts(sources, candidates).others();
}

} // namespace assize::intake
