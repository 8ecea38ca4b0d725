// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/verdict_grid.h"

#include "standings/ranking_rules.h"
#include "ui/models/cells_as_text.h"
#include "ui/models/contest_model.h"
#include "ui/state/text.h"
#include "ui/state/theme.h"
#include "ui/views/grid_headers.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace assize::ui {

VerdictGrid::VerdictGrid(ContestModel* model, QWidget* parent)
    : QTableView(parent), m_model(model), m_rowHeader(new RowHeader(model, this)),
      m_corner(new GridCorner(m_rowHeader, model, this))
{
    setHorizontalHeader(new ColumnHeader(model, this));
    setVerticalHeader(m_rowHeader);
    setCornerButtonEnabled(false);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Verdicts of contestants on problems"));
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setModel(model);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_place = place(); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        relayout();
        restore(m_place);
    });
    connect(model, &ContestModel::standingsChanged, this,
            [this] { m_rowHeader->setColumns(RowHeaderColumns::make(*m_model, m_rowHeader->font())); });
    // A header selects its row or column. The cell whose details are shown stays in its column, or row.
    m_rowHeader->viewport()->installEventFilter(this);
    horizontalHeader()->viewport()->installEventFilter(this);
    const auto makeCurrent = [this](int row, int column) {
        selectionModel()->setCurrentIndex(m_model->index(std::max(0, row), std::max(0, column)),
                                          QItemSelectionModel::NoUpdate);
    };
    connect(m_rowHeader, &QHeaderView::sectionPressed, this,
            [this, makeCurrent](int row) { makeCurrent(row, m_problemBefore); });
    connect(horizontalHeader(), &QHeaderView::sectionPressed, this, [this, makeCurrent](int column) {
        makeCurrent(m_model->rowOfContestant(m_contestantBefore), column);
    });
    configurePainter();
    relayout();
}

void VerdictGrid::setZoom(Zoom zoom)
{
    m_zoom = zoom;
    configurePainter();
    relayout();
    if (currentIndex().isValid())
        scrollTo(currentIndex());
}

void VerdictGrid::configurePainter()
{
    m_ratio = devicePixelRatioF();
    m_painter.configure(m_zoom, font(), palette(), m_ratio);
}

/// Column widths and the row height anew: columns share the width of the window, rows are as high as the
/// problem with the most tests needs.
void VerdictGrid::relayout()
{
    m_rowHeader->setColumns(RowHeaderColumns::make(*m_model, m_rowHeader->font()));
    const int problems = m_model->data().problems();
    m_layouts.assign(static_cast<std::size_t>(problems), {});
    if (problems == 0)
        return;
    const ZoomMetrics& metrics = m_painter.metrics();
    const int room = width() - m_rowHeader->columns().total() - verticalScrollBar()->sizeHint().width();
    const int columnWidth = std::clamp(room / problems, metrics.minimumWidth, metrics.maximumWidth);
    int rowHeight = metrics.minimumHeight;
    for (int p = 0; p < problems; ++p)
        rowHeight =
            std::max(rowHeight, CellLayout::neededHeight(metrics, columnWidth, m_model->data().tests(p),
                                                         m_model->data().samples(p)));
    for (int p = 0; p < problems; ++p)
        m_layouts[static_cast<std::size_t>(p)] = CellLayout::make(
            metrics, columnWidth, rowHeight, m_model->data().tests(p), m_model->data().samples(p));
    if (horizontalHeader()->defaultSectionSize() != columnWidth)
        horizontalHeader()->setDefaultSectionSize(columnWidth);
    if (verticalHeader()->defaultSectionSize() != rowHeight)
        verticalHeader()->setDefaultSectionSize(rowHeight);
    verticalScrollBar()->setSingleStep(rowHeight);
    viewport()->update();
}

void VerdictGrid::forgetChoice()
{
    m_contestant = -1;
    m_problem = -1;
}

void VerdictGrid::choose(int contestant, int problem)
{
    if (const int row = m_model->rowOfContestant(contestant); row >= 0)
        selectAlone(m_model->index(row, problem));
}

bool VerdictGrid::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        m_contestantBefore = m_contestant;
        m_problemBefore = m_problem;
    }
    return QTableView::eventFilter(watched, event);
}

VerdictGrid::Place VerdictGrid::place() const
{
    Place place;
    place.selected = selectedCells();
    place.left = horizontalScrollBar()->value();
    place.row = std::max(0, currentIndex().row());
    if (const int top = rowAt(0); top >= 0) {
        place.top = m_model->contestantOfRow(top);
        place.above = -rowViewportPosition(top);
    }
    return place;
}

/// The cells that were chosen are chosen where they are now. When the folder was read again, the same
/// contestant stands at the top, too, and a contestant who has gone makes room for the next.
void VerdictGrid::restore(const Place& place)
{
    const bool isReread = m_model->isRereading();
    const auto contestantNow = [&](int before) { return isReread ? m_model->contestantNow(before) : before; };
    const auto problemNow = [&](int before) { return isReread ? m_model->problemNow(before) : before; };
    m_contestant = contestantNow(m_contestant);
    m_problem = problemNow(m_problem);
    QItemSelection selection;
    QModelIndex first;
    QModelIndex last;
    const auto selectSpan = [&] {
        if (first.isValid())
            selection.append(QItemSelectionRange(first, last));
    };
    for (const auto& [contestant, problem] : place.selected) {
        const int row = m_model->rowOfContestant(contestantNow(contestant));
        const int column = problemNow(problem);
        if (row < 0 || column < 0)
            continue;
        if (!first.isValid() || last.row() != row || last.column() + 1 != column) {
            selectSpan();
            first = m_model->index(row, column);
        }
        last = m_model->index(row, column);
    }
    selectSpan();
    int row = m_model->rowOfContestant(m_contestant);
    const bool isGone = m_contestant < 0 || m_problem < 0;
    if (isReread && isGone && m_model->rowCount() > 0 && m_model->columnCount() > 0) {
        row = std::min(place.row, m_model->rowCount() - 1);
        m_problem = std::max(0, m_problem);
    }
    if (row >= 0) {
        m_restoring = !isGone;
        selectAlone(m_model->index(row, m_problem));
        m_restoring = false;
    }
    if (!selection.isEmpty())
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    const int top = isReread ? m_model->rowOfContestant(contestantNow(place.top)) : -1;
    if (top < 0)
        return;
    executeDelayedItemsLayout();
    updateGeometries();
    verticalScrollBar()->setValue(top * verticalHeader()->defaultSectionSize() + place.above);
    horizontalScrollBar()->setValue(place.left);
}

void VerdictGrid::selectAlone(const QModelIndex& index)
{
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
}

std::vector<std::pair<int, int>> VerdictGrid::selectedCells() const
{
    std::vector<std::pair<int, int>> cells; // rows and columns
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            for (int column = range.left(); column <= range.right(); ++column)
                cells.emplace_back(row, column);
        }
    }
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    for (auto& [row, column] : cells)
        row = m_model->contestantOfRow(row);
    return cells;
}

QString VerdictGrid::selectionAsText() const
{
    return cellsAsText(*m_model, selectedCells());
}

void VerdictGrid::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    qsizetype cells = 0;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        cells += qsizetype{range.width()} * range.height();
    const bool isSeveral = cells > 1;
    // One cell alone has its frame; of several the first cell is marked now, too.
    if (std::exchange(m_isSeveral, isSeveral) != isSeveral)
        viewport()->update();
    m_rowHeader->viewport()->update();
    setAccessibleDescription(isSeveral ? tr("%n cell(s) are selected", nullptr, static_cast<int>(cells))
                                       : QString());
    Q_EMIT selectionChangedTo(static_cast<int>(cells));
}

bool VerdictGrid::goToFailing(int direction)
{
    const int columns = m_model->columnCount();
    const int cells = m_model->rowCount() * columns;
    if (cells == 0)
        return false;
    const QModelIndex current = currentIndex();
    int position =
        current.isValid() ? current.row() * columns + current.column() : (direction > 0 ? -1 : cells);
    for (int step = 0; step < cells; ++step) {
        position = (position + direction + cells) % cells;
        if (isFailing(m_model->cellAt(position / columns, position % columns).mark)) {
            selectAlone(m_model->index(position / columns, position % columns));
            return true;
        }
    }
    return false;
}

void VerdictGrid::paintEvent(QPaintEvent* event)
{
    if (m_ratio != devicePixelRatioF())
        configurePainter();
    QPainter painter(viewport());
    m_painter.begin(painter);
    const QRegion& region = event->region();
    // Few rectangles are the cells that changed; many are cheaper as one.
    if (region.rectCount() <= 64) {
        for (const QRect& area : region)
            paintCells(painter, area);
    } else {
        paintCells(painter, region.boundingRect());
    }
    m_painter.end(painter);
}

void VerdictGrid::paintCells(QPainter& painter, const QRect& area)
{
    const QColor background = palette().color(QPalette::Base);
    const int rows = m_model->rowCount();
    const int columns = m_model->columnCount();
    const int rowHeight = verticalHeader()->defaultSectionSize();
    const int columnWidth = horizontalHeader()->defaultSectionSize();
    const int left = columnViewportPosition(0);
    const int top = rowViewportPosition(0);
    if (rows == 0 || columns == 0) {
        painter.fillRect(area, background);
        return;
    }
    const int rightEdge = left + columns * columnWidth;
    const int bottomEdge = top + rows * rowHeight;
    if (area.right() >= rightEdge)
        painter.fillRect(QRect(QPoint(std::max(area.left(), rightEdge), area.top()), area.bottomRight()),
                         background);
    if (area.bottom() >= bottomEdge)
        painter.fillRect(QRect(QPoint(area.left(), std::max(area.top(), bottomEdge)), area.bottomRight()),
                         background);

    const int firstRow = std::clamp((area.top() - top) / rowHeight, 0, rows - 1);
    const int lastRow = std::clamp((area.bottom() - top) / rowHeight, 0, rows - 1);
    const int firstColumn = std::clamp((area.left() - left) / columnWidth, 0, columns - 1);
    const int lastColumn = std::clamp((area.right() - left) / columnWidth, 0, columns - 1);
    const GridFilter& filter = m_model->filter();
    const bool fades = filter.asksForCells();
    const bool scored =
        standings::rankingRules(m_model->state().contest().mode).cellValue == standings::CellValue::Score;
    const QModelIndex current = currentIndex();
    const QColor line = gridLine(palette());
    const QRect shown = area.intersected(QRect(left, top, rightEdge - left, bottomEdge - top));
    for (int row = firstRow; row <= lastRow; ++row) {
        const int contestant = m_model->contestantOfRow(row);
        const int y = top + row * rowHeight;
        painter.fillRect(QRect(shown.left(), y + rowHeight - 1, shown.width(), 1), line);
        for (int column = firstColumn; column <= lastColumn; ++column) {
            CellPainter::Cell cell;
            cell.data = &m_model->data().cell(contestant, column);
            cell.tests = m_model->data().marks(contestant, column);
            cell.current = current.row() == row && current.column() == column;
            cell.selected = m_isSeveral && selectionModel()->isSelected(m_model->index(row, column));
            cell.faded = fades && !filter.matches(*cell.data);
            if (scored && isVerdict(cell.data->mark))
                cell.score =
                    QString::fromStdString(m_model->state()
                                               .submissions()[static_cast<std::size_t>(cell.data->submission)]
                                               .judgement.score.toString());
            m_painter.paint(painter, QPoint(left + column * columnWidth, y),
                            m_layouts[static_cast<std::size_t>(column)], cell);
        }
    }
    for (int column = firstColumn; column <= lastColumn; ++column)
        painter.fillRect(QRect(left + (column + 1) * columnWidth - 1, shown.top(), 1, shown.height()), line);
}

void VerdictGrid::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    relayout();
}

void VerdictGrid::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange) {
        configurePainter();
        relayout();
        m_corner->update();
    }
}

void VerdictGrid::updateGeometries()
{
    QTableView::updateGeometries();
    m_corner->setGeometry(frameWidth(), frameWidth(), verticalHeader()->width(),
                          horizontalHeader()->height());
    m_corner->raise();
}

void VerdictGrid::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    m_rowHeader->viewport()->update();
    if (!current.isValid() || m_restoring)
        return;
    m_contestant = m_model->contestantOfRow(current.row());
    m_problem = current.column();
    Q_EMIT choiceChanged(m_contestant, m_problem);
}

void VerdictGrid::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                              const QList<int>& roles)
{
    // The base class repaints everything for a span of cells; it is asked only where a screen reader listens.
    if (QAccessible::isActive())
        QTableView::dataChanged(topLeft, bottomRight, roles);
    viewport()->update(visualRect(topLeft).united(visualRect(bottomRight)));
}

void VerdictGrid::keyPressEvent(QKeyEvent* event)
{
    // With Ctrl the space bar selects.
    const bool isSpace = event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier;
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(selectionAsText());
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || isSpace) {
        if (currentIndex().isValid())
            Q_EMIT detailsRequested();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void VerdictGrid::mousePressEvent(QMouseEvent* event)
{
    QTableView::mousePressEvent(event);
    const QPoint position = event->position().toPoint();
    const QModelIndex index = indexAt(position);
    if (!index.isValid() || event->button() != Qt::LeftButton || event->modifiers() != Qt::NoModifier)
        return;
    const int test = layoutOf(index.column()).squareAt(position - visualRect(index).topLeft());
    if (test >= 0)
        Q_EMIT testClicked(test);
}

void VerdictGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (indexAt(event->position().toPoint()).isValid())
        Q_EMIT detailsRequested();
}

void VerdictGrid::wheelEvent(QWheelEvent* event)
{
    if ((event->modifiers() & Qt::ControlModifier) == 0) {
        QTableView::wheelEvent(event);
        return;
    }
    if (event->angleDelta().y() != 0)
        Q_EMIT zoomRequested(event->angleDelta().y() > 0 ? 1 : -1);
    event->accept();
}

bool VerdictGrid::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QTableView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    if (!index.isValid()) {
        QToolTip::hideText();
        return true;
    }
    QString text = m_model->cellDescription(index.row(), index.column());
    const int test = layoutOf(index.column()).squareAt(help->pos() - visualRect(index).topLeft());
    const QString about = m_model->testDescription(index.row(), index.column(), test);
    if (!about.isEmpty())
        text += u'\n' + about;
    QToolTip::showText(help->globalPos(), plainToolTip(text), viewport(), visualRect(index));
    return true;
}

} // namespace assize::ui
