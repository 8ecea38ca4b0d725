// SPDX-License-Identifier: GPL-3.0-or-later
// How far beyond the time limit the tests of one submission are run by verify.
//
// To tell a miss from a near miss a program that is too slow is run on to the safety margin, which may be
// many times its limit. A single such run in a group of tests is enough: it tells how slow the program is. So
// while one test of a group may go on to the margin, those that begin beside it are stopped where a contest
// would stop them, and wait for its end: when it was stopped at the margin, nothing more is to be known of
// them; when it ended before, they are run again, now to the margin, all at once. In the end, for any number
// of slots: a test of the group was stopped at the margin, or none that was too slow was stopped before it.
// Where a test that fails makes those after it superfluous, the test that was stopped at the margin is not
// after those that were stopped before it: else its result would not count, and how slow the program is would
// not be known.
#pragma once

#include "exec/case_report.h"

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace assize::exec {

/// A test's run that is over.
struct MarginRun
{
    std::size_t test = 0;
    RunUntil until = RunUntil::TimeLimit;
    bool tooSlow = false; ///< TLE, and stopped where `until` says, or because a wall time was over
    model::Run run{};
};

/// Thread-safe: a submission's tasks on all slots share the object.
class MarginRuns
{
public:
    /// Before the first run: whether a test that fails makes those after it superfluous.
    void setOrdered(bool ordered) { m_ordered = ordered; }
    /// How far the next run of the test goes. Every call is followed by a call of end() or abandon().
    RunUntil begin(const std::string& group, std::size_t test);
    /// Its next run goes to the margin, also where begin() would stop it at the limit.
    void beginToMargin(const std::string& group, std::size_t test);

    struct Ended
    {
        std::vector<MarginRun> known;   ///< results that stand
        std::vector<std::size_t> again; ///< tests that are to be run once more
    };
    /// The decision on this run, and on those that waited for it. A run that has to wait is kept here.
    Ended end(const std::string& group, MarginRun run);
    /// The test gives nothing: its run was cancelled, or will never be made. May be called for any test and
    /// again. Which tests are to be run again for that.
    std::vector<std::size_t> abandon(const std::string& group, std::size_t test);

private:
    struct Group
    {
        std::optional<std::size_t> reachedBy; ///< the first test that was stopped at the margin
        std::set<std::size_t> underWay;       ///< tests that go on to it
        std::vector<MarginRun> waiting;
        std::set<std::size_t> again; ///< tests that waited for nothing
    };
    bool isKnownSlow(const Group& group, std::size_t test) const;
    static std::vector<std::size_t> waitingAgain(Group& group);

    bool m_ordered = false;
    std::mutex m_mutex;
    std::map<std::string, Group> m_groups;
};

} // namespace assize::exec
