// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that run at the same time, each in a box of its own, and are joined by channels: a program reads
// the bytes that another program writes. A contestant's program and a program of the jury that talk to each
// other are the case of two; a manager that talks to several programs of a contestant has a channel from and
// to each. (After the pipe mapping of go-judge, envexec.)
//
// The same for every sandbox, as it only makes pipes and runs requests. Used by check, on the slot's thread.
#pragma once

#include "sandbox/sandbox.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::sandbox {

/// Program `to` reads the bytes that program `from` writes; both are numbers into Group::runs. By default
/// from the standard output of `from` to the standard input of `to`; a program of the jury that talks to
/// several programs has descriptors of its own for each (ProgramPipe::descriptor).
struct Channel
{
    std::size_t from = 0;
    std::size_t to = 0;
    int fromDescriptor = 1;
    int toDescriptor = 0;
};

struct Group
{
    /// As for Box::run, but without pipes. A run that has a `conversation` relays: its box reads from, and
    /// writes to, its channels in its place. The partners of its result are the runs at their other ends.
    std::vector<RunRequest> runs;
    /// At most one channel for each descriptor of a run. At one of the two ends the box relays: programs of
    /// two boxes never share a pipe, through which a program could do something to the other program.
    std::vector<Channel> channels;
};

/// Why a group cannot be run, or empty: a fault of the caller.
std::string problemWith(const Group& group);

/// Ends the runs of a group that still go on. Thread-safe.
class GroupControl
{
public:
    virtual ~GroupControl() = default;
    /// Ends a run unless it ends by itself within `grace`; waits for that.
    virtual void stopAfter(std::size_t run, std::chrono::milliseconds grace) = 0;
};

/// Told of the end of each run, on its own thread, while other runs go on: the caller, which knows the roles
/// of the programs, decides here which of them need not go on. Not of runs in which the sandbox failed.
using RunEnded = std::function<void(std::size_t run, const RunResult& result, GroupControl& control)>;

/// Runs a group, whose run i gets boxes[i]; a group of a single run is run as by its box alone. Blocks;
/// starts a thread for each run but the first, which only waits for its box. Once the sandbox has failed in a
/// run the other runs are ended. Such a group is repeated once, with new pipes, as a single run is by its
/// slot (its boxes repeat no run with pipes); the results are those of the second time. `stop` ends all runs.
std::vector<RunResult> runGroup(std::span<Box* const> boxes, Group group, const RunEnded& ended,
                                const std::stop_token& stop);

} // namespace assize::sandbox
