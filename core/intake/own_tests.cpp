// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/own_tests.h"

#include "intake/language_guess.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace assize::intake {
namespace {

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

bool isCalledLikeTestClass(std::string_view name)
{
    return name.ends_with("Test") || name.ends_with("Tests");
}

/// `text` without the word (and the blanks after it) that it begins with; unchanged: it begins otherwise.
std::string_view withoutWord(std::string_view text, std::string_view word)
{
    if (!text.starts_with(word) || text.size() == word.size() || isWordCharacter(text[word.size()]))
        return text;
    text.remove_prefix(word.size());
    return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

} // namespace

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool isCalledLikeTest(std::string_view kind, std::string_view file, std::string_view className)
{
    const std::string_view stem = stemOf(file);
    const std::string small = lower(stem);
    if (small.starts_with("test_") || small.ends_with("_test") || small.ends_with(".test") ||
        small.ends_with(".spec"))
        return true;
    if (kind != "java" && kind != "kotlin")
        return false;
    // "pkg.Outer$Inner"; npos + 1 is 0.
    return isCalledLikeTestClass(stem) ||
           isCalledLikeTestClass(className.substr(className.find_last_of(".$") + 1));
}

std::string testFrameworkOf(std::string_view text)
{
    static constexpr std::string_view kFrameworks[] = {"org.junit", "org.testng", "junit.framework",
                                                       "kotlin.test"};
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(";\r\n"), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        const std::string_view imported = withoutWord(line, "import");
        if (imported.size() == line.size())
            continue;
        const std::string_view name = withoutWord(imported, "static");
        for (const std::string_view framework : kFrameworks) {
            if (name.starts_with(framework) && name.substr(framework.size()).starts_with('.'))
                return std::string(framework);
        }
    }
    return {};
}

std::vector<std::string_view> declaredNames(std::string_view text)
{
    static constexpr std::string_view kKeywords[] = {"class", "interface", "enum", "record", "object", "fun"};
    std::vector<std::string_view> names;
    int depth = 0;
    bool declares = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        while (i < text.size() && isWordCharacter(text[i]))
            ++i;
        if (i == begin) {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            ++i;
            continue;
        }
        const std::string_view word = text.substr(begin, i - begin);
        const bool isKeyword =
            std::find(std::begin(kKeywords), std::end(kKeywords), word) != std::end(kKeywords);
        if (declares && !isKeyword)
            names.push_back(word);
        declares = isKeyword && depth == 0;
    }
    return names;
}

} // namespace assize::intake
