// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/progress_strip.h"

#include "ui/delegates/glyphs.h"
#include "ui/state/session.h"
#include "ui/state/text.h"
#include "ui/state/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

ProgressStrip::ProgressStrip(Session* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_summary(new QLabel), m_pace(new QLabel), m_bar(new QProgressBar)
{
    auto* line = new QHBoxLayout;
    line->setContentsMargins(8, 4, 8, 4);
    line->setSpacing(6);
    line->addWidget(m_summary);
    line->addSpacing(4);
    for (int i = 0; i < kMarkCount; ++i) {
        const Mark mark = static_cast<Mark>(i);
        if (!isVerdict(mark) && mark != Mark::NoToolchain && mark != Mark::Unjudged && mark != Mark::Waiting)
            continue;
        QString toolTip = markName(mark) + u'\n';
        if (isVerdict(mark))
            toolTip += verdictHelp(verdictOf(mark)) + u'\n';
        QToolButton* chip = makeChip(toolTip + tr("Click: show only these."));
        line->addWidget(chip);
        m_chips[static_cast<std::size_t>(i)] = chip;
    }
    m_outdated =
        makeChip(tr("The source, the problem, the settings or the compiler has changed since these results "
                    "were judged. Judge (F5) judges them anew.\nClick: show only these."));
    line->addWidget(m_outdated);
    line->addStretch(1);
    m_pace->setForegroundRole(QPalette::WindowText);
    line->addWidget(m_pace);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(4);
    m_bar->setAccessibleName(tr("Progress of judging"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_bar);
    makeIcons();
}

QToolButton* ProgressStrip::makeChip(const QString& toolTip)
{
    auto* chip = new QToolButton;
    chip->setCheckable(true);
    chip->setAutoRaise(true);
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setFocusPolicy(Qt::TabFocus);
    chip->setToolTip(plainToolTip(toolTip));
    chip->hide();
    connect(chip, &QToolButton::toggled, this, &ProgressStrip::chosenChanged);
    return chip;
}

void ProgressStrip::makeIcons()
{
    const bool dark = isDark(palette());
    for (int i = 0; i < kMarkCount; ++i) {
        if (QToolButton* chip = m_chips[static_cast<std::size_t>(i)])
            chip->setIcon(markIcon(static_cast<Mark>(i), dark, 16, devicePixelRatioF()));
    }
}

void ProgressStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        makeIcons();
}

void ProgressStrip::refresh()
{
    const engine::ContestState& state = m_session->state();
    const auto& counts = state.counts();
    const QLocale locale;
    const QString submissions = locale.toString(counts.submissions);
    const QString judged = locale.toString(counts.submissionsDone - counts.submissionsUnjudged);
    const QString unjudged = locale.toString(counts.submissionsUnjudged);
    const QString tests =
        tr("%1 of %2 tests").arg(locale.toString(counts.runsDone), locale.toString(counts.runs));
    m_summary->setText(
        counts.submissionsUnjudged == 0
            ? tr("%1 of %2 judged, %3").arg(judged, submissions, tests)
            : tr("%1 of %2 judged, %3 cannot be judged, %4").arg(judged, submissions, unjudged, tests));
    std::array<int, kMarkCount> numbers{};
    for (const engine::SubmissionView& view : state.submissions()) {
        const Mark mark = markOf(view);
        ++numbers[static_cast<std::size_t>(mark == Mark::Running ? Mark::Waiting : mark)];
    }
    for (int i = 0; i < kMarkCount; ++i) {
        QToolButton* chip = m_chips[static_cast<std::size_t>(i)];
        if (chip == nullptr)
            continue;
        const int number = numbers[static_cast<std::size_t>(i)];
        const Mark mark = static_cast<Mark>(i);
        chip->setText(u"%1 %2"_s.arg(markCode(mark), locale.toString(number)));
        chip->setAccessibleName(tr("%1: %n submission(s)", nullptr, number).arg(markName(mark)));
        chip->setVisible(number > 0 || chip->isChecked());
    }
    m_outdated->setText(tr("Outdated %1").arg(locale.toString(counts.outdated)));
    m_outdated->setAccessibleName(tr("%n outdated result(s)", nullptr, counts.outdated));
    m_outdated->setVisible(counts.outdated > 0 || m_outdated->isChecked());
    const bool judging = m_session->busy();
    m_bar->setVisible(judging);
    if (!judging) {
        m_pace->clear();
        return;
    }
    // Of this round: submissions reused from the store are not judged now, and submissions judged again were
    // judged before.
    const engine::Progress::Estimate estimate = m_session->estimate();
    const int planned = estimate.submissionsPlanned - estimate.submissionsReused;
    m_bar->setRange(0, std::max(1, estimate.runsPlanned - estimate.runsReused));
    m_bar->setValue(estimate.runsDone - estimate.runsReused);
    QString pace = tr("Stopping\u2026");
    if (m_session->phase() != Session::Phase::Stopping)
        pace = planned == 0 ? tr("Judging")
                            : tr("Judging: %1 of %2 done")
                                  .arg(locale.toString(estimate.submissionsDone - estimate.submissionsReused),
                                       locale.toString(planned));
    if (estimate.runsPerSecond > 0)
        pace += u"  \u00b7  "_s +
                tr("%1 tests/s")
                    .arg(locale.toString(estimate.runsPerSecond, 'f', estimate.runsPerSecond < 10 ? 1 : 0));
    if (estimate.remaining)
        pace += u"  \u00b7  "_s + tr("about %1 left").arg(roughDuration(*estimate.remaining));
    m_pace->setText(pace);
}

std::bitset<kMarkCount> ProgressStrip::chosen() const
{
    std::bitset<kMarkCount> marks;
    for (std::size_t i = 0; i < m_chips.size(); ++i)
        marks.set(i, m_chips[i] != nullptr && m_chips[i]->isChecked());
    if (marks.test(static_cast<std::size_t>(Mark::Waiting)))
        marks.set(static_cast<std::size_t>(Mark::Running));
    return marks;
}

bool ProgressStrip::outdatedChosen() const
{
    return m_outdated->isChecked();
}

void ProgressStrip::clearChosen()
{
    m_outdated->setChecked(false);
    for (QToolButton* chip : m_chips) {
        if (chip != nullptr)
            chip->setChecked(false);
    }
}

} // namespace assize::ui
