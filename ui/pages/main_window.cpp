// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/main_window.h"

#include "ui/delegates/icons.h"
#include "ui/delegates/note_delegate.h"
#include "ui/models/contest_model.h"
#include "ui/models/note_model.h"
#include "ui/pages/start_page.h"
#include "ui/shell/apply_theme.h"
#include "ui/state/isolation.h"
#include "ui/state/preferences.h"
#include "ui/state/text.h"
#include "ui/views/detail_pane.h"
#include "ui/views/message_bar.h"
#include "ui/views/progress_strip.h"
#include "ui/views/verdict_grid.h"
#include "ui/views/yielding_label.h"

#include <QAction>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

MainWindow::MainWindow(Session* session, Preferences* preferences, const QString& judgeRefusal,
                       QWidget* parent)
    : QMainWindow(parent), m_session(session), m_preferences(preferences), m_judgeRefusal(judgeRefusal),
      m_model(new ContestModel(&session->state(), this)), m_notes(new NoteModel(&session->state(), this))
{
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setMinimumSize(720, 440);
    resize(1280, 800);
    buildCentre();
    buildDocks();
    buildFileMenu();
    buildJudgeMenu();
    buildViewMenu();
    buildHelpMenu();
    buildToolBar();
    buildStatusBar();
    connectSession();
    setIcons();
    setZoom(m_preferences->zoom());
    restoreGeometry(m_preferences->geometry());
    restoreState(m_preferences->windowState());
    onPhase(m_session->phase());
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    m_start = new StartPage;
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseFolder);
    connect(m_start, &StartPage::folderRequested, this, &MainWindow::openFolder);
    connect(m_start, &StartPage::viewRequested, this, [this] {
        engine::JudgeOptions options = m_session->options();
        options.readOnly = true;
        openContest(options);
    });
    m_grid = new VerdictGrid(m_model);
    connect(m_grid, &VerdictGrid::choiceChanged, this, &MainWindow::onChoice);
    connect(m_grid, &VerdictGrid::detailsRequested, this, [this] {
        m_detailDock->show();
        m_details->focusTests();
    });
    connect(m_grid, &VerdictGrid::zoomRequested, this, &MainWindow::stepZoom);
    m_nothing = new QLabel(tr("No contestant matches the filter. Press Escape to clear it."));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_strip = new ProgressStrip(m_session);
    connect(m_strip, &ProgressStrip::chosenChanged, this, &MainWindow::updateFilter);
    m_messages = new MessageBar;

    auto* contest = new QWidget;
    auto* contestLayout = new QVBoxLayout(contest);
    contestLayout->setContentsMargins(0, 0, 0, 0);
    contestLayout->setSpacing(0);
    m_standingsNotes = new QLabel;
    m_standingsNotes->setObjectName("standingsNotes"_L1);
    m_standingsNotes->setTextFormat(Qt::PlainText);
    m_standingsNotes->setWordWrap(true);
    m_standingsNotes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_standingsNotes->setContentsMargins(8, 4, 8, 4);
    m_standingsNotes->hide();
    contestLayout->addWidget(m_standingsNotes);
    contestLayout->addWidget(m_grid, 1);
    contestLayout->addWidget(m_nothing, 1);
    m_nothing->hide();
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_start);
    m_pages->addWidget(contest);

    auto* centre = new QWidget;
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_pages, 1);
    setCentralWidget(centre);
}

void MainWindow::buildDocks()
{
    m_details = new DetailPane(&m_session->state());
    connect(m_details, &DetailPane::leaveRequested, this, [this] { m_grid->setFocus(); });
    connect(m_details, &DetailPane::submissionShown, m_session, &Session::loadDetails);
    connect(m_grid, &VerdictGrid::testClicked, m_details, &DetailPane::selectTest);
    m_detailDock = new QDockWidget(tr("Details"));
    m_detailDock->setObjectName("details"_L1);
    m_detailDock->setWidget(m_details);
    addDockWidget(Qt::RightDockWidgetArea, m_detailDock);

    m_noteTable = new QTableView;
    m_noteTable->setModel(m_notes);
    m_noteTable->setItemDelegateForColumn(NoteModel::Level, new NoteDelegate(m_noteTable));
    m_noteTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_noteTable->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_noteTable->setShowGrid(false);
    m_noteTable->setFrameShape(QFrame::NoFrame);
    m_noteTable->setAlternatingRowColors(true);
    m_noteTable->setWordWrap(false);
    m_noteTable->setTabKeyNavigation(false);
    m_noteTable->verticalHeader()->hide();
    m_noteTable->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_noteTable->horizontalHeader()->setStretchLastSection(true);
    m_noteTable->horizontalHeader()->resizeSection(NoteModel::Level, fontMetrics().averageCharWidth() * 14);
    m_noteTable->horizontalHeader()->resizeSection(NoteModel::Where, fontMetrics().averageCharWidth() * 44);
    m_noteTable->setAccessibleName(tr("Notes on the contest"));
    m_noteDock = new QDockWidget(tr("Notes"));
    m_noteDock->setObjectName("notes"_L1);
    m_noteDock->setWidget(m_noteTable);
    addDockWidget(Qt::BottomDockWidgetArea, m_noteDock);
    m_noteDock->hide();
    // The details keep the whole height of the window.
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
}

void MainWindow::connectSession()
{
    connect(m_session, &Session::phaseChanged, this, &MainWindow::onPhase);
    connect(m_session, &Session::contestLoaded, this, &MainWindow::onContestLoaded);
    connect(m_session, &Session::submissionsChanged, this, &MainWindow::onSubmissionsChanged);
    connect(m_session, &Session::contestChanged, this, [this] {
        updateNotes();
        updateStandingsNotes();
        m_strip->refresh();
        m_grid->horizontalHeader()->viewport()->update();
    });
    connect(m_session, &Session::judgingEnded, this, &MainWindow::onJudgingEnded);
    // Ranks follow at most once a second; between two of them only cells change.
    m_standingsTimer.setSingleShot(true);
    m_standingsTimer.setInterval(1000);
    connect(&m_standingsTimer, &QTimer::timeout, this, &MainWindow::refreshStandings);
    m_paceTimer.setInterval(1000);
    connect(&m_paceTimer, &QTimer::timeout, m_strip, &ProgressStrip::refresh);
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
    engine::JudgeOptions options;
    options.contest = QFile::encodeName(QFileInfo(folder).absoluteFilePath()).toStdString();
    openContest(options);
}

void MainWindow::openContest(const engine::JudgeOptions& options)
{
    if (!mayLeave())
        return;
    m_messages->hide();
    m_session->open(options);
}

/// Asks once when judging would be stopped. True: go on.
bool MainWindow::mayLeave()
{
    if (!m_session->busy())
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
        m_pages->setCurrentIndex(0);
        break;
    case Session::Phase::Loading:
        m_start->showLoading(folder);
        m_pages->setCurrentIndex(0);
        break;
    case Session::Phase::Failed:
        m_start->showFailure(folder,
                             toText(m_session->failure() ? m_session->failure()->message : std::string()),
                             m_session->failure() && m_session->failure()->kind == ErrorKind::Busy);
        m_pages->setCurrentIndex(0);
        break;
    case Session::Phase::Judging:
        // What was said of the judging before this one is no longer true.
        m_messages->hide();
        m_pages->setCurrentIndex(1);
        break;
    case Session::Phase::Ready:
    case Session::Phase::Stopping:
        m_pages->setCurrentIndex(1);
        break;
    }
    const bool contest = m_pages->currentIndex() == 1;
    m_progressBar->setVisible(contest);
    showDetailDock(contest);
    if (m_session->busy())
        m_paceTimer.start();
    else
        m_paceTimer.stop();
    m_strip->refresh();
    updateActions();
    updateStatus();
}

/// Without a contest there are no details: the dock is put away, and comes back as it was.
void MainWindow::showDetailDock(bool contest)
{
    if (contest && m_detailsPutAway) {
        m_detailDock->show();
        sizeDetailDock();
    } else if (!contest && !m_detailDock->isHidden()) {
        m_detailDock->hide();
    } else {
        return;
    }
    m_detailsPutAway = !contest;
}

/// The width that the details have until a person gives them another.
void MainWindow::sizeDetailDock()
{
    // Sizes of docks mean nothing before the window has its own and the dock is shown.
    if (m_detailsSized || !isVisible() || m_detailDock->isHidden())
        return;
    m_detailsSized = true;
    if (m_preferences->windowState().isEmpty())
        resizeDocks({m_detailDock}, {std::max(470, width() * 37 / 100)}, Qt::Horizontal);
}

void MainWindow::onContestLoaded()
{
    const engine::ContestLoaded& contest = m_session->state().contest();
    m_grid->forgetChoice();
    m_details->showCell(-1, -1, -1);
    clearFilter();
    m_model->reset();
    const QString name =
        toLine(contest.name.empty() ? contest.folder.filename().native() : contest.name, 200);
    setWindowTitle(name);
    m_preferences->addRecentFolder(QFile::decodeName(QByteArray::fromStdString(contest.folder.native())));
    fillRecent();
    m_pages->setCurrentIndex(1);
    m_strip->refresh();
    updateNotes();
    updateStandingsNotes();
    updateActions();
    updateStatus();
    if (!judgeRefusal().isEmpty())
        m_messages->display(MessageBar::Kind::Warning, judgeRefusal());
    else if (contest.submissions.empty())
        m_messages->display(MessageBar::Kind::Warning,
                            tr("No submission was found. Hand-ins lie in submissions/, for example "
                               "submissions/alice/hello.cpp; the notes "
                               "list every file that matched nothing, with the reason."));
    if (m_model->rowCount() > 0 && m_model->columnCount() > 0)
        m_grid->setCurrentIndex(m_model->index(0, 0));
    m_grid->setFocus();
    if (m_judgeWhenLoaded && judgeRefusal().isEmpty()) {
        m_judgeWhenLoaded = false;
        m_session->judge();
    }
}

void MainWindow::onSubmissionsChanged(const std::vector<int>& submissions)
{
    m_model->submissionsChanged(submissions);
    m_details->submissionsChanged(submissions);
    m_strip->refresh();
    if (!m_standingsTimer.isActive())
        m_standingsTimer.start();
}

void MainWindow::refreshStandings()
{
    m_model->refreshStandings();
}

void MainWindow::onJudgingEnded(const engine::JudgingEnded& ended)
{
    m_standingsTimer.stop();
    m_model->refreshStandings();
    m_model->sortNow();
    m_strip->refresh();
    updateNotes();
    updateStandingsNotes();
    const auto& counts = m_session->state().counts();
    const int judgeErrors = counts.submissionVerdicts[static_cast<std::size_t>(model::Verdict::JE)];
    if (m_closing) {
        close();
        return;
    }
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
        statusBar()->showMessage(
            tr("Done: %1 judged now, %2 kept from before.").arg(ended.judged).arg(ended.reused), 15000);
    }
    if (m_grid->currentIndex().isValid())
        m_grid->scrollTo(m_grid->currentIndex());
}

void MainWindow::onChoice(int contestant, int problem)
{
    m_details->showCell(contestant, problem, m_model->data().cell(contestant, problem).submission);
}

/// Why the contest that is open cannot be judged; empty when it can.
QString MainWindow::judgeRefusal() const
{
    if (!m_judgeRefusal.isEmpty())
        return m_judgeRefusal;
    return m_session->options().readOnly
               ? tr("This contest is open for viewing only, because another program holds it.")
               : QString();
}

void MainWindow::exportTo(const QString& suggestion, const QString& kinds,
                          const std::function<std::string()>& make)
{
    const QString folder =
        QFile::decodeName(QByteArray::fromStdString(m_session->state().contest().folder.native()));
    const QString file = QFileDialog::getSaveFileName(this, tr("Export"), folder + u'/' + suggestion, kinds);
    if (!file.isEmpty())
        writeExport(file, make());
}

bool MainWindow::writeExport(const QString& file, const std::string& content)
{
    QSaveFile out(file);
    const bool written = out.open(QIODevice::WriteOnly) &&
                         out.write(content.data(), static_cast<qint64>(content.size())) ==
                             static_cast<qint64>(content.size()) &&
                         out.commit();
    if (written)
        m_messages->display(MessageBar::Kind::Information,
                            tr("Written: %1").arg(QDir::toNativeSeparators(file)));
    else
        m_messages->display(MessageBar::Kind::Error,
                            tr("%1 could not be written: %2. Choose another folder, or make room.")
                                .arg(file, out.errorString()));
    return written;
}

void MainWindow::updateFilter()
{
    GridFilter filter;
    filter.text = m_filter->text().trimmed();
    filter.failingOnly = m_failingOnly->isChecked();
    filter.outdatedOnly = m_strip->outdatedChosen();
    filter.marks = m_strip->chosen();
    m_model->setFilter(filter);
    const bool empty = m_model->rowCount() == 0 && filter.active();
    m_grid->setVisible(!empty);
    m_nothing->setVisible(empty);
}

void MainWindow::clearFilter()
{
    m_filter->clear();
    m_failingOnly->setChecked(false);
    m_strip->clearChosen();
}

void MainWindow::updateNotes()
{
    m_notes->refresh();
    const int number = m_notes->rowCount();
    m_noteButton->setText(tr("%n note(s)", nullptr, number));
    m_noteButton->setVisible(number > 0);
    m_noteButton->setIcon(m_notes->serious() > 0 ? style()->standardIcon(QStyle::SP_MessageBoxWarning)
                                                 : style()->standardIcon(QStyle::SP_MessageBoxInformation));
}

/// What changes how the grid is to be read stands above it, not among the notes.
void MainWindow::updateStandingsNotes()
{
    const engine::ContestLoaded& contest = m_session->state().contest();
    QStringList notes;
    if (!contest.storageNote.empty())
        notes << toLine(contest.storageNote, 2000);
    for (const std::string& note : contest.standingsNotes)
        notes << toLine(note, 1000);
    const auto& submissions = m_session->state().submissions();
    // Those without files are in archives that are not unpacked here.
    const auto unknown =
        std::count_if(submissions.begin(), submissions.end(), [](const engine::SubmissionView& view) {
            return view.mayBeOutdated && !view.submission.files.empty();
        });
    const auto packed =
        std::count_if(submissions.begin(), submissions.end(), [](const engine::SubmissionView& view) {
            return view.mayBeOutdated && view.submission.files.empty();
        });
    if (packed > 0)
        notes << tr("%n result(s) may be outdated, because the archives that were handed in are not unpacked "
                    "here. Judge (F5) finds out.",
                    nullptr, static_cast<int>(packed));
    if (unknown > 0)
        notes << tr("%n result(s) may be outdated, because the installed tools or the languages' commands "
                    "have changed. Judge (F5) finds out.",
                    nullptr, static_cast<int>(unknown));
    m_standingsNotes->setText(notes.join(u'\n'));
    m_standingsNotes->setVisible(!notes.isEmpty());
}

void MainWindow::updateActions()
{
    const Session::Phase phase = m_session->phase();
    const bool contest = phase == Session::Phase::Ready || m_session->busy();
    for (QAction* action : m_needContest)
        action->setEnabled(contest);
    m_judge->setEnabled(phase == Session::Phase::Ready && judgeRefusal().isEmpty() &&
                        !m_session->state().submissions().empty());
    m_judge->setToolTip(plainToolTip(judgeRefusal().isEmpty() ? tr("Judge what is missing or outdated (F5)")
                                                              : judgeRefusal()));
    m_stop->setEnabled(phase == Session::Phase::Judging);
    m_reload->setEnabled(phase == Session::Phase::Ready || phase == Session::Phase::Failed);
    m_filter->setEnabled(contest);
}

void MainWindow::updateStatus()
{
    const bool contest = m_pages->currentIndex() == 1;
    const engine::ContestLoaded& loaded = m_session->state().contest();
    m_databaseLabel->setFullText(
        contest && !loaded.database.empty() ? tr("Results: %1").arg(pathText(loaded.database)) : QString());
    QString isolation;
    if (contest && !loaded.engine.sandbox.empty()) {
        QStringList parts;
        for (const std::string& part : loaded.engine.isolation)
            parts << toLine(part);
        isolation = loaded.engine.sandbox == "none" ? tr("NO ISOLATION")
                                                    : tr("Sandbox: %1").arg(toLine(loaded.engine.sandbox));
        if (!parts.isEmpty() && loaded.engine.sandbox != "none")
            isolation += u" ("_s + parts.join(u", "_s) + u')';
        if (loaded.engine.slots > 0)
            isolation += u"  \u00b7  "_s + tr("%n slot(s)", nullptr, loaded.engine.slots);
    }
    // Stored results may have been made without isolation even where there is one now.
    const int unprotected = contest ? unprotectedSubmissions(m_session->state()) : 0;
    if (unprotected > 0 && loaded.engine.sandbox != "none")
        isolation =
            tr("NO ISOLATION for %n submission(s)", nullptr, unprotected) + u"  \u00b7  "_s + isolation;
    m_isolationLabel->setText(isolation);
    QFont font = m_isolationLabel->font();
    font.setBold(unprotected > 0 || loaded.engine.sandbox == "none");
    m_isolationLabel->setFont(font);
}

void MainWindow::setZoom(Zoom zoom)
{
    m_grid->setZoom(zoom);
    m_preferences->setZoom(zoom);
}

void MainWindow::stepZoom(int steps)
{
    setZoom(static_cast<Zoom>(std::clamp(static_cast<int>(m_grid->zoom()) + steps, 0, 2)));
}

void MainWindow::setTheme(Theme theme)
{
    m_preferences->setTheme(theme);
    applyTheme(theme);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_pages != nullptr && m_noteButton != nullptr) {
        setIcons();
        updateNotes();
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        clearFilter();
        updateFilter();
        m_grid->setFocus();
        event->accept();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_session->busy() && !m_closing) {
        if (!mayLeave()) {
            event->ignore();
            return;
        }
        m_closing = true;
        m_session->stop();
    }
    if (m_session->busy()) {
        // The window closes when what runs has stopped and its results are stored.
        event->ignore();
        return;
    }
    // A dock that was only put away is wanted the next time.
    m_detailDock->setVisible(m_detailsPutAway || !m_detailDock->isHidden());
    m_preferences->setWindow(saveGeometry(), saveState());
    event->accept();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    sizeDetailDock();
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
