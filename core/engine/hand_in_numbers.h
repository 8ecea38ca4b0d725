// SPDX-License-Identifier: GPL-3.0-or-later
// How hand-ins are numbered while a contest is open. Pure; any thread.
#pragma once

#include "intake/intake.h"

#include <map>
#include <string>
#include <tuple>

namespace assize::engine {

/// Each hand-in keeps its number (Submission::id) as long as the contest is open, also while its file is
/// gone; a later hand-in is numbered after all other hand-ins. A hand-in is the same where contestant,
/// problem and file are.
class HandInNumbers
{
public:
    /// Numbers `found`, whose own numbers are in order of files, and brings it into the order of the numbers.
    void number(intake::Found& found);

private:
    std::map<std::tuple<std::string, std::string, std::string>, int> m_numbers;
    int m_last = 0;
};

} // namespace assize::engine
