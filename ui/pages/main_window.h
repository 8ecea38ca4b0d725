// SPDX-License-Identifier: GPL-3.0-or-later
// The window: one contest, its grid, and everything that can be done with it.
#pragma once

#include "ui/state/session.h"

#include <QHash>
#include <QMainWindow>

class QDockWidget;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTableView;
class QToolBar;
class QToolButton;

namespace assize::ui {

class ContestModel;
class DetailPane;
class MessageBar;
class NoteModel;
class Preferences;
class ProgressStrip;
class StartPage;
class VerdictGrid;
class YieldingLabel;
enum class Theme;
enum class Zoom;

class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// `session` and `preferences` outlive the window. `judgeRefusal`: why nothing can be judged on this
    /// machine; empty when all is well.
    MainWindow(Session* session, Preferences* preferences, const QString& judgeRefusal,
               QWidget* parent = nullptr);
    ~MainWindow() override;

    void openFolder(const QString& folder);
    void openContest(const engine::JudgeOptions& options);
    /// Judges as soon as the contest is loaded.
    void judgeWhenLoaded() { m_judgeWhenLoaded = true; }

    /// Writes the whole file or nothing, and says in the message bar what came of it.
    bool writeExport(const QString& file, const std::string& content);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QAction* addCommand(QMenu* menu, const QString& text, const QString& icon,
                        const QList<QKeySequence>& keys, const std::function<void()>& run);
    void buildCentre();
    void buildDocks();
    void buildFileMenu();
    void buildExports(QMenu* menu);
    void buildJudgeMenu();
    void buildViewMenu();
    void buildHelpMenu();
    void buildToolBar();
    void buildStatusBar();
    void connectSession();
    void setIcons();

    void chooseFolder();
    void fillRecent();
    void onPhase(Session::Phase phase);
    void showDetailDock(bool contest);
    void sizeDetailDock();
    void onContestLoaded();
    void onSubmissionsChanged(const std::vector<int>& submissions);
    void onJudgingEnded(const engine::JudgingEnded& ended);
    void onChoice(int contestant, int problem);
    void updateActions();
    void updateStatus();
    void updateNotes();
    void updateStandingsNotes();
    void updateFilter();
    void clearFilter();
    void refreshStandings();
    void setZoom(Zoom zoom);
    void stepZoom(int steps);
    void setTheme(Theme theme);
    void showShortcuts();
    bool mayLeave();
    QString judgeRefusal() const;
    void exportTo(const QString& suggestion, const QString& kinds, const std::function<std::string()>& make);

    Session* m_session;
    Preferences* m_preferences;
    QString m_judgeRefusal;
    bool m_judgeWhenLoaded = false;
    bool m_closing = false;

    ContestModel* m_model;
    NoteModel* m_notes;
    QStackedWidget* m_pages = nullptr;
    StartPage* m_start = nullptr;
    VerdictGrid* m_grid = nullptr;
    QLabel* m_standingsNotes = nullptr; ///< above the grid
    QLabel* m_nothing = nullptr;
    ProgressStrip* m_strip = nullptr;
    MessageBar* m_messages = nullptr;
    DetailPane* m_details = nullptr;
    QDockWidget* m_detailDock = nullptr;
    bool m_detailsPutAway = false; ///< hidden for want of a contest, not by the person
    bool m_detailsSized = false;
    QDockWidget* m_noteDock = nullptr;
    QTableView* m_noteTable = nullptr;
    QLineEdit* m_filter = nullptr;
    QToolBar* m_progressBar = nullptr;
    YieldingLabel* m_databaseLabel = nullptr;
    QLabel* m_isolationLabel = nullptr;
    QToolButton* m_noteButton = nullptr;
    QMenu* m_recentMenu = nullptr;
    QTimer m_standingsTimer;
    QTimer m_paceTimer;

    QAction* m_open = nullptr;
    QAction* m_reload = nullptr;
    QAction* m_judge = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_exportHtml = nullptr;
    QAction* m_failingOnly = nullptr;
    QAction* m_sortNow = nullptr;
    QAction* m_focusFilter = nullptr;
    QList<QAction*> m_needContest;
    QList<QAction*> m_all; ///< for the page of shortcuts
    QHash<QAction*, QString> m_iconNames;
};

} // namespace assize::ui
