// SPDX-License-Identifier: GPL-3.0-or-later
// The standard checkers that compare line by line: fcmp, lcmp. Both walk over the lines side by side and hold
// none of them.
#include "check/standard_families.h"

#include "check/text.h"

namespace assize::check {
namespace {

std::string_view rawLineFrom(const Reader& reader, std::size_t at)
{
    const std::string_view rest = reader.text().substr(at);
    return rest.substr(0, rest.find('\n'));
}

[[noreturn]] void rejectLines(const Reader& answer, std::size_t answerLine, const Reader& output,
                              std::size_t outputLine)
{
    const std::size_t answerAt = answer.position();
    const std::size_t outputAt = output.position();
    rejectAt(answer, answerAt, output, outputAt,
             "the lines differ: expected " +
                 quoteExcerpt(rawLineFrom(answer, answerLine), answerAt - answerLine) + ", found " +
                 quoteExcerpt(rawLineFrom(output, outputLine), outputAt - outputLine));
}

/// Whether the next lines are the same bytes, newline included; then moves over them.
bool skipSameLine(Reader& answer, Reader& output)
{
    const std::string_view expected = answer.text().substr(answer.position());
    const std::string_view found = output.text().substr(output.position());
    const std::size_t newline = expected.find('\n');
    if (newline == std::string_view::npos || found.substr(0, newline + 1) != expected.substr(0, newline + 1))
        return false;
    answer.moveTo(answer.position() + newline + 1);
    output.moveTo(output.position() + newline + 1);
    return true;
}

/// Calls compareLine for every line of the answer but an empty last one.
template<typename CompareLine>
void compareByLine(Reader& answer, Reader& output, CompareLine compareLine)
{
    while (!answer.atFinalEmptyLine()) {
        if (skipSameLine(answer, output))
            continue;
        const std::size_t answerLine = answer.position();
        const std::size_t outputLine = output.position();
        Reader answerBefore = answer;
        Reader outputBefore = output;
        if (!compareLine(answer, output, answerBefore, outputBefore))
            rejectLines(answerBefore, answerLine, outputBefore, outputLine);
        answer.endLine();
        output.endLine();
    }
}

/// One step; `before` is left where the character begins.
std::optional<char> step(Reader& reader, Reader& before)
{
    before = reader;
    return reader.nextOfLine();
}

/// The next character that is no whitespace of the C locale (here tokens are split by a stringstream).
std::optional<char> stepToToken(Reader& reader, Reader& before)
{
    std::optional<char> c = step(reader, before);
    while (c && isSpace(*c))
        c = step(reader, before);
    return c;
}

bool areLinesEqual(Reader& answer, Reader& output, Reader& answerBefore, Reader& outputBefore)
{
    for (;;) {
        const std::optional<char> expected = step(answer, answerBefore);
        if (step(output, outputBefore) != expected)
            return false;
        if (!expected)
            return true;
    }
}

bool areTokensOfLinesEqual(Reader& answer, Reader& output, Reader& answerBefore, Reader& outputBefore)
{
    for (;;) {
        std::optional<char> expected = stepToToken(answer, answerBefore);
        std::optional<char> found = stepToToken(output, outputBefore);
        if (!expected && !found)
            return true;
        for (;;) {
            const bool expectedEnds = !expected || isSpace(*expected);
            const bool foundEnds = !found || isSpace(*found);
            if (expectedEnds != foundEnds)
                return false;
            if (expectedEnds)
                break;
            if (*expected != *found)
                return false;
            expected = step(answer, answerBefore);
            found = step(output, outputBefore);
        }
    }
}

} // namespace

void compareLines(Reader& answer, Reader& output)
{
    compareByLine(answer, output, areLinesEqual);
}

void compareTokensInLines(Reader& answer, Reader& output)
{
    compareByLine(answer, output, areTokensOfLinesEqual);
}

} // namespace assize::check
