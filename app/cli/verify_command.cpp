// SPDX-License-Identifier: GPL-3.0-or-later
// assize verify: jury submissions of problem packages against the expectations of their packages.
#include "command.h"
#include "folder_watch.h"
#include "progress_display.h"
#include "remedies.h"
#include "run_text.h"
#include "session.h"
#include "verify_text.h"
#include "wrap.h"

#include "engine/snapshot.h"
#include "model/python.h"
#include "report/json.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

namespace assize::cli {
namespace {

std::string_view fromEnvironment(const char* name)
{
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// https://no-color.org: any value of NO_COLOR switches colours off; --color says more.
ColorMode colorModeFor(const std::string& color, bool terminal)
{
    if (color == "never" || (color == "auto" && (!terminal || !fromEnvironment("NO_COLOR").empty())))
        return ColorMode::None;
    const std::string_view term = fromEnvironment("TERM");
    if (color == "auto" && term == "dumb")
        return ColorMode::None;
    const bool many =
        term.find("256color") != std::string_view::npos || !fromEnvironment("COLORTERM").empty();
    return many ? ColorMode::Many : ColorMode::Sixteen;
}

/// Where the lines go: the JSON has standard output for itself.
int linesTo(const VerifyArguments& a)
{
    return a.json == "-" ? STDERR_FILENO : STDOUT_FILENO;
}

/// The first and the last moment of judging.
class Stopwatch
{
public:
    void see(const engine::Event& event)
    {
        if (std::holds_alternative<engine::JudgingStarted>(event))
            m_begin = std::chrono::steady_clock::now();
        else if (std::holds_alternative<engine::JudgingEnded>(event) && m_begin)
            m_elapsed = std::chrono::steady_clock::now() - *m_begin;
    }
    std::optional<std::chrono::nanoseconds> elapsed() const { return m_elapsed; }

private:
    std::optional<std::chrono::steady_clock::time_point> m_begin;
    std::optional<std::chrono::nanoseconds> m_elapsed;
};

VerifyTextOptions textOptions(const VerifyArguments& a)
{
    const int fd = linesTo(a);
    VerifyTextOptions options;
    options.colors = colorModeFor(a.color, ::isatty(fd) == 1);
    options.width = terminalColumns(fd);
    return options;
}

Result<void> printLines(const VerifyArguments& a, const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += line + '\n';
    return writeTo(linesTo(a), text);
}

/// One call of the engine: its results, or why there are none.
struct Verified
{
    report::ContestSnapshot snapshot;
    std::vector<model::TimeLimitComputed> timeLimits; ///< that were computed
    std::optional<std::chrono::nanoseconds> elapsed;
    std::optional<Error> error;
    int signal = 0;
};

/// The results of one call that the next call need not make again.
struct Known
{
    std::vector<model::Judgement> judgements;
    std::vector<model::TimeLimitComputed> timeLimits;
};

Verified verifyOnce(sandbox::Sandbox& sandbox, const VerifyArguments& a, Known known)
{
    Verified verified;
    Session session(&sandbox);
    ProgressDisplay display(true);
    engine::Progress progress;
    Stopwatch stopwatch;
    session.onProgress = [&](const std::vector<engine::Event>& events) {
        const auto now = std::chrono::steady_clock::now();
        for (const engine::Event& event : events) {
            progress.apply(event, now);
            stopwatch.see(event);
            if (const auto* limit = std::get_if<model::TimeLimitComputed>(&event))
                verified.timeLimits.push_back(*limit);
        }
        display.update(progress.estimate(now), session.state().counts());
    };
    engine::VerifyOptions options;
    options.packages = a.packages;
    options.slots = a.jobs;
    options.only = a.only;
    options.python = model::pythonInterpreterNamed(a.python);
    options.target = a.target;
    if (a.input)
        options.input = *a.input;
    options.known = std::move(known.judgements);
    options.knownTimeLimits = std::move(known.timeLimits);
    session.engine().verify(std::move(options));
    const engine::ContestState& state = session.state();
    session.pumpUntil([&] { return state.isOver(); }, display.tick());
    display.finish();
    verified.signal = session.signal();
    verified.error = state.refused() ? state.refused() : state.ended()->error;
    verified.elapsed = stopwatch.elapsed();
    if (!verified.error)
        verified.snapshot = engine::makeVerifySnapshot(state, remedyWords);
    return verified;
}

/// Whether only some tests, or a file that is no test, were run: then nothing is held against expectations.
bool isOneThing(const VerifyArguments& a)
{
    return a.input.has_value() || a.only.find(':') != std::string::npos;
}

bool somethingFailed(const report::ContestSnapshot& snapshot)
{
    return std::any_of(snapshot.submissions.begin(), snapshot.submissions.end(), [](const auto& item) {
        return !item.judgement.verdict || item.judgement.verdict == model::Verdict::JE;
    });
}

std::vector<std::string> linesOf(const VerifyArguments& a, const Verified& verified)
{
    VerifyTextOptions options = textOptions(a);
    options.elapsed = verified.elapsed;
    const report::ContestSnapshot& snapshot = verified.snapshot;
    std::vector<std::string> lines;
    if (!isOneThing(a))
        lines = verifyLines(snapshot, options);
    if (a.only.empty() && !a.input)
        return lines;
    for (const model::Problem& problem : snapshot.problems) {
        PackageView view;
        view.problem = &problem;
        for (const report::ReportedSubmission& item : snapshot.submissions) {
            if (item.submission.problem == problem.id)
                view.submissions.push_back(&item);
        }
        const std::vector<std::string> runs = runLines(view, a.input.has_value());
        lines.insert(lines.end(), runs.begin(), runs.end());
    }
    if (isOneThing(a)) {
        const std::vector<std::string> notes = noteLines(snapshot);
        lines.insert(lines.end(), notes.begin(), notes.end());
    }
    return lines;
}

/// Prints and writes the results; returns the exit status.
int finish(const VerifyArguments& a, const Verified& verified)
{
    if (verified.error) {
        printError(*verified.error);
        return verified.signal != 0 ? 128 + verified.signal : exitStatusOf(*verified.error);
    }
    Result<void> written = printLines(a, linesOf(a, verified));
    if (written && !a.json.empty())
        written = writeOutput(a.json, report::resultsJson(verified.snapshot));
    if (!written) {
        printError(written.error());
        return kUnusableInput;
    }
    if (verified.signal != 0)
        return 128 + verified.signal;
    const bool unexpected =
        isOneThing(a) ? somethingFailed(verified.snapshot) : isUnexpected(verified.snapshot);
    return unexpected ? kNeedsAPerson : kDone;
}

/// Verifies again whenever a package changes, until a signal comes. Unchanged submissions are not run again.
int watchAndVerify(sandbox::Sandbox& sandbox, const VerifyArguments& a)
{
    constexpr std::chrono::milliseconds kQuiet{200};
    std::vector<std::filesystem::path> watched = a.packages;
    if (a.input)
        watched.push_back(*a.input);
    const SignalWatch signals;
    Known known;
    for (;;) {
        // Before it is read: a change meanwhile is seen, too.
        Result<FolderWatch> watch = FolderWatch::watch(watched);
        if (!watch) {
            printError(watch.error());
            return exitStatusOf(watch.error());
        }
        Verified verified = verifyOnce(sandbox, a, std::move(known));
        const int status = finish(a, verified);
        if (verified.signal != 0)
            return status;
        known = {{}, std::move(verified.timeLimits)};
        for (report::ReportedSubmission& item : verified.snapshot.submissions)
            known.judgements.push_back(std::move(item.judgement));
        printNote("watching for changes; Ctrl-C ends");
        if (watch->wait(signals.fd(), kQuiet) == FolderWatch::End::Interrupted)
            return status;
    }
}

} // namespace

int runVerify(const VerifyArguments& a)
{
    if (a.only.find(':') == 0 || (a.input && a.only.find(':') != std::string::npos)) {
        printError({ErrorKind::InvalidInput,
                    "--only names SUBMISSION or SUBMISSION:TEST; with --input, which takes "
                    "the place of the tests, a SUBMISSION alone."});
        return kUnusableInput;
    }
    Result<std::unique_ptr<sandbox::Sandbox>> sandbox = makeSandbox(a.sandbox);
    if (!sandbox) {
        printError(sandbox.error());
        return exitStatusOf(sandbox.error());
    }
    return a.watch ? watchAndVerify(**sandbox, a) : finish(a, verifyOnce(**sandbox, a, {}));
}

} // namespace assize::cli
