// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/json.h"

#include "report/format.h"
#include "report/json_members.h"
#include "report/json_parts.h"
#include "report/standings_notes.h"

#include <algorithm>
#include <tuple>

namespace assize::report {
namespace {

using Style = JsonWriter::Style;

void writeEngine(JsonWriter& json, const model::EngineInfo& engine)
{
    json.key("engine");
    json.beginObject(Style::Inline);
    json.stringMember("version", engine.version);
    json.stringMember("sandbox", engine.sandbox);
    stringsMember(json, "isolation", engine.isolation);
    json.numberMember("slots", engine.slots);
    json.end();
}

void writeUnmatched(JsonWriter& json, std::vector<model::UnmatchedFile> files)
{
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
        return std::tie(a.file, a.reason) < std::tie(b.file, b.reason);
    });
    writeFiles(json, "unmatched", files);
}

void writeDiagnostics(JsonWriter& json, Diagnostics diagnostics)
{
    // Diagnostics arrive from several threads; their places order them.
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.where, a.level, a.message) < std::tie(b.where, b.level, b.message);
    });
    json.key("diagnostics");
    json.beginArray();
    for (const Diagnostic& diagnostic : diagnostics)
        writeDiagnostic(json, diagnostic);
    json.end();
}

} // namespace

std::string resultsJson(const ContestSnapshot& snapshot)
{
    JsonWriter json;
    json.beginObject();
    json.stringMember("schema", "assize.results/1");
    writeEngine(json, snapshot.engine);
    if (snapshot.packages) {
        json.key("packages");
        json.beginArray();
        for (const PackageReport& package : *snapshot.packages)
            writePackage(json, package);
        json.end();
    }
    json.key("problems");
    json.beginArray();
    for (const model::Problem& problem : snapshot.problems)
        writeProblem(json, problem, snapshot.diagnostics);
    json.end();
    json.key("submissions");
    json.beginArray();
    int id = 0;
    for (const ReportedSubmission* item : sortedSubmissions(snapshot))
        writeSubmission(json, ++id, *item, snapshot);
    json.end();
    // A package that is verified has no standings.
    if (!snapshot.packages) {
        json.key("standings_notes");
        json.beginArray();
        for (const StandingsNote& note : standingsNotes(snapshot))
            json.string(note.text);
        json.end();
    }
    writeUnmatched(json, snapshot.unmatched);
    writeDiagnostics(json, allDiagnostics(snapshot));
    json.end();
    return json.take();
}

} // namespace assize::report
