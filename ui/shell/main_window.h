// SPDX-License-Identifier: GPL-3.0-or-later
// The window: frame, menus and bars, and all that concerns the contest as a whole. The views of the contest
// stand on pages (ui/shell/page.h), of which it knows no more than that interface.
#pragma once

#include "ui/shell/command_table.h"
#include "ui/shell/exports.h"
#include "ui/state/session.h"

#include <QMainWindow>

#include <memory>

class QDockWidget;
class QMenu;
class QStackedWidget;

namespace assize::ui {

class FolderWatch;
class MessageBar;
class Navigation;
class NewsPill;
class NoteModel;
class Page;
class Preferences;
class StartPage;
class StatusLine;
enum class Theme;

class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// `session` and `preferences` outlive the window. `judgeRefusal`: why nothing can be judged on this
    /// machine; empty when all is well. `pages`: at least one; ui/pages/all_pages.h makes all there are.
    MainWindow(Session* session, Preferences* preferences, QString judgeRefusal,
               std::vector<std::unique_ptr<Page>> pages, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openFolder(const QString& folder);
    void openContest(const engine::ContestPlace& options);
    /// Judges as soon as the contest is loaded.
    void judgeWhenLoaded() { m_judgeWhenLoaded = true; }

Q_SIGNALS:
    /// Another window, on the same contest where one is open.
    void newWindowRequested();
    /// The window was closed by somebody and is of no more use.
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    // main_window_commands.cpp
    std::vector<Command> contestCommands();
    std::vector<Command> windowCommands();
    void buildMenusAndBars();
    void fillRecent();
    void showShortcuts();
    void showAbout();

    void buildCentre();
    void buildNotes();
    void connectSession();
    void chooseFolder();
    void onPhase(Session::Phase phase);
    void onContestLoaded();
    void onContestReread(const engine::ContestState::Rereading& rereading);
    void watchFolder();
    void onJudgingEnded(const engine::JudgingEnded& ended);
    void showEnd(const engine::JudgingEnded& ended);
    void updateStatus();
    void showFollowed();
    void updateNotes();
    void setTheme(Theme theme);
    bool hasContest() const;
    bool mayLeave();

    Session* m_session;
    Preferences* m_preferences;
    QString m_judgeRefusal;
    bool m_judgeWhenLoaded = false;
    bool m_closing = false;

    CommandTable* m_commands;
    NoteModel* m_notes;
    MessageBar* m_messages;
    Exports m_exports;
    QStackedWidget* m_stack = nullptr; ///< the start page, then the pages
    StartPage* m_start = nullptr;
    Navigation* m_navigation = nullptr;
    QDockWidget* m_noteDock = nullptr;
    StatusLine* m_status = nullptr;
    FolderWatch* m_watch;
    NewsPill* m_news = nullptr;
    QMenu* m_recentMenu = nullptr;
};

} // namespace assize::ui
