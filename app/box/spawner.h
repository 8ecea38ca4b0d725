// SPDX-License-Identifier: GPL-3.0-or-later
// The small process that makes boxes, so that the engine never forks.
#pragma once

namespace assize::box {

/// Serves OpenBox and CloseBox on `engine` until it closes, then ends every box and returns the exit status.
int runSpawner(int engine);

} // namespace assize::box
