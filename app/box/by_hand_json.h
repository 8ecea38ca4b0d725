// SPDX-License-Identifier: GPL-3.0-or-later
// The report that `assize-box --run` prints.
#pragma once

#include "by_hand_box.h"
#include "by_hand_options.h"

#include <string>

namespace assize::box {

/// A run as it is to be reported.
struct HandResult
{
    const ByHandOptions& options;
    const Isolation& isolation;
    const Outcome& outcome;
    std::string output; ///< the program's standard output, or the first kShownOutput bytes of it
};

/// The document, schema assize.run/1, with a newline at its end.
std::string toJson(const HandResult& result);

} // namespace assize::box
