// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/entry_points.h"

#include "toolchain/java_text.h"
#include "toolchain/source_tokens.h"

namespace assize::toolchain {

namespace {

using Tokens = std::vector<Token>;

/// More entry points than this are not collected: one is enough, and a hostile file may have very many.
constexpr std::size_t kMaximumMainClasses = 16;

bool isOneOf(const Token& token, std::initializer_list<std::string_view> words)
{
    return token.kind == Token::Kind::Word &&
           std::find(words.begin(), words.end(), token.text) != words.end();
}

bool wordAt(const Tokens& tokens, std::size_t i)
{
    return i < tokens.size() && tokens[i].kind == Token::Kind::Word;
}

bool signAt(const Tokens& tokens, std::size_t i, char sign)
{
    return i < tokens.size() && tokens[i].isSign(sign);
}

/// Parameters of a main method are not longer than this, annotations included; so that a file of open
/// parentheses takes no longer to read than another.
constexpr std::size_t kMostParameterTokens = 64;

/// The token after the ')' that belongs to the '(' at `open`, or `open` if it is not closed soon.
std::size_t afterParentheses(const Tokens& tokens, std::size_t open)
{
    int depth = 0;
    const std::size_t end = std::min(tokens.size(), open + kMostParameterTokens);
    for (std::size_t i = open; i < end; ++i) {
        depth += tokens[i].isSign('(') ? 1 : tokens[i].isSign(')') ? -1 : 0;
        if (depth == 0)
            return i + 1;
    }
    return open;
}

/// "a.b.c" from the word at `i` on.
std::string qualifiedName(const Tokens& tokens, std::size_t i)
{
    std::string name;
    while (wordAt(tokens, i)) {
        name += tokens[i].text;
        if (!signAt(tokens, i + 1, '.') || !wordAt(tokens, i + 2))
            break;
        name += '.';
        i += 2;
    }
    return name;
}

/// The braces that are open around a place in a file, with the names of the classes among them.
class Scopes
{
public:
    /// The next '{' at this depth of parentheses opens the class `name`; without a name, its members are
    /// those of the class around it.
    void expectClass(std::string_view name, bool isInterface = false)
    {
        m_expected = {std::string(name), true, isInterface, m_parentheses};
    }
    void expectNothing() { m_expected.isClass = false; }
    /// Follows the braces and parentheses; true when `token` was a brace.
    bool follow(const Token& token)
    {
        if (token.isSign('('))
            ++m_parentheses;
        else if (token.isSign(')'))
            --m_parentheses;
        if (token.isSign('{')) {
            const bool isClass = m_expected.isClass && m_expected.parentheses == m_parentheses;
            m_open.push_back({isClass ? m_expected.name : std::string(), isClass,
                              isClass && m_expected.isInterface, m_parentheses});
            m_otherThanClasses += isClass ? 0 : 1;
            if (isClass)
                m_expected.isClass = false;
            return true;
        }
        if (token.isSign('}')) {
            if (!m_open.empty()) {
                m_otherThanClasses -= m_open.back().isClass ? 0 : 1;
                m_open.pop_back();
            }
            return true;
        }
        return false;
    }
    int parentheses() const { return m_parentheses; }
    int expectedAtParentheses() const { return m_expected.parentheses; }
    bool isTop() const { return m_open.empty(); }
    bool isInInterface() const { return !m_open.empty() && m_open.back().isInterface; }
    /// Whether members stand here: at the top, or only classes are open.
    bool isForMembers() const { return m_otherThanClasses == 0; }
    std::string className() const
    {
        std::string name;
        for (const Scope& scope : m_open) {
            if (!scope.name.empty())
                name += (name.empty() ? "" : "$") + scope.name;
        }
        return name;
    }

private:
    struct Scope
    {
        std::string name;
        bool isClass = false;
        bool isInterface = false;
        int parentheses = 0;
    };
    std::vector<Scope> m_open;
    Scope m_expected;
    int m_parentheses = 0;
    int m_otherThanClasses = 0;
};

std::string inPackage(const std::string& package, const std::string& name)
{
    return package.empty() ? name : package + '.' + name;
}

/// Behind the annotation at `at`, if there is one: @a.B(...). An annotation that is not closed before `end`
/// ends there.
std::size_t afterAnnotation(const Tokens& tokens, std::size_t at, std::size_t end)
{
    if (!signAt(tokens, at, '@') || !wordAt(tokens, at + 1) || tokens[at + 1].isWord("interface"))
        return at;
    std::size_t i = at + 2;
    while (signAt(tokens, i, '.') && wordAt(tokens, i + 1))
        i += 2;
    if (!signAt(tokens, i, '('))
        return i;
    int depth = 0;
    for (; i < end; ++i) {
        depth += tokens[i].isSign('(') ? 1 : tokens[i].isSign(')') ? -1 : 0;
        if (depth == 0)
            return i + 1;
    }
    return end;
}

std::size_t afterAnnotations(const Tokens& tokens, std::size_t at, std::size_t end)
{
    for (std::size_t next = at; (next = afterAnnotation(tokens, at, end)) != at;)
        at = next;
    return at;
}

/// Reads the parameters of a method from the '(' on.
class JavaParameters
{
public:
    JavaParameters(const Tokens& tokens, std::size_t open)
        : m_tokens(tokens), m_at(open + 1), m_end(std::min(tokens.size(), open + kMostParameterTokens))
    {
    }

    /// (String[] a), (String... a), (final java.lang.String a[]).
    bool areOfMain()
    {
        do
            skipAnnotations();
        while (takeWord("final"));
        const std::string type = qualifiedName(m_tokens, m_at);
        if (type != "String" && type != "java.lang.String")
            return false;
        m_at += type == "String" ? 1 : 5;
        int dimensions = takeDimensions();
        if (!wordAt(m_tokens, m_at))
            return false;
        ++m_at;
        dimensions += takeDimensions();
        return dimensions == 1 && signAt(m_tokens, m_at, ')');
    }

private:
    bool takeWord(std::string_view word)
    {
        const bool found = m_at < m_end && m_tokens[m_at].isWord(word);
        m_at += found ? 1 : 0;
        return found;
    }
    void skipAnnotations() { m_at = afterAnnotations(m_tokens, m_at, m_end); }
    int takeDimensions()
    {
        int count = 0;
        for (;; ++count) {
            skipAnnotations();
            if (signAt(m_tokens, m_at, '[') && signAt(m_tokens, m_at + 1, ']'))
                m_at += 2;
            else if (signAt(m_tokens, m_at, '.') && signAt(m_tokens, m_at + 1, '.') &&
                     signAt(m_tokens, m_at + 2, '.'))
                m_at += 3;
            else
                return count;
        }
    }

    const Tokens& m_tokens;
    std::size_t m_at;
    std::size_t m_end;
};

bool declaresJavaType(const Tokens& tokens, std::size_t i)
{
    if (!wordAt(tokens, i + 1) || (i > 0 && tokens[i - 1].isSign('.')))
        return false;
    if (tokens[i].isWord("record"))
        return signAt(tokens, i + 2, '(') || signAt(tokens, i + 2, '<');
    return isOneOf(tokens[i], {"class", "interface", "enum"});
}

/// The class that Kotlin makes of the declarations at the top of a file: my-file.kt -> My_fileKt.
std::string kotlinFileClass(std::string_view fileName)
{
    std::string name(fileName.substr(0, fileName.rfind('.')));
    for (char& c : name) {
        const bool keep = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          static_cast<unsigned char>(c) >= 0x80;
        if (!keep)
            c = '_';
    }
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z')
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
    else if (name.empty() || (name[0] >= '0' && name[0] <= '9'))
        name.insert(name.begin(), '_');
    return name + "Kt";
}

/// (), (args: Array<String>), (vararg args: String).
bool isKotlinMainParameters(const Tokens& tokens, std::size_t open)
{
    const std::size_t end = afterParentheses(tokens, open);
    if (end == open + 2)
        return true;
    for (std::size_t i = open; i < end; ++i) {
        if (isOneOf(tokens[i], {"Array", "vararg"}))
            return true;
    }
    return false;
}

} // namespace

ClassFileUnit readJava(std::string_view source)
{
    const std::string text = javaTextOf(source);
    const Tokens tokens = tokensOf(text, Syntax::Java);
    ClassFileUnit unit;
    Scopes scopes;
    std::string package;
    bool isPublic = false;
    bool isPrivate = false;
    bool isStatic = false;
    for (std::size_t i = afterAnnotations(tokens, 0, tokens.size());
         i < tokens.size() && unit.mainClasses.size() < kMaximumMainClasses;
         i = afterAnnotations(tokens, i + 1, tokens.size())) {
        const Token& token = tokens[i];
        if (scopes.follow(token) || token.isSign(';')) {
            isPublic = isPrivate = isStatic = false;
            continue;
        }
        if (!scopes.isForMembers() || token.kind != Token::Kind::Word)
            continue;
        isPublic = isPublic || token.text == "public";
        isPrivate = isPrivate || token.text == "private";
        isStatic = isStatic || token.text == "static";
        if (scopes.isTop() && package.empty() && token.text == "package")
            package = qualifiedName(tokens, i + 1);
        if (declaresJavaType(tokens, i)) {
            scopes.expectClass(tokens[i + 1].text, token.text == "interface");
            if (scopes.isTop() && isPublic && unit.publicType.empty())
                unit.publicType = tokens[i + 1].text;
        }
        // Members of an interface are public unless they say otherwise.
        if (token.text == "main" && !scopes.isTop() && isStatic &&
            (isPublic || (scopes.isInInterface() && !isPrivate)) && tokens[i - 1].isWord("void") &&
            signAt(tokens, i + 1, '(') && JavaParameters(tokens, i + 1).areOfMain())
            unit.mainClasses.push_back(inPackage(package, scopes.className()));
    }
    return unit;
}

ClassFileUnit readKotlin(std::string_view source, std::string_view fileName)
{
    const Tokens tokens = tokensOf(source, Syntax::Kotlin);
    ClassFileUnit unit;
    Scopes scopes;
    std::string package;
    std::string fileClass = kotlinFileClass(fileName);
    bool isStatic = false;
    for (std::size_t i = 0; i < tokens.size() && unit.mainClasses.size() < kMaximumMainClasses; ++i) {
        const Token& token = tokens[i];
        if (scopes.follow(token)) {
            isStatic = false;
            continue;
        }
        if (!scopes.isForMembers() || token.kind != Token::Kind::Word)
            continue;
        if (scopes.isTop() && package.empty() && token.text == "package")
            package = qualifiedName(tokens, i + 1);
        if (token.text == "JvmName" && i >= 3 && tokens[i - 1].isSign(':') && tokens[i - 2].isWord("file") &&
            signAt(tokens, i + 1, '(') && i + 2 < tokens.size() && tokens[i + 2].kind == Token::Kind::String)
            fileClass = tokens[i + 2].text;
        isStatic = isStatic || token.text == "JvmStatic";
        // A class need not have a body: the next declaration then has the next brace.
        if (isOneOf(token, {"fun", "val", "var"}) && scopes.parentheses() <= scopes.expectedAtParentheses())
            scopes.expectNothing();
        if (token.text == "object" && i > 0 && tokens[i - 1].isWord("companion"))
            scopes.expectClass(""); // its static members belong to the class around it
        else if (isOneOf(token, {"class", "interface", "object"}) && wordAt(tokens, i + 1) &&
                 !(i > 0 && tokens[i - 1].isSign(':')))
            scopes.expectClass(tokens[i + 1].text);
        if (token.text == "fun" && wordAt(tokens, i + 1) && tokens[i + 1].text == "main" &&
            signAt(tokens, i + 2, '(') && isKotlinMainParameters(tokens, i + 2)) {
            if (scopes.isTop())
                unit.mainClasses.push_back(inPackage(package, fileClass));
            else if (isStatic)
                unit.mainClasses.push_back(inPackage(package, scopes.className()));
        }
        if (isOneOf(token, {"fun", "val", "var"}))
            isStatic = false;
    }
    return unit;
}

bool isPascalUnit(std::string_view source)
{
    const Tokens tokens = tokensOf(source, Syntax::Pascal);
    if (tokens.empty() || tokens.front().kind != Token::Kind::Word)
        return false;
    std::string word(tokens.front().text);
    for (char& c : word)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return word == "unit" || word == "library";
}

} // namespace assize::toolchain
