// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/under_way.h"

#include <utility>
#include <variant>

namespace assize::engine {
namespace {

/// 0: of none.
int submissionOf(const exec::Event& event)
{
    return std::visit(
        [](const auto& one) {
            if constexpr (requires { one.submission; })
                return one.submission;
            else if constexpr (requires { one.judgement; })
                return one.judgement.submission;
            else
                return 0;
        },
        event);
}

} // namespace

void UnderWay::handle(exec::Event event)
{
    // Also while it is handed on: a thread that holds pause() knows that nothing is on its way to the store.
    const std::lock_guard lock(m_mutex);
    if (const int submission = submissionOf(event);
        isVoid(submission) && !std::holds_alternative<model::JudgementCancelled>(event)) {
        const auto* finished = std::get_if<model::JudgementEnded>(&event);
        if (finished == nullptr)
            return;
        if (finished->judgement.state != model::SubmissionState::NoToolchain)
            ++(finished->fromCache ? m_voidReused : m_voidJudged);
        event = model::JudgementCancelled{submission};
    }
    follow(event);
    m_next.handle(std::move(event));
}

bool UnderWay::isVoid(int submission) const
{
    const auto found = m_voidUntil.find(submission);
    return found != m_voidUntil.end() && m_served < found->second;
}

void UnderWay::follow(const exec::Event& event)
{
    if (const auto* added = std::get_if<model::SubmissionsAdded>(&event)) {
        ++m_served;
        m_submissions.insert(added->submissions.begin(), added->submissions.end());
    } else if (const auto* finished = std::get_if<model::JudgementEnded>(&event)) {
        m_submissions.erase(finished->judgement.submission);
        if (finished->judgement.state == model::SubmissionState::Done)
            m_finished[finished->judgement.submission] = finished->judgement.key;
    } else if (const auto* cancelled = std::get_if<model::JudgementCancelled>(&event)) {
        m_submissions.erase(cancelled->submission);
    }
}

} // namespace assize::engine
