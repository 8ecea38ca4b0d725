// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/format.h"
#include "report/json_members.h"
#include "report/json_parts.h"

namespace assize::report {
namespace {

using Style = JsonWriter::Style;

void optionalSecondsMember(JsonWriter& json, std::string_view key,
                           const std::optional<std::chrono::nanoseconds>& time)
{
    if (time)
        json.numberMember(key, secondsOf(*time));
    else
        json.nullMember(key);
}

/// null where the time was not repeated.
void spreadMember(JsonWriter& json, std::string_view key, const std::optional<verify::Spread>& spread)
{
    if (!spread)
        return json.nullMember(key);
    json.key(key);
    json.beginArray(Style::Inline);
    json.number(exactSecondsOf(spread->least));
    json.number(exactSecondsOf(spread->most));
    json.end();
}

void writeRulerWarnings(JsonWriter& json, const verify::TimeLimitRuler& ruler)
{
    json.key("time_limit_warnings");
    json.beginArray();
    for (const verify::RulerWarning& warning : ruler.warnings) {
        json.beginObject(Style::Inline);
        json.stringMember("kind", verify::nameOf(warning.kind));
        json.nameMember("submission", warning.submission);
        json.booleanMember("uncertain", warning.uncertain);
        json.stringMember("message", verify::explain(warning, ruler));
        json.end();
    }
    json.end();
}

} // namespace

void writePackage(JsonWriter& json, const PackageReport& package)
{
    json.beginObject();
    json.nameMember("file", package.file);
    stringsMember(json, "validators", package.validators);
    json.key("time_limit");
    json.beginObject(Style::Inline);
    optionalSecondsMember(json, "slowest_accepted_s", package.timeLimit.slowestAccepted);
    json.numberMember("limit_s", exactSecondsOf(package.timeLimit.limit));
    json.numberMember("safety_s", exactSecondsOf(package.timeLimit.safety));
    optionalSecondsMember(json, "fastest_to_fail_s", package.timeLimit.fastestToFail);
    optionalSecondsMember(json, "suggested_s", package.timeLimit.suggested);
    spreadMember(json, "slowest_accepted_alone_s", package.timeLimit.slowestSpread);
    spreadMember(json, "fastest_to_fail_alone_s", package.timeLimit.fastestSpread);
    json.end();
    writeRulerWarnings(json, package.timeLimit);
    json.end();
}

} // namespace assize::report
