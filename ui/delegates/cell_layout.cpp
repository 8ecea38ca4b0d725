// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/cell_layout.h"

#include <algorithm>

namespace assize::ui {
namespace {

constexpr int kSampleGap = 3;

int gapOf(int square)
{
    return square >= 16 ? 2 : 1;
}

} // namespace

ZoomMetrics ZoomMetrics::make(Zoom zoom, int fontHeight)
{
    ZoomMetrics metrics;
    metrics.zoom = zoom;
    switch (zoom) {
    case Zoom::Compact:
        metrics.padding = 3;
        metrics.lineHeight = 0;
        metrics.largestSquare = 8;
        metrics.smallestSquare = 3;
        metrics.minimumWidth = 44;
        metrics.maximumWidth = 130;
        metrics.minimumHeight = std::max(18, fontHeight + 3);
        break;
    case Zoom::Normal:
        metrics.lineHeight = fontHeight + 2;
        metrics.largestSquare = 13;
        metrics.minimumWidth = fontHeight * 5;
        metrics.maximumWidth = fontHeight * 12;
        metrics.minimumHeight = metrics.lineHeight + 3 * metrics.padding + 2 * 10;
        break;
    case Zoom::Large:
        metrics.padding = 6;
        metrics.lineHeight = 2 * fontHeight + 6;
        metrics.largestSquare = 24;
        metrics.smallestSquare = 8;
        metrics.minimumWidth = fontHeight * 9;
        metrics.maximumWidth = fontHeight * 18;
        metrics.minimumHeight = metrics.lineHeight + 3 * metrics.padding + 2 * 19;
        break;
    }
    return metrics;
}

QRect CellLayout::squareRect(int test) const
{
    const int row = test / perRow;
    const int column = test % perRow;
    const int apart = row == 0 && samples > 0 && samples < perRow && test >= samples ? kSampleGap : 0;
    return QRect(origin.x() + column * pitch + apart, origin.y() + row * pitch, square, square);
}

int CellLayout::squareAt(const QPoint& point) const
{
    const QPoint inside = point - origin;
    if (inside.x() < 0 || inside.y() < 0 || pitch <= 0)
        return -1;
    const int row = inside.y() / pitch;
    int x = inside.x();
    if (row == 0 && samples > 0 && samples < perRow && x >= samples * pitch)
        x = std::max(samples * pitch, x - kSampleGap);
    const int column = x / pitch;
    const int test = row * perRow + column;
    return row < rows && column < perRow && test < tests ? test : -1;
}

CellLayout CellLayout::make(const ZoomMetrics& metrics, int width, int height, int tests, int samples)
{
    CellLayout layout;
    layout.width = width;
    layout.height = height;
    layout.tests = tests;
    layout.samples = samples;
    const int inner = std::max(1, width - 2 * metrics.padding - (samples > 0 ? kSampleGap : 0));
    int top = metrics.padding;
    if (metrics.lineHeight > 0) {
        layout.line =
            QRect(metrics.padding, metrics.padding - 1, width - 2 * metrics.padding, metrics.lineHeight);
        top = layout.line.bottom() + 1 + metrics.padding;
    }
    const int available = height - top - metrics.padding + 1;
    layout.origin = QPoint(metrics.padding, top);
    for (int square = metrics.largestSquare; square >= metrics.smallestSquare; --square) {
        layout.square = square;
        layout.pitch = square + gapOf(square);
        layout.perRow = std::max(1, (inner + gapOf(square)) / layout.pitch);
        layout.rows = (tests + layout.perRow - 1) / layout.perRow;
        if (layout.rows * layout.pitch - gapOf(square) <= available)
            break;
    }
    // Rows of equal length look better than a last row of two.
    if (layout.rows > 1)
        layout.perRow = (tests + layout.rows - 1) / layout.rows;
    if (metrics.lineHeight == 0) {
        const int used = layout.rows * layout.pitch - gapOf(layout.square);
        layout.origin.setY(std::max(metrics.padding, (height - used) / 2));
    }
    return layout;
}

int CellLayout::neededHeight(const ZoomMetrics& metrics, int width, int tests, int samples)
{
    const CellLayout layout = make(metrics, width, metrics.minimumHeight, tests, samples);
    return std::max(metrics.minimumHeight,
                    layout.origin.y() + layout.rows * layout.pitch - gapOf(layout.square) + metrics.padding);
}

} // namespace assize::ui
