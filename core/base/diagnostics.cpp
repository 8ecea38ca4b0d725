// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/diagnostics.h"

namespace assize {

const char* levelName(Diagnostic::Level level)
{
    switch (level) {
    case Diagnostic::Level::Info:
        return "info";
    case Diagnostic::Level::Warning:
        return "warning";
    case Diagnostic::Level::Error:
        break;
    }
    return "error";
}

} // namespace assize
