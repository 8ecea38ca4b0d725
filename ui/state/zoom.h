// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace assize::ui {

/// The three sizes of the grid.
enum class Zoom { Compact, Normal, Large };

} // namespace assize::ui
