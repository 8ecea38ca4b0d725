// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.h"

#include "engine/contest_state.h"
#include "ui/models/note_model.h"
#include "ui/state/isolation.h"
#include "ui/state/text.h"
#include "ui/views/yielding_label.h"

#include <QLabel>
#include <QStatusBar>
#include <QStyle>
#include <QToolButton>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

StatusLine::StatusLine(QStatusBar* bar)
    : QObject(bar), m_database(new YieldingLabel), m_followed(new QLabel), m_isolation(new QLabel),
      m_notes(new QToolButton)
{
    for (QLabel* label : {m_followed, m_isolation})
        label->setTextFormat(Qt::PlainText);
    QFont bold = m_followed->font();
    bold.setBold(true);
    m_followed->setFont(bold);
    m_followed->hide();
    m_notes->setAutoRaise(true);
    m_notes->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_notes->setToolTip(
        plainToolTip(tr("Files that were not graded, and remarks on packages and isolation (Ctrl+T)")));
    m_notes->hide();
    connect(m_notes, &QToolButton::clicked, this, &StatusLine::notesToggled);
    bar->addWidget(m_database, 1);
    bar->addPermanentWidget(m_followed);
    bar->addPermanentWidget(m_isolation);
    bar->addPermanentWidget(m_notes);
}

void StatusLine::showContest(const engine::ContestState* state)
{
    if (state == nullptr) {
        m_database->setFullText({});
        m_isolation->clear();
        return;
    }
    const engine::ContestLoaded& loaded = state->contest();
    const bool none = loaded.engine.sandbox == "none";
    m_database->setFullText(loaded.database.empty() ? QString()
                                                    : tr("Results: %1").arg(pathText(loaded.database)));
    QString isolation;
    if (!loaded.engine.sandbox.empty()) {
        QStringList parts;
        for (const std::string& part : loaded.engine.isolation)
            parts << toLine(part);
        isolation = none ? tr("NO ISOLATION") : tr("Sandbox: %1").arg(toLine(loaded.engine.sandbox));
        if (!parts.isEmpty() && !none)
            isolation += u" ("_s + parts.join(u", "_s) + u')';
        if (loaded.engine.slots > 0)
            isolation += u"  \u00b7  "_s + tr("%n slot(s)", nullptr, loaded.engine.slots);
    }
    // Stored results may have been made without isolation even where programs are isolated now.
    const int unprotected = unprotectedSubmissions(*state);
    if (unprotected > 0 && !none)
        isolation =
            tr("NO ISOLATION for %n submission(s)", nullptr, unprotected) + u"  \u00b7  "_s + isolation;
    m_isolation->setText(isolation);
    QFont font = m_isolation->font();
    font.setBold(unprotected > 0 || none);
    m_isolation->setFont(font);
}

void StatusLine::showFollowed(const QString& text)
{
    m_followed->setText(text);
    m_followed->setVisible(!text.isEmpty());
}

void StatusLine::showNotes(const NoteModel& notes)
{
    const int number = notes.rowCount();
    m_notes->setText(tr("%n note(s)", nullptr, number));
    m_notes->setVisible(number > 0);
    m_notes->setIcon(m_notes->style()->standardIcon(notes.serious() > 0 ? QStyle::SP_MessageBoxWarning
                                                                        : QStyle::SP_MessageBoxInformation));
}

} // namespace assize::ui
