// SPDX-License-Identifier: GPL-3.0-or-later
// The window's words for the remedies of an Error or a Diagnostic. Pure; GUI thread, as they are translated.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"

#include <QString>

namespace assize::ui {

/// The remedy in the window, in a sentence; empty where the window has no way of its own. The only table of
/// them.
QString remedyText(const Remedy& remedy);

/// The same in UTF-8, for reports that the window makes.
std::string remedyWords(const Remedy& remedy);

/// The message of an error or a diagnostic, and the remedy; bytes that people cannot read are escaped by the
/// code that shows it (state/text.h).
std::string fullMessage(const Error& error);
std::string fullMessage(const Diagnostic& diagnostic);

} // namespace assize::ui
