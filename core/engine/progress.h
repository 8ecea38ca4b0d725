// SPDX-License-Identifier: GPL-3.0-or-later
// How far judging is and how long it will still take, from the events alone.
//
// Used by each front end on its own thread. No clock inside: the caller gives the time.
#pragma once

#include "engine/event.h"

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace assize::engine {

class Progress
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    void apply(const Event& event, TimePoint now);

    struct Estimate
    {
        int runsDone = 0; ///< of the planned submissions: run now, skipped, or taken from the store
        int runsPlanned = 0;
        int submissionsDone = 0;
        int submissionsPlanned = 0;
        int runsReused = 0; ///< of all these, those that the store had: nothing is done for them
        int submissionsReused = 0;
        double runsPerSecond = 0; ///< made now, not taken from earlier calls, over the last ten seconds
        /// Remaining work divided by slots: each run that is left costs the mean of its problem's runs so far
        /// (half the time limit where there is no run yet), each compilation the mean of compilations so far.
        /// Unset while nothing is known yet, and when nothing is left. Grows by at most 5 % between two
        /// calls.
        std::optional<std::chrono::seconds> remaining;
    };
    Estimate estimate(TimePoint now);

private:
    struct Mean
    {
        double sum = 0;
        int count = 0;
    };
    struct ProblemWork
    {
        int tests = 0;
        double limit = 1; ///< seconds
        Mean runWall;
        int runsLeft = 0;
    };
    struct SubmissionWork
    {
        int problem = 0;
        int runsLeft = 0;
        bool compileLeft = true;
        bool done = false;
        bool reused = false;
    };
    void forgetOldRuns(TimePoint now);
    /// Problems and submissions of a contest; known facts of them stay.
    void learn(const ContestLoaded& contest);
    double workLeft() const;
    void plan(int submission);
    void finish(int submission, bool reused);

    std::vector<ProblemWork> m_problems;
    std::unordered_map<std::string, int> m_problemIndex;
    std::unordered_map<int, int> m_problemOfSubmission;
    std::unordered_map<int, SubmissionWork> m_planned;
    Mean m_compileWall;
    int m_compilesLeft = 0;
    int m_slots = 1;
    int m_runsDone = 0;
    int m_runsPlanned = 0;
    int m_submissionsDone = 0;
    int m_runsReused = 0;
    int m_submissionsReused = 0;
    std::deque<TimePoint> m_recentRuns;
    std::optional<TimePoint> m_started;
    std::optional<double> m_lastRemaining;
};

} // namespace assize::engine
