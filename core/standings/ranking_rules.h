// SPDX-License-Identifier: GPL-3.0-or-later
// The only table of ways to rank: which submission counts in a cell, which values decide the order of rows,
// and which of them tables of standings show. Pure; any thread. A new way is a model::RankingMode and an
// entry here.
#pragma once

#include "standings/standings.h"

#include <span>
#include <string>
#include <tuple>

namespace assize::standings {

/// A value of a row that decides its rank.
enum class RowValue { Solved, Penalty, Score };

/// The value that a cell shows beside its verdict.
enum class CellValue {
    Attempts, ///< and the minute of the solve
    Score,
};

/// When submissions were made, as far as that is known.
struct Times
{
    bool known = false;         ///< of some submission that counts
    std::chrono::seconds end{}; ///< stands for a time that is not known

    std::chrono::seconds of(const Entry& entry) const { return entry.time.value_or(end); }
    /// In order of time; by number where no time is known.
    bool isBefore(const Entry& a, const Entry& b) const;
    /// The time of the solve, for the cell of `entry`.
    void set(Cell& cell, const Entry& entry) const;
};

/// The values that decide the rank, smaller is better.
using Key = std::tuple<Decimal, int, std::chrono::minutes, std::chrono::minutes>;

struct RankingRules
{
    model::RankingMode mode = model::RankingMode::Icpc;
    /// The values that decide, the most important first. Penalty is shown only where there is some.
    std::span<const RowValue> rowValues;
    CellValue cellValue = CellValue::Attempts;
    /// Of a contestant's submissions for a problem that count, in order of time.
    Cell (*cellOf)(const std::vector<const Entry*>& entries, const Times& times) = nullptr;
    Key (*keyOf)(const Row& row) = nullptr;

    bool shows(RowValue value) const;
};

const RankingRules& rankingRules(model::RankingMode mode);

/// "2", "120", "37.5": for people and for tables alike.
std::string textOf(const Row& row, RowValue value);

} // namespace assize::standings
