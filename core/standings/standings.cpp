// SPDX-License-Identifier: GPL-3.0-or-later
#include "standings/standings.h"

#include "standings/ranking_rules.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace assize::standings {
namespace {

using model::Verdict;
using std::chrono::seconds;

std::unordered_map<std::string_view, std::size_t> indexOf(const std::vector<std::string>& names)
{
    std::unordered_map<std::string_view, std::size_t> index;
    index.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        index.emplace(names[i], i);
    return index;
}

/// A total of scores; beyond the range of Decimal it stays at the end, so that nobody with more ranks below.
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
        : m_contestants(contestants), m_problems(problems), m_options(options),
          m_rules(rankingRules(options.mode))
    {
        for (const Entry& entry : entries) {
            if (entry.counts && entry.time) {
                m_times.known = true;
                m_times.end = std::max(m_times.end, *entry.time);
            }
        }
        m_times.end = std::max(m_times.end, options.duration.value_or(seconds(0)));
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
                          [this](const Entry* a, const Entry* b) { return m_times.isBefore(*a, *b); });
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
                         [this](const Row& a, const Row& b) { return m_rules.keyOf(a) < m_rules.keyOf(b); });
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].rank = i > 0 && m_rules.keyOf(rows[i]) == m_rules.keyOf(rows[i - 1])
                               ? rows[i - 1].rank
                               : static_cast<int>(i + 1);
        return rows;
    }

private:
    Row rowOf(std::size_t contestant) const
    {
        Row row;
        row.contestant = m_contestants[contestant];
        const bool penalises = m_rules.shows(RowValue::Penalty);
        row.cells.reserve(m_problems.size());
        for (std::size_t problem = 0; problem < m_problems.size(); ++problem) {
            const std::vector<const Entry*>& entries = m_cells[contestant * m_problems.size() + problem];
            Cell cell = m_rules.cellOf(entries, m_times);
            cell.problem = m_problems[problem];
            for (const Entry* entry : m_notCounted[contestant * m_problems.size() + problem])
                cell.notCounted.push_back(entry->submission);
            row.score = added(row.score, cell.score);
            if (cell.verdict == Verdict::AC) {
                ++row.solved;
                if (cell.time && penalises)
                    row.penalty += *cell.time + m_options.penaltyTime * (cell.attempts - 1);
            }
            row.cells.push_back(std::move(cell));
        }
        return row;
    }

    /// Rows are still in the order of contestants here.
    void markFirstToSolve(std::vector<Row>& rows) const
    {
        if (!m_times.known)
            return;
        for (std::size_t problem = 0; problem < m_problems.size(); ++problem) {
            const Entry* first = nullptr;
            std::size_t solver = 0;
            bool known = true;
            for (std::size_t contestant = 0; contestant < rows.size(); ++contestant) {
                for (const Entry* entry : m_cells[contestant * m_problems.size() + problem]) {
                    const bool matters = !entry->verdict || *entry->verdict == Verdict::AC;
                    known = known && (!matters || entry->time);
                    if (matters && (first == nullptr || m_times.isBefore(*entry, *first))) {
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
    const RankingRules& m_rules;
    Times m_times;
    /// contestant * problems + problem, in order of time: the entries that are ranked, and those that are
    /// not.
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
