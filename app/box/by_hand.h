// SPDX-License-Identifier: GPL-3.0-or-later
// `assize-box --run`: the sandbox alone, for people and scripts.
#pragma once

#include <span>

namespace assize::box {

/// Runs the program that `words`, those behind --run, ask for, and returns the exit status (see the help).
int runByHand(std::span<char* const> words);

} // namespace assize::box
