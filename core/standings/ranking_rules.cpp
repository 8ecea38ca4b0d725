// SPDX-License-Identifier: GPL-3.0-or-later
#include "standings/ranking_rules.h"

#include <algorithm>
#include <array>

namespace assize::standings {
namespace {

using model::Verdict;
using std::chrono::minutes;

Cell icpcCell(const std::vector<const Entry*>& entries, const Times& times)
{
    Cell cell;
    for (const Entry* entry : entries) {
        cell.submission = entry->submission;
        cell.verdict = entry->verdict;
        cell.score = entry->verdict ? entry->score : Decimal(0);
        if (!entry->verdict) {
            ++cell.pending;
        } else if (*entry->verdict == Verdict::AC) {
            ++cell.attempts;
            times.set(cell, *entry);
            break;
        } else if (model::meaningOf(*entry->verdict).countsAgainst) {
            ++cell.attempts;
        }
    }
    return cell;
}

Cell sumCell(const std::vector<const Entry*>& entries, const Times& times)
{
    // A verdict of the judge beats a judge error, which beats none; then the score; then who was first.
    const auto standing = [](const Entry& entry) {
        return !entry.verdict ? 0 : *entry.verdict == Verdict::JE ? 1 : 2;
    };
    Cell cell;
    const Entry* best = nullptr;
    for (const Entry* entry : entries) {
        cell.pending += entry->verdict ? 0 : 1;
        cell.attempts += standing(*entry) == 2 ? 1 : 0;
        if (best == nullptr ||
            std::tuple(standing(*entry), entry->score) > std::tuple(standing(*best), best->score))
            best = entry;
    }
    if (best == nullptr)
        return cell;
    cell.submission = best->submission;
    cell.verdict = best->verdict;
    cell.score = best->verdict ? best->score : Decimal(0);
    if (cell.verdict == Verdict::AC)
        times.set(cell, *best);
    return cell;
}

minutes lastSolve(const Row& row)
{
    minutes last{0};
    for (const Cell& cell : row.cells)
        last = std::max(last, cell.time.value_or(minutes(0)));
    return last;
}

Key icpcKey(const Row& row)
{
    return {Decimal(0), -row.solved, row.penalty, lastSolve(row)};
}

Key sumKey(const Row& row)
{
    return {Decimal(0) - row.score, 0, minutes(0), minutes(0)};
}

constexpr std::array kIcpcValues{RowValue::Solved, RowValue::Penalty};
constexpr std::array kSumValues{RowValue::Score};

constexpr std::array kRules{
    RankingRules{model::RankingMode::Icpc, kIcpcValues, CellValue::Attempts, icpcCell, icpcKey},
    RankingRules{model::RankingMode::Sum, kSumValues, CellValue::Score, sumCell, sumKey},
};
static_assert(kRules.size() == model::kRankingModes.size());

} // namespace

bool Times::isBefore(const Entry& a, const Entry& b) const
{
    if (!known)
        return a.submission < b.submission;
    return std::tuple(of(a), !a.time, a.submission) < std::tuple(of(b), !b.time, b.submission);
}

void Times::set(Cell& cell, const Entry& entry) const
{
    if (!known)
        return;
    cell.time = std::chrono::floor<minutes>(of(entry));
    cell.timeIsAssumed = !entry.time;
}

bool RankingRules::shows(RowValue value) const
{
    return std::find(rowValues.begin(), rowValues.end(), value) != rowValues.end();
}

const RankingRules& rankingRules(model::RankingMode mode)
{
    const auto* const rules = std::find_if(kRules.begin(), kRules.end(),
                                           [mode](const RankingRules& one) { return one.mode == mode; });
    return rules != kRules.end() ? *rules : kRules.front();
}

std::string textOf(const Row& row, RowValue value)
{
    switch (value) {
    case RowValue::Solved:
        return std::to_string(row.solved);
    case RowValue::Penalty:
        return std::to_string(row.penalty.count());
    case RowValue::Score:
        break;
    }
    return row.score.toString();
}

} // namespace assize::standings
