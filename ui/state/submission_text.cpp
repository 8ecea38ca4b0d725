// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/submission_text.h"

#include "model/python.h"
#include "ui/state/mark.h"
#include "ui/state/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

struct SubmissionText
{
    Q_DECLARE_TR_FUNCTIONS(SubmissionText)
};

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

/// "C++", "Python 3 (PyPy)": which interpreter runs .py is a setting, and decides times.
QString languageText(const engine::ContestState& state, const model::Submission& submission)
{
    if (submission.language == model::kAnswerLanguage)
        return SubmissionText::tr("answers");
    if (const auto python = model::pythonInterpreterOf(submission.language))
        return *python == model::PythonInterpreter::PyPy ? u"Python 3 (PyPy)"_s : u"Python 3 (CPython)"_s;
    const auto& names = state.contest().languageNames;
    const auto name = names.find(submission.language);
    return toLine(name == names.end() ? submission.language : name->second);
}

} // namespace

QString verdictText(const engine::SubmissionView& shown, int firstFailure, int tests)
{
    const Mark mark = markOf(shown);
    QString verdict = markName(mark);
    if (firstFailure >= 0 && isVerdict(mark)) {
        verdict = SubmissionText::tr("%1 on test %2 of %3").arg(verdict).arg(firstFailure + 1).arg(tests);
        // The times below are CPU times: without this, a program that slept would seem to be within its
        // limit.
        const std::vector<model::Run>& runs = shown.judgement.runs;
        if (at(firstFailure) < runs.size() && runs[at(firstFailure)].limit == model::LimitKind::Wall)
            verdict += u" ("_s + endingText(runs[at(firstFailure)]) + u')';
    } else if (mark == Mark::AC) {
        verdict = SubmissionText::tr("%1 on all %n test(s)", nullptr, tests).arg(verdict);
    }
    if (!shown.judgement.message.empty())
        verdict += u": "_s + toLine(shown.judgement.message, 2000);
    return verdict;
}

QStringList factsOf(const engine::ContestState& state, const model::Problem& problem,
                    const engine::SubmissionView& shown)
{
    QStringList facts{toLine(shown.submission.file, 300), languageText(state, shown.submission)};
    if (shown.submission.late)
        facts.prepend(
            SubmissionText::tr("LATE, not counted: %1").arg(toLine(shown.submission.notCountedBecause)));
    else if (!shown.submission.submittedAt && state.contest().startTime)
        facts << SubmissionText::tr("when it was handed in is not known");
    std::chrono::nanoseconds slowest{0};
    std::chrono::nanoseconds wall{0};
    std::uint64_t largest = 0;
    for (const model::Run& run : shown.judgement.runs) {
        slowest = std::max(slowest, run.cpuTime);
        wall = std::max(wall, run.wallTime);
        largest = std::max(largest, run.memory);
    }
    if (slowest.count() > 0) {
        const auto limit = problem.limits.cpuTime;
        facts << (limit.count() > 0
                      ? SubmissionText::tr("at most %1 of %2").arg(secondsText(slowest), limitText(limit))
                      : SubmissionText::tr("at most %1").arg(secondsText(slowest)));
        facts << SubmissionText::tr("wall time %1").arg(secondsText(wall)) << memoryText(largest);
    }
    if (shown.judgement.wasUnprotected())
        facts << SubmissionText::tr("NO ISOLATION");
    return facts;
}

QString outdatedText(const engine::SubmissionView& shown)
{
    QString outdated;
    if (!shown.outdatedBecause.empty())
        outdated =
            SubmissionText::tr("OUTDATED: %1. Judge (F5) judges it anew.").arg(toLine(shown.outdatedBecause));
    else if (shown.mayBeOutdated && shown.submission.files.empty())
        outdated = SubmissionText::tr(
            "Whether this is outdated is known after judging (F5): the archive that was handed in is "
            "not unpacked here.");
    else if (shown.mayBeOutdated)
        outdated = SubmissionText::tr(
            "Whether this is outdated is known after judging (F5): the installed tools or the "
            "language's commands have "
            "changed.");
    return outdated;
}

QStringList handInRemarks(const model::Submission& submission)
{
    QStringList remarks;
    if (!submission.choice.empty())
        remarks << toLine(submission.choice, 500);
    for (const model::UnmatchedFile& file : submission.leftOut)
        remarks
            << SubmissionText::tr("Left out: %1: %2").arg(toLine(file.file, 200), toLine(file.reason, 300));
    for (const std::string& note : submission.notes)
        remarks << toLine(note, 500);
    return remarks;
}

} // namespace assize::ui
