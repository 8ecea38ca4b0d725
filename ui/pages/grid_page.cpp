// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/grid_page.h"

#include "ui/models/contest_model.h"
#include "ui/shell/command_table.h"
#include "ui/state/preferences.h"
#include "ui/state/remedies.h"
#include "ui/state/session.h"
#include "ui/state/text.h"
#include "ui/views/detail_pane.h"
#include "ui/views/progress_strip.h"
#include "ui/views/verdict_grid.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <utility>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

GridPage::GridPage(Session* session, Preferences* preferences)
    : m_session(session), m_preferences(preferences), m_model(new ContestModel(&session->state(), this)),
      m_grid(new VerdictGrid(m_model)), m_standingsNotes(new QLabel), m_judgeOutdated(new QPushButton),
      m_sort(new QPushButton),
      m_nothing(new QLabel(tr("No contestant matches the filter. Press Escape to clear it."))),
      m_strip(new ProgressStrip(session)), m_filter(new QLineEdit),
      m_details(new DetailPane(&session->state())), m_detailDock(new QDockWidget(tr("Details")))
{
    m_standingsNotes->setObjectName("standingsNotes"_L1);
    m_standingsNotes->setTextFormat(Qt::PlainText);
    m_standingsNotes->setWordWrap(true);
    m_standingsNotes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_standingsNotes->setContentsMargins(8, 4, 8, 4);
    m_standingsNotes->hide();
    m_judgeOutdated->setObjectName("judgeOutdated"_L1);
    m_judgeOutdated->hide();
    connect(m_judgeOutdated, &QPushButton::clicked, this, [this] { m_session->judge(); });
    m_sort->setObjectName("sortRows"_L1);
    m_sort->hide();
    connect(m_sort, &QPushButton::clicked, this, &GridPage::sortNow);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* notes = new QHBoxLayout;
    notes->setContentsMargins(0, 0, 8, 0);
    notes->addWidget(m_standingsNotes, 1);
    notes->addWidget(m_sort, 0, Qt::AlignVCenter);
    notes->addWidget(m_judgeOutdated, 0, Qt::AlignVCenter);
    layout->addLayout(notes);
    layout->addWidget(m_grid, 1);
    layout->addWidget(m_nothing, 1);
    setFocusProxy(m_grid);
    buildFilter();
    buildDetails();
    connect(m_grid, &VerdictGrid::zoomRequested, this, &GridPage::stepZoom);
    m_grid->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_grid, &QWidget::customContextMenuRequested, this, &GridPage::showMenu);
    connect(m_strip, &ProgressStrip::chosenChanged, this, &GridPage::updateFilter);
    // Ranks follow at most once a second; between two of them only cells change.
    m_standingsTimer.setSingleShot(true);
    m_standingsTimer.setInterval(1000);
    connect(&m_standingsTimer, &QTimer::timeout, this, &GridPage::refreshStandings);
    m_paceTimer.setInterval(1000);
    connect(&m_paceTimer, &QTimer::timeout, m_strip, &ProgressStrip::refresh);
    setZoom(m_preferences->zoom());
}

void GridPage::buildFilter()
{
    m_filter->setPlaceholderText(tr("Filter contestants  ( / )"));
    m_filter->setAccessibleName(tr("Filter contestants"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(fontMetrics().averageCharWidth() * 32);
    connect(m_filter, &QLineEdit::textChanged, this, &GridPage::updateFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_grid->setFocus(); });
}

void GridPage::buildDetails()
{
    m_detailDock->setObjectName("details"_L1);
    m_detailDock->setWidget(m_details);
    connect(m_details, &DetailPane::leaveRequested, this, [this] { m_grid->setFocus(); });
    connect(m_details, &DetailPane::submissionShown, m_session, &Session::loadDetails);
    connect(m_grid, &VerdictGrid::choiceChanged, this, &GridPage::showCell);
    connect(m_grid, &VerdictGrid::testClicked, m_details, &DetailPane::selectTest);
    connect(m_grid, &VerdictGrid::selectionChangedTo, this, &GridPage::commandsChanged);
    connect(m_grid, &VerdictGrid::detailsRequested, this, [this] {
        m_detailDock->show();
        m_details->focusTests();
    });
}

QString GridPage::title() const
{
    return tr("Results");
}

QWidget* GridPage::toolWidget()
{
    return m_filter;
}

QWidget* GridPage::strip()
{
    return m_strip;
}

QList<PageDock> GridPage::docks()
{
    return {{.dock = m_detailDock, .area = Qt::RightDockWidgetArea, .percent = 37, .minimumWidth = 470}};
}

bool GridPage::hasContest() const
{
    return m_session->phase() == Session::Phase::Ready || m_session->busy();
}

void GridPage::enter()
{
    m_strip->refresh();
    onPhase();
}

void GridPage::leave()
{
    m_paceTimer.stop();
}

void GridPage::contestChanged(const ContestChange& change)
{
    switch (change.what) {
    case ContestChange::What::Phase:
        onPhase();
        break;
    case ContestChange::What::Loaded:
        onLoaded();
        break;
    case ContestChange::What::Reread:
        onReread();
        break;
    case ContestChange::What::Submissions:
        onSubmissions(change.submissions);
        break;
    case ContestChange::What::Contest:
        updateStandingsNotes();
        m_strip->refresh();
        m_grid->horizontalHeader()->viewport()->update();
        break;
    case ContestChange::What::JudgingEnded:
        onJudgingEnded();
        break;
    }
}

void GridPage::onPhase()
{
    m_filter->setEnabled(hasContest());
    if (m_session->busy())
        m_paceTimer.start();
    else
        m_paceTimer.stop();
    m_strip->refresh();
}

void GridPage::onLoaded()
{
    m_grid->forgetChoice();
    m_details->showCell(-1, -1, -1);
    m_model->reset();
    clearFilter();
    m_strip->refresh();
    updateStandingsNotes();
    if (m_model->rowCount() > 0 && m_model->columnCount() > 0)
        m_grid->selectAlone(m_model->index(0, 0));
}

void GridPage::onReread()
{
    m_model->reread();
    const int contestant = m_grid->chosenContestant();
    const int problem = m_grid->chosenProblem();
    const bool isChosen = contestant >= 0 && problem >= 0;
    m_details->contestReread(isChosen ? contestant : -1, isChosen ? problem : -1,
                             isChosen ? m_model->data().cell(contestant, problem).submission : -1);
    m_strip->refresh();
    updateStandingsNotes();
    showWhatMatches();
    if (!isChosen && m_model->rowCount() > 0 && m_model->columnCount() > 0)
        m_grid->selectAlone(m_model->index(0, 0));
    Q_EMIT commandsChanged();
}

void GridPage::onSubmissions(const std::vector<int>& submissions)
{
    m_model->submissionsChanged(submissions);
    m_details->submissionsChanged(submissions);
    m_strip->refresh();
    showWhatMatches();
    if (!m_standingsTimer.isActive())
        m_standingsTimer.start();
}

void GridPage::onJudgingEnded()
{
    m_standingsTimer.stop();
    sortNow();
    m_strip->refresh();
    updateStandingsNotes();
    if (m_grid->currentIndex().isValid())
        m_grid->scrollTo(m_grid->currentIndex());
}

void GridPage::showCell(int contestant, int problem)
{
    Q_EMIT commandsChanged();
    m_details->showCell(contestant, problem, m_model->data().cell(contestant, problem).submission);
}

void GridPage::refreshStandings()
{
    m_model->refreshStandings();
    showWhatMatches();
}

void GridPage::sortNow()
{
    m_model->refreshStandings();
    m_model->sortNow();
    showWhatMatches();
}

/// The grid where a row is shown, else why there is none; and whether rows stand where they would.
void GridPage::showWhatMatches()
{
    const bool empty = m_model->rowCount() == 0 && m_model->filter().active();
    m_grid->setVisible(!empty);
    m_nothing->setVisible(empty);
    const bool isUnsorted = hasContest() && m_session->busy() && m_model->isUnsorted();
    if (isUnsorted)
        m_sort->setText(m_model->filter().active()
                            ? tr("%1 of %2 contestants shown, rows have changed: update (S)")
                                  .arg(m_model->rowCount())
                                  .arg(m_model->data().contestants())
                            : tr("Ranks have changed: sort (S)"));
    m_sort->setVisible(isUnsorted);
}

void GridPage::updateFilter()
{
    GridFilter filter;
    filter.text = m_filter->text().trimmed();
    filter.failingOnly = m_failingOnly;
    filter.outdatedOnly = m_strip->outdatedChosen();
    filter.marks = m_strip->chosen();
    m_model->setFilter(filter);
    showWhatMatches();
}

void GridPage::clearFilter()
{
    m_failingOnly = false;
    m_filter->clear();
    m_strip->clearChosen();
    updateFilter();
    Q_EMIT commandsChanged();
}

void GridPage::escape()
{
    clearFilter();
    m_grid->setFocus();
}

/// At the cell that was clicked, which becomes the chosen cell unless it is among the chosen cells; by
/// keyboard at the chosen cell.
void GridPage::showMenu(const QPoint& where)
{
    const QModelIndex clicked = m_grid->indexAt(where);
    if (clicked.isValid() && !m_grid->selectionModel()->isSelected(clicked))
        m_grid->selectAlone(clicked);
    if (!m_grid->currentIndex().isValid())
        return;
    Q_EMIT menuRequested({u"rejudge"_s, u"rejudge-contestant"_s, u"rejudge-problem"_s, kSeparator, u"copy"_s},
                         m_grid->viewport()->mapToGlobal(where));
}

std::vector<int> GridPage::submissions(Scope scope) const
{
    std::vector<int> ids;
    if (!hasContest())
        return ids;
    const engine::ContestState& state = m_session->state();
    const auto contestants = state.contest().contestants.size();
    const auto problems = state.problems().size();
    std::vector<bool> isContestant(contestants, scope == Scope::Problem);
    std::vector<bool> isProblem(problems, scope == Scope::Contestant);
    std::set<std::pair<int, int>> chosen;
    for (const auto& [contestant, problem] : m_grid->selectedCells()) {
        isContestant[static_cast<std::size_t>(contestant)] = true;
        isProblem[static_cast<std::size_t>(problem)] = true;
        chosen.emplace(contestant, problem);
    }
    if (chosen.empty())
        return ids;
    for (std::size_t c = 0; c < contestants; ++c) {
        for (std::size_t p = 0; p < problems; ++p) {
            const std::pair<int, int> cell(static_cast<int>(c), static_cast<int>(p));
            if (!isContestant[c] || !isProblem[p] || (scope == Scope::Chosen && !chosen.contains(cell)))
                continue;
            for (const int index : state.cell(cell.first, cell.second)) {
                const model::Submission& submission =
                    state.submissions()[static_cast<std::size_t>(index)].submission;
                if (submission.unusableBecause.empty() && !state.problems()[p].isRefused())
                    ids.push_back(submission.id);
            }
        }
    }
    return ids;
}

void GridPage::updateStandingsNotes()
{
    const engine::ContestLoaded& contest = m_session->state().contest();
    QStringList notes;
    if (contest.storageNote)
        notes << toLine(fullMessage(*contest.storageNote), 2000);
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
    const int outdated = m_session->state().counts().outdated;
    m_judgeOutdated->setText(tr("Judge outdated (%1)").arg(outdated));
    m_judgeOutdated->setVisible(outdated > 0 && m_session->phase() == Session::Phase::Ready &&
                                !m_session->options().readOnly);
}

void GridPage::setZoom(Zoom zoom)
{
    m_grid->setZoom(zoom);
    m_preferences->setZoom(zoom);
}

void GridPage::stepZoom(int steps)
{
    setZoom(static_cast<Zoom>(std::clamp(static_cast<int>(m_grid->zoom()) + steps, 0, 2)));
}

} // namespace assize::ui
