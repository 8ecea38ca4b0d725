// SPDX-License-Identifier: GPL-3.0-or-later
// ContestModel: contestants x problems as the item model of the grid, with its order and filter.
//
// Order: rows stand in the order of the standings when a contest is loaded and again when judging ends. While
// judging, ranks change in place but rows do not move, so that nothing jumps away under the operator's eyes;
// sortNow() moves them on request. A contestant who comes to match the filter meanwhile is added at the end;
// a contestant who no longer does stays until then. The painter reads GridData directly; the roles serve
// accessibility, tool tips and tests.
#pragma once

#include "ui/state/grid_data.h"

#include <QAbstractTableModel>
#include <QString>

#include <bitset>
#include <string>
#include <vector>

namespace assize::ui {

/// Which rows are shown, and which cells stand out.
struct GridFilter
{
    QString text;                  ///< part of the contestant's name or id, case-insensitive
    bool failingOnly = false;      ///< only contestants with a failing cell
    bool outdatedOnly = false;     ///< only contestants with an outdated cell
    std::bitset<kMarkCount> marks; ///< only contestants with such a cell; none set: all

    bool asksForCells() const { return failingOnly || outdatedOnly || marks.any(); }
    bool active() const { return !text.isEmpty() || asksForCells(); }
    /// Whether the filter asks for the cell; true for all cells when it does not ask for cells.
    bool matches(const GridCell& cell) const
    {
        return (!failingOnly || isFailing(cell.mark)) && (!outdatedOnly || cell.outdated) &&
               (marks.none() || marks.test(static_cast<std::size_t>(cell.mark)));
    }
    bool operator==(const GridFilter&) const = default;
};

class ContestModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Roles {
        ContestantRole = Qt::UserRole, ///< index into ContestState::contestants()
        ProblemRole,                   ///< index into ContestState::problems()
        MarkRole,                      ///< Mark as int
        SubmissionRole,                ///< Submission::id of the submission shown, 0 for none
    };
    enum class Order { Rank, Name };

    /// `state` outlives the model.
    explicit ContestModel(const engine::ContestState* state, QObject* parent = nullptr);

    /// The contest was loaded anew.
    void reset();
    /// The folder was read again: filter and order stay, new contestants stand at the end. While the views
    /// begin anew (modelAboutToBeReset to modelReset) they ask where everything has gone.
    void reread();
    bool isRereading() const { return m_isRereading; }
    /// Where the contestant or problem of before reread() is now; -1: it is gone.
    int contestantNow(int before) const { return nowOf(m_contestantsNow, before); }
    int problemNow(int before) const { return nowOf(m_problemsNow, before); }
    /// These submissions changed (indices); tells the views which cells.
    void submissionsChanged(const std::vector<int>& submissions);
    /// Ranks anew, in place.
    void refreshStandings();
    /// Rows into the order of the standings or of the names.
    void sortNow();
    void setOrder(Order order);
    Order order() const { return m_order; }
    void setFilter(const GridFilter& filter);
    const GridFilter& filter() const { return m_filter; }
    /// Whether sortNow() would show other rows, or the same in another order.
    bool isUnsorted() const;

    const engine::ContestState& state() const { return *m_state; }
    const GridData& data() const { return m_data; }
    int contestantOfRow(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// -1 where the filter hides it.
    int rowOfContestant(int contestant) const;
    const GridCell& cellAt(int row, int column) const { return m_data.cell(contestantOfRow(row), column); }
    QString contestantName(int contestant) const;
    /// "Ann, problem B: wrong answer on test 7 (secret/03)".
    QString cellDescription(int row, int column) const;
    /// The test under the pointer: its name, verdict, time and memory.
    QString testDescription(int row, int column, int test) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Ranks, solved counts or penalties changed.
    void standingsChanged();

private:
    std::vector<int> orderedContestants() const;
    std::vector<int> accepted(const std::vector<int>& contestants) const;
    bool accepts(int contestant) const;
    void assignRows(std::vector<int> rows);
    void appendAccepted(const std::vector<int>& cells);
    void rememberIds();
    static int nowOf(const std::vector<int>& now, int before)
    {
        return before >= 0 && static_cast<std::size_t>(before) < now.size()
                   ? now[static_cast<std::size_t>(before)]
                   : -1;
    }
    void applyFilter();
    void setRows(std::vector<int> rows);
    void emitCells(std::vector<int> cells);

    const engine::ContestState* m_state;
    GridData m_data;
    Order m_order = Order::Rank;
    GridFilter m_filter;
    QString m_searchKey;       ///< of m_filter.text
    std::vector<int> m_sorted; ///< all contestants, in the order that is frozen while judging
    std::vector<int> m_rows;   ///< contestant of each row
    std::vector<int> m_rowOf;  ///< row of each contestant, -1: hidden
    std::vector<std::string> m_contestantIds, m_problemIds; ///< by index, as of the last reset() or reread()
    std::vector<int> m_contestantsNow, m_problemsNow;       ///< see contestantNow()
    bool m_isRereading = false;
};

} // namespace assize::ui
