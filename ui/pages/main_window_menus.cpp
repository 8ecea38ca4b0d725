// SPDX-License-Identifier: GPL-3.0-or-later
// The window's commands: menus, tool bar and status bar.
#include "ui/pages/main_window.h"

#include "base/version.h"
#include "engine/snapshot.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/json.h"
#include "ui/delegates/icons.h"
#include "ui/dialogs/shortcuts_dialog.h"
#include "ui/models/contest_model.h"
#include "ui/state/preferences.h"
#include "ui/state/text.h"
#include "ui/views/detail_pane.h"
#include "ui/views/progress_strip.h"
#include "ui/views/verdict_grid.h"
#include "ui/views/yielding_label.h"

#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

QAction* MainWindow::addCommand(QMenu* menu, const QString& text, const QString& icon,
                                const QList<QKeySequence>& keys, const std::function<void()>& run)
{
    QAction* action = menu->addAction(text);
    action->setShortcuts(keys);
    if (!icon.isEmpty())
        m_iconNames.insert(action, icon);
    connect(action, &QAction::triggered, this, run);
    m_all.append(action);
    return action;
}

void MainWindow::setIcons()
{
    for (auto it = m_iconNames.cbegin(); it != m_iconNames.cend(); ++it)
        it.key()->setIcon(themedIcon(it.value(), palette()));
}

void MainWindow::buildFileMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    m_open = addCommand(menu, tr("&Open folder\u2026"), u"open"_s, {QKeySequence::Open},
                        [this] { chooseFolder(); });
    m_open->setIconText(tr("Open"));
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    fillRecent();
    m_reload = addCommand(menu, tr("Read the folder &again"), u"reload"_s,
                          {QKeySequence(Qt::CTRL | Qt::Key_R)}, [this] { m_session->reload(); });
    menu->addSeparator();
    buildExports(menu);
    menu->addSeparator();
    QAction* quit =
        addCommand(menu, tr("&Quit"), {}, {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); });
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::buildExports(QMenu* menu)
{
    const engine::ContestState& state = m_session->state();
    QAction* html = addCommand(menu, tr("Export a &report (HTML)\u2026"), u"export"_s,
                               {QKeySequence(Qt::CTRL | Qt::Key_E)}, [this, &state] {
                                   exportTo(u"report.html"_s, tr("Web page (*.html)"), [&state] {
                                       return report::resultsHtml(engine::makeSnapshot(state));
                                   });
                               });
    html->setIconText(tr("Export"));
    html->setToolTip(plainToolTip(tr("Write all results as one self-contained web page (Ctrl+E)")));
    m_exportHtml = html;
    QAction* standings = addCommand(menu, tr("Export the &standings (CSV)\u2026"), {},
                                    {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)}, [this, &state] {
                                        exportTo(u"standings.csv"_s, tr("Table (*.csv)"), [&state] {
                                            return report::standingsCsv(engine::makeSnapshot(state), {true});
                                        });
                                    });
    QAction* submissions =
        addCommand(menu, tr("Export all su&bmissions (CSV)\u2026"), {}, {}, [this, &state] {
            exportTo(u"submissions.csv"_s, tr("Table (*.csv)"),
                     [&state] { return report::submissionsCsv(engine::makeSnapshot(state), {true}); });
        });
    QAction* json = addCommand(menu, tr("Export all results (&JSON)\u2026"), {}, {}, [this, &state] {
        exportTo(u"results.json"_s, tr("JSON (*.json)"),
                 [&state] { return report::resultsJson(engine::makeSnapshot(state)); });
    });
    m_needContest.append({html, standings, submissions, json});
}

void MainWindow::fillRecent()
{
    m_recentMenu->clear();
    for (const QString& folder : m_preferences->recentFolders()) {
        QString text = folder;
        QAction* action = m_recentMenu->addAction(text.replace(u'&', "&&"_L1));
        connect(action, &QAction::triggered, this, [this, folder] { openFolder(folder); });
    }
    m_recentMenu->setEnabled(!m_recentMenu->isEmpty());
}

void MainWindow::buildJudgeMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Judge"));
    m_judge = addCommand(menu, tr("&Judge"), u"judge"_s, {QKeySequence(Qt::Key_F5)},
                         [this] { m_session->judge(); });
    m_stop = addCommand(menu, tr("&Stop"), u"stop"_s, {QKeySequence(Qt::SHIFT | Qt::Key_F5)},
                        [this] { m_session->stop(); });
    m_stop->setToolTip(plainToolTip(tr("Stop judging; what was judged is kept (Shift+F5)")));
}

void MainWindow::buildViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    const auto needsContest = [this](QAction* action) { m_needContest.append(action); };
    needsContest(addCommand(menu, tr("Zoom &in"), u"zoom-in"_s,
                            {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
                            [this] { stepZoom(1); }));
    needsContest(
        addCommand(menu, tr("Zoom &out"), u"zoom-out"_s, {QKeySequence::ZoomOut}, [this] { stepZoom(-1); }));
    needsContest(addCommand(menu, tr("&Usual size"), {}, {QKeySequence(Qt::CTRL | Qt::Key_0)},
                            [this] { setZoom(Zoom::Normal); }));
    menu->addSeparator();
    m_focusFilter = addCommand(menu, tr("&Filter contestants"), u"filter"_s,
                               {QKeySequence(Qt::Key_Slash), QKeySequence(QKeySequence::Find)}, [this] {
                                   m_filter->setFocus(Qt::ShortcutFocusReason);
                                   m_filter->selectAll();
                               });
    needsContest(m_focusFilter);
    m_failingOnly =
        addCommand(menu, tr("Only with fa&iling cells"), u"failing"_s, {QKeySequence(Qt::Key_F)}, [] {});
    m_failingOnly->setCheckable(true);
    m_failingOnly->setIconText(tr("Failing"));
    connect(m_failingOnly, &QAction::toggled, this, &MainWindow::updateFilter);
    needsContest(m_failingOnly);
    needsContest(addCommand(menu, tr("&Next that failed"), u"next"_s, {QKeySequence(Qt::Key_N)},
                            [this] { m_grid->goToFailing(1); }));
    needsContest(addCommand(menu, tr("&Previous that failed"), u"previous"_s, {QKeySequence(Qt::Key_P)},
                            [this] { m_grid->goToFailing(-1); }));
    menu->addSeparator();
    auto* order = new QActionGroup(this);
    QAction* byRank = addCommand(menu, tr("Order by &rank"), {}, {},
                                 [this] { m_model->setOrder(ContestModel::Order::Rank); });
    QAction* byName = addCommand(menu, tr("Order by n&ame"), {}, {},
                                 [this] { m_model->setOrder(ContestModel::Order::Name); });
    for (QAction* action : {byRank, byName}) {
        action->setCheckable(true);
        order->addAction(action);
        needsContest(action);
    }
    byRank->setChecked(true);
    m_sortNow = addCommand(menu, tr("&Sort now"), u"sort"_s, {QKeySequence(Qt::Key_S)}, [this] {
        refreshStandings();
        m_model->sortNow();
    });
    m_sortNow->setToolTip(
        plainToolTip(tr("Rows stay in place while judging; this moves them to their present ranks (S)")));
    needsContest(m_sortNow);
    menu->addSeparator();
    QAction* details = m_detailDock->toggleViewAction();
    details->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
    m_iconNames.insert(details, u"details"_s);
    QAction* notes = m_noteDock->toggleViewAction();
    notes->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    m_iconNames.insert(notes, u"notes"_s);
    needsContest(details);
    needsContest(notes);
    menu->addActions({details, notes});
    m_all.append({details, notes});
    menu->addSeparator();
    QMenu* themes = menu->addMenu(tr("&Theme"));
    auto* group = new QActionGroup(this);
    const std::pair<QString, Theme> choices[] = {
        {tr("As the &desktop"), Theme::System}, {tr("&Light"), Theme::Light}, {tr("&Dark"), Theme::Dark}};
    for (const auto& [text, theme] : choices) {
        QAction* action = themes->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_preferences->theme() == theme);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen = theme] { setTheme(chosen); });
    }
}

void MainWindow::buildHelpMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    addCommand(menu, tr("&Keyboard shortcuts"), {},
               {QKeySequence(Qt::Key_Question), QKeySequence(QKeySequence::HelpContents)},
               [this] { showShortcuts(); });
    QAction* about = menu->addAction(tr("&About Assize"));
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, [this] {
        QMessageBox box(this);
        box.setWindowTitle(tr("About Assize"));
        box.setTextFormat(Qt::PlainText);
        box.setIconPixmap(applicationIcon().pixmap(64));
        box.setText(tr("Assize %1").arg(QString::fromLatin1(kVersion)));
        box.setInformativeText(tr("A desktop judge for offline programming contests and homework.\n\nFree "
                                  "software under the GNU General Public "
                                  "License, version 3 or later. It comes without any warranty."));
        box.exec();
    });
}

void MainWindow::showShortcuts()
{
    QList<std::pair<QString, QString>> rows;
    for (QAction* action : m_all) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        keys.removeDuplicates();
        if (!keys.isEmpty())
            rows.append({keys.join(tr(" or ")), action->text().remove(u'&').remove(u'\u2026')});
    }
    rows.append({tr("Arrows, Page, Home, End"), tr("Move in the grid")});
    rows.append({tr("Enter or Space"), tr("To the tests of the cell")});
    rows.append({tr("Escape"), tr("Clear the filter, back to the grid")});
    rows.append({tr("Ctrl+wheel"), tr("Zoom")});
    ShortcutsDialog(rows, this).exec();
}

void MainWindow::buildToolBar()
{
    QToolBar* bar = addToolBar(tr("Commands"));
    bar->setObjectName("commands"_L1);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(20, 20));
    bar->addAction(m_open);
    bar->addSeparator();
    bar->addAction(m_judge);
    bar->addAction(m_stop);
    bar->addSeparator();
    bar->addAction(m_exportHtml);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addAction(m_failingOnly);
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Filter contestants  ( / )"));
    m_filter->setAccessibleName(tr("Filter contestants"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(fontMetrics().averageCharWidth() * 32);
    connect(m_filter, &QLineEdit::textChanged, this, &MainWindow::updateFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_grid->setFocus(); });
    bar->addWidget(m_filter);
    auto* margin = new QWidget;
    margin->setFixedWidth(4);
    bar->addWidget(margin);
    setContextMenuPolicy(Qt::NoContextMenu);

    addToolBarBreak();
    m_progressBar = addToolBar(tr("Progress"));
    m_progressBar->setObjectName("progress"_L1);
    m_progressBar->setMovable(false);
    m_progressBar->addWidget(m_strip);
}

void MainWindow::buildStatusBar()
{
    m_isolationLabel = new QLabel;
    m_isolationLabel->setTextFormat(Qt::PlainText);
    m_noteButton = new QToolButton;
    m_noteButton->setAutoRaise(true);
    m_noteButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_noteButton->setToolTip(
        plainToolTip(tr("Files that were not graded, and remarks on packages and isolation (Ctrl+T)")));
    m_noteButton->hide();
    connect(m_noteButton, &QToolButton::clicked, this,
            [this] { m_noteDock->setVisible(!m_noteDock->isVisible()); });
    m_databaseLabel = new YieldingLabel;
    statusBar()->addWidget(m_databaseLabel, 1);
    statusBar()->addPermanentWidget(m_isolationLabel);
    statusBar()->addPermanentWidget(m_noteButton);
}

} // namespace assize::ui
