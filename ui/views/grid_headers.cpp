// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/grid_headers.h"

#include "standings/ranking_rules.h"
#include "ui/models/contest_model.h"
#include "ui/state/text.h"
#include "ui/state/theme.h"

#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

bool byScore(const ContestModel& model)
{
    return standings::rankingRules(model.state().contest().mode).shows(standings::RowValue::Score);
}

QString resultText(const ContestModel& model, const GridRow& row)
{
    return byScore(model) ? QString::fromStdString(row.score.toString()) : QString::number(row.solved);
}

/// The part of a header after its last section, in the colour of the grid.
void paintEmptyArea(const QHeaderView& header)
{
    const int end = header.length() - header.offset();
    const QRect all = header.viewport()->rect();
    const QRect rest =
        header.orientation() == Qt::Vertical ? all.adjusted(0, end, 0, 0) : all.adjusted(end, 0, 0, 0);
    if (rest.isEmpty())
        return;
    QPainter painter(header.viewport());
    painter.fillRect(rest, header.palette().color(QPalette::Base));
    painter.setPen(gridLine(header.palette()));
    if (header.orientation() == Qt::Vertical)
        painter.drawLine(rest.topRight(), rest.bottomRight());
    else
        painter.drawLine(rest.bottomLeft(), rest.bottomRight());
}

} // namespace

RowHeaderColumns RowHeaderColumns::make(const ContestModel& model, const QFont& font)
{
    const QFontMetrics metrics(font);
    QFont bold = font;
    bold.setBold(true);
    const QFontMetrics boldMetrics(bold);
    RowHeaderColumns columns;
    const int contestants = model.data().contestants();
    columns.rank =
        metrics.horizontalAdvance(QString(QString::number(std::max(contestants, 10)).size(), u'0'));
    // Long names are elided; a few hundred are enough to find out how wide usual names are.
    int widest = metrics.horizontalAdvance(ContestModel::tr("Contestant"));
    for (int c = 0; c < std::min(contestants, 400); ++c)
        widest = std::max(widest, metrics.horizontalAdvance(model.contestantName(c)));
    // Advances are rounded; a name that just fits shall not be cut.
    columns.name = std::clamp(widest + 2, metrics.averageCharWidth() * 12, metrics.averageCharWidth() * 26);
    columns.solved =
        metrics.horizontalAdvance(byScore(model) ? ContestModel::tr("Score") : ContestModel::tr("Solved"));
    columns.penalty = !byScore(model) && model.data().hasTimes()
                          ? metrics.horizontalAdvance(ContestModel::tr("Penalty"))
                          : 0;
    for (int c = 0; c < contestants; ++c) {
        columns.solved =
            std::max(columns.solved, boldMetrics.horizontalAdvance(resultText(model, model.data().row(c))));
        if (columns.penalty > 0)
            columns.penalty = std::max(
                columns.penalty, metrics.horizontalAdvance(QString::number(model.data().row(c).penalty)));
    }
    return columns;
}

void RowHeader::paintEvent(QPaintEvent* event)
{
    QHeaderView::paintEvent(event);
    paintEmptyArea(*this);
}

void ColumnHeader::paintEvent(QPaintEvent* event)
{
    QHeaderView::paintEvent(event);
    paintEmptyArea(*this);
}

RowHeader::RowHeader(const ContestModel* model, QWidget* parent)
    : QHeaderView(Qt::Vertical, parent), m_model(model)
{
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(1);
}

void RowHeader::setColumns(const RowHeaderColumns& columns)
{
    m_columns = columns;
    updateGeometry();
    viewport()->update();
}

QSize RowHeader::sizeHint() const
{
    return {m_columns.total(), QHeaderView::sizeHint().height()};
}

void RowHeader::paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const
{
    const int contestant = m_model->contestantOfRow(logicalIndex);
    const GridRow& row = m_model->data().row(contestant);
    const auto* table = qobject_cast<const QTableView*>(parentWidget());
    const bool current =
        table != nullptr && table->currentIndex().isValid() && table->currentIndex().row() == logicalIndex;
    painter->fillRect(rect, palette().color(current ? QPalette::Highlight : QPalette::Base));
    painter->setPen(gridLine(palette()));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());

    const QColor text = palette().color(current ? QPalette::HighlightedText : QPalette::Text);
    const QColor soft = current ? text : mutedText(palette());
    const QRect line = rect.adjusted(0, 0, 0, -1);
    int x = rect.left() + m_columns.padding;
    painter->setFont(font());
    painter->setPen(soft);
    painter->drawText(QRect(x, line.top(), m_columns.rank, line.height()), Qt::AlignRight | Qt::AlignVCenter,
                      QString::number(row.rank));
    x += m_columns.rank + m_columns.padding;
    painter->setPen(text);
    painter->drawText(
        QRect(x, line.top(), m_columns.name, line.height()),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        fontMetrics().elidedText(m_model->contestantName(contestant), Qt::ElideRight, m_columns.name));
    x += m_columns.name + m_columns.padding;
    QFont bold = font();
    bold.setBold(true);
    painter->setFont(bold);
    painter->drawText(QRect(x, line.top(), m_columns.solved, line.height()),
                      Qt::AlignRight | Qt::AlignVCenter, resultText(*m_model, row));
    if (m_columns.penalty > 0) {
        x += m_columns.solved + m_columns.padding;
        painter->setFont(font());
        painter->setPen(soft);
        painter->drawText(QRect(x, line.top(), m_columns.penalty, line.height()),
                          Qt::AlignRight | Qt::AlignVCenter, QString::number(row.penalty));
    }
}

ColumnHeader::ColumnHeader(const ContestModel* model, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), m_model(model)
{
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(1);
}

QSize ColumnHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), 2 * fontMetrics().height() + 10};
}

void ColumnHeader::paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const
{
    painter->fillRect(rect, palette().color(QPalette::Base));
    painter->setPen(gridLine(palette()));
    painter->drawLine(rect.topRight(), rect.bottomRight());
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    const model::Problem& problem = m_model->state().problems()[static_cast<std::size_t>(logicalIndex)];
    const int height = fontMetrics().height();
    QRect first(rect.left() + 5, rect.top() + 4, rect.width() - 8, height);
    QFont bold = font();
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(palette().color(QPalette::Text));
    const QString label = toLine(problem.label, 8);
    painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, label);
    int x = QFontMetrics(bold).horizontalAdvance(label) + 6;
    if (const QColor color(QString::fromStdString(problem.color));
        !problem.color.empty() && color.isValid()) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(mutedText(palette()));
        painter->setBrush(color);
        painter->drawEllipse(QRectF(first.left() + x - 1, first.top() + (height - 8) / 2.0, 8, 8));
        painter->setRenderHint(QPainter::Antialiasing, false);
        x += 13;
    }
    painter->setFont(font());
    painter->setPen(mutedText(palette()));
    QString limit = problem.limits.cpuTime.count() > 0 ? limitText(problem.limits.cpuTime) : tr("limit ?");
    if (problem.isRefused()) {
        limit = tr("refused");
        painter->setFont(bold);
        painter->setPen(palette().color(QPalette::Text));
    }
    const QRect limitBox = first.adjusted(x, 0, 0, 0);
    if (painter->fontMetrics().horizontalAdvance(limit) <= limitBox.width())
        painter->drawText(limitBox, Qt::AlignRight | Qt::AlignVCenter, limit);
    painter->setFont(font());
    painter->setPen(palette().color(QPalette::Text));
    const QRect second = first.translated(0, height + 1);
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      fontMetrics().elidedText(toLine(problem.name, 100), Qt::ElideRight, second.width()));
}

GridCorner::GridCorner(const RowHeader* header, const ContestModel* model, QWidget* parent)
    : QWidget(parent), m_header(header), m_model(model)
{
}

void GridCorner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(gridLine(palette()));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    painter.drawLine(rect().topRight(), rect().bottomRight());
    painter.setPen(mutedText(palette()));
    const RowHeaderColumns& columns = m_header->columns();
    const int height = fontMetrics().height();
    const int y = rect().bottom() - height - 5;
    int x = columns.padding;
    painter.drawText(QRect(x, y, columns.rank, height), Qt::AlignRight | Qt::AlignVCenter, u"#"_s);
    x += columns.rank + columns.padding;
    painter.drawText(QRect(x, y, columns.name, height), Qt::AlignLeft | Qt::AlignVCenter,
                     ContestModel::tr("Contestant"));
    x += columns.name + columns.padding;
    painter.drawText(QRect(x, y, columns.solved, height), Qt::AlignRight | Qt::AlignVCenter,
                     byScore(*m_model) ? ContestModel::tr("Score") : ContestModel::tr("Solved"));
    x += columns.solved + columns.padding;
    if (columns.penalty > 0)
        painter.drawText(QRect(x, y, columns.penalty, height), Qt::AlignRight | Qt::AlignVCenter,
                         ContestModel::tr("Penalty"));
}

} // namespace assize::ui
