// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/source_tokens.h"

namespace assize::toolchain {

namespace {

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

class Scanner
{
public:
    Scanner(std::string_view source, Syntax syntax) : m_source(source), m_syntax(syntax) {}

    std::vector<Token> scan()
    {
        while (m_position < m_source.size())
            step();
        return std::move(m_tokens);
    }

private:
    bool at(std::string_view text) const { return m_source.substr(m_position, text.size()) == text; }
    char current() const { return m_source[m_position]; }
    void skipTo(std::string_view end)
    {
        const auto found = m_source.find(end, m_position);
        m_position = found == std::string_view::npos ? m_source.size() : found + end.size();
    }
    void add(Token::Kind kind, std::size_t begin, std::size_t end)
    {
        m_tokens.push_back({kind, m_source.substr(begin, end - begin)});
    }

    void step()
    {
        if (isSpace(current()))
            ++m_position;
        else if (!skippedComment() && !scannedDirective() && !scannedString())
            scanWordOrSign();
    }

    bool isAtStartOfLine() const
    {
        std::size_t before = m_position;
        while (before > 0 && (m_source[before - 1] == ' ' || m_source[before - 1] == '\t'))
            --before;
        return before == 0 || m_source[before - 1] == '\n';
    }

    /// A line of the preprocessor, with those that a backslash joins to it.
    bool scannedDirective()
    {
        if ((m_syntax != Syntax::C && m_syntax != Syntax::CSharp) || current() != '#' || !isAtStartOfLine())
            return false;
        add(Token::Kind::Sign, m_position, m_position + 1);
        ++m_position;
        while (m_position < m_source.size() && (current() == ' ' || current() == '\t'))
            ++m_position;
        const std::size_t begin = m_position;
        while (m_position < m_source.size() && isWordCharacter(current()))
            ++m_position;
        if (m_position > begin)
            add(Token::Kind::Word, begin, m_position);
        while (m_position < m_source.size() && current() != '\n') {
            if (at("/*")) {
                m_position += 2;
                skipTo("*/");
            } else {
                m_position += at("\\\r\n") ? 3 : at("\\\n") ? 2 : 1;
            }
        }
        return true;
    }

    bool skippedComment()
    {
        if (at("//")) {
            m_position = std::min(m_source.find_first_of("\r\n", m_position), m_source.size());
        } else if (m_syntax == Syntax::Pascal && at("{")) {
            skipTo("}");
        } else if (m_syntax == Syntax::Pascal && at("(*")) {
            m_position += 2;
            skipTo("*)");
        } else if ((m_syntax == Syntax::Kotlin || m_syntax == Syntax::Rust) && at("/*")) {
            skipNestedComment();
        } else if (m_syntax != Syntax::Pascal && at("/*")) {
            m_position += 2;
            skipTo("*/");
        } else {
            return false;
        }
        return true;
    }

    void skipNestedComment()
    {
        int depth = 0;
        do {
            if (at("/*")) {
                ++depth;
                m_position += 2;
            } else if (at("*/")) {
                --depth;
                m_position += 2;
            } else {
                ++m_position;
            }
        } while (depth > 0 && m_position < m_source.size());
    }

    bool scannedString()
    {
        if (m_syntax == Syntax::Pascal) {
            if (current() != '\'')
                return false;
            scanQuoted('\'', false);
        } else if ((m_syntax == Syntax::Java || m_syntax == Syntax::Kotlin) && at("\"\"\"")) {
            m_position += 3;
            scanTripleQuoted();
        } else if (m_syntax == Syntax::CSharp && at("@\"")) {
            m_position += 2;
            scanVerbatim("\"");
        } else if (m_syntax == Syntax::Go && current() == '`') {
            ++m_position;
            scanVerbatim("`");
        } else if (current() == '"') {
            scanQuoted('"', true);
        } else if (current() == '\'') {
            if (m_syntax == Syntax::Rust && !isRustCharacter())
                return false; // a lifetime
            scanQuoted('\'', true);
        } else {
            // The end of a ${...}: the rest of the string around it follows.
            return endedTemplate();
        }
        return true;
    }

    /// From an opening quote to the closing quote, which must be on the same line.
    void scanQuoted(char quote, bool escapes)
    {
        ++m_position;
        scanRestOfString(quote, escapes);
    }

    /// 'x' or an escape; any other text that begins so is the name of a lifetime.
    bool isRustCharacter() const
    {
        constexpr std::size_t kLongestCharacter = 4; // bytes in UTF-8
        if (m_source.substr(m_position + 1, 1) == "\\")
            return true;
        const std::string_view head = m_source.substr(m_position + 1, kLongestCharacter + 1);
        const std::size_t end = head.find('\'');
        return end != std::string_view::npos && end > 0 && head.find_first_of(" ,>)&\n") > end;
    }

    /// To the first `end`, over lines and without escapes: two quotes that stand for one are two strings.
    void scanVerbatim(std::string_view end)
    {
        const std::size_t begin = m_position;
        const std::size_t found = m_source.find(end, begin);
        m_position = found == std::string_view::npos ? m_source.size() : found;
        finishString(begin, end.size());
    }

    /// After the R of R"delimiter( ... )delimiter" of C++, or the r of r#" ... "# of Rust, the string.
    bool scannedRawString(std::string_view prefix)
    {
        if (m_syntax == Syntax::C && prefix.ends_with('R') && current() == '"') {
            constexpr std::size_t kLongestDelimiter = 16;
            const std::size_t open = m_source.find('(', m_position);
            if (open == std::string_view::npos || open > m_position + 1 + kLongestDelimiter)
                return false;
            const std::string delimiter(m_source.substr(m_position + 1, open - m_position - 1));
            m_position = open + 1;
            scanVerbatim(")" + delimiter + "\"");
            return true;
        }
        if (m_syntax == Syntax::Rust && (prefix == "r" || prefix == "br")) {
            const std::size_t quote = m_source.find_first_not_of('#', m_position);
            if (quote == std::string_view::npos || m_source[quote] != '"')
                return false;
            const std::string end = "\"" + std::string(quote - m_position, '#');
            m_position = quote + 1;
            scanVerbatim(end);
            return true;
        }
        return false;
    }

    void scanRestOfString(char quote, bool escapes)
    {
        const std::size_t begin = m_position;
        const bool overLines = m_syntax == Syntax::Rust;
        while (m_position < m_source.size() && current() != quote &&
               (overLines || (current() != '\n' && current() != '\r'))) {
            if (escapes && current() == '\\')
                ++m_position;
            else if (startedTemplate(quote == '"' ? StringKind::Quoted : StringKind::None, begin))
                return;
            ++m_position;
        }
        finishString(begin, 1);
    }

    void scanTripleQuoted()
    {
        const std::size_t begin = m_position;
        while (m_position < m_source.size() && !at("\"\"\"")) {
            if (m_syntax == Syntax::Java && current() == '\\')
                ++m_position;
            else if (startedTemplate(StringKind::TripleQuoted, begin))
                return;
            ++m_position;
        }
        finishString(begin, 3);
        // In Kotlin a raw string may end in quotes of its own: """a"""" is a".
        while (m_syntax == Syntax::Kotlin && m_position < m_source.size() && current() == '"')
            ++m_position;
    }

    void finishString(std::size_t begin, std::size_t quoteLength)
    {
        m_position = std::min(m_position, m_source.size());
        add(Token::Kind::String, begin, m_position);
        m_position = std::min(m_position + quoteLength, m_source.size());
    }

    enum class StringKind { None, Quoted, TripleQuoted };
    struct Template
    {
        StringKind string;
        int braces;
    };

    bool startedTemplate(StringKind string, std::size_t begin)
    {
        if (m_syntax != Syntax::Kotlin || string == StringKind::None || !at("${"))
            return false;
        add(Token::Kind::String, begin, m_position);
        m_templates.push_back({string, 0});
        m_position += 2;
        return true;
    }

    bool endedTemplate()
    {
        if (m_templates.empty() || current() != '}' || m_templates.back().braces > 0)
            return false;
        const StringKind string = m_templates.back().string;
        m_templates.pop_back();
        ++m_position;
        if (string == StringKind::Quoted)
            scanRestOfString('"', true);
        else
            scanTripleQuoted();
        return true;
    }

    /// 1'000'000 of C++.
    bool isDigitSeparator(bool number) const
    {
        return number && m_syntax == Syntax::C && current() == '\'' && m_position + 1 < m_source.size() &&
               isWordCharacter(m_source[m_position + 1]);
    }

    void scanWordOrSign()
    {
        const std::size_t begin = m_position;
        if (m_syntax == Syntax::Kotlin && current() == '`') {
            const auto end = m_source.find_first_of("`\r\n", begin + 1);
            m_position = end == std::string_view::npos ? m_source.size() : end + 1;
            add(Token::Kind::Word, begin + 1, end == std::string_view::npos ? m_source.size() : end);
            return;
        }
        const bool number = isDigit(current());
        while (m_position < m_source.size() && (isWordCharacter(current()) || isDigitSeparator(number)))
            ++m_position;
        if (m_position > begin) {
            const bool raw =
                m_position < m_source.size() && scannedRawString(m_source.substr(begin, m_position - begin));
            if (!raw)
                add(Token::Kind::Word, begin, m_position);
            return;
        }
        if (!m_templates.empty())
            m_templates.back().braces += current() == '{' ? 1 : current() == '}' ? -1 : 0;
        ++m_position;
        add(Token::Kind::Sign, begin, m_position);
    }

    std::string_view m_source;
    Syntax m_syntax;
    std::size_t m_position = 0;
    std::vector<Token> m_tokens;
    std::vector<Template> m_templates; ///< Kotlin: ${...} that are open, outermost first
};

} // namespace

std::vector<Token> tokensOf(std::string_view source, Syntax syntax)
{
    if (source.starts_with("\xEF\xBB\xBF"))
        source.remove_prefix(3);
    return Scanner(source, syntax).scan();
}

} // namespace assize::toolchain
