// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite/row.h"

#include <csignal>

namespace assize::conformance {

using model::RunStatus;

void addEnds(Rows& rows)
{
    for (const int code : {0, 1, 42, 127, 255})
        rows.push_back(rowOf({.name = "exit " + std::to_string(code),
                              .arguments = {"exit", std::to_string(code)},
                              .exitCode = code}));
    rows.push_back(
        rowOf({.name = "abort", .arguments = {"abort"}, .status = RunStatus::Signalled, .signal = SIGABRT}));
    rows.push_back(
        rowOf({.name = "crash", .arguments = {"crash"}, .status = RunStatus::Signalled, .signal = SIGSEGV}));
    rows.push_back(rowOf({.name = "divide by zero",
                          .arguments = {"divide"},
                          .status = RunStatus::Signalled,
                          .signal = SIGFPE}));
    for (const int number : {SIGTERM, SIGKILL})
        rows.push_back(rowOf({.name = "own signal " + std::to_string(number),
                              .arguments = {"signal", std::to_string(number)},
                              .status = RunStatus::Signalled,
                              .signal = number}));
}

} // namespace assize::conformance
