// SPDX-License-Identifier: GPL-3.0-or-later
// assize verify: jury submissions of problem packages against what their packages expect.
#include "command.h"
#include "progress_display.h"
#include "session.h"
#include "verify_text.h"

#include "engine/snapshot.h"
#include "report/json.h"

#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace assize::cli
{
namespace
{

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
    const bool many = term.find("256color") != std::string_view::npos || !fromEnvironment("COLORTERM").empty();
    return many ? ColorMode::Many : ColorMode::Sixteen;
}

/// Columns of the terminal behind `fd`; 0 where there is none.
int widthOf(int fd)
{
    winsize size = {};
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 0;
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

Result<void> print(const VerifyArguments& a, const report::ContestSnapshot& snapshot,
                   std::optional<std::chrono::nanoseconds> elapsed)
{
    const int fd = linesTo(a);
    const bool terminal = ::isatty(fd) == 1;
    VerifyTextOptions options;
    options.colors = colorModeFor(a.color, terminal);
    options.width = terminal ? widthOf(fd) : 0;
    options.elapsed = elapsed;
    std::string text;
    for (const std::string& line : verifyLines(snapshot, options))
        text += line + '\n';
    return writeTo(fd, text);
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
    Stopwatch stopwatch;
    session.onProgress = [&](const std::vector<engine::Event>& events) {
        const auto now = std::chrono::steady_clock::now();
        for (const engine::Event& event : events) {
            progress.apply(event, now);
            stopwatch.see(event);
        }
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
    Result<void> written = print(a, snapshot, stopwatch.elapsed());
    if (written && !a.json.empty())
        written = writeOutput(a.json, report::resultsJson(snapshot));
    if (!written) {
        printError(written.error());
        return kUnusableInput;
    }
    if (session.signal() != 0)
        return 128 + session.signal();
    return isUnexpected(snapshot) ? kNeedsAPerson : kDone;
}

} // namespace assize::cli
