// SPDX-License-Identifier: GPL-3.0-or-later
// How a contest is ranked, and the one list of names for that: contest.yaml's assize.mode, --mode.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace assize::model {

enum class RankingMode {
    Icpc, ///< solved problems, then penalty time
    Sum,  ///< the sum of the best scores
};

inline constexpr std::array<std::pair<RankingMode, std::string_view>, 2> kRankingModes = {{
    {RankingMode::Icpc, "icpc"},
    {RankingMode::Sum, "sum"},
}};

constexpr std::optional<RankingMode> rankingModeNamed(std::string_view name)
{
    for (const auto& [mode, known] : kRankingModes) {
        if (known == name)
            return mode;
    }
    return std::nullopt;
}

/// "icpc or sum": the names that a user may write.
constexpr std::string_view kRankingModeNames = "icpc or sum";

} // namespace assize::model
