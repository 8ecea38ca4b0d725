// SPDX-License-Identifier: GPL-3.0-or-later
// How far beyond the time limit the tests of one submission are run by verify.
//
// To tell a miss from a near miss a program that is too slow is run on to the safety margin, which may be many times
// its limit. One such run in a group of tests is enough: it tells how slow the program is. So at any time one test of
// a group may go on to the margin, those beside it end at the time limit, and one that was stopped there waits for
// what becomes of the other: when that one came to the margin, nothing more is to be known; when not, it is run again.
// In the end, whatever the number of slots: a test of the group was stopped at the margin, or none that was too slow
// was stopped before it.
#pragma once

#include "exec/test_runner.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace assize::exec {

/// A test's run that is over.
struct MarginRun
{
    std::size_t test = 0;
    RunUntil until = RunUntil::TimeLimit;
    bool tooSlow = false; ///< TLE, and stopped where `until` says
    model::Run run{};
};

/// Thread-safe: a submission's tasks on all slots share one.
class MarginRuns
{
public:
    /// How far the next run of a test in `group` goes. Every call is followed by one of end() or abandon().
    RunUntil begin(const std::string& group);

    struct Ended
    {
        std::vector<MarginRun> known;   ///< what they gave is what they give
        std::vector<std::size_t> again; ///< tests that are to be run once more
    };
    /// What is decided now: of this run, and of those that waited for it. A run that has to wait is kept here.
    Ended end(const std::string& group, MarginRun run);
    /// The run gave nothing. Which tests are to be run again for that.
    std::vector<std::size_t> abandon(const std::string& group, RunUntil until);

private:
    struct Group
    {
        bool reached = false;  ///< a test was stopped at the margin
        bool underWay = false; ///< a test goes on to the margin
        std::vector<MarginRun> waiting;
    };

    std::mutex m_mutex;
    std::map<std::string, Group> m_groups;
};

} // namespace assize::exec
