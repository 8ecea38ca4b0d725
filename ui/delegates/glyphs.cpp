// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/glyphs.h"

#include "ui/state/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace assize::ui {
namespace {

/// Strokes of a glyph in the unit square, drawn with a round pen.
QPainterPath strokesOf(Mark mark)
{
    QPainterPath path;
    switch (mark) {
    case Mark::AC:
        path.moveTo(0.20, 0.54);
        path.lineTo(0.42, 0.76);
        path.lineTo(0.80, 0.26);
        break;
    case Mark::WA:
        path.moveTo(0.25, 0.25);
        path.lineTo(0.75, 0.75);
        path.moveTo(0.75, 0.25);
        path.lineTo(0.25, 0.75);
        break;
    case Mark::PA:
        path.addEllipse(QRectF(0.18, 0.18, 0.64, 0.64));
        break;
    case Mark::PE:
        path.moveTo(0.54, 0.20);
        path.lineTo(0.54, 0.82);
        path.moveTo(0.74, 0.20);
        path.lineTo(0.74, 0.82);
        path.moveTo(0.80, 0.20);
        path.lineTo(0.40, 0.20);
        break;
    case Mark::TLE:
        path.moveTo(0.26, 0.18);
        path.lineTo(0.74, 0.18);
        path.moveTo(0.26, 0.82);
        path.lineTo(0.74, 0.82);
        break;
    case Mark::MLE:
        path.addRect(QRectF(0.22, 0.22, 0.56, 0.56));
        break;
    case Mark::OLE:
        for (const double y : {0.26, 0.50, 0.74}) {
            path.moveTo(0.20, y);
            path.lineTo(0.80, y);
        }
        break;
    case Mark::SV:
        path.addEllipse(QRectF(0.17, 0.17, 0.66, 0.66));
        path.moveTo(0.34, 0.50);
        path.lineTo(0.66, 0.50);
        break;
    case Mark::CE:
        path.arcMoveTo(QRectF(0.22, 0.20, 0.60, 0.60), 50);
        path.arcTo(QRectF(0.22, 0.20, 0.60, 0.60), 50, 260);
        break;
    case Mark::JE:
        path.moveTo(0.50, 0.18);
        path.lineTo(0.50, 0.56);
        break;
    case Mark::Running:
        path.arcMoveTo(QRectF(0.20, 0.20, 0.60, 0.60), 90);
        path.arcTo(QRectF(0.20, 0.20, 0.60, 0.60), 90, -270);
        break;
    case Mark::Skipped:
        path.moveTo(0.26, 0.50);
        path.lineTo(0.74, 0.50);
        break;
    case Mark::NoToolchain:
        path.moveTo(0.32, 0.34);
        path.cubicTo(0.34, 0.10, 0.70, 0.12, 0.68, 0.36);
        path.cubicTo(0.66, 0.48, 0.50, 0.46, 0.50, 0.62);
        break;
    case Mark::Unjudged:
        path.addEllipse(QRectF(0.20, 0.20, 0.60, 0.60));
        path.moveTo(0.29, 0.71);
        path.lineTo(0.71, 0.29);
        break;
    default:
        break;
    }
    return path;
}

/// Filled parts of a glyph in the unit square.
QPainterPath fillsOf(Mark mark)
{
    QPainterPath path;
    switch (mark) {
    case Mark::PA:
        path.moveTo(0.50, 0.18);
        path.arcTo(QRectF(0.18, 0.18, 0.64, 0.64), 90, 180);
        path.closeSubpath();
        break;
    case Mark::PE:
        path.moveTo(0.54, 0.18);
        path.arcTo(QRectF(0.26, 0.18, 0.40, 0.36), 90, 180);
        path.closeSubpath();
        break;
    case Mark::TLE:
        path.addPolygon(QPolygonF({{0.30, 0.20}, {0.70, 0.20}, {0.50, 0.52}}));
        path.addPolygon(QPolygonF({{0.30, 0.80}, {0.70, 0.80}, {0.50, 0.48}}));
        break;
    case Mark::MLE:
        path.addRect(QRectF(0.38, 0.38, 0.24, 0.24));
        break;
    case Mark::RTE:
        path.addPolygon(
            QPolygonF({{0.60, 0.10}, {0.24, 0.56}, {0.46, 0.56}, {0.38, 0.90}, {0.76, 0.42}, {0.53, 0.42}}));
        break;
    case Mark::JE:
        path.addEllipse(QRectF(0.42, 0.70, 0.16, 0.16));
        break;
    case Mark::NoToolchain:
        path.addEllipse(QRectF(0.42, 0.72, 0.16, 0.16));
        break;
    case Mark::Waiting:
        path.addEllipse(QRectF(0.42, 0.42, 0.16, 0.16));
        break;
    default:
        break;
    }
    path.setFillRule(Qt::WindingFill);
    return path;
}

} // namespace

void drawGlyph(QPainter& painter, Mark mark, const QRectF& box, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width(), box.height());
    painter.fillPath(fillsOf(mark), color);
    // Small glyphs need relatively heavier strokes to keep their contrast.
    const double width = box.width() < 12 ? 0.17 : 0.13;
    painter.strokePath(strokesOf(mark), QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.restore();
}

void drawMarkSquare(QPainter& painter, Mark mark, const QRectF& box, bool dark)
{
    if (mark == Mark::None)
        return;
    const MarkColors colors = markColors(mark, dark);
    const double radius = box.width() < 8 ? 0 : box.width() * 0.18;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, radius > 0);
    const bool bordered = colors.border.alpha() > 0;
    painter.setPen(bordered ? QPen(colors.border, 1) : QPen(Qt::NoPen));
    painter.setBrush(colors.fill.alpha() > 0 ? QBrush(colors.fill) : QBrush(Qt::NoBrush));
    const QRectF shape = bordered ? box.adjusted(0.5, 0.5, -0.5, -0.5) : box;
    painter.drawRoundedRect(shape, radius, radius);
    painter.restore();
    if (box.width() >= 8)
        drawGlyph(painter, mark, box, colors.text);
}

QIcon markIcon(Mark mark, bool dark, int size, qreal devicePixelRatio)
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawMarkSquare(painter, mark, QRectF(0, 0, size, size), dark);
    painter.end();
    return QIcon(pixmap);
}

} // namespace assize::ui
