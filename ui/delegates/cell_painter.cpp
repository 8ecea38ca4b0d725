// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/cell_painter.h"

#include "ui/delegates/glyphs.h"
#include "ui/state/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

/// Below this edge a square has no symbol, only its colour; the larger zooms and the tool tip have it.
constexpr int kSymbolSize = 8;

std::size_t at(Mark mark)
{
    return static_cast<std::size_t>(mark);
}

} // namespace

void CellPainter::configure(Zoom zoom, const QFont& font, const QPalette& palette, qreal devicePixelRatio)
{
    m_metrics = ZoomMetrics::make(zoom, QFontMetrics(font).height());
    m_font = font;
    m_boldFont = font;
    m_boldFont.setBold(true);
    if (zoom == Zoom::Normal) {
        m_font.setPointSizeF(font.pointSizeF() * 0.92);
        m_boldFont.setPointSizeF(font.pointSizeF() * 0.92);
    }
    m_palette = palette;
    m_ratio = devicePixelRatio;
    m_dark = isDark(palette);
    m_line = gridLine(palette);
    m_muted = mutedText(palette);
    m_hatch = m_muted;
    m_hatch.setAlphaF(0.45F);
    m_selection = palette.color(QPalette::Highlight);
    m_selection.setAlphaF(m_dark ? 0.38F : 0.28F);
    for (int i = 0; i < kMarkCount; ++i) {
        const Mark mark = static_cast<Mark>(i);
        const MarkColors colors = markColors(mark, m_dark);
        m_tints[at(mark)] = cellTint(mark, palette);
        m_fills[at(mark)] = colors.fill.alpha() > 0 ? colors.fill : colors.border;
        m_chips[at(mark)] = QPixmap();
        m_pending[at(mark)].clear();
    }
    m_squares.clear();
    m_texts.clear();
}

const QPixmap& CellPainter::square(Mark mark, int size)
{
    QPixmap& pixmap = m_squares[size * kMarkCount + static_cast<int>(mark)];
    if (pixmap.isNull()) {
        pixmap = QPixmap(QSize(size, size) * m_ratio);
        pixmap.setDevicePixelRatio(m_ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        drawMarkSquare(painter, mark, QRectF(0, 0, size, size), m_dark);
    }
    return pixmap;
}

const QPixmap& CellPainter::chip(Mark mark)
{
    QPixmap& pixmap = m_chips[at(mark)];
    if (!pixmap.isNull())
        return pixmap;
    const QFontMetrics metrics(m_boldFont);
    const QString text = markCode(mark);
    const int height = metrics.height();
    const int glyph = height - 2;
    const int width = 3 + glyph + 2 + metrics.horizontalAdvance(text) + 6;
    pixmap = QPixmap(QSize(width, height) * m_ratio);
    pixmap.setDevicePixelRatio(m_ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const MarkColors colors = markColors(mark, m_dark);
    const bool bordered = colors.border.alpha() > 0 && mark != Mark::Waiting;
    painter.setPen(bordered ? QPen(colors.border, 1) : QPen(Qt::NoPen));
    painter.setBrush(colors.fill);
    const QRectF shape = bordered ? QRectF(0.5, 0.5, width - 1, height - 1) : QRectF(0, 0, width, height);
    painter.drawRoundedRect(shape, 4, 4);
    drawGlyph(painter, mark, QRectF(3, 1, glyph, glyph), colors.text);
    painter.setFont(m_boldFont);
    painter.setPen(colors.text);
    painter.drawText(QRect(3 + glyph + 2, 0, width, height), Qt::AlignLeft | Qt::AlignVCenter, text);
    return pixmap;
}

const QStaticText& CellPainter::staticText(const QString& text, bool bold)
{
    if (m_texts.size() > 4096)
        m_texts.clear();
    const QString key = bold ? QString(u'\u0001' + text) : text;
    const auto found = m_texts.find(key);
    if (found != m_texts.end())
        return *found;
    QStaticText entry(text);
    entry.setTextFormat(Qt::PlainText);
    entry.prepare({}, bold ? m_boldFont : m_font);
    return *m_texts.insert(key, entry);
}

void CellPainter::begin(QPainter& painter)
{
    painter.setFont(m_font);
}

void CellPainter::paint(QPainter& painter, const QPoint& topLeft, const CellLayout& layout, const Cell& cell)
{
    const GridCell& data = *cell.data;
    const QRect box(topLeft, QSize(layout.width - 1, layout.height - 1));
    // A result that does not count has no colour to be counted by.
    painter.fillRect(box, m_tints[at(cell.faded || data.late ? Mark::None : data.mark)]);
    if (data.submission >= 0) {
        const bool fadedOut = cell.faded;
        if (fadedOut)
            painter.setOpacity(0.3);
        if (layout.square < kSymbolSize && !fadedOut) {
            for (int i = 0; i < static_cast<int>(cell.tests.size()); ++i)
                m_pending[at(cell.tests[static_cast<std::size_t>(i)])].append(
                    layout.squareRect(i).translated(topLeft));
        } else {
            for (int i = 0; i < static_cast<int>(cell.tests.size()); ++i)
                painter.drawPixmap(topLeft + layout.squareRect(i).topLeft(),
                                   square(cell.tests[static_cast<std::size_t>(i)], layout.square));
        }
        if (!layout.line.isEmpty())
            paintLine(painter, layout.line.translated(topLeft), cell);
        else if (data.others > 0)
            painter.fillRect(QRect(box.right() - 3, box.top(), 4, 4), m_palette.color(QPalette::Highlight));
        if (data.late && layout.line.isEmpty())
            strike(painter, QRect(topLeft + layout.origin,
                                  QSize(box.width() - 2 * layout.origin.x(), layout.rows * layout.pitch)));
        if (fadedOut)
            painter.setOpacity(1);
    }
    if (data.outdated)
        paintOutdated(painter, box);
    if (cell.selected)
        painter.fillRect(box, m_selection);
    if (cell.current) {
        painter.setPen(QPen(m_palette.color(QPalette::Highlight), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(1, 1, 0, 0));
    }
}

/// Hatched, and a dashed frame: the result shown was true of something else.
void CellPainter::paintOutdated(QPainter& painter, const QRect& box)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(m_hatch, Qt::BDiagPattern));
    painter.drawRect(box);
    painter.setPen(QPen(m_muted, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(1, 1, -2, -2));
}

/// Crossed out: the result shown does not count.
void CellPainter::strike(QPainter& painter, const QRect& box)
{
    painter.setPen(QPen(m_palette.color(QPalette::Text), 1.5));
    painter.drawLine(box.left(), box.center().y(), box.right(), box.center().y());
}

/// The verdict's chip, the facts worth knowing beside it, and how many further submissions there are.
void CellPainter::paintLine(QPainter& painter, const QRect& line, const Cell& cell)
{
    const QPixmap& verdict = chip(cell.data->mark);
    const QSize size = verdict.deviceIndependentSize().toSize();
    const bool large = m_metrics.zoom == Zoom::Large;
    painter.drawPixmap(line.topLeft(), verdict);
    if (cell.data->late)
        strike(painter, QRect(line.topLeft() - QPoint(1, 0), size + QSize(2, 0)));
    int right = line.right() + 1;
    if (cell.data->others > 0) {
        const QStaticText& more = staticText(u'+' + QString::number(cell.data->others), true);
        const int width = static_cast<int>(more.size().width());
        if (line.left() + size.width() + 4 + width <= right) {
            painter.setFont(m_boldFont);
            painter.setPen(m_palette.color(QPalette::Text));
            painter.drawStaticText(right - width,
                                   line.top() + (size.height() - static_cast<int>(more.size().height())) / 2,
                                   more);
            painter.setFont(m_font);
            right -= width + 6;
        }
    }
    const QString note = cell.score.isEmpty() || cell.data->late ? noteOf(*cell.data) : cell.score;
    if (note.isEmpty())
        return;
    const QStaticText& text = staticText(note, false);
    const int textHeight = static_cast<int>(text.size().height());
    const int x = large ? line.left() : line.left() + size.width() + 5;
    const int y = large ? line.top() + size.height() + 3 : line.top() + (size.height() - textHeight) / 2;
    if (x + static_cast<int>(text.size().width()) > (large ? line.right() + 1 : right))
        return;
    painter.setPen(m_muted);
    painter.drawStaticText(x, y, text);
}

QString CellPainter::noteOf(const GridCell& cell) const
{
    const bool large = m_metrics.zoom == Zoom::Large;
    if (cell.late)
        return large ? QCoreApplication::translate("CellPainter", "late, not counted")
                     : QCoreApplication::translate("CellPainter", "late");
    if (cell.mark == Mark::Running)
        return QString::number(cell.testsDone) + u'/' + QString::number(cell.tests);
    if (cell.mark == Mark::AC && cell.minutes >= 0)
        return large ? QCoreApplication::translate("CellPainter", "after %n minute(s)", nullptr, cell.minutes)
                     : QString(QString::number(cell.minutes) + u'\u2032' +
                               (cell.timeIsAssumed ? u"?"_s : QString()));
    if (isFailing(cell.mark) && cell.firstFailure >= 0)
        return large ? QCoreApplication::translate("CellPainter", "on test %1").arg(cell.firstFailure + 1)
                     : QString(u'#' + QString::number(cell.firstFailure + 1));
    if (large && cell.mark == Mark::AC && cell.tests > 0)
        return QCoreApplication::translate("CellPainter", "%n test(s)", nullptr, cell.tests);
    return {};
}

void CellPainter::end(QPainter& painter)
{
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < kMarkCount; ++i) {
        QVector<QRect>& rects = m_pending[static_cast<std::size_t>(i)];
        if (rects.isEmpty())
            continue;
        painter.setBrush(m_fills[static_cast<std::size_t>(i)]);
        painter.drawRects(rects);
        rects.clear();
    }
}

} // namespace assize::ui
