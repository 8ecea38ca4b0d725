// SPDX-License-Identifier: GPL-3.0-or-later
// A sandbox that runs nothing: a function decides the result of each run. For tests of check and exec.
//
// Any thread may open and use boxes; the handler is called on the thread that calls Box::run, so with several
// slots it must be able to run on several threads at once.
#pragma once

#include "sandbox/sandbox.h"

#include <atomic>
#include <functional>

namespace assize::sandbox {

/// The calls that a FakeSandbox has had. Read at any time from any thread.
struct FakeSandboxCounters
{
    std::atomic<int> boxesOpened{0};
    std::atomic<int> boxesOpen{0};
    std::atomic<int> contestantRuns{0};
    std::atomic<int> juryRuns{0};
    std::atomic<int> running{0};     ///< runs in the handler at this moment
    std::atomic<int> mostRunning{0}; ///< the most that `running` has been
    std::atomic<int> cancelled{0};   ///< runs whose result was Cancelled
    std::atomic<int> overlaps{0}; ///< calls of run() on a box that was still running: a fault of the caller
};

class FakeSandbox final : public Sandbox
{
public:
    /// Decides the result of a run. Descriptors in the request are borrowed. A standardOutput or transcript
    /// that is missing in a result that should have it (see RunResult) is replaced by an empty memory file.
    /// Pipes of the request are the handler's to talk through and to close; pipes that it leaves open are
    /// closed after it.
    using Handler = std::function<RunResult(const RunRequest&, BoxRole, int slot, std::stop_token)>;

    explicit FakeSandbox(Handler handler);
    ~FakeSandbox() override;

    SandboxInfo info() const override;
    /// Never fails, unless failNextOpens was called.
    Result<std::unique_ptr<Box>> openBox(BoxRole role, int slot) override;

    const FakeSandboxCounters& counters() const;
    /// The next `count` calls of openBox fail with this error.
    void failNextOpens(int count, Error error);

private:
    struct Shared;
    class FakeBox;
    std::shared_ptr<Shared> m_shared; ///< with the boxes, which may outlive the sandbox
};

/// A result of a program that ended by itself with `exitCode` after writing `output`; times of 1 ms, 1 MiB.
RunResult fakeExit(int exitCode, std::string_view output = {}, std::string_view errorOutput = {});

/// A result with this status and nothing written.
RunResult fakeStatus(model::RunStatus status);

/// All that can be read from `fd` from its beginning, e.g. a request's standard input; empty when it is -1.
std::string readWhole(int fd);

} // namespace assize::sandbox
