// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/detail_pane.h"

#include "model/python.h"
#include "ui/delegates/glyphs.h"
#include "ui/delegates/verdict_delegate.h"
#include "ui/models/run_model.h"
#include "ui/state/source_reader.h"
#include "ui/state/text.h"
#include "ui/state/theme.h"
#include "ui/views/difference_view.h"
#include "ui/views/text_pane.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

QLabel* plainLabel()
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // Long names shall not widen the pane.
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

/// "C++", "Python 3 (PyPy)": which interpreter runs .py is a setting, and decides times.
QString languageText(const engine::ContestState& state, const model::Submission& submission)
{
    if (submission.language == model::kAnswerLanguage)
        return DetailPane::tr("answers");
    if (const auto python = model::pythonInterpreterOf(submission.language))
        return *python == model::PythonInterpreter::PyPy ? u"Python 3 (PyPy)"_s : u"Python 3 (CPython)"_s;
    const auto& names = state.contest().languageNames;
    const auto name = names.find(submission.language);
    return toLine(name == names.end() ? submission.language : name->second);
}

/// More lines on a hand-in's files would take the place of the tests; the tool tip has them all.
constexpr int kMostRemarks = 4;

/// Which of several files is started, which are left out, and notes on the files: a line each.
QStringList handInRemarks(const model::Submission& submission)
{
    QStringList remarks;
    if (!submission.choice.empty())
        remarks << toLine(submission.choice, 500);
    for (const model::UnmatchedFile& file : submission.leftOut)
        remarks << DetailPane::tr("Left out: %1: %2").arg(toLine(file.file, 200), toLine(file.reason, 300));
    for (const std::string& note : submission.notes)
        remarks << toLine(note, 500);
    return remarks;
}

} // namespace

DetailPane::DetailPane(const engine::ContestState* state, QWidget* parent)
    : QWidget(parent), m_state(state), m_content(new QWidget),
      m_hint(new QLabel(tr("Choose a cell of the grid to see its tests."))), m_title(plainLabel()),
      m_verdict(plainLabel()), m_facts(plainLabel()), m_handIn(plainLabel()), m_outdated(plainLabel()),
      m_attempts(plainLabel()), m_explanation(plainLabel()), m_chooser(new QComboBox),
      m_split(new QSplitter(Qt::Vertical)), m_tabs(new QTabWidget), m_table(new QTableView),
      m_runs(new RunModel(state, this)), m_difference(new DifferenceView),
      m_standardError(new TextPane(tr("Standard error"))),
      m_compiler(new TextPane(tr("Compiler's messages"))), m_source(new TextPane(tr("Source")))
{
    QFont large = font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() * 1.15);
    m_title->setFont(large);
    m_facts->setWordWrap(true);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    for (QLabel* label : {m_handIn, m_outdated, m_attempts, m_explanation}) {
        label->setWordWrap(true);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    }
    QFont bold = font();
    bold.setBold(true);
    m_outdated->setFont(bold);
    m_outdated->hide();
    m_explanation->setObjectName(u"explanation"_s);
    m_explanation->setContentsMargins(8, 3, 8, 3);
    m_handIn->setObjectName(u"handIn"_s);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_chooser->setAccessibleName(tr("Submissions of this cell"));
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_chooser->setMinimumContentsLength(12);
    connect(m_chooser, &QComboBox::activated, this,
            [this](int row) { showSubmission(m_chooser->itemData(row).toInt()); });

    auto* header = new QVBoxLayout;
    header->setContentsMargins(8, 6, 8, 4);
    header->setSpacing(3);
    header->addWidget(m_title);
    header->addWidget(m_verdict);
    header->addWidget(m_facts);
    header->addWidget(m_outdated);
    header->addWidget(m_handIn);
    header->addWidget(m_attempts);
    header->addWidget(m_chooser);
    buildTable();
    buildTabs();
    auto* tests = new QWidget;
    auto* testsLayout = new QVBoxLayout(tests);
    testsLayout->setContentsMargins(0, 0, 0, 0);
    testsLayout->setSpacing(0);
    testsLayout->addWidget(m_table, 1);
    testsLayout->addWidget(m_explanation);
    m_split->addWidget(tests);
    m_split->addWidget(m_tabs);
    m_split->setChildrenCollapsible(false);
    m_split->setSizes({400, 400});
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addLayout(header);
    content->addWidget(m_split, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_hint);
    layout->addWidget(m_content);
    setMinimumWidth(300);
    showCell(-1, -1, -1);
}

void DetailPane::buildTable()
{
    m_table->setModel(m_runs);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setItemDelegateForColumn(RunModel::Verdict, new VerdictDelegate(RunModel::MarkRole, m_table));
    m_table->setAccessibleName(tr("Tests"));
    const QFontMetrics metrics = m_table->fontMetrics();
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + 6);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->hide();
    QHeaderView* columns = m_table->horizontalHeader();
    columns->setHighlightSections(false);
    columns->setStretchLastSection(true);
    columns->setMinimumSectionSize(metrics.averageCharWidth() * 3);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->viewport()->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DetailPane::refreshTest);
    connect(m_table, &QTableView::activated, this, [this] { m_tabs->currentWidget()->setFocus(); });
}

/// All columns are in view: each as wide as its content, the message takes the rest. Where that is too
/// little, the tests' names are cut in the middle, and in a very narrow pane the wall time and the memory go:
/// the line below the table has them too.
void DetailPane::fitColumns()
{
    const QFontMetrics metrics = m_table->fontMetrics();
    const int rows = std::min(m_runs->rowCount(), 300);
    const auto widthOf = [&](int column) {
        int width =
            metrics.horizontalAdvance(m_runs->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int row = 0; row < rows; ++row)
            width = std::max(width, metrics.horizontalAdvance(m_runs->index(row, column).data().toString()));
        return width + 14;
    };
    std::array<int, RunModel::ColumnCount> widths{};
    for (int column = 0; column < RunModel::ColumnCount; ++column)
        widths[at(column)] = widthOf(column);
    widths[RunModel::Verdict] += metrics.height() + 4;
    const int available = m_table->viewport()->width();
    const int leastName = std::min(widths[RunModel::Test], metrics.averageCharWidth() * 12);
    const int leastMessage = std::min(widths[RunModel::Message], available * 3 / 20);
    int others = widths[RunModel::Verdict] + widths[RunModel::Cpu];
    for (const int column : {RunModel::Wall, RunModel::Memory}) {
        const bool fits = others + widths[at(column)] + leastName + leastMessage <= available;
        m_table->setColumnHidden(column, !fits);
        others += fits ? widths[at(column)] : 0;
    }
    widths[RunModel::Test] = std::clamp(available - others - leastMessage, leastName, widths[RunModel::Test]);
    for (int column = 0; column < RunModel::Message; ++column)
        m_table->setColumnWidth(column, widths[at(column)]);
}

bool DetailPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void DetailPane::buildTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->addTab(m_difference, tr("Difference"));
    m_tabs->addTab(m_standardError, tr("Standard error"));
    m_tabs->addTab(m_compiler, tr("Compiler"));
    m_tabs->addTab(m_source, tr("Source"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &DetailPane::refreshTabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, &DetailPane::refreshTest);
}

const engine::SubmissionView* DetailPane::view() const
{
    const int shown = m_runs->submission();
    return shown >= 0 && at(shown) < m_state->submissions().size() ? &m_state->submissions()[at(shown)]
                                                                   : nullptr;
}

int DetailPane::submission() const
{
    return m_runs->submission();
}

void DetailPane::showCell(int contestant, int problem, int preferred)
{
    m_contestant = contestant;
    m_problem = problem;
    m_sourceOf = -1;
    const bool chosen = contestant >= 0 && problem >= 0;
    m_hint->setVisible(!chosen);
    m_content->setVisible(chosen);
    if (!chosen) {
        m_chooser->clear();
        m_runs->show(-1);
        return;
    }
    fillChooser(preferred);
    showSubmission(preferred);
}

void DetailPane::contestReread(int contestant, int problem, int preferred)
{
    const int id = m_shownId;
    const int test = m_table->currentIndex().row();
    const int tab = m_tabs->currentIndex();
    const bool wasChosenForPeople = test == m_shownTest;
    showCell(contestant, problem, preferred);
    const engine::SubmissionView* before = m_state->submissionById(id);
    if (contestant < 0 || before == nullptr)
        return;
    const int entry = m_chooser->findData(static_cast<int>(before - m_state->submissions().data()));
    if (entry < 0)
        return;
    m_chooser->setCurrentIndex(entry);
    if (m_shownId != id)
        showSubmission(m_chooser->currentData().toInt());
    if (test >= 0 && test < m_runs->rowCount()) {
        m_shownTest = wasChosenForPeople ? test : -1;
        m_table->setCurrentIndex(m_runs->index(test, 0));
    }
    m_tabs->setCurrentIndex(tab);
}

void DetailPane::fillChooser(int preferred)
{
    m_chooser->clear();
    const std::vector<int>& all = m_state->cell(m_contestant, m_problem);
    for (const int index : all) {
        const engine::SubmissionView& entry = m_state->submissions()[at(index)];
        const Mark mark = markOf(entry);
        QString text = tr("%1: %2").arg(toLine(entry.submission.file, 200), markName(mark));
        if (entry.submission.late)
            text += tr(" (late)");
        else if (index == preferred && all.size() > 1 && entry.submission.notCountedBecause.empty())
            text += tr(" (counts)");
        m_chooser->addItem(markIcon(mark, isDark(palette()), 16, devicePixelRatioF()), text, index);
    }
    m_chooser->setCurrentIndex(m_chooser->findData(preferred));
    m_chooser->setVisible(all.size() > 1);
}

void DetailPane::showSubmission(int submission)
{
    m_runs->show(submission);
    fitColumns();
    refreshHeader();
    const engine::SubmissionView* shown = view();
    m_shownId = shown == nullptr ? 0 : shown->submission.id;
    m_split->setVisible(shown != nullptr);
    if (shown == nullptr)
        return;
    showFirstFailure();
    refreshTest();
    refreshTabs();
    Q_EMIT submissionShown(submission);
}

void DetailPane::showFirstFailure()
{
    m_shownTest = std::max(0, m_runs->firstFailure());
    m_table->setCurrentIndex(m_runs->index(m_shownTest, 0));
    chooseTab();
}

/// Chooses the tab that people look for first, by the verdict. Somebody who reads sources goes on reading
/// sources.
void DetailPane::chooseTab()
{
    if (m_tabs->currentIndex() == Source)
        return;
    const model::Judgement& judgement = view()->judgement;
    const int failure = m_runs->firstFailure();
    if (judgement.verdict == model::Verdict::CE)
        m_tabs->setCurrentIndex(Compiler);
    else if (failure >= 0 && at(failure) < judgement.runs.size() &&
             judgement.runs[at(failure)].verdict == model::Verdict::RTE)
        m_tabs->setCurrentIndex(StandardError);
    else
        m_tabs->setCurrentIndex(Difference);
}

void DetailPane::refreshHeader()
{
    const model::Problem& problem = m_state->problems()[at(m_problem)];
    const model::Contestant& who = m_state->contestants()[at(m_contestant)];
    const QString title = tr("%1 \u2013 %2 %3")
                              .arg(toLine(who.name.empty() ? who.id : who.name, 200),
                                   toLine(problem.label, 20), toLine(problem.name, 200));
    m_title->setText(title);
    m_title->setToolTip(plainToolTip(title));
    const engine::SubmissionView* shown = view();
    if (shown == nullptr) {
        m_verdict->setText(problem.isRefused()
                               ? tr("Nothing handed in for this problem, which is refused: %1")
                                     .arg(toLine(problem.refusedBecause, 2000))
                               : tr("Nothing handed in for this problem."));
        m_facts->clear();
        m_outdated->hide();
        m_handIn->hide();
        return;
    }
    const Mark mark = markOf(*shown);
    QString verdict = markName(mark);
    if (const int failure = m_runs->firstFailure(); failure >= 0 && isVerdict(mark)) {
        verdict = tr("%1 on test %2 of %3").arg(verdict).arg(failure + 1).arg(m_runs->rowCount());
        // The times below are CPU times: without this, a program that slept would seem to be within its
        // limit.
        const std::vector<model::Run>& runs = shown->judgement.runs;
        if (at(failure) < runs.size() && runs[at(failure)].limit == model::LimitKind::Wall)
            verdict += u" ("_s + endingText(runs[at(failure)]) + u')';
    } else if (mark == Mark::AC) {
        verdict = tr("%1 on all %n test(s)", nullptr, m_runs->rowCount()).arg(verdict);
    }
    if (!shown->judgement.message.empty())
        verdict += u": "_s + toLine(shown->judgement.message, 2000);
    m_verdict->setText(verdict);
    m_verdict->setToolTip(plainToolTip(isVerdict(mark) ? verdictHelp(verdictOf(mark)) : verdict));
    QStringList facts{toLine(shown->submission.file, 300), languageText(*m_state, shown->submission)};
    if (shown->submission.late)
        facts.prepend(tr("LATE, not counted: %1").arg(toLine(shown->submission.notCountedBecause)));
    else if (!shown->submission.submittedAt && m_state->contest().startTime)
        facts << tr("when it was handed in is not known");
    std::chrono::nanoseconds slowest{0};
    std::chrono::nanoseconds wall{0};
    std::uint64_t largest = 0;
    for (const model::Run& run : shown->judgement.runs) {
        slowest = std::max(slowest, run.cpuTime);
        wall = std::max(wall, run.wallTime);
        largest = std::max(largest, run.memory);
    }
    if (slowest.count() > 0) {
        const auto limit = problem.limits.cpuTime;
        facts << (limit.count() > 0 ? tr("at most %1 of %2").arg(secondsText(slowest), limitText(limit))
                                    : tr("at most %1").arg(secondsText(slowest)));
        facts << tr("wall time %1").arg(secondsText(wall)) << memoryText(largest);
    }
    if (shown->judgement.wasUnprotected())
        facts << tr("NO ISOLATION");
    m_facts->setText(facts.join(u"  \u00b7  "_s));
    QString outdated;
    if (!shown->outdatedBecause.empty())
        outdated = tr("OUTDATED: %1. Judge (F5) judges it anew.").arg(toLine(shown->outdatedBecause));
    else if (shown->mayBeOutdated && shown->submission.files.empty())
        outdated =
            tr("Whether this is outdated is known after judging (F5): the archive that was handed in is "
               "not unpacked here.");
    else if (shown->mayBeOutdated)
        outdated = tr("Whether this is outdated is known after judging (F5): the installed tools or the "
                      "language's commands have "
                      "changed.");
    m_outdated->setText(outdated);
    m_outdated->setVisible(!outdated.isEmpty());
    const QStringList remarks = handInRemarks(shown->submission);
    const QString all = remarks.join(u'\n');
    m_handIn->setVisible(!remarks.isEmpty());
    m_handIn->setText(remarks.size() <= kMostRemarks
                          ? all
                          : remarks.mid(0, kMostRemarks - 1).join(u'\n') +
                                tr("\nand %n more", nullptr, int(remarks.size()) - kMostRemarks + 1));
    m_handIn->setToolTip(plainToolTip(all));
}

int DetailPane::currentTest() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

/// Refreshes the parts that depend on the test chosen in the table.
void DetailPane::refreshTest()
{
    const engine::SubmissionView* shown = view();
    const int test = currentTest();
    const model::Run* run = shown != nullptr && test >= 0 && at(test) < shown->judgement.runs.size()
                                ? &shown->judgement.runs[at(test)]
                                : nullptr;
    m_attempts->hide();
    m_explanation->hide();
    if (run == nullptr || !run->verdict) {
        const QString reason = run != nullptr && run->state == model::TaskState::Skipped
                                   ? tr("This test was skipped.")
                                   : tr("This test has no result yet.");
        m_difference->show(nullptr, {}, reason);
        m_standardError->setContent(QString());
        m_standardError->setPlaceholderText(reason);
        return;
    }
    const QString name = m_runs->index(test, RunModel::Test).data().toString();
    // The difference shows the judge's message, too.
    const QString explanation =
        m_tabs->currentIndex() == Difference ? QString() : explanationText(*run, 1000);
    QString measured = tr("%1: %2, CPU time %3, wall time %4, %5")
                           .arg(name, verdictName(*run->verdict), secondsText(run->cpuTime),
                                secondsText(run->wallTime), memoryText(run->memory));
    if (run->reusedFrom)
        measured += u"; "_s + reusedText(*run);
    m_explanation->setText(explanation.isEmpty() ? measured : QString(measured + u'\n' + explanation));
    m_explanation->show();
    const QString attempts = attemptsText(*run);
    m_attempts->setText(attempts.isEmpty() ? QString()
                                           : tr("Test %1, near the time limit: %2.").arg(name, attempts));
    m_attempts->setVisible(!attempts.isEmpty());
    if (*run->verdict == model::Verdict::AC)
        m_difference->show(nullptr, {}, tr("Test %1: the output was accepted.").arg(name));
    else if (run->output.empty() && run->expected.empty())
        m_difference->show(nullptr, {},
                           tr("Test %1: %2. No output was compared.").arg(name, verdictName(*run->verdict)) +
                               (run->message.empty() ? QString() : u'\n' + toText(run->message)));
    else
        m_difference->show(run, name, {});
    m_standardError->setPlaceholderText(
        tr("The program wrote nothing to standard error on test %1.").arg(name));
    m_standardError->setContent(toText(run->standardError));
}

/// Refreshes the parts that depend on the submission alone; the source is read when it is looked at.
void DetailPane::refreshTabs()
{
    const engine::SubmissionView* shown = view();
    if (shown == nullptr)
        return;
    const auto& compile = shown->judgement.compile;
    const model::Problem& problem = m_state->problems()[at(m_problem)];
    m_compiler->setPlaceholderText(shown->judgement.state == model::SubmissionState::NoToolchain
                                       ? tr("The language's tools are not installed on this machine.")
                                   : problem.isRefused() ? tr("Not compiled: the problem is refused.")
                                   : compile             ? tr("The compiler had nothing to say.")
                                                         : tr("Not compiled yet."));
    m_compiler->setContent(compile ? toText(compile->log) : QString());
    if (m_tabs->currentIndex() != Source || m_sourceOf == m_runs->submission())
        return;
    m_sourceOf = m_runs->submission();
    QString text;
    for (const model::SourceFile& file : shown->submission.files) {
        if (shown->submission.files.size() > 1)
            text += u"\u2500\u2500 "_s + toLine(file.name) + u" \u2500\u2500\n"_s;
        const Result<QString> source = readSource(file);
        text += source ? *source : toText(source.error().message);
        if (shown->submission.files.size() > 1)
            text += u'\n';
    }
    m_source->setContent(text);
}

void DetailPane::submissionsChanged(const std::vector<int>& submissions)
{
    if (m_contestant < 0)
        return;
    const std::vector<int>& mine = m_state->cell(m_contestant, m_problem);
    const auto isMine = [&mine](int index) {
        return std::find(mine.begin(), mine.end(), index) != mine.end();
    };
    if (std::none_of(submissions.begin(), submissions.end(), isMine))
        return;
    for (int row = 0; row < m_chooser->count(); ++row) {
        const engine::SubmissionView& entry = m_state->submissions()[at(m_chooser->itemData(row).toInt())];
        m_chooser->setItemText(row,
                               tr("%1: %2").arg(toLine(entry.submission.file, 200), markName(markOf(entry))));
        m_chooser->setItemIcon(row, markIcon(markOf(entry), isDark(palette()), 16, devicePixelRatioF()));
    }
    m_runs->refresh();
    fitColumns();
    refreshHeader();
    // Results come in while the cell is looked at: go with them until somebody chooses a test.
    if (currentTest() == m_shownTest && m_runs->firstFailure() >= 0 && m_runs->firstFailure() != m_shownTest)
        showFirstFailure();
    refreshTest();
    refreshTabs();
}

void DetailPane::selectTest(int test)
{
    if (test >= 0 && test < m_runs->rowCount())
        m_table->setCurrentIndex(m_runs->index(test, 0));
}

void DetailPane::focusTests()
{
    if (view() == nullptr)
        return;
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void DetailPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_split->setOrientation(width() > height() * 3 / 2 ? Qt::Horizontal : Qt::Vertical);
}

void DetailPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT leaveRequested();
        event->accept();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace assize::ui
