// SPDX-License-Identifier: GPL-3.0-or-later
// Colours: light or dark, and the palette of the verdicts in both. Nothing is told by colour alone; every
// mark has a symbol too (delegates/glyphs.h).
#pragma once

#include "ui/state/mark.h"

#include <QColor>
#include <QPalette>

namespace assize::ui {

enum class Theme { System, Light, Dark };

/// How a mark is drawn. The text (symbol or letters) on the fill has a contrast of at least 4.5:1; where
/// `fill` is transparent, the text stands on the cell's background.
struct MarkColors
{
    QColor fill;
    QColor text;
    QColor border; ///< transparent where there is none
};

/// Whether text is lighter than its background.
bool isDark(const QPalette& palette);
/// From the colour-blind safe set of Okabe and Ito, completed so that neighbours stay apart.
MarkColors markColors(Mark mark, bool dark);
/// The background of a cell whose verdict is `mark`: the base colour with a breath of the verdict's.
QColor cellTint(Mark mark, const QPalette& palette);
/// Secondary text on `base`: softer than the text, still at least 4.5:1.
QColor mutedText(const QPalette& palette);
/// Hair lines between cells.
QColor gridLine(const QPalette& palette);
/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
double contrast(const QColor& a, const QColor& b);

/// Palettes of the themes that people choose themselves, independent of the desktop.
QPalette lightPalette();
QPalette darkPalette();

} // namespace assize::ui
