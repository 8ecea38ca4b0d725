// SPDX-License-Identifier: GPL-3.0-or-later
// Names that modules of Python itself have. Private to toolchain; any thread.
#pragma once

#include <string_view>

namespace assize::toolchain {

/// Whether a program in a file of this name (without ".py") would be taken for the module that other modules
/// import by the name, as Python looks beside the program first: a solution "queue.py" breaks every `import
/// queue`.
bool isStandardPythonModule(std::string_view name);

} // namespace assize::toolchain
