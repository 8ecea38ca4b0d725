// SPDX-License-Identifier: GPL-3.0-or-later
// Paints cells of the grid fast: squares and verdict chips come from an atlas of pixmaps made once for each
// mark, size, theme and device pixel ratio; very small squares are filled rectangles, all of one colour in
// one call.
#pragma once

#include "ui/delegates/cell_layout.h"
#include "ui/state/grid_data.h"

#include <QFont>
#include <QHash>
#include <QPalette>
#include <QPixmap>
#include <QStaticText>
#include <QVector>

#include <array>

class QPainter;

namespace assize::ui {

class CellPainter
{
public:
    /// Everything that the atlas depends on; a change throws it away.
    void configure(Zoom zoom, const QFont& font, const QPalette& palette, qreal devicePixelRatio);
    const ZoomMetrics& metrics() const { return m_metrics; }

    struct Cell
    {
        const GridCell* data = nullptr;
        std::span<const Mark> tests;
        bool current = false;  ///< the keyboard's cell
        bool selected = false; ///< one of several selected cells
        bool faded = false;    ///< the filter asks for other cells
        QString score;         ///< of a contest with scores; empty otherwise
    };
    /// Between begin and end small squares are collected; end draws the rest.
    void begin(QPainter& painter);
    void paint(QPainter& painter, const QPoint& topLeft, const CellLayout& layout, const Cell& cell);
    void end(QPainter& painter);

private:
    const QPixmap& square(Mark mark, int size);
    const QPixmap& chip(Mark mark);
    const QStaticText& staticText(const QString& text, bool bold);
    void paintOutdated(QPainter& painter, const QRect& box);
    void paintLine(QPainter& painter, const QRect& line, const Cell& cell);
    void strike(QPainter& painter, const QRect& box);
    QString noteOf(const GridCell& cell) const;

    ZoomMetrics m_metrics;
    QFont m_font;
    QFont m_boldFont;
    QPalette m_palette;
    qreal m_ratio = 1;
    bool m_dark = false;
    QColor m_line;
    QColor m_muted;
    QColor m_hatch;
    QColor m_selection;
    std::array<QColor, kMarkCount> m_tints;
    std::array<QColor, kMarkCount> m_fills;
    QHash<int, QPixmap> m_squares;
    std::array<QPixmap, kMarkCount> m_chips;
    QHash<QString, QStaticText> m_texts;
    std::array<QVector<QRect>, kMarkCount> m_pending; ///< small squares of this pass, by mark
};

} // namespace assize::ui
