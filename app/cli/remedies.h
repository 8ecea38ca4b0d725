// SPDX-License-Identifier: GPL-3.0-or-later
// The command line's words for the remedies of an Error or a Diagnostic. Pure; any thread.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"

#include <string>

namespace assize::cli {

/// The options of `assize` that are a remedy, in a sentence. The only table of them.
std::string remedyWords(const Remedy& remedy);

/// The message of an error or a diagnostic, and the remedy.
std::string fullMessage(const Error& error);
std::string fullMessage(const Diagnostic& diagnostic);

} // namespace assize::cli
