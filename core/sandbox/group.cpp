// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/group.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace assize::sandbox {

namespace {

using model::RunStatus;

/// Which runs have ended, and the means to end the other runs.
class Watch final : public GroupControl
{
public:
    Watch(std::size_t runs, const std::stop_token& stop)
        : m_ended(runs, false), m_sources(runs), m_forward(stop, [this] { stopAll(); })
    {
    }

    std::stop_token tokenOf(std::size_t run) const { return m_sources[run].get_token(); }
    void noteEnd(std::size_t run)
    {
        const std::lock_guard lock(m_mutex);
        m_ended[run] = true;
        m_changed.notify_all();
    }
    void stopAll()
    {
        for (std::stop_source& source : m_sources)
            source.request_stop();
    }
    void stopAfter(std::size_t run, std::chrono::milliseconds grace) override
    {
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_for(lock, grace, [&] { return m_ended[run]; }))
            return;
        lock.unlock();
        m_sources[run].request_stop();
    }

private:
    std::mutex m_mutex; ///< guards m_ended
    std::condition_variable m_changed;
    std::vector<bool> m_ended;
    std::vector<std::stop_source> m_sources;
    std::stop_callback<std::function<void()>> m_forward; ///< last, as it may call at once
};

RunResult failed(Failure failure)
{
    RunResult result;
    result.status = RunStatus::SandboxFailed;
    result.failure = std::move(failure);
    return result;
}

std::vector<RunResult> allFailed(std::size_t runs, const Failure& failure)
{
    std::vector<RunResult> results(runs);
    for (RunResult& result : results)
        result = failed(failure);
    return results;
}

Result<void> join(Group& group)
{
    for (RunRequest& request : group.runs)
        request.pipes.clear(); // of the first time
    for (const Channel& channel : group.channels) {
        Result<Pipe> pipe = makePipe();
        if (!pipe)
            return pipe.error();
        group.runs[channel.from].pipes.push_back(
            {channel.fromDescriptor, false, std::move(pipe->writeEnd), channel.to});
        group.runs[channel.to].pipes.push_back(
            {channel.toDescriptor, true, std::move(pipe->readEnd), channel.from});
    }
    return {};
}

std::vector<RunResult> runOnce(std::span<Box* const> boxes, Group& group, const RunEnded& ended,
                               const std::stop_token& stop)
{
    if (Result<void> joined = join(group); !joined)
        return allFailed(group.runs.size(), {Step::PassDescriptors, 0, joined.error().message});
    std::vector<RunResult> results(group.runs.size());
    Watch watch(group.runs.size(), stop);
    const auto runOne = [&](std::size_t run) {
        results[run] = boxes[run]->run(group.runs[run], watch.tokenOf(run));
        watch.noteEnd(run);
        // A program that waits for a program that never began would wait for ever.
        if (results[run].status == RunStatus::SandboxFailed)
            watch.stopAll();
        else if (ended)
            ended(run, results[run], watch);
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t run = 1; run < group.runs.size(); ++run)
            others.emplace_back(runOne, run);
        runOne(0);
    }
    return results;
}

bool hasFailed(const std::vector<RunResult>& results)
{
    return std::any_of(results.begin(), results.end(),
                       [](const RunResult& result) { return result.status == RunStatus::SandboxFailed; });
}

} // namespace

std::string problemWith(const Group& group)
{
    const std::size_t number = group.runs.size();
    std::vector<std::vector<protocol::ProgramPipe>> pipes(number);
    for (const Channel& channel : group.channels) {
        if (channel.from >= number || channel.to >= number || channel.from == channel.to)
            return "a channel does not join two programs of the group";
        const bool relayedBefore = group.runs[channel.from].conversation.has_value();
        if (relayedBefore == group.runs[channel.to].conversation.has_value())
            return "of the two programs that a channel joins, one and only one is relayed by its box";
        pipes[channel.from].push_back({static_cast<std::uint32_t>(channel.fromDescriptor), false, 0});
        pipes[channel.to].push_back({static_cast<std::uint32_t>(channel.toDescriptor), true, 0});
    }
    for (std::size_t run = 0; run < number; ++run) {
        const RunRequest& request = group.runs[run];
        if (hasPipes(request))
            return "the pipes of a group are made for its channels";
        if (!protocol::canBeHad(pipes[run]))
            return "a program has too many channels, or two for one descriptor, or one for a wrong "
                   "descriptor";
        if (request.standardInput >= 0 && protocol::pipeAt(pipes[run], STDIN_FILENO))
            return "a program has a file and a channel as its standard input";
        if (request.conversation && pipes[run].empty())
            return "a program that is relayed has no channel";
    }
    return {};
}

std::vector<RunResult> runGroup(std::span<Box* const> boxes, Group group, const RunEnded& ended,
                                const std::stop_token& stop)
{
    std::string problem = problemWith(group);
    if (problem.empty() && boxes.size() != group.runs.size())
        problem = "a group needs as many boxes as programs";
    if (!problem.empty())
        return allFailed(group.runs.size(), {Step::UseRequest, 0, std::move(problem)});
    std::vector<RunResult> results = runOnce(boxes, group, ended, stop);
    // A run alone has no pipes, and is its box's owner's to repeat.
    const bool useless = std::any_of(results.begin(), results.end(), [](const RunResult& result) {
        return result.status == RunStatus::SandboxFailed && !isWorthRepeating(result);
    });
    if (!hasFailed(results) || useless || group.channels.empty() || stop.stop_requested())
        return results;
    const std::vector<RunResult> before = std::move(results);
    results = runOnce(boxes, group, ended, stop);
    for (std::size_t run = 0; run < results.size(); ++run) {
        if (results[run].status == RunStatus::SandboxFailed)
            results[run].failureBefore = before[run].failure;
    }
    return results;
}

} // namespace assize::sandbox
