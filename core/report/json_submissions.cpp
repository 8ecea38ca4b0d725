// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"
#include "model/python.h"
#include "report/format.h"
#include "report/isolation_note.h"
#include "report/json_members.h"
#include "report/json_parts.h"

namespace assize::report {
namespace {

using Style = JsonWriter::Style;

/// Bytes of a run's standard error.
constexpr std::size_t kStandardErrorShown = 2048;

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

/// null where the stored text is not at hand.
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
    // Whether a run that was too slow ended just before it was stopped is chance.
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

} // namespace

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

} // namespace assize::report
