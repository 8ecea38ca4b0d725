// SPDX-License-Identifier: GPL-3.0-or-later
// Changes that people make while submissions are judged: submissions are added, put first, paused, cancelled.
#include "exec/loop/judge.h"
#include "exec/loop/queue_entries.h"

#include <algorithm>
#include <utility>

namespace assize::exec {

using State = SubmissionJudging::State;

SubmissionJudging* Judge::underWay(int submission)
{
    const auto found = m_bySubmission.find(submission);
    return found == m_bySubmission.end() || found->second->jury || found->second->state == State::Finished
               ? nullptr
               : found->second;
}

void Judge::handle(AddRequested&& message)
{
    if (m_cancelled)
        return;
    model::SubmissionsAdded taken;
    for (model::Submission& submission : message.submissions) {
        const auto known = m_bySubmission.find(submission.id);
        SubmissionJudging* before = underWay(submission.id);
        // A pause is the submission's, as long as nobody cancels it.
        const bool isHeld = before != nullptr && before->isHeld;
        const bool hasResult = known != m_bySubmission.end() && known->second->hasResult;
        if ((before != nullptr || hasResult) && !message.rejudge)
            continue;
        if (before != nullptr)
            cancel(*before);
        taken.submissions.push_back(submission.id);
        SubmissionJudging& job =
            addSubmission(m_added.emplace_back(std::move(submission)), false, message.rejudge);
        if (isHeld)
            setHeld(job, true);
        if (job.problem != nullptr && !job.problem->isBegun)
            beginPreparation(*job.problem);
    }
    emit(std::move(taken));
    std::vector<Task> probes;
    for (const std::size_t language : m_toolchains.takeNeeded())
        probes.push_back(probeEntry(m_toolchains, language));
    m_with.dispatcher.push(std::move(probes));
    m_moreKnown = true;
}

void Judge::handle(ChangeRequested&& message)
{
    // Of the submissions that are put first, the first is the very first.
    if (message.change == QueueChange::PutFirst)
        std::reverse(message.submissions.begin(), message.submissions.end());
    for (const int submission : message.submissions) {
        SubmissionJudging* job = underWay(submission);
        if (job == nullptr)
            continue;
        switch (message.change) {
        case QueueChange::Cancel:
            cancel(*job);
            break;
        case QueueChange::PutFirst:
            putFirst(*job);
            break;
        case QueueChange::Pause:
            setHeld(*job, true);
            break;
        case QueueChange::Resume:
            setHeld(*job, false);
            break;
        }
    }
}

void Judge::setHeld(SubmissionJudging& job, bool isHeld)
{
    job.isHeld = isHeld;
    if (isHeld)
        m_with.dispatcher.hold(job.number);
    else
        m_with.dispatcher.release(job.number);
}

void Judge::putFirst(SubmissionJudging& job)
{
    job.turn = --m_firstTurn;
    m_with.dispatcher.setTurn(job.number, job.turn);
}

void Judge::cancel(SubmissionJudging& job)
{
    job.state = State::Finished;
    m_with.dispatcher.forget(job.number);
    m_with.workshop.dropSubmission(job.number);
    if (job.problem != nullptr)
        std::erase(job.problem->waiting, &job);
    job.judgement = {};
    --m_unfinished;
    emit(model::JudgementCancelled{job.submission->id});
    // Other submissions may wait for its times.
    job.heldBack = false;
    timesKnown(job);
    if (job.problem != nullptr && job.problem->repeating == &job) {
        job.problem->repeating = nullptr;
        repeatDecisive(*job.problem);
    }
}

} // namespace assize::exec
