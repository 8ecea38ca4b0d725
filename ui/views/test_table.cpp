// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/test_table.h"

#include "ui/delegates/verdict_delegate.h"
#include "ui/models/run_model.h"

#include <QEvent>
#include <QHeaderView>

#include <algorithm>
#include <array>

namespace assize::ui {

namespace {

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

} // namespace

TestTable::TestTable(RunModel* runs, QWidget* parent) : QTableView(parent), m_runs(runs)
{
    setModel(m_runs);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setItemDelegateForColumn(RunModel::Verdict, new VerdictDelegate(RunModel::MarkRole, this));
    setAccessibleName(tr("Tests"));
    const QFontMetrics metrics = fontMetrics();
    verticalHeader()->setDefaultSectionSize(metrics.height() + 6);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->hide();
    QHeaderView* columns = horizontalHeader();
    columns->setHighlightSections(false);
    columns->setStretchLastSection(true);
    columns->setMinimumSectionSize(metrics.averageCharWidth() * 3);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

/// All columns are in view: each as wide as what stands in it, the message takes what is left. Where that is
/// too little, the tests' names are cut in the middle, and in a very narrow pane the wall time and the memory
/// go: the line below the table has them too.
void TestTable::fitColumns()
{
    const QFontMetrics metrics = fontMetrics();
    const int rows = std::min(m_runs->rowCount(), 300);
    const auto widthOf = [&](int column) {
        int width =
            metrics.horizontalAdvance(m_runs->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int row = 0; row < rows; ++row)
            width = std::max(width, metrics.horizontalAdvance(m_runs->index(row, column).data().toString()));
        return width + 14;
    };
    std::array<int, RunModel::ColumnCount> widths{};
    for (int column = 0; column < RunModel::ColumnCount; ++column)
        widths[at(column)] = widthOf(column);
    widths[RunModel::Verdict] += metrics.height() + 4;
    const int available = viewport()->width();
    const int leastName = std::min(widths[RunModel::Test], metrics.averageCharWidth() * 12);
    const int leastMessage = std::min(widths[RunModel::Message], available * 3 / 20);
    int others = widths[RunModel::Verdict] + widths[RunModel::Cpu];
    for (const int column : {RunModel::Wall, RunModel::Memory}) {
        const bool fits = others + widths[at(column)] + leastName + leastMessage <= available;
        setColumnHidden(column, !fits);
        others += fits ? widths[at(column)] : 0;
    }
    widths[RunModel::Test] = std::clamp(available - others - leastMessage, leastName, widths[RunModel::Test]);
    for (int column = 0; column < RunModel::Message; ++column)
        setColumnWidth(column, widths[at(column)]);
}

bool TestTable::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Resize)
        fitColumns();
    return QTableView::viewportEvent(event);
}

} // namespace assize::ui
