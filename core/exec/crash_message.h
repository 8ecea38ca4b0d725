// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/judgement.h"

#include <string>
#include <string_view>

namespace assize::exec {

/// The line of `standardError` that says why a program crashed: the last one that is no stack frame, source
/// line or epilogue of an interpreter; capped. Empty where nothing was written. Bytes. Pure.
std::string_view reasonLine(std::string_view standardError);

/// "exit code 1: ModuleNotFoundError: No module named 'x'", "SIGABRT: ...", "memory limit: MemoryError": how
/// a program ended and why it says so; empty for one that ended normally or was stopped for its time. Bytes.
/// Pure.
std::string crashMessage(const model::Run& run, std::string_view standardError);

} // namespace assize::exec
