// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/slot.h"

#include "base/log.h"

namespace assize::exec {

namespace {

/// Whether a fresh box could do better. Pipes are used up: whoever made them tries again.
bool mayBeRepeated(const sandbox::RunRequest& request, const sandbox::RunResult& result)
{
    return result.status == model::RunStatus::SandboxFailed && !isMissingProgram(result.failure) &&
           result.failure.step != sandbox::Step::UseRequest && !sandbox::hasPipes(request);
}

} // namespace

Result<void> RenewedBox::open()
{
    if (m_box)
        return {};
    Result<std::unique_ptr<sandbox::Box>> box = m_sandbox.openBox(m_role, m_slot);
    if (!box)
        return box.error();
    m_box = std::move(*box);
    return {};
}

sandbox::RunResult RenewedBox::run(const sandbox::RunRequest& request, std::stop_token stop)
{
    sandbox::RunResult result = runOnce(request, stop);
    if (mayBeRepeated(request, result)) {
        sandbox::Failure before = std::move(result.failure);
        result = runOnce(request, stop);
        if (result.status == model::RunStatus::SandboxFailed)
            result.failureBefore = std::move(before);
    }
    sandbox::closePipes(request);
    return result;
}

sandbox::RunResult RenewedBox::runOnce(const sandbox::RunRequest& request, const std::stop_token& stop)
{
    sandbox::RunResult result;
    if (stop.stop_requested()) {
        result.status = model::RunStatus::Cancelled;
        return result;
    }
    if (const Result<void> opened = open(); opened) {
        result = m_box->run(request, stop);
    } else {
        result.status = model::RunStatus::SandboxFailed;
        result.failure = {sandbox::Step::OpenBox, 0, opened.error().message};
    }
    if (result.status == model::RunStatus::SandboxFailed) {
        log(LogLevel::Info, "exec",
            "box of slot " + std::to_string(m_slot) + " failed: " + whyItFailed(result));
        m_box.reset();
    }
    return result;
}

} // namespace assize::exec
