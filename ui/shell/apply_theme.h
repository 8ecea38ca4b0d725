// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/theme.h"

namespace assize::ui {

/// Takes a theme for the whole program; System gives back the desktop's own theme. Needs the QApplication;
/// GUI thread.
void applyTheme(Theme theme);

} // namespace assize::ui
