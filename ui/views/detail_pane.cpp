// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/detail_pane.h"

#include "model/judgement.h"
#include "model/problem.h"
#include "ui/delegates/glyphs.h"
#include "ui/models/run_model.h"
#include "ui/state/source_reader.h"
#include "ui/state/submission_text.h"
#include "ui/state/text.h"
#include "ui/state/theme.h"
#include "ui/views/difference_view.h"
#include "ui/views/test_table.h"
#include "ui/views/text_pane.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

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

/// More lines on a hand-in's files would take the place of the tests; the tool tip has them all.
constexpr int kMostRemarks = 4;

} // namespace

DetailPane::DetailPane(const engine::ContestState* state, QWidget* parent)
    : QWidget(parent), m_state(state), m_content(new QWidget),
      m_hint(new QLabel(tr("Choose a cell of the grid to see its tests."))), m_title(plainLabel()),
      m_verdict(plainLabel()), m_facts(plainLabel()), m_handIn(plainLabel()), m_outdated(plainLabel()),
      m_attempts(plainLabel()), m_explanation(plainLabel()), m_chooser(new QComboBox),
      m_split(new QSplitter(Qt::Vertical)), m_tabs(new QTabWidget), m_runs(new RunModel(state, this)),
      m_table(new TestTable(m_runs)), m_difference(new DifferenceView),
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
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DetailPane::refreshTest);
    connect(m_table, &QTableView::activated, this, [this] { m_tabs->currentWidget()->setFocus(); });
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
    m_table->fitColumns();
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

/// What people look for first, by the verdict. Somebody who reads sources goes on reading sources.
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
    const QString verdict = verdictText(*shown, m_runs->firstFailure(), m_runs->rowCount());
    m_verdict->setText(verdict);
    m_verdict->setToolTip(plainToolTip(isVerdict(mark) ? verdictHelp(verdictOf(mark)) : verdict));
    m_facts->setText(factsOf(*m_state, problem, *shown).join(u"  \u00b7  "_s));
    const QString outdated = outdatedText(*shown);
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

/// What depends on the test that is chosen in the table.
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
    // The difference says what the judge says, too.
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

/// What depends on the submission alone; the source is read when it is looked at.
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
    m_table->fitColumns();
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
