// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a file is where a program starts, in the languages that have no classes for it.
#include "toolchain/entry_points.h"

#include "toolchain/source_tokens.h"

#include <algorithm>

namespace assize::toolchain {
namespace {

using Tokens = std::vector<Token>;

bool wordAt(const Tokens& tokens, std::size_t i, std::string_view word)
{
    return i < tokens.size() && tokens[i].isWord(word);
}

bool signAt(const Tokens& tokens, std::size_t i, char sign)
{
    return i < tokens.size() && tokens[i].isSign(sign);
}

/// Whether the parentheses that open at `open` belong to a function that is defined here, and not only
/// declared: `{`, `-> int {`, `try {`, or the parameters of old C follow.
bool isDefinition(const Tokens& tokens, std::size_t open)
{
    constexpr std::size_t kMostParameterTokens = 64;
    int depth = 0;
    const std::size_t end = std::min(tokens.size(), open + kMostParameterTokens);
    for (std::size_t i = open; i < end; ++i) {
        depth += tokens[i].isSign('(') ? 1 : tokens[i].isSign(')') ? -1 : 0;
        if (depth > 0)
            continue;
        return i + 1 < tokens.size() && (tokens[i + 1].isSign('{') || tokens[i + 1].isSign('-') ||
                                         tokens[i + 1].kind == Token::Kind::Word);
    }
    return false;
}

/// The braces around a place in a file; those of extern "C" do not count.
class Braces
{
public:
    bool follow(const Tokens& tokens, std::size_t i)
    {
        if (tokens[i].isSign('{')) {
            const bool linkage =
                i >= 2 && tokens[i - 1].kind == Token::Kind::String && tokens[i - 2].isWord("extern");
            m_open.push_back(!linkage);
            m_counted += linkage ? 0 : 1;
            return true;
        }
        if (tokens[i].isSign('}')) {
            resize(m_open.empty() ? 0 : m_open.size() - 1);
            return true;
        }
        return false;
    }
    bool isTop() const { return m_counted == 0; }
    std::size_t size() const { return m_open.size(); }
    void resize(std::size_t size)
    {
        while (m_open.size() > size) {
            m_counted -= m_open.back() ? 1 : 0;
            m_open.pop_back();
        }
    }

private:
    std::vector<bool> m_open;
    int m_counted = 0;
};

/// A function main at the top. Under #if it is only possible: that is how libraries carry their own tests.
EntryPoint readC(const Tokens& tokens)
{
    EntryPoint found = EntryPoint::None;
    Braces braces;
    std::vector<std::size_t> conditions; // how many braces were open at each #if
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].isSign('#') && i + 1 < tokens.size()) {
            const std::string_view directive = tokens[i + 1].text;
            if (directive.starts_with("if"))
                conditions.push_back(braces.size());
            else if (directive.starts_with("el") && !conditions.empty())
                braces.resize(conditions.back());
            else if (directive == "endif" && !conditions.empty())
                conditions.pop_back();
            ++i;
            continue;
        }
        if (braces.follow(tokens, i) || !braces.isTop() || !tokens[i].isWord("main") ||
            !signAt(tokens, i + 1, '(') || !isDefinition(tokens, i + 1))
            continue;
        if (conditions.empty())
            return EntryPoint::Certain;
        found = EntryPoint::Possible;
    }
    return found;
}

EntryPoint readCSharp(const Tokens& tokens)
{
    constexpr std::size_t kMostModifiers = 12; // static async Task<int> Main
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].isWord("Main") || !signAt(tokens, i + 1, '('))
            continue;
        for (std::size_t back = 1; back <= std::min(i, kMostModifiers); ++back) {
            const Token& token = tokens[i - back];
            if (token.isSign('{') || token.isSign('}') || token.isSign(';'))
                break;
            if (token.isWord("static"))
                return EntryPoint::Certain;
        }
    }
    return EntryPoint::None;
}

/// A function called main at the top, introduced by `keyword`.
EntryPoint readFunctionMain(const Tokens& tokens, std::string_view keyword)
{
    Braces braces;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!braces.follow(tokens, i) && braces.isTop() && tokens[i].isWord(keyword) &&
            wordAt(tokens, i + 1, "main") && signAt(tokens, i + 2, '('))
            return EntryPoint::Certain;
    }
    return EntryPoint::None;
}

EntryPoint readGo(const Tokens& tokens)
{
    const bool isMainPackage = wordAt(tokens, 0, "package") && wordAt(tokens, 1, "main");
    return isMainPackage ? readFunctionMain(tokens, "func") : EntryPoint::None;
}

template<typename Function>
void forEachLine(std::string_view source, Function&& function)
{
    while (!source.empty()) {
        const std::size_t end = std::min(source.find_first_of("\r\n"), source.size());
        function(source.substr(0, end));
        source.remove_prefix(std::min(end + 1, source.size()));
    }
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\f");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\f") + 1 - begin);
}

bool isIdentifier(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// `line` after `word` if it begins with it, as a word of its own.
bool takeWord(std::string_view& line, std::string_view word)
{
    if (!line.starts_with(word) || (line.size() > word.size() && isIdentifier(line[word.size()])))
        return false;
    line = trimmed(line.substr(word.size()));
    return true;
}

/// `main = ...` or `main :: ...` at the start of a line, in a file that is no module of another name.
EntryPoint readHaskell(std::string_view source)
{
    bool main = false;
    bool otherModule = false;
    forEachLine(source, [&](std::string_view line) {
        std::string_view rest = line;
        if (takeWord(rest, "main") && (rest.starts_with('=') || rest.starts_with("::")))
            main = true;
        rest = line;
        if (takeWord(rest, "module"))
            otherModule = !takeWord(rest, "Main");
    });
    return main && !otherModule ? EntryPoint::Certain : EntryPoint::None;
}

EntryPoint readPython(std::string_view source, std::string_view fileName)
{
    if (fileName == "__init__.py" || source.find_first_not_of(" \t\r\n\f") == std::string_view::npos)
        return EntryPoint::None;
    EntryPoint found = EntryPoint::Possible;
    forEachLine(source, [&](std::string_view line) {
        if (takeWord(line, "if") && line.find("__name__") != std::string_view::npos &&
            line.find("__main__") != std::string_view::npos)
            found = EntryPoint::Certain;
    });
    return found;
}

EntryPoint readPascal(std::string_view source)
{
    const Tokens tokens = tokensOf(source, Syntax::Pascal);
    return tokens.empty() || isPascalUnit(source) ? EntryPoint::None : EntryPoint::Certain;
}

void addPythonNames(std::string_view list, std::vector<std::string>& modules)
{
    // "a.b as c, (d)": every word but the name after `as`; too many names do no harm.
    std::size_t i = 0;
    while (i < list.size()) {
        const std::size_t begin = i;
        while (i < list.size() && isIdentifier(list[i]))
            ++i;
        if (i > begin)
            modules.emplace_back(list.substr(begin, i - begin));
        else
            ++i;
    }
}

std::vector<std::string> pythonImports(std::string_view source)
{
    std::vector<std::string> modules;
    forEachLine(source, [&](std::string_view line) {
        std::string_view rest = trimmed(line);
        const bool from = takeWord(rest, "from");
        if (from || takeWord(rest, "import"))
            addPythonNames(rest.substr(0, rest.find('#')), modules);
    });
    return modules;
}

/// Strings "./x" and "../x", which require and import take for files of the program.
std::vector<std::string> javaScriptImports(std::string_view source)
{
    std::vector<std::string> modules;
    for (std::size_t at = source.find("./"); at != std::string_view::npos; at = source.find("./", at + 2)) {
        const std::size_t end = source.find_first_of("'\"`\n", at);
        if (end == std::string_view::npos)
            break;
        std::string_view name = source.substr(at, end - at);
        name = name.substr(name.rfind('/') + 1);
        modules.emplace_back(name.substr(0, name.find('.')));
    }
    return modules;
}

} // namespace

bool findsEntryPoint(std::string_view kind)
{
    return kind == "java" || kind == "kotlin" || kind == "pascal";
}

EntryPoint entryPointOf(std::string_view kind, std::string_view source, std::string_view fileName)
{
    const auto certainIf = [](bool holds) { return holds ? EntryPoint::Certain : EntryPoint::None; };
    if (kind == "c")
        return readC(tokensOf(source, Syntax::C));
    if (kind == "csharp")
        return readCSharp(tokensOf(source, Syntax::CSharp));
    if (kind == "go")
        return readGo(tokensOf(source, Syntax::Go));
    if (kind == "rust")
        return readFunctionMain(tokensOf(source, Syntax::Rust), "fn");
    if (kind == "haskell")
        return readHaskell(source);
    if (kind == "java")
        return certainIf(!readJava(source).mainClasses.empty());
    if (kind == "kotlin")
        return certainIf(!readKotlin(source, fileName).mainClasses.empty());
    if (kind == "pascal")
        return readPascal(source);
    if (kind == "python")
        return readPython(source, fileName);
    if (kind == "javascript" && source.find("require.main") != std::string_view::npos)
        return EntryPoint::Certain;
    return EntryPoint::Possible;
}

bool isScript(std::string_view kind)
{
    return kind == "python" || kind == "javascript";
}

std::vector<std::string> importedModules(std::string_view kind, std::string_view source)
{
    if (kind == "python")
        return pythonImports(source);
    if (kind == "javascript")
        return javaScriptImports(source);
    return {};
}

} // namespace assize::toolchain
