// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/snapshot.h"

#include <string>

namespace assize::report {

/// What judged, as one line of JSON: how the store keeps it with each session.
std::string engineInfoJson(const EngineInfo& info);
/// Back again. What is missing or of another type stays empty.
EngineInfo engineInfoFromJson(const std::string& json);

} // namespace assize::report
