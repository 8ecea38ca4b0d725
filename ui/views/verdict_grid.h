// SPDX-License-Identifier: GPL-3.0-or-later
// The grid: contestants x problems, each cell with its verdict and one square per test.
//
// A QTableView for scrolling, keyboard, selection and accessibility, with a paint of its own: visible cells
// are painted from GridData through CellPainter, and a change repaints only the cells that changed.
#pragma once

#include "ui/delegates/cell_painter.h"

#include <QTableView>

#include <utility>
#include <vector>

namespace assize::ui {

class ContestModel;
class GridCorner;
class RowHeader;

class VerdictGrid final : public QTableView
{
    Q_OBJECT

public:
    explicit VerdictGrid(ContestModel* model, QWidget* parent = nullptr);

    Zoom zoom() const { return m_zoom; }
    void setZoom(Zoom zoom);
    /// A new contest comes: nothing is chosen any more.
    void forgetChoice();
    /// The contestant and problem that are chosen; -1 where none is. Kept while a filter hides them.
    int chosenContestant() const { return m_contestant; }
    int chosenProblem() const { return m_problem; }
    void choose(int contestant, int problem);
    /// Makes it the current cell and the only cell that is selected, whichever keys are held meanwhile
    /// (setCurrentIndex would add to the selection where Ctrl is).
    void selectAlone(const QModelIndex& index);
    /// Contestant and problem of each cell that is selected, row by row.
    std::vector<std::pair<int, int>> selectedCells() const;
    /// The selected cells as a table for other programs, with names and problems where there are several.
    QString selectionAsText() const;
    /// Moves to the next (+1) or previous (-1) cell that is decided and not accepted, in reading order.
    bool goToFailing(int direction);
    /// The layout of a column's cells as painted.
    const CellLayout& layoutOf(int column) const { return m_layouts[static_cast<std::size_t>(column)]; }

Q_SIGNALS:
    void choiceChanged(int contestant, int problem);
    /// Other cells are selected; how many.
    void selectionChangedTo(int cells);
    void testClicked(int test);
    void detailsRequested();
    void zoomRequested(int steps);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void updateGeometries() override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                     const QList<int>& roles) override;
    void keyboardSearch(const QString&) override {}

private:
    void relayout();
    void configurePainter();
    /// The selection and the scrolling, which the view forgets when the model begins anew.
    struct Place
    {
        std::vector<std::pair<int, int>> selected; ///< contestants and problems
        int top = -1;                              ///< contestant of the first row in view
        int above = 0;                             ///< pixels of it that are out of view
        int left = 0;
        int row = 0; ///< of the current cell
    };
    Place place() const;
    void restore(const Place& place);
    void paintCells(QPainter& painter, const QRect& area);

    ContestModel* m_model;
    RowHeader* m_rowHeader;
    GridCorner* m_corner;
    CellPainter m_painter;
    Zoom m_zoom = Zoom::Normal;
    std::vector<CellLayout> m_layouts; ///< by column
    qreal m_ratio = 0;
    int m_contestant = -1;
    int m_problem = -1;
    bool m_restoring = false;
    bool m_isSeveral = false; ///< more than one cell is selected
    Place m_place;
    int m_contestantBefore = -1; ///< chosen when a header was pressed
    int m_problemBefore = -1;
};

} // namespace assize::ui
