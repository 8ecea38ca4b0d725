// SPDX-License-Identifier: GPL-3.0-or-later
// Page: one way to look at the contest that is open. Pages lie in ui/pages and know the session and the
// models; the window knows only this interface.
#pragma once

#include "ui/shell/command.h"

#include <QList>
#include <QStringList>
#include <QWidget>

#include <vector>

class QDockWidget;

namespace assize::ui {

/// A change of the contest.
struct ContestChange
{
    enum class What {
        Phase,        ///< Session::phase(): opened, judging, stopping
        Loaded,       ///< another contest than before was loaded: every index of before is void
        Reread,       ///< its folder was read again: indices are void, too; the choices of people stay
        Submissions,  ///< results of `submissions`
        Contest,      ///< time limits, diagnostics: facts of the contest rather than of a submission
        JudgingEnded, ///< everything is as it will stay
    };
    What what = What::Loaded;
    std::vector<int> submissions{}; ///< indices into ContestState::submissions()
};

/// A dock that belongs to a page: it is there while the page is, as wide as the person made it.
struct PageDock
{
    QDockWidget* dock = nullptr;
    Qt::DockWidgetArea area = Qt::RightDockWidgetArea;
    int percent = 0;      ///< of the window's width, until somebody gives it another; 0: its own size
    int minimumWidth = 0; ///< and at least that, in device-independent pixels
};

/// Made before the window, which then owns it. All calls come from the window, on the GUI thread: first those
/// that ask for its parts, once each; then contestChanged() whether the page is shown or not, and enter() and
/// leave() by turns, the first time after a contest was loaded.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// In the navigation; translated.
    virtual QString title() const = 0;

    // The parts that the window shows while it shows this page. Widgets become the window's.
    virtual std::vector<Command> commands() { return {}; }
    /// Ids of commands, and kSeparator, as they stand at the beginning of the menu View.
    virtual QStringList viewMenu() const { return {}; }
    /// The same for the right end of the tool bar.
    virtual QStringList toolBar() const { return {}; }
    /// Stands after those; null: nothing.
    virtual QWidget* toolWidget() { return nullptr; }
    /// A line of its own below the tool bar; null: none.
    virtual QWidget* strip() { return nullptr; }
    virtual QList<PageDock> docks() { return {}; }
    /// The submissions that a person may mean by asking for something to be judged again.
    enum class Scope { Chosen, Contestant, Problem };
    /// Ids of the submissions that are chosen on the page, or all of their contestants, or for their
    /// problems.
    virtual std::vector<int> submissions(Scope scope) const
    {
        static_cast<void>(scope);
        return {};
    }
    /// Keys that are no commands, and what they do.
    virtual QList<std::pair<QString, QString>> otherKeys() const { return {}; }

    /// The page comes into view; it may take the focus.
    virtual void enter() {}
    /// Another page comes into view, or the contest is closed.
    virtual void leave() {}
    virtual void contestChanged(const ContestChange& change) = 0;
    /// Escape was pressed, and nothing that has the focus took it.
    virtual void escape() {}

Q_SIGNALS:
    /// The state that its commands depend on has changed otherwise than by a command.
    void commandsChanged();
    /// A context menu of the commands with these ids (and kSeparator) shall come up at a place of the screen.
    void menuRequested(const QStringList& ids, const QPoint& where);
};

} // namespace assize::ui
