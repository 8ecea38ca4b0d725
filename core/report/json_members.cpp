// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/json_members.h"

namespace assize::report {

using Style = JsonWriter::Style;

void scoreMember(JsonWriter& json, std::string_view key, Decimal score)
{
    json.numberMember(key, score.toString());
}

void maxScoreMember(JsonWriter& json, Decimal score, bool unbounded)
{
    if (unbounded)
        json.nullMember("max_score");
    else
        scoreMember(json, "max_score", score);
}

void verdictMember(JsonWriter& json, const std::optional<model::Verdict>& verdict)
{
    if (verdict)
        json.stringMember("verdict", model::codeOf(*verdict));
    else
        json.nullMember("verdict");
}

void stringsMember(JsonWriter& json, std::string_view key, const std::vector<std::string>& strings)
{
    json.key(key);
    json.beginArray(Style::Inline);
    for (const std::string& text : strings)
        json.string(text);
    json.end();
}

void verdictsMember(JsonWriter& json, std::string_view key, const std::vector<model::Verdict>& verdicts)
{
    json.key(key);
    json.beginArray(Style::Inline);
    for (model::Verdict verdict : verdicts)
        json.string(model::codeOf(verdict));
    json.end();
}

void writeDiagnostic(JsonWriter& json, const Diagnostic& diagnostic)
{
    json.beginObject(Style::Inline);
    json.stringMember("level", levelName(diagnostic.level));
    json.nameMember("where", diagnostic.where);
    json.stringMember("message", diagnostic.message);
    json.end();
}

void writeFiles(JsonWriter& json, std::string_view key, const std::vector<model::UnmatchedFile>& files)
{
    json.key(key);
    json.beginArray();
    for (const model::UnmatchedFile& file : files) {
        json.beginObject(Style::Inline);
        json.nameMember("file", file.file);
        json.stringMember("reason", file.reason);
        json.end();
    }
    json.end();
}

} // namespace assize::report
