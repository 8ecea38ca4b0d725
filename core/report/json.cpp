// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/json.h"

#include "base/utf8.h"
#include "model/python.h"
#include "report/format.h"
#include "report/isolation_note.h"
#include "report/json_writer.h"
#include "report/standings_notes.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace assize::report {
namespace {

using Style = JsonWriter::Style;

/// Bytes of a run's standard error.
constexpr std::size_t kStandardErrorShown = 2048;

void scoreMember(JsonWriter& json, std::string_view key, Decimal score)
{
    json.numberMember(key, score.toString());
}

/// null where scores have no upper end.
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

void optionalSecondsMember(JsonWriter& json, std::string_view key,
                           const std::optional<std::chrono::nanoseconds>& time)
{
    if (time)
        json.numberMember(key, secondsOf(*time));
    else
        json.nullMember(key);
}

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

void writeDiagnostic(JsonWriter& json, const Diagnostic& diagnostic)
{
    json.beginObject(Style::Inline);
    json.stringMember("level", levelName(diagnostic.level));
    json.nameMember("where", diagnostic.where);
    json.stringMember("message", diagnostic.message);
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
    // Of one that was refused no limit is known.
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

/// Of a run, of an attempt, or of all runs together.
template<typename Measured>
void writeMeasurements(JsonWriter& json, const Measured& measured)
{
    json.numberMember("cpu_time_s", secondsOf(measured.cpuTime));
    json.numberMember("wall_time_s", secondsOf(measured.wallTime));
    json.numberMember("memory_kib", static_cast<long long>(measured.memory / 1024));
}

/// In `verify`, where the package says something about this group or run.
void asExpectedMember(JsonWriter& json, const std::vector<std::optional<bool>>& places, std::size_t index)
{
    if (index < places.size() && places[index])
        json.booleanMember("as_expected", *places[index]);
}

/// null where what was stored is not at hand.
void standardErrorMember(JsonWriter& json, const model::Run& run, bool detailsLeftOut)
{
    if (detailsLeftOut && run.standardError.empty() && run.state == model::TaskState::Done)
        json.nullMember("standard_error");
    else
        json.stringMember("standard_error", headOf(run.standardError, kStandardErrorShown));
}

void writeRun(JsonWriter& json, const model::Run& run, const verify::Comparison& comparison,
              std::size_t index, bool detailsLeftOut)
{
    // A test that was not run, or not to its end, is skipped: nothing of it is known.
    static const model::Run nothing;
    const bool done = run.state == model::TaskState::Done && run.verdict;
    const model::Run& shown = done ? run : nothing;
    json.beginObject(Style::Inline);
    json.nameMember("testcase", run.testCase);
    json.stringMember("state", done ? "done" : "skipped");
    verdictMember(json, shown.verdict);
    scoreMember(json, "score", shown.score);
    writeMeasurements(json, shown);
    // Whether one that was too slow ended just before it was stopped is chance.
    const bool chance = shown.limit == model::LimitKind::Cpu;
    if (shown.exitCode && !chance)
        json.numberMember("exit_code", *shown.exitCode);
    else
        json.nullMember("exit_code");
    if (shown.signal && !chance)
        json.stringMember("signal", model::signalName(*shown.signal));
    else
        json.nullMember("signal");
    if (shown.limit != model::LimitKind::None)
        json.stringMember("limit", model::nameOf(shown.limit));
    else
        json.nullMember("limit");
    json.stringMember("message", shown.message);
    standardErrorMember(json, shown, detailsLeftOut);
    if (done)
        asExpectedMember(json, comparison.runs, index);
    // Where it is not there, the run was made for this judgement.
    if (shown.reusedFrom)
        json.stringMember("reused_from", isoTime(*shown.reusedFrom));
    json.key("attempts");
    json.beginArray(Style::Inline);
    for (const model::Attempt& attempt : shown.attempts) {
        json.beginObject(Style::Inline);
        writeMeasurements(json, attempt);
        json.end();
    }
    json.end();
    json.end();
}

void writeExpectation(JsonWriter& json, const Expectation& expectation)
{
    verdictsMember(json, "expected", expectation.permitted);
    verdictsMember(json, "required", expectation.required);
    json.key("expected_score");
    if (expectation.score) {
        json.beginArray(Style::Inline);
        json.number(expectation.score->first.toString());
        json.number(expectation.score->second.toString());
        json.end();
    } else {
        json.null();
    }
    if (expectation.asExpected)
        json.booleanMember("as_expected", *expectation.asExpected);
    else
        json.nullMember("as_expected");
}

void writeResults(JsonWriter& json, const model::Judgement& judgement, const verify::Comparison& comparison)
{
    json.key("compile");
    if (judgement.compile) {
        json.beginObject(Style::Inline);
        json.booleanMember("ok", judgement.compile->ok);
        json.stringMember("log", judgement.compile->log);
        json.end();
    } else {
        json.null();
    }
    json.key("groups");
    json.beginArray();
    for (std::size_t i = 0; i < judgement.groups.size(); ++i) {
        const model::GroupResult& group = judgement.groups[i];
        if (group.group.empty())
            continue;
        json.beginObject(Style::Inline);
        json.nameMember("id", group.group);
        verdictMember(json, group.verdict);
        scoreMember(json, "score", group.score);
        scoreMember(json, "max_score", group.maxScore);
        asExpectedMember(json, comparison.groups, i);
        json.end();
    }
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

/// Of the files that were handed in; where there is nothing to say, nothing.
void writeHandIn(JsonWriter& json, const model::Submission& submission)
{
    if (!submission.entryPoint.empty())
        json.nameMember("entry_point", submission.entryPoint);
    if (!submission.choice.empty())
        json.stringMember("choice", submission.choice);
    if (!submission.leftOut.empty())
        writeFiles(json, "left_out", submission.leftOut);
    if (submission.notes.empty())
        return;
    json.key("notes");
    json.beginArray();
    for (const std::string& note : submission.notes)
        json.string(note);
    json.end();
}

void writeSubmission(JsonWriter& json, int id, const ReportedSubmission& item,
                     const ContestSnapshot& snapshot)
{
    const model::Submission& submission = item.submission;
    const model::Judgement& judgement = item.judgement;
    const bool done = judgement.state == model::SubmissionState::Done;
    const Totals totals = largestOf(judgement);
    json.beginObject();
    json.numberMember("id", id);
    json.nameMember("contestant", submission.contestant);
    json.nameMember("problem", submission.problem);
    json.stringMember("language", submission.language);
    if (const auto interpreter = model::pythonInterpreterOf(submission.language))
        json.stringMember("interpreter", model::nameOf(*interpreter));
    json.nameMember("file", submission.file);
    writeHandIn(json, submission);
    json.stringMember("state", nameOf(judgement.state));
    verdictMember(json, done ? judgement.verdict : std::nullopt);
    scoreMember(json, "score", done ? judgement.score : Decimal(0));
    // Of an unbounded problem it is 0.
    maxScoreMember(json, judgement.maxScore, judgement.maxScore == Decimal(0));
    json.booleanMember("counts", item.counts);
    if (item.outdatedBecause.empty() && item.mayBeOutdated)
        json.nullMember("outdated");
    else
        json.booleanMember("outdated", !item.outdatedBecause.empty());
    if (!item.outdatedBecause.empty())
        json.stringMember("outdated_because", item.outdatedBecause);
    json.booleanMember("late", submission.late);
    if (submission.notCountedBecause.empty())
        json.nullMember("not_counted_because");
    else
        json.stringMember("not_counted_because", submission.notCountedBecause);
    if (submission.submittedAt)
        json.stringMember("submitted_at", isoTime(*submission.submittedAt));
    else
        json.nullMember("submitted_at");
    writeMeasurements(json, totals);
    if (!judgement.message.empty())
        json.stringMember("message", judgement.message);
    // Where it is not there, the submission was isolated.
    if (wasUnprotected(snapshot, item))
        json.stringMember("sandbox", "none");
    static const verify::Comparison nothing;
    const verify::Comparison& comparison = item.expectation ? item.expectation->comparison : nothing;
    writeResults(json, judgement, comparison);
    if (item.expectation)
        writeExpectation(json, *item.expectation);
    json.key("runs");
    json.beginArray();
    for (std::size_t i = 0; i < judgement.runs.size(); ++i)
        writeRun(json, judgement.runs[i], comparison, i, snapshot.detailsLeftOut);
    json.end();
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
    // They arrive from several threads; where they stand is what orders them.
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
