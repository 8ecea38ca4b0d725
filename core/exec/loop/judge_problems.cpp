// SPDX-License-Identifier: GPL-3.0-or-later
// The work that problems need before their submissions can be run, and beside them.
#include "exec/loop/judge.h"
#include "exec/loop/queue_entries.h"

#include <algorithm>
#include <utility>

namespace assize::exec {

void Judge::beginPreparation(ProblemJudging& work)
{
    work.isBegun = true;
    ProblemPreparation::Step begun = work.preparation.begin(m_options.checkPackages);
    if (m_options.checkPackages && !work.preparation.isUnjudgeable()) {
        work.examination.ask();
        ++m_unfinished;
        work.preparation.ask(m_options.ownInput);
    }
    for (const RequiredProgram& required : work.prepared().programs)
        m_toolchains.need(m_toolchains.indexOf(required.program));
    follow(work, std::move(begun));
}

void Judge::follow(ProblemJudging& work, ProblemPreparation::Step step)
{
    if (step.isNew)
        m_with.workshop.setProblem(work.preparation.known());
    for (Diagnostic& diagnostic : step.diagnostics)
        emit(model::DiagnosticFound{std::move(diagnostic)});
    push(work, std::move(step.work));
    m_moreKnown = m_moreKnown || work.preparation.isReady() || work.preparation.isUnjudgeable();
    if (work.preparation.isUnjudgeable())
        failWaiting(work);
}

void Judge::failWaiting(ProblemJudging& work)
{
    // Nobody will need it.
    for (const SubmissionJudging& job : m_submissions) {
        if (job.problem == &work && job.compilingAhead)
            m_with.dispatcher.drop(job.number, 0);
    }
    for (SubmissionJudging* job : std::exchange(work.waiting, {}))
        finishWithJudgeError(*job, work.preparation.unjudgeable());
    if (work.examination.isAsked()) {
        work.examination.giveUp();
        endExamination(work);
    }
}

void Judge::beginExamination(ProblemJudging& work)
{
    std::vector<Work> pieces = work.examination.begin(work.prepared(), m_options.ownInput);
    if (pieces.empty())
        endExamination(work);
    push(work, std::move(pieces));
}

void Judge::endExamination(ProblemJudging& work)
{
    --m_unfinished;
    // Submissions may have waited for it.
    m_moreKnown = m_moreKnown || m_options.ownInput;
    const std::string refusal = m_options.ownInput ? work.examination.refusal() : std::string();
    for (Diagnostic& diagnostic : work.examination.takeFindings(work.prepared()))
        emit(model::DiagnosticFound{std::move(diagnostic)});
    if (!refusal.empty())
        follow(work, work.preparation.refuseInput(refusal));
}

void Judge::advanceProblem(ProblemJudging& work)
{
    ProblemPreparation& preparation = work.preparation;
    if (preparation.isUnjudgeable())
        return;
    const bool wanted =
        std::any_of(m_submissions.begin(), m_submissions.end(), [&](const SubmissionJudging& job) {
            return job.problem == &work && !job.jury && job.state != SubmissionJudging::State::Finished;
        });
    if (!work.limitKnown() && wanted)
        advanceTimeLimit(work);
    if (preparation.stage() == ProblemPreparation::Stage::Asked && m_toolchains.areProbed(work.prepared()))
        follow(work, preparation.languagesKnown());
    if (preparation.isReady() && work.examination.isAsked())
        beginExamination(work);
    // The user's own input is validated before anything runs on it.
    const bool validating = m_options.ownInput && work.examination.isPending();
    if (preparation.isReady() && !validating) {
        std::vector<Task> tasks;
        for (SubmissionJudging* job : std::exchange(work.waiting, {})) {
            if (job->compilingAhead)
                work.waiting.push_back(job);
            else
                begin(*job, tasks);
        }
        m_with.dispatcher.push(std::move(tasks));
        // Submissions that measure come first: nothing that is under way makes room.
        compileAhead(work);
    }
}

void Judge::push(const ProblemJudging& problem, std::vector<Work> work)
{
    std::vector<Task> tasks;
    tasks.reserve(work.size());
    for (Work& piece : work)
        tasks.push_back(problemEntry(m_toolchains, problem.prepared(), std::move(piece)));
    m_with.dispatcher.push(std::move(tasks));
}

} // namespace assize::exec
