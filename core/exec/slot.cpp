// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/slot.h"

#include "base/log.h"

namespace assize::exec {

std::vector<sandbox::Box*> Slot::boxesFor(std::span<const sandbox::BoxRole> roles)
{
    std::vector<sandbox::Box*> boxes;
    std::size_t contestants = 0;
    std::size_t juries = 0;
    for (const sandbox::BoxRole role : roles) {
        const bool isJury = role == sandbox::BoxRole::Jury;
        const std::size_t before = isJury ? juries++ : contestants++;
        std::vector<std::unique_ptr<RenewedBox>>& more = isJury ? m_moreJuries : m_moreContestants;
        if (before > more.size())
            more.push_back(std::make_unique<RenewedBox>(m_sandbox, role, number));
        RenewedBox& first = isJury ? jury : contestant;
        boxes.push_back(before == 0 ? &first : more[before - 1].get());
    }
    return boxes;
}

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
    // Pipes are used up: their maker tries again.
    if (isWorthRepeating(result) && !sandbox::hasPipes(request)) {
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
