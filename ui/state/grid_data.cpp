// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/grid_data.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <unordered_map>

namespace assize::ui {
namespace {

template<typename Small>
Small clampTo(std::int64_t value)
{
    return static_cast<Small>(std::clamp<std::int64_t>(value, std::numeric_limits<Small>::min(),
                                                       std::numeric_limits<Small>::max()));
}

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

int indexOfSubmission(const engine::ContestState& state, int id)
{
    const engine::SubmissionView* view = state.submissionById(id);
    return view != nullptr ? static_cast<int>(view - state.submissions().data()) : -1;
}

} // namespace

void GridData::layOut(int contestants, const std::vector<int>& testsOfProblem)
{
    m_contestants = contestants;
    m_problems = static_cast<int>(testsOfProblem.size());
    m_firstTest.assign(1, 0);
    for (const int tests : testsOfProblem)
        m_firstTest.push_back(m_firstTest.back() + tests);
    const std::size_t cells = at(m_contestants) * at(m_problems);
    m_samples.assign(at(m_problems), 0);
    m_cells.assign(cells, {});
    m_counting.assign(cells, -1);
    m_marks.assign(at(m_contestants) * at(m_firstTest.back()), Mark::None);
    m_rows.assign(at(m_contestants), {});
    m_rankOrder.resize(at(m_contestants));
    std::iota(m_rankOrder.begin(), m_rankOrder.end(), 0);
}

void GridData::rebuild(const engine::ContestState& state)
{
    std::vector<int> tests;
    for (const model::Problem& problem : state.problems())
        tests.push_back(static_cast<int>(problem.testCases.size()));
    layOut(static_cast<int>(state.contestants().size()), tests);
    for (int p = 0; p < m_problems; ++p) {
        const auto& cases = state.problems()[at(p)].testCases;
        const auto end =
            std::find_if(cases.begin(), cases.end(), [](const auto& test) { return !test.sample; });
        m_samples[at(p)] = static_cast<int>(end - cases.begin());
    }
    m_hasTimes = state.contest().startTime.has_value();
    updateStandings(state);
    for (int c = 0; c < m_contestants; ++c) {
        for (int p = 0; p < m_problems; ++p)
            refreshCell(state, c, p);
    }
}

int GridData::update(const engine::ContestState& state, int submission)
{
    const engine::SubmissionView& view = state.submissions()[at(submission)];
    if (view.contestantIndex < 0 || view.problemIndex < 0)
        return -1;
    refreshCell(state, view.contestantIndex, view.problemIndex);
    return static_cast<int>(cellIndex(view.contestantIndex, view.problemIndex));
}

int GridData::shownSubmission(const engine::ContestState& state, int contestant, int problem) const
{
    const std::vector<int>& all = state.cell(contestant, problem);
    if (all.empty())
        return -1;
    const int counting = m_counting[cellIndex(contestant, problem)];
    return std::find(all.begin(), all.end(), counting) != all.end() ? counting : all.back();
}

void GridData::refreshCell(const engine::ContestState& state, int contestant, int problem)
{
    GridCell& cell = m_cells[cellIndex(contestant, problem)];
    cell.submission = shownSubmission(state, contestant, problem);
    Mark* marks = m_marks.data() + at(contestant) * at(m_firstTest.back()) + at(m_firstTest[at(problem)]);
    const int capacity = tests(problem);
    cell.tests = 0;
    cell.testsDone = 0;
    cell.firstFailure = -1;
    cell.others = 0;
    cell.outdated = false;
    cell.late = false;
    if (cell.submission < 0) {
        cell.mark = Mark::None;
        std::fill_n(marks, capacity, Mark::None);
        return;
    }
    const engine::SubmissionView& view = state.submissions()[at(cell.submission)];
    cell.mark = markOf(view);
    cell.outdated = !view.outdatedBecause.empty();
    cell.late = view.submission.late;
    cell.others =
        clampTo<std::uint16_t>(static_cast<std::int64_t>(state.cell(contestant, problem).size()) - 1);
    cell.tests = clampTo<std::uint16_t>(capacity);
    // A source that did not compile, or has no compiler, runs no test: its squares say skipped, not waiting.
    const bool neverRuns = cell.mark == Mark::CE || cell.mark == Mark::NoToolchain;
    for (int i = 0; i < capacity; ++i) {
        Mark mark = at(i) < view.tests.size() ? markOf(view.tests[at(i)]) : Mark::Waiting;
        if (neverRuns && mark == Mark::Waiting)
            mark = Mark::Skipped;
        marks[i] = mark;
        if (isVerdict(mark) || mark == Mark::Skipped)
            ++cell.testsDone;
        if (isVerdict(mark) && mark != Mark::AC && cell.firstFailure < 0)
            cell.firstFailure = clampTo<std::int16_t>(i);
    }
}

std::vector<int> GridData::updateStandings(const engine::ContestState& state)
{
    std::unordered_map<std::string, int> indexOf;
    for (int c = 0; c < m_contestants; ++c)
        indexOf.emplace(state.contestants()[at(c)].id, c);
    std::vector<int> changed;
    m_rankOrder.clear();
    for (const standings::Row& row : state.standings()) {
        const auto found = indexOf.find(row.contestant);
        if (found == indexOf.end())
            continue;
        const int c = found->second;
        m_rankOrder.push_back(c);
        m_rows[at(c)] = {row.rank, row.solved, row.penalty.count(), row.score};
        for (int p = 0; p < m_problems && at(p) < row.cells.size(); ++p) {
            const standings::Cell& from = row.cells[at(p)];
            const std::size_t index = cellIndex(c, p);
            const int counting = from.submission ? indexOfSubmission(state, *from.submission) : -1;
            GridCell& cell = m_cells[index];
            const auto attempts = clampTo<std::uint16_t>(from.attempts);
            const std::int32_t minutes = from.time ? clampTo<std::int32_t>(from.time->count()) : -1;
            if (m_counting[index] == counting && cell.attempts == attempts && cell.minutes == minutes &&
                cell.firstToSolve == from.firstToSolve)
                continue;
            m_counting[index] = counting;
            cell.attempts = attempts;
            cell.minutes = minutes;
            cell.timeIsAssumed = from.timeIsAssumed;
            cell.firstToSolve = from.firstToSolve;
            refreshCell(state, c, p);
            changed.push_back(static_cast<int>(index));
        }
    }
    return changed;
}

std::span<const Mark> GridData::marks(int contestant, int problem) const
{
    const std::size_t first = at(contestant) * at(m_firstTest.back()) + at(m_firstTest[at(problem)]);
    return {m_marks.data() + first, at(cell(contestant, problem).tests)};
}

} // namespace assize::ui
