// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/judgement.h"
#include "model/language.h"

#include <string>
#include <string_view>

namespace assize::exec {

/// Whether something of the jury talks to the program while it runs.
enum class Talk { No, Yes };

/// "exit code 1: ModuleNotFoundError: No module named 'x' (...)", "SIGABRT: ...", "memory limit:
/// MemoryError": how a program ended and why it says so; "wall limit: ..." with both times and the event that
/// it waits for. Empty for a program that ended normally, computed for too long or wrote too much.
/// `standardError`: as much as is known, not only the stored part. Bytes. Pure.
std::string crashMessage(const model::Run& run, std::string_view standardError,
                         const model::Language& language, Talk talk);

} // namespace assize::exec
