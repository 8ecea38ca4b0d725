// SPDX-License-Identifier: GPL-3.0-or-later
#include "score/score.h"

namespace assize::score {

ProcessVerdict judgeProcess(const ProcessOutcome& outcome, const model::Limits& limits)
{
    using model::LimitKind;
    using model::RunStatus;
    using model::Verdict;

    if (outcome.status == RunStatus::Cancelled)
        return {};
    if (outcome.status == RunStatus::SandboxFailed)
        return {Verdict::JE, LimitKind::None};
    if (outcome.status == RunStatus::Violation)
        return {Verdict::SV, LimitKind::None};
    const bool overTime = limits.cpuTime.count() > 0 && outcome.cpuTime > limits.cpuTime;
    if (outcome.status == RunStatus::CpuLimit || overTime)
        return {Verdict::TLE, LimitKind::Cpu};
    if (outcome.status == RunStatus::WallLimit)
        return {Verdict::TLE, LimitKind::Wall};
    if (outcome.status == RunStatus::MemoryLimit || (limits.memory > 0 && outcome.memory > limits.memory))
        return {Verdict::MLE, LimitKind::Memory};
    if (outcome.status == RunStatus::OutputLimit)
        return {Verdict::OLE, LimitKind::Output};
    if (outcome.status == RunStatus::Signalled || outcome.exitCode != 0)
        return {Verdict::RTE, LimitKind::None};
    return {};
}

} // namespace assize::score
