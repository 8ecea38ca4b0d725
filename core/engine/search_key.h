// SPDX-License-Identifier: GPL-3.0-or-later
// The form in which names and the texts that people search for are compared. Pure; any thread.
#pragma once

#include <QString>

namespace assize::engine {

/// The same for texts that people type for each other: without case and accents, so that "fernandez" finds
/// "Fernández", and "lukasz" finds "Łukasz". Not for telling names apart: see lookOf().
QString searchKey(const QString& text);

} // namespace assize::engine
