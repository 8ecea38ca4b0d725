// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/format.h"
#include "report/json_members.h"
#include "report/json_parts.h"

#include <utility>

namespace assize::report {
namespace {

using Style = JsonWriter::Style;

void writeGroups(JsonWriter& json, const model::Problem& problem)
{
    json.key("groups");
    json.beginArray();
    for (const model::TestGroup& group : problem.groups) {
        // The root group is the problem itself.
        if (group.id.empty())
            continue;
        json.beginObject(Style::Inline);
        json.nameMember("id", group.id);
        if (group.parent && !group.parent->empty())
            json.nameMember("parent", *group.parent);
        else
            json.nullMember("parent");
        maxScoreMember(json, group.maxScore, group.unbounded);
        json.end();
    }
    json.end();
}

void writeTestCase(JsonWriter& json, const model::TestCase& test, const model::Limits& limits)
{
    json.beginObject(Style::Inline);
    json.nameMember("id", test.id);
    // Plain folders of tests have no group but the root, which is not written.
    if (test.group.empty())
        json.nullMember("group");
    else
        json.nameMember("group", test.group);
    json.booleanMember("sample", test.sample);
    if (test.limits && test.limits->cpuTime != limits.cpuTime)
        json.numberMember("time_limit_s", exactSecondsOf(test.limits->cpuTime));
    if (test.limits && test.limits->memory != limits.memory)
        json.numberMember("memory_limit_mib", mebibytesOf(test.limits->memory));
    if (test.limits && test.limits->output != limits.output)
        json.numberMember("output_limit_mib", mebibytesOf(test.limits->output));
    json.end();
}

/// Why a problem was refused: in one sentence, and the errors of its package with their places.
void writeRefusal(JsonWriter& json, const model::Problem& problem, const Diagnostics& diagnostics)
{
    json.stringMember("refused_because", problem.refusedBecause);
    json.key("diagnostics");
    json.beginArray();
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.level == Diagnostic::Level::Error &&
            (diagnostic.where == problem.file || diagnostic.where.starts_with(problem.file + "/")))
            writeDiagnostic(json, diagnostic);
    }
    json.end();
}

} // namespace

void writeProblem(JsonWriter& json, const model::Problem& problem, const Diagnostics& diagnostics)
{
    json.beginObject();
    json.nameMember("id", problem.id);
    json.stringMember("name", problem.name);
    json.stringMember("state", problem.isRefused() ? "refused" : "ready");
    if (problem.isRefused())
        writeRefusal(json, problem, diagnostics);
    json.stringMember("format", problem.format);
    stringsMember(json, "type", problem.type);
    // Of a problem that was refused no limit is known.
    const bool known = !problem.isRefused();
    // Zero means that it could not be computed (yet).
    if (problem.limits.cpuTime.count() > 0)
        json.numberMember("time_limit_s", exactSecondsOf(problem.limits.cpuTime));
    else
        json.nullMember("time_limit_s");
    json.stringMember("time_limit_from", problem.timeLimitFrom);
    for (const auto& [key, limit] : {std::pair("memory_limit_mib", problem.limits.memory),
                                     std::pair("output_limit_mib", problem.limits.output)}) {
        if (known)
            json.numberMember(key, mebibytesOf(limit));
        else
            json.nullMember(key);
    }
    maxScoreMember(json, problem.maxScore, problem.unbounded || !known);
    writeGroups(json, problem);
    json.key("testcases");
    json.beginArray();
    for (const model::TestCase& test : problem.testCases)
        writeTestCase(json, test, problem.limits);
    json.end();
    json.end();
}

} // namespace assize::report
