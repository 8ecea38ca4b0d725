// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the window itself, and where all commands stand.
#include "ui/shell/main_window.h"

#include "base/version.h"
#include "ui/delegates/icons.h"
#include "ui/dialogs/shortcuts_dialog.h"
#include "ui/shell/navigation.h"
#include "ui/shell/news_pill.h"
#include "ui/state/preferences.h"

#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolBar>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

std::vector<Command> MainWindow::contestCommands()
{
    using Phase = Session::Phase;
    std::vector<Command> commands{
        {.id = u"new-window"_s,
         .text = tr("&New window"),
         .keys = {QKeySequence::New},
         .run = [this] { Q_EMIT newWindowRequested(); }},
        {.id = u"open"_s,
         .text = tr("&Open folder\u2026"),
         .iconText = tr("Open"),
         .icon = u"open"_s,
         .keys = {QKeySequence::Open},
         .run = [this] { chooseFolder(); }},
        {.id = u"reload"_s,
         .text = tr("Read the folder &again"),
         .icon = u"reload"_s,
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_R)},
         .run = [this] { m_session->reread(); },
         .enabledWhen =
             [this] {
                 const Phase phase = m_session->phase();
                 return phase == Phase::Ready || phase == Phase::Judging || phase == Phase::Failed;
             },
         .toolTip = [] { return tr("Show what has arrived, changed and gone, without judging (Ctrl+R)"); }},
    };
    for (Command& command : m_exports.commands([this] { return hasContest(); }))
        commands.push_back(std::move(command));
    commands.push_back(
        {.id = u"close"_s, .text = tr("&Close window"), .keys = {QKeySequence::Close}, .run = [this] {
             close();
         }});
    commands.push_back({.id = u"quit"_s,
                        .text = tr("&Quit"),
                        .keys = {QKeySequence(Qt::CTRL | Qt::Key_Q)},
                        .run = [] { QApplication::closeAllWindows(); },
                        .role = QAction::QuitRole});
    commands.push_back({.id = u"judge"_s,
                        .text = tr("&Judge"),
                        .icon = u"judge"_s,
                        .keys = {QKeySequence(Qt::Key_F5)},
                        .run = [this] { m_session->rereadAndJudge(); },
                        .enabledWhen =
                            [this] {
                                const Phase phase = m_session->phase();
                                return (phase == Phase::Ready || phase == Phase::Judging) &&
                                       m_judgeRefusal.isEmpty();
                            },
                        .toolTip =
                            [this] {
                                return m_judgeRefusal.isEmpty()
                                           ? tr("Read the folder, and judge what is new, "
                                                "changed or outdated (F5)")
                                           : m_judgeRefusal;
                            }});
    const std::tuple<QString, QString, QKeySequence, Page::Scope> scopes[] = {
        {u"rejudge"_s, tr("Judge &again"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J),
         Page::Scope::Chosen},
        {u"rejudge-contestant"_s, tr("Judge all of the &contestant again"), {}, Page::Scope::Contestant},
        {u"rejudge-problem"_s, tr("Judge all for the &problem again"), {}, Page::Scope::Problem}};
    for (const auto& [id, text, key, scope] : scopes) {
        commands.push_back({.id = id,
                            .text = text,
                            .keys = key.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{key},
                            .run =
                                [this, scope = scope] {
                                    m_session->judge({{}, m_navigation->current()->submissions(scope), true});
                                },
                            .enabledWhen =
                                [this, scope = scope] {
                                    const Phase phase = m_session->phase();
                                    return m_navigation != nullptr &&
                                           (phase == Phase::Ready || phase == Phase::Judging) &&
                                           m_judgeRefusal.isEmpty() &&
                                           !m_navigation->current()->submissions(scope).empty();
                                }});
    }
    commands.push_back({.id = u"stop"_s,
                        .text = tr("&Stop"),
                        .icon = u"stop"_s,
                        .keys = {QKeySequence(Qt::SHIFT | Qt::Key_F5)},
                        .run = [this] { m_session->stop(); },
                        .enabledWhen = [this] { return m_session->phase() == Phase::Judging; },
                        .toolTip = [] { return tr("Stop judging; what was judged is kept (Shift+F5)"); }});
    return commands;
}

std::vector<Command> MainWindow::windowCommands()
{
    std::vector<Command> commands{{.id = u"notes"_s,
                                   .icon = u"notes"_s,
                                   .keys = {QKeySequence(Qt::CTRL | Qt::Key_T)},
                                   .enabledWhen = [this] { return hasContest(); },
                                   .made = m_noteDock->toggleViewAction()}};
    const std::tuple<QString, QString, Theme> themes[] = {
        {u"theme-system"_s, tr("As the &desktop"), Theme::System},
        {u"theme-light"_s, tr("&Light"), Theme::Light},
        {u"theme-dark"_s, tr("&Dark"), Theme::Dark}};
    for (const auto& [id, text, theme] : themes) {
        commands.push_back(
            {.id = id,
             .text = text,
             .run = [this, chosen = theme] { setTheme(chosen); },
             .checkedWhen = [this, chosen = theme] { return m_preferences->theme() == chosen; },
             .group = u"theme"_s});
    }
    commands.push_back({.id = u"shortcuts"_s,
                        .text = tr("&Keyboard shortcuts"),
                        .keys = {QKeySequence(Qt::Key_Question), QKeySequence(QKeySequence::HelpContents)},
                        .run = [this] { showShortcuts(); }});
    commands.push_back({.id = u"about"_s,
                        .text = tr("&About Assize"),
                        .run = [this] { showAbout(); },
                        .role = QAction::AboutRole});
    return commands;
}

void MainWindow::buildMenusAndBars()
{
    const QString line = kSeparator;
    QMenu* file = menuBar()->addMenu(tr("&File"));
    m_commands->fill(file, {u"new-window"_s, u"open"_s});
    m_recentMenu = file->addMenu(tr("Open &recent"));
    fillRecent();
    m_commands->fill(file, {u"reload"_s, line, u"export-html"_s, u"export-standings"_s,
                            u"export-submissions"_s, u"export-json"_s, line, u"close"_s, u"quit"_s});
    m_commands->fill(menuBar()->addMenu(tr("&Judge")), {u"judge"_s, u"stop"_s, line, u"rejudge"_s,
                                                        u"rejudge-contestant"_s, u"rejudge-problem"_s});
    QMenu* view = menuBar()->addMenu(tr("&View"));
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    m_commands->fill(help, {u"shortcuts"_s, u"about"_s});

    QToolBar* bar = addToolBar(tr("Commands"));
    bar->setObjectName("commands"_L1);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(20, 20));
    m_commands->fill(bar, {u"open"_s, line, u"judge"_s, u"stop"_s, line, u"export-html"_s});
    addToolBarBreak();
    QToolBar* strips = addToolBar(tr("Progress"));
    strips->setObjectName("progress"_L1);
    strips->setMovable(false);

    m_news = new NewsPill;
    connect(m_news, &QAbstractButton::clicked, this, [this] {
        // A person who may not judge can look.
        m_commands->action(m_judgeRefusal.isEmpty() ? u"judge"_s : u"reload"_s)->trigger();
    });
    m_news->setAction(bar->addWidget(m_news));
    m_navigation->fill(view, bar, strips);
    auto* margin = new QWidget;
    margin->setFixedWidth(4);
    bar->addWidget(margin);
    m_commands->fill(view, {u"notes"_s, line});
    m_commands->fill(view->addMenu(tr("&Theme")), {u"theme-system"_s, u"theme-light"_s, u"theme-dark"_s});
}

void MainWindow::fillRecent()
{
    m_recentMenu->clear();
    for (const QString& folder : m_preferences->recentFolders()) {
        // A name with an ampersand is a name, not a shortcut.
        QString text = folder;
        QAction* action = m_recentMenu->addAction(text.replace(u'&', "&&"_L1));
        connect(action, &QAction::triggered, this, [this, folder] { openFolder(folder); });
    }
    m_recentMenu->setEnabled(!m_recentMenu->isEmpty());
}

void MainWindow::showShortcuts()
{
    ShortcutsDialog(m_commands->shortcuts() + m_navigation->current()->otherKeys(), this).exec();
}

void MainWindow::showAbout()
{
    QMessageBox box(this);
    box.setWindowTitle(tr("About Assize"));
    box.setTextFormat(Qt::PlainText);
    box.setIconPixmap(applicationIcon().pixmap(64));
    box.setText(tr("Assize %1").arg(QString::fromLatin1(kVersion)));
    box.setInformativeText(tr("A desktop judge for offline programming contests and homework.\n\nFree "
                              "software under the GNU General Public "
                              "License, version 3 or later. It comes without any warranty."));
    box.exec();
}

} // namespace assize::ui
