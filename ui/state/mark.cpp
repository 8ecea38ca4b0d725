// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/mark.h"

#include "ui/state/text.h"

#include <QCoreApplication>

namespace assize::ui {

Mark markOf(const engine::TestCell& test)
{
    switch (test.state) {
    case model::TaskState::Done:
        return test.verdict ? markOf(*test.verdict) : Mark::Waiting;
    case model::TaskState::Skipped:
        return Mark::Skipped;
    case model::TaskState::Running:
        return Mark::Running;
    case model::TaskState::Waiting:
    case model::TaskState::Queued:
        break;
    }
    return Mark::Waiting;
}

Mark markOf(const engine::SubmissionView& submission)
{
    const model::Judgement& judgement = submission.judgement;
    if (judgement.state == model::SubmissionState::NoToolchain)
        return Mark::NoToolchain;
    if (judgement.state == model::SubmissionState::Unjudged)
        return Mark::Unjudged;
    if (judgement.state == model::SubmissionState::Done && judgement.verdict)
        return markOf(*judgement.verdict);
    const bool busy = submission.compiling || submission.state == model::TaskState::Running;
    return busy ? Mark::Running : Mark::Waiting;
}

QString markCode(Mark mark)
{
    if (isVerdict(mark))
        return verdictCode(verdictOf(mark));
    switch (mark) {
    case Mark::Running:
        return QCoreApplication::translate("Mark", "running");
    case Mark::Skipped:
        return QCoreApplication::translate("Mark", "skipped");
    case Mark::NoToolchain:
        return QCoreApplication::translate("Mark", "no tools");
    case Mark::Unjudged:
        return QCoreApplication::translate("Mark", "unjudged");
    case Mark::None:
        return {};
    default:
        return QCoreApplication::translate("Mark", "waiting");
    }
}

QString markName(Mark mark)
{
    if (isVerdict(mark))
        return verdictName(verdictOf(mark));
    switch (mark) {
    case Mark::Running:
        return QCoreApplication::translate("Mark", "Running");
    case Mark::Skipped:
        return QCoreApplication::translate("Mark", "Skipped");
    case Mark::NoToolchain:
        return QCoreApplication::translate("Mark", "Language not installed");
    case Mark::Unjudged:
        return QCoreApplication::translate("Mark", "Unjudged");
    case Mark::None:
        return QCoreApplication::translate("Mark", "Nothing handed in");
    default:
        return QCoreApplication::translate("Mark", "Waiting");
    }
}

} // namespace assize::ui
