// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fake/fake_sandbox.h"

#include <cerrno>
#include <mutex>
#include <unistd.h>

namespace assize::sandbox {

struct FakeSandbox::Shared
{
    Handler handler;
    FakeSandboxCounters counters;
    std::mutex mutex; ///< guards the members below
    int failures = 0;
    Error failure;
};

class FakeSandbox::FakeBox final : public Box
{
public:
    FakeBox(std::shared_ptr<Shared> shared, BoxRole role, int slot)
        : m_shared(std::move(shared)), m_role(role), m_slot(slot)
    {
        ++m_shared->counters.boxesOpened;
        ++m_shared->counters.boxesOpen;
    }
    ~FakeBox() override { --m_shared->counters.boxesOpen; }
    FakeBox(const FakeBox&) = delete;
    FakeBox& operator=(const FakeBox&) = delete;

    RunResult run(const RunRequest& request, std::stop_token stop) override
    {
        FakeSandboxCounters& counters = m_shared->counters;
        if (m_busy.exchange(true))
            ++counters.overlaps;
        ++(m_role == BoxRole::Contestant ? counters.contestantRuns : counters.juryRuns);
        const int running = ++counters.running;
        int most = counters.mostRunning;
        while (most < running && !counters.mostRunning.compare_exchange_weak(most, running)) {
        }

        RunResult result = stop.stop_requested() ? fakeStatus(model::RunStatus::Cancelled)
                                                 : m_shared->handler(request, m_role, m_slot, stop);
        closePipes(request);
        completeOutput(result, result.standardOutput);
        if (request.conversation)
            completeOutput(result, result.transcript);
        if (result.status == model::RunStatus::Cancelled)
            ++counters.cancelled;
        --counters.running;
        m_busy = false;
        return result;
    }

private:
    static void completeOutput(RunResult& result, unique_fd& file)
    {
        if (file || result.status == model::RunStatus::Cancelled ||
            result.status == model::RunStatus::SandboxFailed)
            return;
        Result<unique_fd> empty = makeMemoryFile({}, "output");
        if (empty) {
            file = std::move(*empty);
        } else {
            result.status = model::RunStatus::SandboxFailed;
            result.failure = {Step::PassDescriptors, 0, empty.error().message};
        }
    }

    std::shared_ptr<Shared> m_shared;
    BoxRole m_role;
    int m_slot;
    std::atomic<bool> m_busy{false};
};

FakeSandbox::FakeSandbox(Handler handler) : m_shared(std::make_shared<Shared>())
{
    m_shared->handler = std::move(handler);
}

FakeSandbox::~FakeSandbox() = default;

SandboxInfo FakeSandbox::info() const
{
    return {"fake", {"fake"}, {}, "fake/1", {}, "fake processor"};
}

Result<std::unique_ptr<Box>> FakeSandbox::openBox(BoxRole role, int slot)
{
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->failures > 0) {
            --m_shared->failures;
            return m_shared->failure;
        }
    }
    return std::unique_ptr<Box>(std::make_unique<FakeBox>(m_shared, role, slot));
}

const FakeSandboxCounters& FakeSandbox::counters() const
{
    return m_shared->counters;
}

void FakeSandbox::failNextOpens(int count, Error error)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->failures = count;
    m_shared->failure = std::move(error);
}

RunResult fakeExit(int exitCode, std::string_view output, std::string_view errorOutput)
{
    RunResult result;
    result.status = model::RunStatus::Exited;
    result.exitCode = exitCode;
    result.cpuTime = std::chrono::milliseconds(1);
    result.wallTime = std::chrono::milliseconds(1);
    result.memory = 1 << 20;
    result.standardError = errorOutput;
    result.standardErrorSize = errorOutput.size();
    result.outputSize = output.size();
    Result<unique_fd> file = makeMemoryFile(output, "output");
    if (file) {
        result.standardOutput = std::move(*file);
    } else {
        result.status = model::RunStatus::SandboxFailed;
        result.failure = {Step::PassDescriptors, 0, file.error().message};
    }
    return result;
}

RunResult fakeStatus(model::RunStatus status)
{
    RunResult result;
    result.status = status;
    if (status == model::RunStatus::SandboxFailed)
        result.failure = {Step::Imitate, 0, "as the test asked"};
    return result;
}

std::string readWhole(int fd)
{
    std::string content;
    char buffer[1 << 16];
    while (fd >= 0) {
        const ssize_t got = ::pread(fd, buffer, sizeof buffer, static_cast<off_t>(content.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        content.append(buffer, static_cast<std::size_t>(got));
    }
    return content;
}

} // namespace assize::sandbox
