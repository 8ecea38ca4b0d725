// SPDX-License-Identifier: GPL-3.0-or-later
// assize verify: jury submissions of problem packages against what their packages expect.
#include "command.h"
#include "progress_display.h"
#include "session.h"

#include "engine/snapshot.h"
#include "report/isolation_note.h"
#include "report/json.h"

#include <cstdio>

namespace assize::cli
{
namespace
{

using report::ReportedSubmission;

std::string secondsText(std::chrono::nanoseconds time)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3f s", std::chrono::duration<double>(time).count());
    return text;
}

std::string verdictList(const std::vector<model::Verdict>& verdicts)
{
    std::string text;
    for (const model::Verdict verdict : verdicts)
        text += (text.empty() ? "" : " or ") + std::string(model::codeOf(verdict));
    return text.empty() ? "anything" : text;
}

std::string expectationText(const report::Expectation& expectation)
{
    return verdictList(expectation.required.empty() ? expectation.permitted : expectation.required);
}

/// The first run that decided the verdict, for people.
std::string reasonText(const model::Judgement& judgement)
{
    if (judgement.compile && !judgement.compile->ok)
        return "does not compile";
    for (const model::Run& run : judgement.runs) {
        if (run.verdict && run.verdict != model::Verdict::AC)
            return run.testCase + (run.message.empty() ? "" : ": " + run.message);
    }
    return judgement.message;
}

bool saySubmission(const ReportedSubmission& reported)
{
    const model::Judgement& judgement = reported.judgement;
    const bool unexpected = reported.expectation && reported.expectation->asExpected == false;
    const bool undecided = !judgement.verdict;
    const bool judgeError = judgement.verdict == model::Verdict::JE;
    std::chrono::nanoseconds slowest{0};
    for (const model::Run& run : judgement.runs)
        slowest = std::max(slowest, run.cpuTime);
    std::string line = unexpected || judgeError ? "  ! " : undecided ? "  ? " : "    ";
    line += undecided ? std::string("-  ") : std::string(model::codeOf(*judgement.verdict));
    line.resize(9, ' ');
    line += secondsText(slowest) + "  " + reported.submission.file;
    if (unexpected)
        line += "  (expected " + expectationText(*reported.expectation) + ")";
    if (unexpected || judgeError || undecided) {
        const std::string reason = undecided ? judgement.message : reasonText(judgement);
        line += reason.empty() ? "" : "  " + reason;
    }
    printNote(line);
    return unexpected || undecided || judgeError;
}

void sayRuler(const verify::TimeLimitRuler& ruler, const std::string& from)
{
    std::string line = "    time limit " + secondsText(ruler.limit) + " (" + from + ")";
    if (ruler.slowestAccepted)
        line += ", slowest accepted " + secondsText(*ruler.slowestAccepted);
    line += ", safety " + secondsText(ruler.safety);
    if (ruler.fastestToFail)
        line += ", fastest that must fail " + secondsText(*ruler.fastestToFail);
    if (ruler.suggested)
        line += ", suggested " + secondsText(*ruler.suggested);
    printNote(line);
}

/// Prints everything; whether something is unexpected.
bool sayResults(const report::ContestSnapshot& snapshot)
{
    bool unexpected = false;
    for (std::size_t i = 0; i < snapshot.problems.size(); ++i) {
        const model::Problem& problem = snapshot.problems[i];
        printNote(problem.file + ": " + std::to_string(problem.testCases.size()) + " tests");
        for (const ReportedSubmission& reported : snapshot.submissions) {
            if (reported.submission.problem == problem.id)
                unexpected = saySubmission(reported) || unexpected;
        }
        for (const report::PackageReport& package : snapshot.packages.value_or(std::vector<report::PackageReport>())) {
            if (package.file == problem.file)
                sayRuler(package.timeLimit, problem.timeLimitFrom);
        }
    }
    for (const model::UnmatchedFile& file : snapshot.unmatched)
        printNote("not a submission: " + file.file + ": " + file.reason);
    for (const Diagnostic& diagnostic : snapshot.diagnostics) {
        printNote(std::string(levelName(diagnostic.level)) + ": " + diagnostic.where + ": " + diagnostic.message);
        unexpected = unexpected || diagnostic.level == Diagnostic::Level::Error;
    }
    if (const std::string note = report::isolationNote(snapshot); !note.empty())
        printNote(note);
    return unexpected;
}

} // namespace

int runVerify(const VerifyArguments& a)
{
    Result<std::unique_ptr<sandbox::Sandbox>> sandbox = makeSandbox(a.sandbox);
    if (!sandbox) {
        printError(sandbox.error());
        return exitStatusOf(sandbox.error());
    }
    Session session(sandbox->get());
    ProgressDisplay display(true);
    engine::Progress progress;
    session.onProgress = [&](const std::vector<engine::Event>& events) {
        const auto now = std::chrono::steady_clock::now();
        for (const engine::Event& event : events)
            progress.apply(event, now);
        display.update(progress.estimate(now), session.state().counts());
    };
    session.engine().verify({a.packages, a.jobs});
    session.pumpUntil([&] { return session.state().ended().has_value(); }, display.tick());
    display.finish();
    if (const auto& error = session.state().ended()->error) {
        printError(*error);
        return session.signal() != 0 ? 128 + session.signal() : exitStatusOf(*error);
    }
    const report::ContestSnapshot snapshot = engine::makeVerifySnapshot(session.state());
    const bool unexpected = sayResults(snapshot);
    if (!a.json.empty()) {
        if (const Result<void> done = writeOutput(a.json, report::resultsJson(snapshot)); !done) {
            printError(done.error());
            return kUnusableInput;
        }
    }
    if (session.signal() != 0)
        return 128 + session.signal();
    return unexpected ? kNeedsAPerson : kDone;
}

} // namespace assize::cli
