// SPDX-License-Identifier: GPL-3.0-or-later
// The standard checkers of outputs in numbered cases, "Case 1: ...": caseicmp, casencmp, casewcmp.
//
// testlib reads a whole case (or, caseicmp, a whole file) of each side before it compares; an unreadable
// token goes before a difference. Here each part is read twice instead of being kept.
#include "check/standard_families.h"

#include "check/text.h"

#include <algorithm>

namespace assize::check {
namespace {

constexpr std::string_view kCase = "Case";

std::string ofCase(std::uint64_t number)
{
    return " (test case " + std::to_string(number) + ")";
}

void readWordCase(Reader& reader, std::uint64_t number)
{
    if (reader.readToken("\"Case\"") != kCase)
        reader.rejectToken("\"Case\"" + ofCase(number));
}

void readNumberOfCase(Reader& reader, std::uint64_t number)
{
    const std::string expected = std::to_string(number) + ":";
    if (reader.readToken("the number of a case") != expected)
        reader.rejectToken('"' + expected + '"');
}

std::int64_t readNumberedInteger(Reader& reader, std::uint64_t number)
{
    readWordCase(reader, number);
    readNumberOfCase(reader, number);
    return reader.readInt64();
}

std::uint64_t countNumberedIntegers(Reader reader)
{
    std::uint64_t number = 0;
    while (!reader.seekEnd())
        readNumberedInteger(reader, ++number);
    return number;
}

/// Reads the cases of one side, one after the other.
class CaseReader
{
public:
    CaseReader(Reader& reader, bool numbers) : m_reader(reader), m_items(reader), m_numbers(numbers) {}

    bool seekEnd() { return m_reader.seekEnd(); }

    /// Reads case `number` to its end, which is the word that begins the next case, or the end of all.
    void readCase(std::uint64_t number)
    {
        if (!m_wordIsRead)
            readWordCase(m_reader, number);
        readNumberOfCase(m_reader, number);
        m_items = m_reader;
        while (next(m_reader)) {
        }
        // Also where the case ended with the output: then nothing can follow, whatever is expected next.
        m_wordIsRead = true;
    }

    /// The items of the case that was read last, one a call; nullopt at its end.
    std::optional<std::string_view> nextItem() { return next(m_items); }
    const Reader& items() const { return m_items; }

private:
    std::optional<std::string_view> next(Reader& reader) const
    {
        if (reader.seekEnd())
            return std::nullopt;
        const std::string_view token = reader.readToken("a token");
        if (token == kCase)
            return std::nullopt;
        if (m_numbers) {
            // casencmp alone gives the token on as a C string, which a byte 0 ends.
            const std::string_view number = token.substr(0, token.find('\0'));
            if (!parseTestlibInteger(number))
                reader.rejectToken("a 64-bit integer");
            return number;
        }
        return token;
    }

    Reader& m_reader;
    Reader m_items;
    bool m_numbers;
    bool m_wordIsRead = false;
};

void compareItems(CaseReader& answer, CaseReader& output, std::uint64_t number)
{
    for (;;) {
        const std::optional<std::string_view> expected = answer.nextItem();
        const std::optional<std::string_view> found = output.nextItem();
        if (!expected && !found)
            return;
        if (expected && found && *expected == *found)
            continue;
        if (expected && found)
            rejectTokens(answer.items(), output.items(), ofCase(number));
        const Reader& longer = expected ? answer.items() : output.items();
        const std::string item = quoteExcerpt(expected ? *expected : *found, 0);
        rejectAt(answer.items(), expected ? longer.tokenPosition() : answer.items().position(),
                 output.items(), expected ? output.items().position() : longer.tokenPosition(),
                 (expected ? "the case ends too early: expected " : "the case has more than expected: ") +
                     item + ofCase(number));
    }
}

void compareListCases(Reader& answerReader, Reader& outputReader, bool numbers)
{
    CaseReader answer(answerReader, numbers);
    CaseReader output(outputReader, numbers);
    for (std::uint64_t number = 1; !answer.seekEnd(); ++number) {
        answer.readCase(number);
        output.readCase(number);
        compareItems(answer, output, number);
    }
}

} // namespace

void compareInt64Cases(Reader& answer, Reader& output)
{
    const std::uint64_t expectedCases = countNumberedIntegers(answer);
    const std::uint64_t foundCases = countNumberedIntegers(output);
    for (std::uint64_t number = 1; number <= std::min(expectedCases, foundCases); ++number) {
        const std::int64_t expected = readNumberedInteger(answer, number);
        if (readNumberedInteger(output, number) != expected)
            rejectTokens(answer, output, ofCase(number));
    }
    if (expectedCases != foundCases) {
        output.seekEnd();
        output.reject(output.position(), "expected " + std::to_string(expectedCases) + " cases, found " +
                                             std::to_string(foundCases));
    }
}

void compareInt64ListCases(Reader& answer, Reader& output)
{
    compareListCases(answer, output, true);
}

void compareTokenListCases(Reader& answer, Reader& output)
{
    compareListCases(answer, output, false);
}

} // namespace assize::check
