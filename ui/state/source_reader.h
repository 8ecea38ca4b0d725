// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/submission.h"

#include <QString>

namespace assize::ui {

/// The text of a submitted file, at most its first 256 KiB. The folder belongs to contestants: links and
/// special files, which it may hold by now, are refused and never waited for.
Result<QString> readSource(const model::SourceFile& file);

} // namespace assize::ui
