// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QLabel;
class QStatusBar;
class QToolButton;

namespace assize::engine {
class ContestState;
} // namespace assize::engine

namespace assize::ui {

class NoteModel;
class YieldingLabel;

/// The content of the status bar: where results go, which other program judges and as of when that is shown,
/// how the programs are isolated, how many notes there are. Its widgets belong to the bar; GUI thread.
class StatusLine final : public QObject
{
    Q_OBJECT

public:
    /// `bar` owns this.
    explicit StatusLine(QStatusBar* bar);
    /// `state`: of the contest that is open; null while none is.
    void showContest(const engine::ContestState* state);
    /// Of another program that judges the contest; empty: none does.
    void showFollowed(const QString& text);
    void showNotes(const NoteModel& notes);

Q_SIGNALS:
    /// The person wants to see the notes, or no longer.
    void notesToggled();

private:
    YieldingLabel* m_database;
    QLabel* m_followed;
    QLabel* m_isolation;
    QToolButton* m_notes;
};

} // namespace assize::ui
