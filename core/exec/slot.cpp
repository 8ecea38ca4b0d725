// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/slot.h"

#include "base/log.h"

namespace assize::exec {

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
    sandbox::RunResult result;
    std::string before;
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (stop.stop_requested()) {
            result.status = model::RunStatus::Cancelled;
            break;
        }
        if (const Result<void> opened = open(); !opened) {
            result.status = model::RunStatus::SandboxFailed;
            result.failure = opened.error().message;
        } else {
            result = m_box->run(request, stop);
        }
        if (result.status != model::RunStatus::SandboxFailed)
            return result;
        if (!before.empty())
            result.failure += result.failure == before ? " (twice)" : " (before that: " + before + ")";
        before = result.failure;
        log(LogLevel::Info, "exec", "box of slot " + std::to_string(m_slot) + " failed: " + result.failure);
        m_box.reset();
        if (sandbox::hasPipes(request))
            break; // used up: who made them tries again
    }
    sandbox::closePipes(request);
    return result;
}

} // namespace assize::exec
