// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/near_match.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace assize {
namespace {

constexpr std::size_t kLongest = 100;

char folded(char c)
{
    if (c >= 'A' && c <= 'Z')
        return static_cast<char>(c - 'A' + 'a');
    return c == '-' || c == ' ' ? '_' : c;
}

/// Slips that are believed in a name of this length.
std::size_t slipsIn(std::size_t length)
{
    if (length < 4)
        return 0;
    if (length < 7)
        return 1;
    return length < 14 ? 2 : 3;
}

template<typename Equal>
std::size_t distanceOf(std::string_view a, std::string_view b, Equal equal)
{
    // Rows of the table: two letters back, one letter back, this letter.
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] =
                std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (equal(a[i - 1], b[j - 1]) ? 0U : 1U)});
            if (i > 1 && j > 1 && equal(a[i - 1], b[j - 2]) && equal(a[i - 2], b[j - 1]))
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row[b.size()];
}

} // namespace

std::size_t editDistance(std::string_view a, std::string_view b)
{
    return distanceOf(a, b, [](char x, char y) { return folded(x) == folded(y); });
}

std::optional<std::string> nearMatch(std::string_view given, const std::vector<std::string_view>& candidates)
{
    if (given.empty() || given.size() > kLongest ||
        std::find(candidates.begin(), candidates.end(), given) != candidates.end())
        return std::nullopt;
    std::optional<std::string> nearest;
    std::pair<std::size_t, std::size_t> least;
    for (const std::string_view candidate : candidates) {
        const std::size_t length = std::min(given.size(), candidate.size());
        if (candidate.size() > kLongest || std::max(given.size(), candidate.size()) - length > 3)
            continue;
        const std::size_t folding = editDistance(given, candidate);
        if (folding > slipsIn(length))
            continue;
        // Of "start-time" and "start_time" the candidate that is written like it.
        const std::pair distance(folding, distanceOf(given, candidate, std::equal_to<>()));
        if (nearest && distance >= least)
            continue;
        nearest = candidate;
        least = distance;
    }
    return nearest;
}

} // namespace assize
