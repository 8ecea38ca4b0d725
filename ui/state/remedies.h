// SPDX-License-Identifier: GPL-3.0-or-later
// The window's words for what a person can do about an Error or a Diagnostic. Pure; GUI thread, as they are
// translated.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"

#include <QString>

namespace assize::ui {

/// What can be done in the window, in a sentence; nothing where it has no way of its own. The one table of
/// them.
QString remedyText(const Remedy& remedy);

/// The same in UTF-8, for reports that the window makes.
std::string remedyWords(const Remedy& remedy);

/// What an error or a diagnostic says, and the remedy; bytes that people cannot read are escaped by whoever
/// shows it (state/text.h).
std::string fullMessage(const Error& error);
std::string fullMessage(const Diagnostic& diagnostic);

} // namespace assize::ui
