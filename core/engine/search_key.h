// SPDX-License-Identifier: GPL-3.0-or-later
// What people find a name by. Pure; any thread.
#pragma once

#include <QString>

namespace assize::engine {

/// The same for texts that people type for each other: without case and accents, so that "fernandez" finds
/// "Fernández", and "lukasz" finds "Łukasz". Not for telling names apart: see lookOf().
QString searchKey(const QString& text);

} // namespace assize::engine
