// SPDX-License-Identifier: GPL-3.0-or-later
// The results: the grid of contestants and problems, with the details of the chosen cell in a dock beside it,
// and above it how far judging is and the facts that change how the grid is to be read.
#pragma once

#include "ui/shell/page.h"
#include "ui/state/zoom.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QLineEdit;

namespace assize::ui {

class ContestModel;
class DetailPane;
class Preferences;
class ProgressStrip;
class Session;
class VerdictGrid;

class GridPage final : public Page
{
    Q_OBJECT

public:
    /// Both outlive the page.
    GridPage(Session* session, Preferences* preferences);

    QString title() const override;
    std::vector<Command> commands() override;
    QStringList viewMenu() const override;
    QStringList toolBar() const override;
    QWidget* toolWidget() override;
    QWidget* strip() override;
    QList<PageDock> docks() override;
    std::vector<int> submissions(Scope scope) const override;
    QList<std::pair<QString, QString>> otherKeys() const override;
    void enter() override;
    void leave() override;
    void contestChanged(const ContestChange& change) override;
    void escape() override;

private:
    // grid_page_commands.cpp
    std::vector<Command> sizeCommands();
    std::vector<Command> filterCommands();
    std::vector<Command> orderCommands();

    void buildFilter();
    void buildDetails();
    void onPhase();
    void onLoaded();
    void onReread();
    void onSubmissions(const std::vector<int>& submissions);
    void onJudgingEnded();
    void showCell(int contestant, int problem);
    void showMenu(const QPoint& where);
    void refreshStandings();
    void showWhatMatches();
    void sortNow();
    void updateFilter();
    void clearFilter();
    void updateStandingsNotes();
    void setZoom(Zoom zoom);
    void stepZoom(int steps);
    bool hasContest() const;

    Session* m_session;
    Preferences* m_preferences;
    ContestModel* m_model;
    VerdictGrid* m_grid;
    QLabel* m_standingsNotes;     ///< above the grid
    QPushButton* m_judgeOutdated; ///< beside them, where results are outdated
    QPushButton* m_sort;          ///< the same, where rows stand otherwise than they would
    QLabel* m_nothing;            ///< instead of the grid, where no row passes the filter
    ProgressStrip* m_strip;
    QLineEdit* m_filter;
    DetailPane* m_details;
    QDockWidget* m_detailDock;
    bool m_failingOnly = false;
    QTimer m_standingsTimer;
    QTimer m_paceTimer;
};

} // namespace assize::ui
