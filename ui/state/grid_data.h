// SPDX-License-Identifier: GPL-3.0-or-later
// GridData: the content that the grid paints, in flat arrays that are cheap to walk; made from a ContestState
// and kept up to date submission by submission. No Qt widgets, no strings per cell. GUI thread.
#pragma once

#include "engine/contest_state.h"
#include "ui/state/mark.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace assize::ui {

/// One contestant on one problem.
struct GridCell
{
    int submission = -1; ///< index into ContestState::submissions() of the submission shown; -1: none
    Mark mark = Mark::None;
    bool firstToSolve = false;
    bool outdated = false; ///< the result shown is not the result that judging would give today
    bool late = false;     ///< the submission shown is from outside the contest's time: it does not count
    bool timeIsAssumed =
        false;                ///< `minutes` is the contest's end, because nobody knows when it was handed in
    std::uint16_t others = 0; ///< further submissions beside the one shown
    std::uint16_t attempts = 0; ///< as the standings count them
    std::uint16_t tests = 0;    ///< 0 where nothing was handed in
    std::uint16_t testsDone = 0;
    std::int16_t firstFailure = -1; ///< index of the first test that decided against it
    std::int32_t minutes = -1;      ///< of the solve, since the contest's start
};

/// One contestant's line of the standings.
struct GridRow
{
    int rank = 0;
    int solved = 0;
    std::int64_t penalty = 0; ///< minutes
    Decimal score;
};

class GridData
{
public:
    /// Everything anew, after ContestLoaded.
    void rebuild(const engine::ContestState& state);
    /// One submission changed. Returns the cell as contestant * problems() + problem, or -1 where it has no
    /// cell.
    int update(const engine::ContestState& state, int submission);
    /// Ranks anew. Returns the cells whose shown submission or attempts changed.
    std::vector<int> updateStandings(const engine::ContestState& state);

    int contestants() const { return m_contestants; }
    int problems() const { return m_problems; }
    int tests(int problem) const
    {
        return m_firstTest[static_cast<std::size_t>(problem) + 1] -
               m_firstTest[static_cast<std::size_t>(problem)];
    }
    int samples(int problem) const { return m_samples[static_cast<std::size_t>(problem)]; }
    const GridCell& cell(int contestant, int problem) const
    {
        return m_cells[cellIndex(contestant, problem)];
    }
    const GridRow& row(int contestant) const { return m_rows[static_cast<std::size_t>(contestant)]; }
    /// Marks of the shown submission's tests, in test order.
    std::span<const Mark> marks(int contestant, int problem) const;
    /// Contestants in the order of the standings as last computed.
    const std::vector<int>& rankOrder() const { return m_rankOrder; }
    /// Whether the contest's submissions have times, so that there is a penalty to show.
    bool hasTimes() const { return m_hasTimes; }

private:
    std::size_t cellIndex(int contestant, int problem) const
    {
        return static_cast<std::size_t>(contestant) * static_cast<std::size_t>(m_problems) +
               static_cast<std::size_t>(problem);
    }
    void layOut(int contestants, const std::vector<int>& testsOfProblem);
    void refreshCell(const engine::ContestState& state, int contestant, int problem);
    int shownSubmission(const engine::ContestState& state, int contestant, int problem) const;

    int m_contestants = 0;
    int m_problems = 0;
    bool m_hasTimes = false;
    std::vector<int> m_firstTest; ///< by problem, offset within one contestant's tests; one more at the end
    std::vector<int> m_samples;   ///< by problem: how many tests at the beginning are samples
    std::vector<GridCell> m_cells;
    std::vector<int> m_counting; ///< by cell: index of the submission that counts, or -1
    std::vector<Mark> m_marks;
    std::vector<GridRow> m_rows;
    std::vector<int> m_rankOrder;
};

} // namespace assize::ui
