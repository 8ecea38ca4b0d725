// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/delegates/icons.h"
#include "ui/models/note_model.h"
#include "ui/shell/apply_theme.h"
#include "ui/shell/navigation.h"
#include "ui/shell/news_pill.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/state/changes_text.h"
#include "ui/state/folder_watch.h"
#include "ui/state/followed_text.h"
#include "ui/state/preferences.h"
#include "ui/state/remedies.h"
#include "ui/state/text.h"
#include "ui/views/message_bar.h"
#include "ui/views/note_view.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <utility>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

MainWindow::MainWindow(Session* session, Preferences* preferences, QString judgeRefusal,
                       std::vector<std::unique_ptr<Page>> pages, QWidget* parent)
    : QMainWindow(parent), m_session(session), m_preferences(preferences),
      m_judgeRefusal(std::move(judgeRefusal)), m_commands(new CommandTable(this)),
      m_notes(new NoteModel(&session->state(), this)), m_messages(new MessageBar),
      m_exports(&session->state(), m_messages, this), m_watch(new FolderWatch(this))
{
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setMinimumSize(720, 440);
    resize(1280, 800);
    setContextMenuPolicy(Qt::NoContextMenu);
    // Docks at the right keep the whole height of the window.
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    buildCentre();
    // The page of shortcuts lists the commands in this order.
    m_commands->add(contestCommands());
    m_navigation = new Navigation(this, m_stack, m_commands, std::move(pages));
    buildNotes();
    m_commands->add(windowCommands());
    buildMenusAndBars();
    m_status = new StatusLine(statusBar());
    connect(m_status, &StatusLine::notesToggled, this,
            [this] { m_noteDock->setVisible(!m_noteDock->isVisible()); });
    connectSession();
    m_commands->setIcons(palette());
    restoreGeometry(m_preferences->geometry());
    restoreState(m_preferences->windowState());
    if (!m_preferences->windowState().isEmpty())
        m_navigation->keepDockSizes();
    onPhase(m_session->phase());
    if (hasContest())
        onContestLoaded();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    m_start = new StartPage;
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseFolder);
    connect(m_start, &StartPage::folderRequested, this, &MainWindow::openFolder);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_start);
    auto* centre = new QWidget;
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);
}

void MainWindow::buildNotes()
{
    m_noteDock = new QDockWidget(tr("Notes"));
    m_noteDock->setObjectName("notes"_L1);
    m_noteDock->setWidget(new NoteView(m_notes));
    addDockWidget(Qt::BottomDockWidgetArea, m_noteDock);
    m_noteDock->hide();
}

void MainWindow::connectSession()
{
    using What = ContestChange::What;
    connect(m_session, &Session::phaseChanged, this, &MainWindow::onPhase);
    connect(m_session, &Session::contestLoaded, this, &MainWindow::onContestLoaded);
    connect(m_session, &Session::contestReread, this, &MainWindow::onContestReread);
    connect(m_watch, &FolderWatch::newsChanged, this, [this] { m_news->display(m_watch->news()); });
    connect(m_session, &Session::submissionsChanged, this, [this](const std::vector<int>& submissions) {
        m_navigation->tell({What::Submissions, submissions});
    });
    connect(m_session, &Session::contestChanged, this, [this] {
        updateNotes();
        m_navigation->tell({What::Contest});
    });
    connect(m_session, &Session::followed, this, &MainWindow::showFollowed);
    connect(m_session, &Session::judgingEnded, this, &MainWindow::onJudgingEnded);
}

bool MainWindow::hasContest() const
{
    return m_session->phase() == Session::Phase::Ready || m_session->busy();
}

void MainWindow::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open the folder of a contest"),
                                                             m_preferences->recentFolders().value(0));
    if (!folder.isEmpty())
        openFolder(folder);
}

void MainWindow::openFolder(const QString& folder)
{
    engine::ContestPlace options;
    options.contest = QFile::encodeName(QFileInfo(folder).absoluteFilePath()).toStdString();
    openContest(options);
}

void MainWindow::openContest(const engine::ContestPlace& options)
{
    if (!mayLeave())
        return;
    m_messages->hide();
    m_session->open(options);
}

/// Asks once when judging would be stopped, as no other window shows it. True: go on.
bool MainWindow::mayLeave()
{
    if (!m_session->busy() || m_session->isShared())
        return true;
    QMessageBox box(QMessageBox::Question, tr("Judging is under way"), tr("Stop judging?"),
                    QMessageBox::NoButton, this);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(
        tr("What has been judged is kept. The next time, judging continues where it stopped."));
    QPushButton* stop = box.addButton(tr("Stop judging"), QMessageBox::AcceptRole);
    QPushButton* stay = box.addButton(tr("Keep judging"), QMessageBox::RejectRole);
    box.setDefaultButton(stay);
    box.setEscapeButton(stay);
    box.exec();
    return box.clickedButton() == stop;
}

void MainWindow::onPhase(Session::Phase phase)
{
    const QString folder = pathText(m_session->options().contest);
    switch (phase) {
    case Session::Phase::Empty:
        m_start->showWelcome(m_preferences->recentFolders());
        break;
    case Session::Phase::Loading:
        m_start->showLoading(folder);
        break;
    case Session::Phase::Failed:
        m_start->showFailure(
            folder, toText(m_session->failure() ? fullMessage(*m_session->failure()) : std::string()));
        break;
    case Session::Phase::Judging:
        // The message on the previous judging is no longer true.
        m_messages->hide();
        break;
    case Session::Phase::Ready:
    case Session::Phase::Stopping:
        break;
    }
    // A page comes into view when its contest is loaded, which is told apart from the phase.
    if (!hasContest()) {
        m_watch->stop();
        m_navigation->setContestOpen(false);
    }
    m_navigation->tell({ContestChange::What::Phase});
    m_commands->refresh();
    updateStatus();
}

void MainWindow::onContestLoaded()
{
    const engine::ContestLoaded& contest = m_session->state().contest();
    m_navigation->tell(
        {m_session->isOpenedAgain() ? ContestChange::What::Reread : ContestChange::What::Loaded});
    m_navigation->setContestOpen(true);
    m_preferences->addRecentFolder(QFile::decodeName(QByteArray::fromStdString(contest.folder.native())));
    fillRecent();
    updateNotes();
    m_commands->refresh();
    updateStatus();
    watchFolder();
    showFollowed();
    if (!m_judgeRefusal.isEmpty())
        m_messages->display(MessageBar::Kind::Warning, m_judgeRefusal);
    else if (contest.submissions.empty())
        m_messages->display(MessageBar::Kind::Warning,
                            tr("No submission was found. Hand-ins lie in submissions/, for example "
                               "submissions/alice/hello.cpp; the notes "
                               "list every file that matched nothing, with the reason."));
    m_navigation->current()->setFocus();
    if (m_judgeWhenLoaded && m_judgeRefusal.isEmpty()) {
        m_judgeWhenLoaded = false;
        m_session->judge();
    }
}

void MainWindow::onContestReread(const engine::ContestState::Rereading& rereading)
{
    if (rereading.error) {
        if (rereading.error->kind != ErrorKind::Cancelled)
            m_messages->display(MessageBar::Kind::Error,
                                tr("The folder cannot be read, so nothing has changed here. %1")
                                    .arg(toText(rereading.error->message)));
        return;
    }
    m_navigation->tell({ContestChange::What::Reread});
    watchFolder();
    updateNotes();
    m_commands->refresh();
    updateStatus();
    const engine::ContestState& state = m_session->state();
    const QString told = changesText(rereading.changes, state);
    if (rereading.changes.waits)
        m_messages->display(MessageBar::Kind::Warning,
                            tr("%1. What has changed of problems and settings is taken over when judging has "
                               "ended; until then everybody is judged as before.")
                                .arg(told));
    else if (m_session->busy())
        statusBar()->showMessage(tr("%1; judging %2").arg(told).arg(toBeJudged(state)), 15000);
    else
        statusBar()->showMessage(told + u'.', 15000);
}

/// From the state of the folder when it was read.
void MainWindow::watchFolder()
{
    const engine::ContestState& state = m_session->state();
    m_watch->follow(state.contest().submissionsFolder, state.contest().stamps, engine::handInFilesOf(state));
}

void MainWindow::onJudgingEnded(const engine::JudgingEnded& ended)
{
    m_navigation->tell({ContestChange::What::JudgingEnded});
    updateNotes();
    if (m_closing)
        close();
    else
        showEnd(ended);
}

void MainWindow::showEnd(const engine::JudgingEnded& ended)
{
    const auto& counts = m_session->state().counts();
    const int judgeErrors = counts.submissionVerdicts[static_cast<std::size_t>(model::Verdict::JE)];
    if (ended.error) {
        m_messages->display(MessageBar::Kind::Error, toText(ended.error->message));
    } else if (ended.cancelled) {
        m_messages->display(
            MessageBar::Kind::Information,
            tr("Judging was stopped. What was judged is kept; Judge (F5) continues where it stopped."));
    } else if (judgeErrors > 0) {
        m_messages->display(MessageBar::Kind::Warning,
                            tr("%n judgement(s) failed because of the judge itself (JE), which counts "
                               "against nobody. The details say why: mend the "
                               "cause and judge again.",
                               nullptr, judgeErrors));
    } else {
        m_messages->hide();
        QString done = tr("Done: %1 judged now, %2 kept from before.").arg(ended.judged).arg(ended.reused);
        if (ended.runsReused > 0)
            done += u' ' + tr("%L1 runs, %L2 reused.").arg(ended.runs).arg(ended.runsReused);
        statusBar()->showMessage(done, 15000);
    }
}

void MainWindow::updateNotes()
{
    m_notes->refresh();
    m_status->showNotes(*m_notes);
}

void MainWindow::updateStatus()
{
    m_status->showContest(m_navigation->isContestOpen() ? &m_session->state() : nullptr);
}

/// In the title, too, which is seen where the window lies behind other windows.
void MainWindow::showFollowed()
{
    const engine::ContestLoaded& contest = m_session->state().contest();
    const auto& followed = m_session->state().followed();
    const QString text = followed ? followedText(*followed) : QString();
    const QString name =
        toLine(contest.name.empty() ? contest.folder.filename().native() : contest.name, 200);
    setWindowTitle(text.isEmpty() ? name : tr("%1 (%2)").arg(name, text));
    m_status->showFollowed(text);
}

void MainWindow::setTheme(Theme theme)
{
    m_preferences->setTheme(theme);
    applyTheme(theme);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    // Also while the window is being made.
    if (event->type() == QEvent::PaletteChange && m_status != nullptr) {
        m_commands->setIcons(palette());
        updateNotes();
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        m_navigation->current()->escape();
        event->accept();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const bool isLast = !m_session->isShared();
    if (m_session->busy() && isLast && !m_closing) {
        if (!mayLeave()) {
            event->ignore();
            return;
        }
        m_closing = true;
        m_session->stop();
    }
    if (m_session->busy() && isLast) {
        // The window closes when the running programs have stopped and their results are stored.
        event->ignore();
        return;
    }
    m_navigation->takeDocksBack();
    m_preferences->setWindow(saveGeometry(), saveState());
    event->accept();
    Q_EMIT closed();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    m_navigation->sizeDocks();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile() && QFileInfo(urls.first().toLocalFile()).isDir())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    openFolder(event->mimeData()->urls().first().toLocalFile());
}

} // namespace assize::ui
