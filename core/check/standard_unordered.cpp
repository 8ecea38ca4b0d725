// SPDX-License-Identifier: GPL-3.0-or-later
// uncmp: equal as multisets of 64-bit integers. More numbers than fit into memory are compared range by range
// of their values, each range read from the text again.
#include "check/standard_families.h"

#include "check/text.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace assize::check {
namespace {

/// Numbers of one side in memory at once: 32 MiB.
constexpr std::size_t kAtOnce = 4U << 20;
constexpr int kBitsPerSplit = 16;

/// The values of `bits` low bits above `first`; values are shifted so that they sort as unsigned.
struct Range
{
    std::uint64_t first = 0;
    int bits = 64;

    bool has(std::uint64_t value) const { return bits == 64 || (value >> bits) == (first >> bits); }
};

std::uint64_t sortable(std::int64_t value)
{
    return static_cast<std::uint64_t>(value) ^ (std::uint64_t{1} << 63);
}

std::int64_t valueOf(std::uint64_t sorted)
{
    return static_cast<std::int64_t>(sorted ^ (std::uint64_t{1} << 63));
}

template<typename Take>
void forEachNumber(Reader reader, Take take)
{
    while (!reader.seekEnd())
        take(sortable(reader.readInt64()));
}

std::uint64_t countNumbers(const Reader& reader)
{
    std::uint64_t count = 0;
    forEachNumber(reader, [&count](std::uint64_t) { ++count; });
    return count;
}

std::vector<std::uint64_t> sortedNumbers(const Reader& reader, const Range& range, std::size_t count)
{
    std::vector<std::uint64_t> numbers;
    numbers.reserve(count);
    forEachNumber(reader, [&](std::uint64_t value) {
        if (range.has(value))
            numbers.push_back(value);
    });
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

/// Compares by ranges of values; it finds the smallest value whose numbers of occurrences differ.
class Multisets
{
public:
    Multisets(const Reader& answer, const Reader& output, std::size_t atOnce)
        : m_answer(answer), m_output(output), m_atOnce(atOnce)
    {
    }

    /// `count`: the most numbers that one side has in the range.
    std::optional<std::uint64_t> firstDifference(const Range& range, std::size_t count) const
    {
        if (count <= m_atOnce)
            return firstDifferenceInMemory(range, count);
        const int bits = range.bits - kBitsPerSplit;
        const Counts expected = countsOf(m_answer, range, bits);
        const Counts found = countsOf(m_output, range, bits);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const Range part{range.first + (static_cast<std::uint64_t>(i) << bits), bits};
            const std::size_t most = std::max(expected[i], found[i]);
            if (most == 0 || (bits == 0 && expected[i] == found[i]))
                continue;
            if (bits == 0)
                return part.first;
            if (const std::optional<std::uint64_t> difference = firstDifference(part, most))
                return difference;
        }
        return std::nullopt;
    }

private:
    using Counts = std::vector<std::size_t>;

    static Counts countsOf(const Reader& reader, const Range& range, int bits)
    {
        Counts counts(std::size_t{1} << kBitsPerSplit);
        forEachNumber(reader, [&](std::uint64_t value) {
            if (range.has(value))
                ++counts[(value - range.first) >> bits];
        });
        return counts;
    }

    std::optional<std::uint64_t> firstDifferenceInMemory(const Range& range, std::size_t count) const
    {
        const std::vector<std::uint64_t> expected = sortedNumbers(m_answer, range, count);
        const std::vector<std::uint64_t> found = sortedNumbers(m_output, range, count);
        const auto [a, b] = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
        if (a == expected.end() && b == found.end())
            return std::nullopt;
        if (a == expected.end() || b == found.end())
            return a == expected.end() ? *b : *a;
        return std::min(*a, *b);
    }

    const Reader& m_answer;
    const Reader& m_output;
    std::size_t m_atOnce;
};

struct Occurrences
{
    std::uint64_t count = 0;
    std::size_t last; ///< where the last occurrence begins; the end where there is none
};

Occurrences occurrencesOf(std::uint64_t value, Reader reader)
{
    Occurrences occurrences{0, reader.text().size()};
    while (!reader.seekEnd()) {
        if (sortable(reader.readInt64()) == value) {
            ++occurrences.count;
            occurrences.last = reader.tokenPosition();
        }
    }
    return occurrences;
}

std::string times(std::uint64_t count)
{
    switch (count) {
    case 0:
        return "never";
    case 1:
        return "once";
    case 2:
        return "twice";
    default:
        return std::to_string(count) + " times";
    }
}

} // namespace

void compareUnorderedInt64s(Reader& answer, Reader& output, std::size_t atOnce)
{
    const std::uint64_t expectedCount = countNumbers(answer);
    const std::uint64_t foundCount = countNumbers(output);
    if (expectedCount != foundCount) {
        rejectAt(answer, answer.text().size(), output, output.text().size(),
                 "expected " + std::to_string(expectedCount) + " numbers, found " +
                     std::to_string(foundCount));
    }
    const std::optional<std::uint64_t> difference =
        Multisets(answer, output, atOnce).firstDifference({}, expectedCount);
    if (difference) {
        const Occurrences expected = occurrencesOf(*difference, answer);
        const Occurrences found = occurrencesOf(*difference, output);
        rejectAt(answer, expected.last, output, found.last,
                 "as sequences without order they differ: expected " + std::to_string(valueOf(*difference)) +
                     ' ' + times(expected.count) + ", found it " + times(found.count));
    }
    while (!output.seekEnd())
        output.readToken("a number");
}

void compareUnorderedInt64s(Reader& answer, Reader& output)
{
    compareUnorderedInt64s(answer, output, kAtOnce);
}

} // namespace assize::check
