// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/decisive_runs.h"

#include <algorithm>
#include <csignal>

namespace assize::exec {
namespace {

/// Other programs beside a program make its CPU time longer, at most by so much: shared caches and memory,
/// two threads of the same core.
constexpr double kMostSlowdown = 2;
/// A time that would have to be longer by more than this to matter does not, as alone it is only shorter.
constexpr double kCloseBy = 1.1;
/// A limit that somebody chose is narrow below this multiple of the slowest accepted; see verify.
constexpr double kNarrow = 2;

struct Timed
{
    DecisiveRun place;
    const model::Run* run = nullptr;
    double time = 0; ///< nanoseconds, for a language without a factor
};

std::optional<Timed> slowestOf(const std::vector<TimedSubmission>& submissions, std::size_t index)
{
    const TimedSubmission& submission = submissions[index];
    std::optional<Timed> slowest;
    for (std::size_t test = 0; test < submission.runs->size(); ++test) {
        const model::Run& run = (*submission.runs)[test];
        const double time = static_cast<double>(run.cpuTime.count()) /
                            (submission.timeFactor > 0 ? submission.timeFactor : 1);
        if (run.state == model::TaskState::Done && (!slowest || time > slowest->time))
            slowest = Timed{{index, test}, &run, time};
    }
    return slowest;
}

bool waits(const TimedSubmission& submission)
{
    return std::any_of(submission.runs->begin(), submission.runs->end(),
                       [](const model::Run& run) { return run.limit == model::LimitKind::Wall; });
}

bool wasStopped(const model::Run& run)
{
    const bool bySandbox = !run.exitCode && (!run.signal || *run.signal == SIGKILL);
    return run.limit != model::LimitKind::None && bySandbox;
}

/// Repeated already; or stopped, so that its time says only when.
bool isSettled(const Timed& timed)
{
    return !timed.run->attempts.empty() || wasStopped(*timed.run);
}

/// Whether the limit, or a statement about it, could change if the slowest accepted submission took less
/// time.
bool decidesFromBelow(const model::Problem& problem, const Timed& slowest,
                      const std::optional<Timed>& fastest)
{
    const model::TimeLimitRule& rule = problem.timeLimitRule;
    const double limit = static_cast<double>(problem.limits.cpuTime.count());
    if (limit <= 0)
        return slowest.time * rule.multiplier > static_cast<double>(rule.resolution.count());
    if (slowest.time * kCloseBy * std::min(rule.multiplier, kNarrow) > limit)
        return true;
    return fastest && !wasStopped(*fastest->run) &&
           slowest.time * kMostSlowdown * rule.multiplier > fastest->time / rule.safetyMargin;
}

} // namespace

std::optional<DecisiveRun> nextDecisiveRun(const model::Problem& problem,
                                           const std::vector<TimedSubmission>& submissions)
{
    std::optional<Timed> slowest;
    std::optional<Timed> fastest;
    for (std::size_t i = 0; i < submissions.size(); ++i) {
        const std::optional<Timed> own = slowestOf(submissions, i);
        if (!own)
            continue;
        if (submissions[i].isAccepted && (!slowest || own->time > slowest->time))
            slowest = own;
        if (submissions[i].mustExceed && !waits(submissions[i]) && (!fastest || own->time < fastest->time))
            fastest = own;
    }
    if (slowest && !isSettled(*slowest) && decidesFromBelow(problem, *slowest, fastest))
        return slowest->place;
    // A submission that ended by itself did so before the safety margin: verify reports exactly that of it.
    if (fastest && !isSettled(*fastest) && problem.limits.cpuTime.count() > 0)
        return fastest->place;
    return std::nullopt;
}

} // namespace assize::exec
