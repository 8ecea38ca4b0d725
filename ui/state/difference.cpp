// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/difference.h"

#include "ui/state/text.h"

#include <algorithm>

namespace assize::ui {
namespace {

/// Walks over the tokens of a text.
struct Tokens
{
    const QString& text;
    qsizetype begin = 0;
    qsizetype end = 0;

    bool next()
    {
        begin = end;
        while (begin < text.size() && text[begin].isSpace())
            ++begin;
        end = begin;
        while (end < text.size() && !text[end].isSpace())
            ++end;
        return end > begin;
    }
    QStringView token() const { return QStringView(text).mid(begin, end - begin); }
};

void locate(const QString& text, qsizetype position, int& line, int& column)
{
    const QStringView before = QStringView(text).left(position);
    line = static_cast<int>(before.count(u'\n'));
    column = static_cast<int>(position - (before.lastIndexOf(u'\n') + 1));
}

} // namespace

QString withVisibleWhitespace(const QString& text)
{
    QString shown;
    shown.reserve(text.size() + text.size() / 8);
    for (const QChar c : text) {
        if (c == u' ')
            shown += u'\u00b7';
        else if (c == u'\t')
            shown += u'\u2192';
        else if (c == u'\n')
            shown += QStringView(u"\u21b5\n");
        else
            shown += c;
    }
    return shown;
}

Difference findDifference(std::string_view expected, std::string_view output)
{
    Difference result;
    result.expected = toText(expected);
    result.output = toText(output);
    Tokens left{result.expected};
    Tokens right{result.output};
    for (;;) {
        const bool hasLeft = left.next();
        const bool hasRight = right.next();
        if (!hasLeft && !hasRight)
            break;
        if (hasLeft && hasRight && left.token() == right.token())
            continue;
        result.any = true;
        locate(result.expected, left.begin, result.line, result.column);
        locate(result.output, right.begin, result.outputLine, result.outputColumn);
        result.expectedLength = static_cast<int>(left.end - left.begin);
        result.outputLength = static_cast<int>(right.end - right.begin);
        return result;
    }
    if (result.expected == result.output)
        return result;
    result.any = true;
    result.onlyWhitespace = true;
    result.expected = withVisibleWhitespace(result.expected);
    result.output = withVisibleWhitespace(result.output);
    const auto [a, b] = std::mismatch(result.expected.cbegin(), result.expected.cend(),
                                      result.output.cbegin(), result.output.cend());
    locate(result.expected, a - result.expected.cbegin(), result.line, result.column);
    locate(result.output, b - result.output.cbegin(), result.outputLine, result.outputColumn);
    result.expectedLength = a != result.expected.cend() ? 1 : 0;
    result.outputLength = b != result.output.cend() ? 1 : 0;
    return result;
}

} // namespace assize::ui
