// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/near_match.h"

#include <algorithm>

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

} // namespace

std::size_t editDistance(std::string_view a, std::string_view b)
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
            const bool same = folded(a[i - 1]) == folded(b[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
                folded(a[i - 2]) == folded(b[j - 1]))
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::optional<std::string> nearMatch(std::string_view given, const std::vector<std::string_view>& candidates)
{
    if (given.empty() || given.size() > kLongest ||
        std::find(candidates.begin(), candidates.end(), given) != candidates.end())
        return std::nullopt;
    std::optional<std::string> nearest;
    std::size_t least = 0;
    for (const std::string_view candidate : candidates) {
        const std::size_t length = std::min(given.size(), candidate.size());
        if (candidate.size() > kLongest || std::max(given.size(), candidate.size()) - length > 3)
            continue;
        const std::size_t distance = editDistance(given, candidate);
        if (distance > slipsIn(length) || (nearest && distance >= least))
            continue;
        nearest = candidate;
        least = distance;
    }
    return nearest;
}

} // namespace assize
