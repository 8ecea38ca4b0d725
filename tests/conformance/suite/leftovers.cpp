// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

namespace assize::conformance {

void addLeftovers(Rows& rows)
{
    // After each row the box must be found clean.
    for (const char* what :
         {"leave-traces", "leave-daemon", "leave-stopped-child", "shut-folders", "write-and-remove"})
        rows.push_back(rowOf({.name = what, .arguments = {what}}));
}

} // namespace assize::conformance
