// SPDX-License-Identifier: GPL-3.0-or-later
// The files that `assize-box --run` gives to a program: its executable, its input, its other files. All of it
// is read before the run.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "by_hand_options.h"

#include <string>
#include <vector>

namespace assize::box {

struct OpenedFile
{
    std::string name; ///< in the work folder
    unique_fd fd;
    bool executable = false;
};

struct Inputs
{
    std::string program;           ///< arguments[0]: a path or a name in the box, or only a name to be shown
    unique_fd executable;          ///< sealed; none: `program` is started
    unique_fd input;               ///< sealed; none: empty
    std::vector<OpenedFile> files; ///< for the work folder
};

/// Finds and opens everything. Errors: InvalidInput or Io, naming the file.
Result<Inputs> openInputs(const ByHandOptions& options);

} // namespace assize::box
