// SPDX-License-Identifier: GPL-3.0-or-later
#include "standings/standings.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace assize::standings {
namespace {

using model::Verdict;
using std::chrono::minutes;
using std::chrono::seconds;

std::unordered_map<std::string_view, std::size_t> indexOf(const std::vector<std::string>& names)
{
    std::unordered_map<std::string_view, std::size_t> index;
    index.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        index.emplace(names[i], i);
    return index;
}

/// A total of scores; beyond what a Decimal holds it stays at the end, so that nobody with more ranks below.
Decimal added(Decimal total, Decimal score)
{
    std::int64_t sum = 0;
    if (__builtin_add_overflow(total.micros(), score.micros(), &sum) || sum == INT64_MIN)
        sum = score < Decimal(0) ? -INT64_MAX : INT64_MAX;
    return Decimal::fromMicros(sum);
}

/// The rules for one call: who submitted what, in order of time.
class Ranking
{
public:
    Ranking(const std::vector<std::string>& contestants, const std::vector<std::string>& problems,
            const std::vector<Entry>& entries, const Options& options)
        : m_contestants(contestants), m_problems(problems), m_options(options)
    {
        for (const Entry& entry : entries) {
            if (entry.counts && entry.time) {
                m_timed = true;
                m_end = std::max(m_end, *entry.time);
            }
        }
        m_end = std::max(m_end, options.duration.value_or(seconds(0)));
        const auto contestantIndex = indexOf(contestants);
        const auto problemIndex = indexOf(problems);
        m_cells.resize(contestants.size() * problems.size());
        m_notCounted.resize(m_cells.size());
        for (const Entry& entry : entries) {
            const auto contestant = contestantIndex.find(entry.contestant);
            const auto problem = problemIndex.find(entry.problem);
            if (contestant != contestantIndex.end() && problem != problemIndex.end())
                (entry.counts ? m_cells
                              : m_notCounted)[contestant->second * problems.size() + problem->second]
                    .push_back(&entry);
        }
        for (auto* cells : {&m_cells, &m_notCounted}) {
            for (std::vector<const Entry*>& cell : *cells)
                std::sort(cell.begin(), cell.end(),
                          [this](const Entry* a, const Entry* b) { return isBefore(*a, *b); });
        }
    }

    std::vector<Row> rows() const
    {
        std::vector<Row> rows;
        rows.reserve(m_contestants.size());
        for (std::size_t contestant = 0; contestant < m_contestants.size(); ++contestant)
            rows.push_back(rowOf(contestant));
        markFirstToSolve(rows);
        std::stable_sort(rows.begin(), rows.end(),
                         [this](const Row& a, const Row& b) { return keyOf(a) < keyOf(b); });
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].rank =
                i > 0 && keyOf(rows[i]) == keyOf(rows[i - 1]) ? rows[i - 1].rank : static_cast<int>(i + 1);
        return rows;
    }

private:
    bool isBefore(const Entry& a, const Entry& b) const
    {
        if (!m_timed)
            return a.submission < b.submission;
        return std::tuple(timeOf(a), !a.time, a.submission) < std::tuple(timeOf(b), !b.time, b.submission);
    }

    seconds timeOf(const Entry& entry) const { return entry.time.value_or(m_end); }

    /// The time of the solve, for the cell of `entry`.
    void setTime(Cell& cell, const Entry& entry) const
    {
        if (!m_timed)
            return;
        cell.time = std::chrono::floor<minutes>(timeOf(entry));
        cell.timeIsAssumed = !entry.time;
    }

    /// What decides the rank, smaller is better.
    using Key = std::tuple<Decimal, int, minutes, minutes>;
    Key keyOf(const Row& row) const
    {
        if (m_options.mode == model::RankingMode::Sum)
            return {Decimal(0) - row.score, 0, minutes(0), minutes(0)};
        return {Decimal(0), -row.solved, row.penalty, lastSolve(row)};
    }

    static minutes lastSolve(const Row& row)
    {
        minutes last{0};
        for (const Cell& cell : row.cells)
            last = std::max(last, cell.time.value_or(minutes(0)));
        return last;
    }

    Row rowOf(std::size_t contestant) const
    {
        Row row;
        row.contestant = m_contestants[contestant];
        const bool sum = m_options.mode == model::RankingMode::Sum;
        row.cells.reserve(m_problems.size());
        for (std::size_t problem = 0; problem < m_problems.size(); ++problem) {
            const std::vector<const Entry*>& entries = m_cells[contestant * m_problems.size() + problem];
            Cell cell = sum ? sumCell(entries) : icpcCell(entries);
            cell.problem = m_problems[problem];
            for (const Entry* entry : m_notCounted[contestant * m_problems.size() + problem])
                cell.notCounted.push_back(entry->submission);
            row.score = added(row.score, cell.score);
            if (cell.verdict == Verdict::AC) {
                ++row.solved;
                if (cell.time && !sum)
                    row.penalty += *cell.time + m_options.penaltyTime * (cell.attempts - 1);
            }
            row.cells.push_back(std::move(cell));
        }
        return row;
    }

    Cell icpcCell(const std::vector<const Entry*>& entries) const
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
                setTime(cell, *entry);
                break;
            } else if (model::meaningOf(*entry->verdict).countsAgainst) {
                ++cell.attempts;
            }
        }
        return cell;
    }

    Cell sumCell(const std::vector<const Entry*>& entries) const
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
            setTime(cell, *best);
        return cell;
    }

    /// Rows are still in the order of contestants here.
    void markFirstToSolve(std::vector<Row>& rows) const
    {
        if (!m_timed)
            return;
        for (std::size_t problem = 0; problem < m_problems.size(); ++problem) {
            const Entry* first = nullptr;
            std::size_t solver = 0;
            bool known = true;
            for (std::size_t contestant = 0; contestant < rows.size(); ++contestant) {
                for (const Entry* entry : m_cells[contestant * m_problems.size() + problem]) {
                    const bool matters = !entry->verdict || *entry->verdict == Verdict::AC;
                    known = known && (!matters || entry->time);
                    if (matters && (first == nullptr || isBefore(*entry, *first))) {
                        first = entry;
                        solver = contestant;
                    }
                }
            }
            if (first != nullptr && first->verdict && known)
                rows[solver].cells[problem].firstToSolve = true;
        }
    }

    const std::vector<std::string>& m_contestants;
    const std::vector<std::string>& m_problems;
    const Options& m_options;
    bool m_timed = false; ///< some time is known
    seconds m_end{0};     ///< what a time that is not known is taken to be
    /// contestant * problems + problem, in order of time: what is ranked, and what is not.
    std::vector<std::vector<const Entry*>> m_cells;
    std::vector<std::vector<const Entry*>> m_notCounted;
};

} // namespace

std::vector<Row> rank(const std::vector<std::string>& contestants, const std::vector<std::string>& problems,
                      const std::vector<Entry>& entries, const Options& options)
{
    return Ranking(contestants, problems, entries, options).rows();
}

std::vector<int> countingSubmissions(const std::vector<Row>& rows)
{
    std::vector<int> ids;
    for (const Row& row : rows) {
        for (const Cell& cell : row.cells) {
            if (cell.submission)
                ids.push_back(*cell.submission);
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace assize::standings
