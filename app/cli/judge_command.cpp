// SPDX-License-Identifier: GPL-3.0-or-later
// assize judge: open the contest, judge the missing results, tell the outcome.
#include "command.h"
#include "files_text.h"
#include "progress_display.h"
#include "remedies.h"
#include "session.h"
#include "wrap.h"

#include "base/utf8.h"
#include "engine/snapshot.h"
#include "model/python.h"
#include "report/html.h"
#include "report/json.h"
#include "report/standings_notes.h"

#include <algorithm>
#include <csignal>
#include <set>
#include <unistd.h>

namespace assize::cli {
namespace {

using engine::ContestState;

engine::ContestPlace engineOptions(const JudgeArguments& a)
{
    engine::ContestPlace options;
    options.contest = a.contest;
    options.problems = a.problems;
    options.submissions = a.submissions;
    options.database = a.database;
    options.slots = a.jobs;
    options.layout = a.layout;
    options.mode = a.mode;
    options.stopAtFirstFailure = a.stopAtFirstFailure;
    options.python = model::pythonInterpreterNamed(a.python);
    return options;
}

/// "4,344": there may be many.
std::string grouped(int count)
{
    std::string text = std::to_string(count);
    for (std::size_t place = text.size(); place > 3;) {
        place -= 3;
        text.insert(place, 1, ',');
    }
    return text;
}

std::string plural(int count, const std::string& noun)
{
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string timeLimitText(const model::Problem& problem)
{
    if (problem.limits.cpuTime.count() == 0)
        return "time limit to be computed";
    char text[64];
    std::snprintf(text, sizeof text, "%g s", std::chrono::duration<double>(problem.limits.cpuTime).count());
    return text + (" (" + problem.timeLimitFrom + ")");
}

void sayWhatWasFound(const engine::ContestLoaded& contest, ProgressDisplay& display)
{
    std::string isolation;
    for (const std::string& item : contest.engine.isolation)
        isolation += (isolation.empty() ? "" : ", ") + item;
    display.note(toPrintableLine(contest.name) + ": " +
                 plural(static_cast<int>(contest.problems.size()), "problem") + ", " +
                 plural(static_cast<int>(contest.contestants.size()), "contestant") + ", " +
                 plural(static_cast<int>(contest.submissions.size()), "submission"));
    for (const model::Problem& problem : contest.problems) {
        const std::string name = toPrintableLine("  " + problem.label + "  " + problem.id);
        if (problem.isRefused()) {
            display.note(name + ": REFUSED, its hand-ins are not judged");
            continue;
        }
        display.note(name + ": " + plural(static_cast<int>(problem.testCases.size()), "test") + ", " +
                     timeLimitText(problem) + ", " + std::to_string(problem.limits.memory >> 20) + " MiB");
    }
    for (const std::string& layout : contest.layouts)
        display.note("submissions lie as " + toPrintableLine(layout));
    display.note("sandbox: " + contest.engine.sandbox + " (" + isolation + "), " +
                 plural(contest.engine.slots, "slot"));
    for (const std::string& warning : contest.engine.warnings)
        display.note("note: " + warning);
    display.note("results: " + toPrintableLine(contest.database.native()));
    if (contest.storageNote)
        display.note("note: " + fullMessage(*contest.storageNote));
}

void sayDiagnostic(const Diagnostic& diagnostic, ProgressDisplay& display)
{
    display.note(std::string(levelName(diagnostic.level)) + ": " + toPrintableLine(diagnostic.where) + ": " +
                 fullMessage(diagnostic));
}

void showEvents(const std::vector<engine::Event>& events, ProgressDisplay& display)
{
    for (const engine::Event& event : events) {
        if (const auto* loaded = std::get_if<engine::ContestLoaded>(&event)) {
            sayWhatWasFound(*loaded, display);
            for (const Diagnostic& diagnostic : loaded->diagnostics)
                sayDiagnostic(diagnostic, display);
        } else if (const auto* added = std::get_if<model::DiagnosticFound>(&event)) {
            sayDiagnostic(added->diagnostic, display);
        } else if (const auto* limit = std::get_if<model::TimeLimitComputed>(&event)) {
            char text[64];
            std::snprintf(text, sizeof text, ": time limit %g s (computed)",
                          std::chrono::duration<double>(limit->limit).count());
            display.note(toPrintableLine(limit->problem) + text);
        }
    }
}

/// Which of several files are started, which are left out, and which are no submissions. The choices are a
/// result and go to standard output, unless a report goes there.
void sayFiles(const ContestState& state, bool reportOnOutput)
{
    const int fd = reportOnOutput ? STDERR_FILENO : STDOUT_FILENO;
    std::string choices;
    for (const engine::SubmissionView& view : state.submissions()) {
        for (const std::string& line : remarksOn(view.submission))
            choices += wrapped(line, terminalColumns(fd), 2) + '\n';
    }
    if (const Result<void> done = writeTo(fd, choices); !done)
        printError(done.error());
    for (const model::UnmatchedFile& file : state.contest().unmatched)
        printNote(remarkOn(file));
}

void saySummary(const ContestState& state, std::chrono::steady_clock::duration took, bool reportOnOutput)
{
    const ContestState::Counts& counts = state.counts();
    std::string verdicts;
    for (const model::VerdictMeaning& meaning : model::verdictMeanings()) {
        const int count = counts.submissionVerdicts.at(static_cast<std::size_t>(meaning.verdict));
        if (count > 0)
            verdicts +=
                (verdicts.empty() ? "" : ", ") + std::string(meaning.code) + " " + std::to_string(count);
    }
    const engine::JudgingEnded ended = state.ended().value_or(engine::JudgingEnded());
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.1f s", std::chrono::duration<double>(took).count());
    printNote(plural(ended.judged, "submission") + " judged, " + std::to_string(ended.reused) +
              " as stored, " +
              (ended.runsReused == 0 ? std::string()
                                     : grouped(ended.runs) + (ended.runs == 1 ? " run, " : " runs, ") +
                                           grouped(ended.runsReused) + " reused, ") +
              (counts.submissionsUnjudged == 0
                   ? std::string()
                   : std::to_string(counts.submissionsUnjudged) + " cannot be judged, ") +
              "in " + seconds + (verdicts.empty() ? "" : ": " + verdicts));
    sayFiles(state, reportOnOutput);
    for (const engine::SubmissionView& view : state.submissions()) {
        if (view.judgement.verdict == model::Verdict::JE)
            printNote("judge error: " + toPrintableLine(view.submission.file) + ": " +
                      view.judgement.message);
        else if (view.judgement.state == model::SubmissionState::NoToolchain)
            printNote("not judged: " + toPrintableLine(view.submission.file) + ": " + view.judgement.message);
    }
    for (const model::Problem& problem : state.problems()) {
        if (!problem.isRefused())
            continue;
        const auto handIns =
            std::count_if(state.submissions().begin(), state.submissions().end(),
                          [&](const auto& view) { return view.submission.problem == problem.id; });
        printNote("not judged: problem " + toPrintableLine(problem.label + " " + problem.id) + " (" +
                  plural(static_cast<int>(handIns), "submission") + "): " + problem.refusedBecause);
    }
}

/// Facts that change how the results are to be read, such as programs that ran without isolation, now or when
/// the stored results were made.
void sayStandingsNotes(const report::ContestSnapshot& snapshot)
{
    for (const report::StandingsNote& note : report::standingsNotes(snapshot))
        printNote(note.text);
}

/// Writes the reports that were asked for; the exit status, kDone when all went well.
int writeReports(const JudgeArguments& a, const report::ContestSnapshot& snapshot)
{
    int status = kDone;
    const auto write = [&](const std::string& file, const std::string& content) {
        if (const Result<void> done = writeOutput(file, content); !done) {
            printError(done.error());
            status = kUnusableInput;
        } else if (!a.quiet && file != "-") {
            printNote("report: " + toPrintableLine(file));
        }
    };
    if (!a.json.empty())
        write(a.json, report::resultsJson(snapshot));
    if (!a.html.empty())
        write(a.html, report::resultsHtml(snapshot));
    return status;
}

/// Says what every file is taken for; nothing is judged or stored.
int runDryRun(const JudgeArguments& a)
{
    // Only for archives, which are unpacked in a box; without a box they are said to be not unpacked yet.
    Result<std::unique_ptr<sandbox::Sandbox>> sandbox = makeSandbox(a.sandbox);
    if (!sandbox && sandbox.error().kind != ErrorKind::NoIsolation) {
        printError(sandbox.error());
        return exitStatusOf(sandbox.error());
    }
    Session session(sandbox ? sandbox->get() : nullptr);
    ProgressDisplay display(!a.quiet);
    session.onProgress = [&](const std::vector<engine::Event>& events) { showEvents(events, display); };
    engine::ContestPlace options = engineOptions(a);
    options.readOnly = true;
    session.engine().open(std::move(options));
    const ContestState& state = session.state();
    session.pumpUntil([&] { return state.isOver() || !state.contest().database.empty(); },
                      std::chrono::milliseconds(0));
    display.finish();
    if (state.refused()) {
        printError(*state.refused());
        return exitStatusOf(*state.refused());
    }
    if (session.signal() != 0)
        return 128 + session.signal();
    std::vector<model::Submission> submissions;
    for (const engine::SubmissionView& view : state.submissions())
        submissions.push_back(view.submission);
    if (a.json != "-") {
        if (const Result<void> done =
                writeTo(STDOUT_FILENO, dryRunText(submissions, state.contest().unmatched));
            !done) {
            printError(done.error());
            return kUnusableInput;
        }
    }
    const int status = writeReports(a, engine::makeSnapshot(state, remedyWords));
    return status == kDone && needsAPerson(state) ? kNeedsAPerson : status;
}

} // namespace

int runJudge(const JudgeArguments& a)
{
    if (a.dryRun)
        return runDryRun(a);
    const auto begin = std::chrono::steady_clock::now();
    Result<std::unique_ptr<sandbox::Sandbox>> sandbox = makeSandbox(a.sandbox);
    if (!sandbox) {
        printError(sandbox.error());
        return exitStatusOf(sandbox.error());
    }
    Session session(sandbox->get());
    ProgressDisplay display(!a.quiet);
    engine::Progress progress;
    bool hasBegun = false;
    session.onProgress = [&](const std::vector<engine::Event>& events) {
        const auto now = std::chrono::steady_clock::now();
        for (const engine::Event& event : events) {
            progress.apply(event, now);
            hasBegun = hasBegun || std::holds_alternative<engine::JudgingStarted>(event);
        }
        showEvents(events, display);
        display.update(progress.estimate(now), session.state().counts());
    };
    session.onSignal = [&](int) {
        display.note("stopping; what is judged is kept (once more: stop at once)");
    };

    session.engine().open(engineOptions(a));
    session.engine().judge({a.only, {}, a.rejudge});
    const ContestState& state = session.state();
    session.pumpUntil([&] { return state.isOver(); }, display.tick());
    display.finish();
    if (state.refused()) {
        printError(*state.refused());
        return session.signal() != 0 ? 128 + session.signal() : exitStatusOf(*state.refused());
    }
    const engine::JudgingEnded ended = *state.ended();
    // Other programs judge the contest, or results cannot be stored: earlier results are nothing to report.
    if (ended.error && !hasBegun && ended.error->kind != ErrorKind::InvalidInput) {
        printError(*ended.error);
        return session.signal() != 0 ? 128 + session.signal() : exitStatusOf(*ended.error);
    }
    int status = kDone;
    const bool reportOnOutput = a.json == "-" || a.html == "-";
    if (ended.error) {
        printError(*ended.error);
        status = exitStatusOf(*ended.error);
    }
    if (!a.quiet && !(ended.error && ended.judged == 0))
        saySummary(state, std::chrono::steady_clock::now() - begin, reportOnOutput);
    else if (!a.quiet)
        sayFiles(state, reportOnOutput); // why there is nothing to judge
    const report::ContestSnapshot snapshot = engine::makeSnapshot(state, remedyWords);
    // Also with --quiet: it is no progress and no summary, but the worth of the results.
    sayStandingsNotes(snapshot);
    if (const int written = writeReports(a, snapshot); status == kDone)
        status = written;
    if (session.signal() != 0)
        return 128 + session.signal();
    return status == kDone && needsAPerson(state) ? kNeedsAPerson : status;
}

} // namespace assize::cli
