// SPDX-License-Identifier: GPL-3.0-or-later
// Members that occur in more than one part of the JSON of results. Private to core/report.
#pragma once

#include "base/decimal.h"
#include "base/diagnostics.h"
#include "model/submission.h"
#include "model/verdict.h"
#include "report/json_writer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::report {

void scoreMember(JsonWriter& json, std::string_view key, Decimal score);
/// null where scores have no upper end.
void maxScoreMember(JsonWriter& json, Decimal score, bool unbounded);
void verdictMember(JsonWriter& json, const std::optional<model::Verdict>& verdict);
void stringsMember(JsonWriter& json, std::string_view key, const std::vector<std::string>& strings);
void verdictsMember(JsonWriter& json, std::string_view key, const std::vector<model::Verdict>& verdicts);

void writeDiagnostic(JsonWriter& json, const Diagnostic& diagnostic);
void writeFiles(JsonWriter& json, std::string_view key, const std::vector<model::UnmatchedFile>& files);

} // namespace assize::report
