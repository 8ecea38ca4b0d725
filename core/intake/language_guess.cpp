// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/language_guess.h"

#include "base/text_encoding.h"
#include "files/read.h"

#include <algorithm>
#include <map>

namespace assize::intake {
namespace {

std::string_view nameOf(std::string_view file)
{
    const std::size_t slash = file.rfind('/');
    return slash == std::string_view::npos ? file : file.substr(slash + 1);
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool has(const model::Language& language, std::string_view extension)
{
    return std::find(language.extensions.begin(), language.extensions.end(), extension) !=
           language.extensions.end();
}

/// The extension as some language knows it: ".C" may be C++ where ".CPP" is only a loud ".cpp".
std::string knownExtension(std::string_view extension, const std::vector<model::Language>& languages)
{
    for (const std::string& form : {std::string(extension), lower(extension)}) {
        for (const model::Language& language : languages) {
            if (!form.empty() && has(language, form))
                return form;
        }
    }
    return {};
}

/// Whether the first line of a file names the command that runs the language.
bool isNamedByFirstLine(const model::Language& language, const std::vector<model::SourceFile>& files)
{
    if (language.run.empty())
        return false;
    const std::string_view command = nameOf(language.run.front());
    return std::any_of(files.begin(), files.end(), [&](const model::SourceFile& file) {
        Result<std::string> head = files::readHead(file.path, 256);
        const std::string text = head ? decodedText(std::move(*head)) : std::string();
        if (!text.starts_with("#!"))
            return false;
        const std::string line = text.substr(2, text.find('\n') - 2);
        std::string_view rest = line;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find_first_of(" \t\r"), rest.size());
            if (nameOf(rest.substr(0, end)) == command)
                return true;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return false;
    });
}

} // namespace

std::string_view extensionOf(std::string_view file)
{
    const std::string_view name = nameOf(file);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot + 1);
}

std::string_view stemOf(std::string_view file)
{
    const std::string_view name = nameOf(file);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

bool isSourceExtension(std::string_view extension, const std::vector<model::Language>& languages)
{
    return !knownExtension(extension, languages).empty();
}

const model::Language* guessLanguage(const std::vector<model::SourceFile>& files,
                                     const std::vector<model::Language>& languages)
{
    std::map<std::string, int> counts;
    for (const model::SourceFile& file : files) {
        const std::string extension = knownExtension(extensionOf(file.name), languages);
        if (!extension.empty())
            ++counts[extension];
    }
    const model::Language* best = nullptr;
    int bestCount = 0;
    std::vector<const model::Language*> equals;
    for (const model::Language& language : languages) {
        int count = 0;
        for (const auto& [extension, number] : counts)
            count += has(language, extension) ? number : 0;
        if (count == 0 || count < bestCount)
            continue;
        if (count > bestCount)
            equals.clear();
        equals.push_back(&language);
        const bool better = best == nullptr || count > bestCount || language.priority > best->priority ||
                            (language.priority == best->priority && language.id < best->id);
        best = better ? &language : best;
        bestCount = count;
    }
    if (equals.size() > 1) {
        for (const model::Language* language : equals) {
            if (isNamedByFirstLine(*language, files))
                return language;
        }
    }
    return best;
}

bool isBuildOutput(std::string_view file)
{
    static constexpr std::string_view kExtensions[] = {"class", "o",  "obj", "exe", "pyc", "pdb",
                                                       "ilk",   "hi", "gch", "so",  "dll", "a"};
    const std::string extension = lower(extensionOf(file));
    return std::find(std::begin(kExtensions), std::end(kExtensions), extension) != std::end(kExtensions);
}

} // namespace assize::intake
