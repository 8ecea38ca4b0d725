// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/contest_state.h"
#include "engine/progress.h"

#include <chrono>
#include <string>
#include <utility>

namespace assize::cli {

/// The line that says how far judging is: counts per verdict, throughput, remaining time. Pure.
std::string progressLine(const engine::Progress::Estimate& estimate,
                         const engine::ContestState::Counts& counts);

/// "1 h 05 min", "3 min 20 s", "12 s".
std::string durationText(std::chrono::seconds duration);

/// Shows progressLine on standard error: rewritten in place on a terminal, otherwise a plain line at most
/// every five seconds. Main thread.
class ProgressDisplay
{
public:
    explicit ProgressDisplay(bool enabled);
    ~ProgressDisplay();
    ProgressDisplay(const ProgressDisplay&) = delete;
    ProgressDisplay& operator=(const ProgressDisplay&) = delete;

    /// How often update() wants to be called.
    std::chrono::milliseconds tick() const;
    void update(const engine::Progress::Estimate& estimate, const engine::ContestState::Counts& counts);
    /// Prints a line of its own above the progress line.
    void note(const std::string& text);
    /// Takes the line away (terminal) for good.
    void finish();

private:
    void clearLine();

    bool m_enabled;
    bool m_terminal;
    bool m_shown = false;
    std::string m_lastLine;
    std::pair<int, int> m_doneAtLastLine; // submissions and runs, where lines are written one below the other
    std::chrono::steady_clock::time_point m_nextPlainLine;
};

} // namespace assize::cli
