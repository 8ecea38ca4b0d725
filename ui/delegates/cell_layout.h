// SPDX-License-Identifier: GPL-3.0-or-later
// Where things lie within a cell of the grid. Pure geometry, so that it is tested without painting.
#pragma once

#include "ui/state/zoom.h"

#include <QPoint>
#include <QRect>

namespace assize::ui {

/// The sizes that a zoom asks for, in device-independent pixels; derived from the font once.
struct ZoomMetrics
{
    Zoom zoom = Zoom::Normal;
    int padding = 4;
    int lineHeight = 0; ///< of the line with the verdict; 0: there is none
    int largestSquare = 12;
    int smallestSquare = 4;
    int minimumWidth = 76; ///< of a cell
    int maximumWidth = 170;
    int minimumHeight = 40;

    static ZoomMetrics make(Zoom zoom, int fontHeight);
};

/// The cells of one problem: all of them have the same tests and the same size.
struct CellLayout
{
    int width = 0;
    int height = 0;
    QRect line;     ///< verdict and note; empty when the zoom has none
    QPoint origin;  ///< of the first square
    int square = 0; ///< edge
    int pitch = 0;  ///< from one square to the next
    int perRow = 1;
    int rows = 0;
    int tests = 0;
    int samples = 0; ///< that many squares stand apart, where they end within the first row

    /// Of square `test`, relative to the cell.
    QRect squareRect(int test) const;
    /// -1 where there is none. A point in the gap belongs to the square before it.
    int squareAt(const QPoint& point) const;

    /// The layout for a cell of this size: the largest squares that fit, the smallest squares where none do.
    static CellLayout make(const ZoomMetrics& metrics, int width, int height, int tests, int samples);
    /// The height that a cell of this width needs for all of its squares.
    static int neededHeight(const ZoomMetrics& metrics, int width, int tests, int samples);
};

} // namespace assize::ui
