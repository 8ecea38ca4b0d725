// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

namespace assize::ui {

/// resources/icons/NAME.svg in the palette's text colour, crisp at every size and pixel ratio.
QIcon themedIcon(const QString& name, const QPalette& palette);
/// The program's icon.
QIcon applicationIcon();

} // namespace assize::ui
