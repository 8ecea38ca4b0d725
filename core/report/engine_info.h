// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine_info.h"

#include <string>

namespace assize::report {

/// The engine that judged, as one line of JSON: how the store keeps it with each session.
std::string engineInfoJson(const model::EngineInfo& info);
/// Back again. A member that is missing or of another type stays empty.
model::EngineInfo engineInfoFromJson(const std::string& json);

} // namespace assize::report
