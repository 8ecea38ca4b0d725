// SPDX-License-Identifier: GPL-3.0-or-later
// Which language a program is in, by the names of its files and their first lines.
#include "toolchain/toolchain.h"

#include "base/text_encoding.h"
#include "base/utf8.h"
#include "toolchain/source_names.h"

#include <algorithm>
#include <map>

namespace assize::toolchain {
namespace {

/// Of a first line, this much is read.
constexpr std::size_t kFirstLineLimit = 256;
/// Of a first line, this much is shown.
constexpr std::size_t kShownLine = 80;

std::string_view shebangIn(std::string_view text)
{
    return text.starts_with("#!") ? text.substr(0, text.find_first_of("\r\n")) : std::string_view();
}

bool holdsOne(std::string_view line, const std::vector<std::string>& words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return line.find(word) != std::string_view::npos; });
}

/// The first line if it begins with "#!", else nothing. A file that cannot be read says nothing here;
/// compiling it will say what is wrong.
std::string shebangOf(const model::SourceFile& file)
{
    Result<std::string> head = readHead(file, kFirstLineLimit);
    return head ? std::string(shebangIn(decodedText(std::move(*head)))) : std::string();
}

/// "python2" for people: "Python 2".
std::string shownInterpreter(std::string_view word)
{
    std::string shown(word);
    if (!shown.empty() && shown[0] >= 'a' && shown[0] <= 'z')
        shown[0] = static_cast<char>(shown[0] - 'a' + 'A');
    const std::size_t version = shown.find_first_of("0123456789");
    if (version != std::string::npos && version > 0)
        shown.insert(version, " ");
    return shown;
}

std::string refusal(const model::Language& language, std::string_view file, std::string_view line)
{
    for (const std::string& word : language.shebangRefused) {
        if (line.find(word) != std::string_view::npos)
            return toPrintableLine(file) + " asks for " + shownInterpreter(word) + " in its first line (" +
                   toPrintableLine(headOf(line, kShownLine)) + "), which is not supported";
    }
    return {};
}

/// The languages that a file may be in.
std::vector<const model::Language*> candidatesFor(const model::SourceFile& file,
                                                  const std::vector<model::Language>& languages)
{
    const std::string extension = NameParts(file.name).extension;
    std::vector<const model::Language*> exact;
    std::vector<const model::Language*> similar;
    for (const model::Language& language : languages) {
        const std::optional<std::string> known = extensionIn(language, extension);
        if (known)
            (*known == extension ? exact : similar).push_back(&language);
    }
    std::vector<const model::Language*> found = exact.empty() ? similar : exact;
    const bool shebangMatters = std::any_of(found.begin(), found.end(), [](const model::Language* language) {
        return !language->shebang.empty() || !language->shebangRefused.empty();
    });
    const std::string line = shebangMatters ? shebangOf(file) : std::string();
    if (line.empty())
        return found;
    std::erase_if(found, [&](const model::Language* one) { return holdsOne(line, one->shebangRefused); });
    const auto named = [&](const model::Language* one) { return holdsOne(line, one->shebang); };
    if (std::any_of(found.begin(), found.end(), named))
        std::erase_if(found, [&](const model::Language* one) { return !named(one); });
    return found;
}

} // namespace

std::optional<std::string> languageOf(const std::vector<model::SourceFile>& files,
                                      const std::vector<model::Language>& languages)
{
    std::map<const model::Language*, int> counts;
    for (const model::SourceFile& file : files) {
        for (const model::Language* language : candidatesFor(file, languages))
            ++counts[language];
    }
    const model::Language* best = nullptr;
    for (const auto& [language, count] : counts) {
        const auto better = [&] {
            const auto key = std::tuple(counts[best], best->priority);
            const auto otherKey = std::tuple(count, language->priority);
            return otherKey > key || (otherKey == key && language->id < best->id);
        };
        if (best == nullptr || better())
            best = language;
    }
    return best == nullptr ? std::nullopt : std::optional(best->id);
}

std::string whyNoLanguage(const std::vector<model::SourceFile>& files,
                          const std::vector<model::Language>& languages)
{
    std::string names;
    for (const model::SourceFile& file : files) {
        for (const model::Language& language : languages) {
            if (!isSourceOf(language, file.name))
                continue;
            if (std::string why = refusal(language, file.name, shebangOf(file)); !why.empty())
                return why;
        }
        constexpr std::size_t kMostNames = 200;
        if (names.size() < kMostNames)
            names += (names.empty() ? "" : ", ") + toPrintableLine(file.name);
    }
    if (files.empty())
        return "there is no file";
    return (files.size() == 1 ? "" : "none of ") + names + " has " +
           (files.size() == 1 ? "no extension" : "an extension") + " of a known language";
}

std::string refusedInterpreter(const model::Language& language, std::string_view file, std::string_view text)
{
    return refusal(language, file, shebangIn(text.substr(0, kFirstLineLimit)));
}

bool isSourceOf(const model::Language& language, const std::string& file)
{
    return extensionIn(language, NameParts(file).extension).has_value();
}

} // namespace assize::toolchain
