// SPDX-License-Identifier: GPL-3.0-or-later
#include "progress_display.h"

#include "base/utf8.h"
#include "command.h"
#include "model/verdict.h"
#include "wrap.h"

#include <cstdio>
#include <unistd.h>

namespace assize::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kTerminalTick = 200ms;
constexpr auto kPlainTick = 5s;

int terminalWidth()
{
    const int columns = terminalColumns(STDERR_FILENO);
    return columns > 0 ? columns : 80;
}

void writeText(const std::string& text)
{
    // Progress that cannot be shown is no reason to stop judging.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

} // namespace

std::string durationText(std::chrono::seconds duration)
{
    const auto total = duration.count();
    if (total < 60)
        return std::to_string(total) + " s";
    char text[64];
    if (total < 3600)
        std::snprintf(text, sizeof text, "%lld min %02lld s", static_cast<long long>(total / 60),
                      static_cast<long long>(total % 60));
    else
        std::snprintf(text, sizeof text, "%lld h %02lld min", static_cast<long long>(total / 3600),
                      static_cast<long long>(total / 60 % 60));
    return text;
}

std::string progressLine(const engine::Progress::Estimate& estimate,
                         const engine::ContestState::Counts& counts)
{
    std::string line = std::to_string(estimate.submissionsDone) + "/" +
                       std::to_string(estimate.submissionsPlanned) + " submissions, " +
                       (counts.submissionsUnjudged == 0
                            ? std::string()
                            : std::to_string(counts.submissionsUnjudged) + " cannot be judged, ") +
                       std::to_string(estimate.runsDone) + "/" + std::to_string(estimate.runsPlanned) +
                       " tests";
    std::string verdicts;
    for (const model::VerdictMeaning& meaning : model::verdictMeanings()) {
        const int count = counts.submissionVerdicts.at(static_cast<std::size_t>(meaning.verdict));
        if (count > 0)
            verdicts += ' ' + std::string(meaning.code) + ' ' + std::to_string(count);
    }
    if (!verdicts.empty())
        line += " |" + verdicts;
    if (estimate.runsPerSecond > 0) {
        char speed[32];
        std::snprintf(speed, sizeof speed,
                      estimate.runsPerSecond < 10 ? " | %.1f tests/s" : " | %.0f tests/s",
                      estimate.runsPerSecond);
        line += speed;
    }
    if (estimate.remaining)
        line += " | about " + durationText(*estimate.remaining) + " left";
    return line;
}

ProgressDisplay::ProgressDisplay(bool enabled) : m_enabled(enabled), m_terminal(::isatty(STDERR_FILENO) == 1)
{
}

ProgressDisplay::~ProgressDisplay()
{
    finish();
}

std::chrono::milliseconds ProgressDisplay::tick() const
{
    return m_terminal ? kTerminalTick : std::chrono::milliseconds(1s);
}

void ProgressDisplay::update(const engine::Progress::Estimate& estimate,
                             const engine::ContestState::Counts& counts)
{
    if (!m_enabled || estimate.submissionsPlanned == 0)
        return;
    const auto now = std::chrono::steady_clock::now();
    if (!m_terminal) {
        if (m_nextPlainLine == std::chrono::steady_clock::time_point())
            m_nextPlainLine = now + kPlainTick;
        // In a log, a line where nothing has ended since the last line is noise.
        const std::pair done(estimate.submissionsDone, estimate.runsDone);
        if (now < m_nextPlainLine || done == m_doneAtLastLine)
            return;
        m_nextPlainLine = now + kPlainTick;
        m_doneAtLastLine = done;
        printNote(progressLine(estimate, counts));
        return;
    }
    // The last column stays free: some terminals wrap when it is written.
    const std::string full = progressLine(estimate, counts);
    const std::string line(headOf(full, static_cast<std::size_t>(terminalWidth() - 1)));
    if (line == m_lastLine)
        return;
    m_lastLine = line;
    writeText("\r\x1b[K" + line);
    m_shown = true;
}

void ProgressDisplay::clearLine()
{
    if (std::exchange(m_shown, false))
        writeText("\r\x1b[K");
    m_lastLine.clear();
}

void ProgressDisplay::note(const std::string& text)
{
    if (!m_enabled)
        return;
    clearLine();
    printNote(text);
}

void ProgressDisplay::finish()
{
    clearLine();
    m_enabled = false;
}

} // namespace assize::cli
