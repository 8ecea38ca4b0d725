// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace assize::ui {

class ContestModel;

/// Cells of the grid (contestant and problem, row by row) as a table that spreadsheets take: a line for each
/// contestant, a column for each problem, tabs between, names and labels in front and on top; cells that are
/// not among these are empty. A cell alone is its text. Nothing of it is a formula. Pure.
QString cellsAsText(const ContestModel& model, const std::vector<std::pair<int, int>>& cells);

} // namespace assize::ui
