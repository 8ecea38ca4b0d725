// SPDX-License-Identifier: GPL-3.0-or-later
// The symbols of the marks as shapes, so that they are the same on every machine with whichever fonts.
#pragma once

#include "ui/state/mark.h"

#include <QColor>
#include <QIcon>
#include <QRectF>

class QPainter;

namespace assize::ui {

/// Draws the symbol of `mark` into `box` with `color`. Readable from about 8 pixels on.
void drawGlyph(QPainter& painter, Mark mark, const QRectF& box, const QColor& color);
/// A filled square of a mark: background, border and, from 8 pixels on, its symbol.
void drawMarkSquare(QPainter& painter, Mark mark, const QRectF& box, bool dark);
/// The square as an icon, for tables and buttons.
QIcon markIcon(Mark mark, bool dark, int size, qreal devicePixelRatio);

} // namespace assize::ui
