// SPDX-License-Identifier: GPL-3.0-or-later
// The standard checkers that compare sequences of tokens or whole numbers, as long as both have some: wcmp,
// ncmp, nyesno.
#include "check/standard_families.h"

#include "check/text.h"

namespace assize::check {
namespace {

bool bothGoOn(Reader& answer, Reader& output)
{
    const bool answerEnds = answer.seekEnd();
    const bool outputEnds = output.seekEnd();
    return !answerEnds && !outputEnds;
}

/// Ends the check when one of the two, both moved past blanks, is longer.
void rejectLonger(const Reader& answer, const Reader& output)
{
    if (!answer.atEnd()) {
        rejectAt(answer, answer.position(), output, output.position(),
                 std::string(output.position() == 0 ? "the output is empty" : "the output ends too early") +
                     ": expected " + quoteExcerpt(tokenAt(answer.text(), answer.position()), 0) +
                     " of line " + std::to_string(positionOf(answer.text(), answer.position()).line) +
                     " of the answer");
    }
    if (!output.atEnd()) {
        rejectAt(answer, answer.position(), output, output.position(),
                 "extra output " + quoteExcerpt(tokenAt(output.text(), output.position()), 0) +
                     " after the end of the answer");
    }
}

/// Reads to the end first: an unreadable token there goes before the difference in length.
template<typename Read>
void rejectLongerAfterReading(const Reader& answer, const Reader& output, Read read)
{
    Reader answerRest = answer;
    while (!answerRest.seekEnd())
        read(answerRest);
    Reader outputRest = output;
    while (!outputRest.seekEnd())
        read(outputRest);
    rejectLonger(answer, output);
}

} // namespace

void compareTokens(Reader& answer, Reader& output)
{
    while (bothGoOn(answer, output)) {
        const std::string_view expected = answer.readToken("a token");
        if (output.readToken("a token") != expected)
            rejectTokens(answer, output);
    }
    rejectLonger(answer, output);
}

void compareInt64s(Reader& answer, Reader& output)
{
    while (bothGoOn(answer, output)) {
        const std::int64_t expected = answer.readInt64();
        if (output.readInt64() != expected)
            rejectTokens(answer, output);
    }
    rejectLongerAfterReading(answer, output, [](Reader& reader) { reader.readInt64(); });
}

void compareYesNos(Reader& answer, Reader& output)
{
    while (bothGoOn(answer, output))
        compareYesNo(answer, output);
    rejectLongerAfterReading(answer, output, [](Reader& reader) { reader.readToken("YES or NO"); });
}

} // namespace assize::check
