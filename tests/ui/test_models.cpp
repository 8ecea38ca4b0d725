// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/contest_builder.h"
#include "ui/models/contest_model.h"
#include "ui/models/note_model.h"
#include "ui/models/run_model.h"
#include "ui/state/english_plurals.h"
#include "ui/state/text.h"

#include <QAbstractItemModelTester>
#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace assize;
using namespace assize::ui;
using namespace Qt::Literals::StringLiterals;
using model::Verdict;

namespace {

/// Three contestants, two problems; ann hands in twice for A.
struct Fixture
{
    test::ContestBuilder builder;
    engine::ContestState state;
    int ann1, ann2, annB, bob, cyd;

    Fixture()
    {
        builder.problem("hello", "Hello", 3).problem("sums", "Sums of Pairs", 5, 2);
        builder.contestant("ann").contestant("bob").contestant("cyd");
        ann1 = builder.submission("ann", "hello", "ann/hello.cpp");
        ann2 = builder.submission("ann", "hello", "ann/hello2.cpp");
        annB = builder.submission("ann", "sums");
        bob = builder.submission("bob", "sums");
        cyd = builder.submission("cyd", "hello");
        state.apply(builder.loaded());
        state.takeChanged();
        state.takeReset();
    }
    std::vector<int> judge(int id, const std::vector<Verdict>& verdicts)
    {
        state.apply(model::JudgementEnded{builder.judgement(id, verdicts), false});
        return state.takeChanged();
    }
};

QStringList grid(const ContestModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells{model.headerData(row, Qt::Vertical, Qt::DisplayRole).toString()};
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        lines << cells.join(u'|');
    }
    return lines;
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void cells();
    void accessibleTexts();
    void lateAndRefused();
    void squares();
    void onlyChangedCellsAreTold();
    void rowsStayUntilSorted();
    void orderByName();
    void filters();
    void searches_data();
    void searches();
    void counting();
    void runs();
    void explanations_data();
    void explanations();
    void outdatedCells();
    void attempts();
    void reusedRuns();
    void unprotected();
    void notes();
    void hostileNames();
    void texts_data();
    void texts();

private:
    EnglishPlurals m_plurals;
};

void TestModels::cells()
{
    Fixture f;
    ContestModel model(&f.state);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.reset();
    QCOMPARE(grid(model), (QStringList{u"ann|waiting +1|waiting"_s, u"bob||waiting"_s, u"cyd|waiting|"_s}));
    model.submissionsChanged(f.judge(f.cyd, f.builder.accepted(f.cyd)));
    model.submissionsChanged(f.judge(f.bob, f.builder.failingOn(f.bob, 3, Verdict::WA)));
    QCOMPARE(grid(model), (QStringList{u"ann|waiting +1|waiting"_s, u"bob||WA"_s, u"cyd|AC|"_s}));
    QCOMPARE(model.index(1, 1).data(ContestModel::MarkRole).toInt(), static_cast<int>(Mark::WA));
    QCOMPARE(model.index(1, 1).data(ContestModel::SubmissionRole).toInt(), f.bob);
    QCOMPARE(model.index(1, 0).data(ContestModel::SubmissionRole).toInt(), 0);
}

void TestModels::lateAndRefused()
{
    test::ContestBuilder builder;
    builder.problem("hello", "Hello", 2).problem("sums", "Sums", 0);
    builder.contestant("ann").contestant("bob");
    builder.loaded().problems[1].refusedBecause = "it is damaged";
    const int inTime = builder.submission("ann", "hello", "ann/hello.cpp");
    const int late = builder.submission("ann", "hello", "ann/hello2.cpp");
    const int onlyLate = builder.submission("bob", "hello");
    const int unjudged = builder.submission("bob", "sums");
    for (model::Submission& submission : builder.loaded().submissions) {
        submission.late = submission.id == late || submission.id == onlyLate;
        if (submission.late)
            submission.notCountedBecause = "handed in 30 s after the contest's end";
    }
    builder.loaded().submissions.back().notCountedBecause = "the package of its problem cannot be read";
    model::Judgement none;
    none.submission = unjudged;
    none.state = model::SubmissionState::Unjudged;
    none.message = "the package of this problem cannot be read: it is damaged";
    builder.loaded().judgements = {builder.judgement(inTime, builder.failingOn(inTime, 1, Verdict::WA)),
                                   builder.judgement(late, builder.accepted(late)),
                                   builder.judgement(onlyLate, builder.accepted(onlyLate)), none};
    engine::ContestState state;
    state.apply(builder.loaded());
    ContestModel model(&state);
    model.reset();
    // What counts is shown, although the late one was better; who solved nothing in time solved nothing.
    QCOMPARE(grid(model), (QStringList{u"ann|WA +1|"_s, u"bob|AC late|unjudged"_s}));
    QCOMPARE(model.data().row(1).solved, 0);
    QVERIFY(model.data().cell(1, 0).late && !model.data().cell(0, 0).late);
    const auto text = [&](int row, int column) {
        return model.index(row, column).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(text(0, 0).endsWith(u"1 other submission, 1 of them late"_s), qPrintable(text(0, 0)));
    QVERIFY2(text(1, 0).endsWith(u"does not count: handed in 30 s after the contest's end"_s),
             qPrintable(text(1, 0)));
    QVERIFY2(text(1, 1).endsWith(u"unjudged: the package of this problem cannot be read: it is damaged"_s),
             qPrintable(text(1, 1)));
    QVERIFY2(text(0, 1).endsWith(u"nothing handed in; the problem is refused"_s), qPrintable(text(0, 1)));
    QVERIFY(model.headerData(1, Qt::Horizontal, Qt::AccessibleTextRole)
                .toString()
                .contains(u"REFUSED, its hand-ins are not judged: it is damaged"_s));
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"B  Sums"_s);
}

void TestModels::accessibleTexts()
{
    Fixture f;
    ContestModel model(&f.state);
    model.reset();
    model.submissionsChanged(f.judge(f.cyd, f.builder.accepted(f.cyd)));
    model.submissionsChanged(f.judge(f.bob, f.builder.failingOn(f.bob, 3, Verdict::WA)));
    const auto text = [&model](int row, int column) {
        return model.index(row, column).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(text(1, 1), u"bob, problem B: wrong answer on test 4 (secret/2)"_s);
    QCOMPARE(text(2, 0), u"cyd, problem A: accepted on all 3 tests"_s);
    QCOMPARE(text(1, 0), u"bob, problem A: nothing handed in"_s);
    QCOMPARE(text(0, 0), u"ann, problem A: waiting; 1 other submission"_s);
    f.state.apply(model::JudgementBegun{f.annB});
    f.state.apply(model::RunBegun{f.annB, 0, 0});
    f.state.apply(model::RunEnded{f.annB, "", 0, f.builder.run(f.annB, 0, Verdict::AC)});
    f.state.apply(model::RunBegun{f.annB, 1, 0});
    model.submissionsChanged(f.state.takeChanged());
    QCOMPARE(text(0, 1), u"ann, problem B: running, 1 of 5 tests done"_s);
    QCOMPARE(model.testDescription(1, 1, 3), u"Test 4 (secret/2): wrong answer, 0.033 s, 3.3 MiB"_s);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::AccessibleTextRole).toString(),
             u"Problem B  Sums of Pairs time limit 1 s (.timelimit), memory limit 2,048 MiB 5 tests"_s);
}

void TestModels::squares()
{
    Fixture f;
    ContestModel model(&f.state);
    model.reset();
    f.state.apply(model::JudgementBegun{f.bob});
    f.state.apply(model::RunBegun{f.bob, 2, 0});
    f.state.apply(model::RunEnded{f.bob, "", 4, f.builder.run(f.bob, 4, Verdict::TLE)});
    model.submissionsChanged(f.state.takeChanged());
    const auto marks = model.data().marks(1, 1);
    QCOMPARE(std::vector<Mark>(marks.begin(), marks.end()),
             (std::vector<Mark>{Mark::Waiting, Mark::Waiting, Mark::Running, Mark::Waiting, Mark::TLE}));
    QCOMPARE(model.data().cell(1, 1).testsDone, 1);
    // Nothing of a source that does not compile will ever run.
    model.submissionsChanged(f.judge(f.bob, {Verdict::CE}));
    const auto after = model.data().marks(1, 1);
    QVERIFY(std::all_of(after.begin(), after.end(), [](Mark mark) { return mark == Mark::Skipped; }));
    QCOMPARE(model.index(1, 1).data().toString(), u"CE"_s);
}

void TestModels::onlyChangedCellsAreTold()
{
    Fixture f;
    ContestModel model(&f.state);
    model.reset();
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.submissionsChanged(f.judge(f.bob, f.builder.accepted(f.bob)));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex(), model.index(1, 1));
    QCOMPARE(changed[0][1].toModelIndex(), model.index(1, 1));
    changed.clear();
    std::vector<int> both = f.judge(f.ann1, f.builder.accepted(f.ann1));
    const std::vector<int> other = f.judge(f.annB, f.builder.accepted(f.annB));
    both.insert(both.end(), other.begin(), other.end());
    model.submissionsChanged(both);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex(), model.index(0, 0));
    QCOMPARE(changed[0][1].toModelIndex(), model.index(0, 1));
}

void TestModels::rowsStayUntilSorted()
{
    Fixture f;
    ContestModel model(&f.state);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.reset();
    const QPersistentModelIndex cyd = model.index(2, 0);
    model.submissionsChanged(f.judge(f.cyd, f.builder.accepted(f.cyd)));
    model.refreshStandings();
    QCOMPARE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).toString(), u"ann"_s);
    QCOMPARE(model.data().row(2).rank, 1);
    QCOMPARE(model.data().row(2).solved, 1);
    QCOMPARE(model.data().row(0).rank, 2);
    model.sortNow();
    QCOMPARE(grid(model), (QStringList{u"cyd|AC|"_s, u"ann|waiting +1|waiting"_s, u"bob||waiting"_s}));
    QCOMPARE(cyd.row(), 0);
}

void TestModels::orderByName()
{
    test::ContestBuilder builder;
    builder.problem("p", "P", 1);
    for (const char* name : {"team10", "team2", "Team1"})
        builder.contestant(name);
    const int id = builder.submission("team10", "p");
    engine::ContestState state;
    state.apply(builder.loaded());
    state.apply(model::JudgementEnded{builder.judgement(id, {Verdict::AC}), false});
    ContestModel model(&state);
    model.reset();
    QCOMPARE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).toString(), u"team10"_s);
    model.setOrder(ContestModel::Order::Name);
    QCOMPARE(grid(model), (QStringList{u"Team1|"_s, u"team2|"_s, u"team10|AC"_s}));
}

void TestModels::filters()
{
    Fixture f;
    ContestModel model(&f.state);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.reset();
    model.submissionsChanged(f.judge(f.cyd, f.builder.accepted(f.cyd)));
    model.submissionsChanged(f.judge(f.bob, f.builder.failingOn(f.bob, 3, Verdict::WA)));
    GridFilter filter;
    filter.text = u"B"_s;
    model.setFilter(filter);
    QCOMPARE(grid(model), QStringList{u"bob||WA"_s});
    QCOMPARE(model.rowOfContestant(0), -1);
    QCOMPARE(model.rowOfContestant(1), 0);
    filter = {};
    filter.failingOnly = true;
    model.setFilter(filter);
    QCOMPARE(grid(model), QStringList{u"bob||WA"_s});
    filter = {};
    filter.marks.set(static_cast<std::size_t>(Mark::AC));
    model.setFilter(filter);
    QCOMPARE(grid(model), QStringList{u"cyd|AC|"_s});
    GridCell wrong;
    wrong.mark = Mark::WA;
    QVERIFY(!model.filter().matches(wrong));
    filter.text = u"nobody"_s;
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), 0);
    // Changes to what is hidden must not trouble the views.
    model.submissionsChanged(f.judge(f.ann1, f.builder.accepted(f.ann1)));
    model.setFilter({});
    QCOMPARE(model.rowCount(), 3);
}

void TestModels::searches_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* title, const QString& name, const QString& typed, bool found) {
        QTest::newRow(title) << name << typed << found;
    };
    row("case", u"ann"_s, u"ANN"_s, true);
    row("accent left out", u"Fern\u00e1ndez"_s, u"fernandez"_s, true);
    row("accent typed", u"Fern\u00e1ndez"_s, u"FERN\u00c1"_s, true);
    row("decomposed name", u"Ferna\u0301ndez"_s, u"fern\u00e1ndez"_s, true);
    row("accent that is not there", u"Fernandez"_s, u"fern\u00e1ndez"_s, true);
    row("stroke", u"\u0141ukasz S\u00f8rensen"_s, u"lukasz sorensen"_s, true);
    row("sharp s", u"Stra\u00dfe"_s, u"strasse"_s, true);
    row("full width", u"\uff21\uff22"_s, u"ab"_s, true);
    row("Vietnamese", u"Nguy\u1ec5n \u0110\u1ee9c"_s, u"nguyen duc"_s, true);
    row("Cyrillic", u"\u0418\u0432\u0430\u043d"_s, u"\u0438\u0432"_s, true);
    row("another", u"Fern\u00e1ndez"_s, u"fermandez"_s, false);
}

void TestModels::searches()
{
    QFETCH(QString, name);
    QFETCH(QString, typed);
    QFETCH(bool, found);
    test::ContestBuilder builder;
    builder.problem("p", "P", 1).contestant(name.toStdString());
    engine::ContestState state;
    state.apply(builder.loaded());
    ContestModel model(&state);
    model.reset();
    GridFilter filter;
    filter.text = typed;
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), found ? 1 : 0);
}

void TestModels::counting()
{
    Fixture f;
    ContestModel model(&f.state);
    model.reset();
    model.submissionsChanged(f.judge(f.ann1, f.builder.accepted(f.ann1)));
    model.submissionsChanged(f.judge(f.ann2, f.builder.failingOn(f.ann2, 0, Verdict::RTE)));
    model.refreshStandings();
    // The accepted one counts, whatever came after it.
    QCOMPARE(model.index(0, 0).data(ContestModel::SubmissionRole).toInt(), f.ann1);
    QCOMPARE(model.index(0, 0).data().toString(), u"AC +1"_s);
}

void TestModels::runs()
{
    Fixture f;
    RunModel model(&f.state);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    const int index = static_cast<int>(f.state.submissionById(f.bob) - f.state.submissions().data());
    model.show(index);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(0, RunModel::Verdict).data().toString(), u"Waiting"_s);
    std::vector<Verdict> verdicts = f.builder.accepted(f.bob);
    verdicts[1] = Verdict::TLE;
    verdicts[2] = Verdict::RTE;
    verdicts[3] = Verdict::WA;
    verdicts.pop_back();
    f.judge(f.bob, verdicts);
    model.refresh();
    const auto line = [&model](int row) {
        QStringList cells;
        for (int column = 0; column < RunModel::ColumnCount; ++column)
            cells << model.index(row, column).data().toString();
        return cells.join(u'|');
    };
    QCOMPARE(line(0), u"sample/1|AC|0.012 s|0.020 s|3.0 MiB|"_s);
    QCOMPARE(line(1), u"sample/2|TLE|1.10 s|0.028 s|3.1 MiB|over CPU limit"_s);
    QCOMPARE(line(2), u"secret/1|RTE|0.026 s|0.036 s|3.2 MiB|SIGABRT"_s);
    QCOMPARE(line(3), u"secret/2|WA|0.033 s|0.044 s|3.3 MiB|line 2, token 1: expected 42, got 41"_s);
    QCOMPARE(line(4), u"secret/3|Skipped||||"_s);
    QCOMPARE(model.firstFailure(), 1);
}

/// What a crash's message says already is not said twice.
void TestModels::explanations_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("text");
    QTest::newRow("crash") << u"exit code 1: ModuleNotFoundError: \x1b"_s << 1
                           << u"exit code 1: ModuleNotFoundError: \\x1b"_s;
    QTest::newRow("crash of an earlier version") << QString() << 1 << u"exit 1"_s;
    QTest::newRow("said by a validator") << u"wrong\nanswer"_s << 0 << u"wrong\u21b5answer"_s;
    QTest::newRow("both") << u"broken pipe"_s << 3 << u"exit 3: broken pipe"_s;
    QTest::newRow("nothing") << QString() << 0 << QString();
}

void TestModels::explanations()
{
    QFETCH(QString, message);
    QFETCH(int, exitCode);
    QFETCH(QString, text);
    model::Run run;
    run.state = model::TaskState::Done;
    run.exitCode = exitCode;
    run.message = message.toStdString();
    QCOMPARE(explanationText(run), text);
}

void TestModels::outdatedCells()
{
    Fixture f;
    ContestModel model(&f.state);
    model.reset();
    f.judge(f.bob, f.builder.accepted(f.bob));
    const int index = static_cast<int>(f.state.submissionById(f.bob) - f.state.submissions().data());
    model.submissionsChanged({index});
    f.state.apply(engine::ResultsCompared{{{f.bob, "its source has changed since it was judged"}}, {}});
    model.submissionsChanged({index});
    const int bob = f.state.submissionById(f.bob)->contestantIndex;
    const int problem = f.state.submissionById(f.bob)->problemIndex;
    QVERIFY(model.data().cell(bob, problem).outdated);
    QVERIFY(model.cellDescription(model.rowOfContestant(bob), problem)
                .contains(u"outdated: its source has changed since it was judged"_s));
    GridFilter filter;
    filter.outdatedOnly = true;
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.contestantOfRow(0), bob);
    // A new judgement is of today.
    f.judge(f.bob, f.builder.accepted(f.bob));
    model.submissionsChanged({index});
    QVERIFY(!model.data().cell(bob, problem).outdated);
}

void TestModels::attempts()
{
    Fixture f;
    RunModel model(&f.state);
    model.show(static_cast<int>(f.state.submissionById(f.bob) - f.state.submissions().data()));
    model::Judgement judgement = f.builder.judgement(f.bob, f.builder.accepted(f.bob));
    using std::chrono::milliseconds;
    judgement.runs[1].cpuTime = milliseconds(980);
    judgement.runs[1].attempts = {{milliseconds(1020), milliseconds(1100), 1},
                                  {milliseconds(980), milliseconds(990), 1}};
    f.state.apply(model::JudgementEnded{judgement, false});
    model.refresh();
    QCOMPARE(model.index(0, RunModel::Cpu).data().toString(), u"0.012 s"_s);
    QCOMPARE(model.index(1, RunModel::Cpu).data().toString(), u"0.980 s*"_s);
    const QString all = u"2 runs: 1.02 s, 0.980 s; all but the first alone"_s;
    QVERIFY(model.index(1, RunModel::Cpu).data(Qt::ToolTipRole).toString().contains(all));
    QCOMPARE(model.index(1, RunModel::Cpu).data(Qt::AccessibleTextRole).toString(), all);
    QVERIFY(!model.index(0, RunModel::Cpu).data(Qt::ToolTipRole).toString().contains(u"runs"_s));
}

void TestModels::reusedRuns()
{
    Fixture f;
    RunModel model(&f.state);
    model.show(static_cast<int>(f.state.submissionById(f.bob) - f.state.submissions().data()));
    model::Judgement judgement = f.builder.judgement(f.bob, f.builder.accepted(f.bob));
    const QDateTime then(QDate(2026, 11, 30), QTime(14, 2));
    judgement.runs[1].reusedFrom =
        std::chrono::system_clock::time_point(std::chrono::seconds(then.toSecsSinceEpoch()));
    f.state.apply(model::JudgementEnded{judgement, false});
    model.refresh();
    const QString note = u"measured on 2026-11-30 14:02, reused"_s;
    QCOMPARE(model.index(1, RunModel::Cpu).data().toString(), u"0.019 s"_s);
    QVERIFY(model.index(1, RunModel::Cpu).data(Qt::ToolTipRole).toString().contains(note));
    QVERIFY(!model.index(0, RunModel::Cpu).data(Qt::ToolTipRole).toString().contains(u"reused"_s));
}

void TestModels::unprotected()
{
    Fixture f;
    NoteModel notes(&f.state);
    notes.refresh();
    QCOMPARE(notes.rowCount(), 0);
    model::Judgement judgement = f.builder.judgement(f.bob, f.builder.accepted(f.bob));
    judgement.sandbox = "none";
    f.state.apply(model::JudgementEnded{judgement, true});
    notes.refresh();
    QCOMPARE(notes.rowCount(), 1);
    QVERIFY(notes.index(0, 2).data().toString().startsWith(u"1 submission ran without any isolation"_s));
    QCOMPARE(notes.serious(), 1);
}

void TestModels::notes()
{
    test::ContestBuilder builder;
    builder.problem("p", "P", 1).contestant("ann");
    builder.submission("ann", "p");
    builder.loaded().unmatched.push_back({"ann/notes\n.txt", "no language has the extension .txt"});
    builder.loaded().diagnostics.push_back(
        {Diagnostic::Level::Error, "problems/q/problem.yaml:3 (limits)", "not a mapping"});
    builder.loaded().layouts.push_back("{contestant}/{problem}.{extension}");
    engine::ContestState state;
    state.apply(builder.loaded());
    NoteModel model(&state);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row)
        lines << model.index(row, 0).data().toString() + u'|' + model.index(row, 1).data().toString() + u'|' +
                     model.index(row, 2).data().toString();
    QCOMPARE(lines,
             (QStringList{u"Error|problems/q/problem.yaml:3 (limits)|not a mapping"_s,
                          u"Warning|ann/notes\u21b5.txt|Not graded: no language has the extension .txt"_s,
                          u"Note|Submissions|{contestant}/{problem}.{extension}"_s}));
    QCOMPARE(model.serious(), 2);
    engine::JudgingEnded ended;
    model::Toolchain missing;
    missing.language.id = "cpp";
    missing.language.name = "C++";
    missing.language.installPackages = "g++";
    missing.problem = "g++ was not found";
    ended.toolchains.push_back(missing);
    state.apply(ended);
    model.refresh();
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(1, 2).data().toString(), u"Not graded: no language has the extension .txt"_s);
    QCOMPARE(model.index(2, 2).data().toString(),
             u"1 submission cannot be judged: g++ was not found. Install g++ and judge again."_s);
}

void TestModels::hostileNames()
{
    const std::string evil = "<b>x</b>\n\xff\x1b[31m\xe2\x80\xae!";
    test::ContestBuilder builder;
    builder.problem("p", "P", 1).contestant(evil);
    builder.submission(evil, "p");
    engine::ContestState state;
    state.apply(builder.loaded());
    ContestModel model(&state);
    model.reset();
    const QString name = model.headerData(0, Qt::Vertical, Qt::DisplayRole).toString();
    QCOMPARE(name, u"<b>x</b>\u21b5\\xff\\x1b[31m\\u202e!"_s);
    // A tool tip guesses whether it is HTML.
    QVERIFY(!model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    QVERIFY(!model.headerData(0, Qt::Vertical, Qt::ToolTipRole).toString().contains(u"<b>"_s));
}

void TestModels::texts_data()
{
    QTest::addColumn<QString>("actual");
    QTest::addColumn<QString>("expected");
    using namespace std::chrono_literals;
    QTest::addRow("short time") << secondsText(12ms) << u"0.012 s"_s;
    QTest::addRow("seconds") << secondsText(1234ms) << u"1.23 s"_s;
    QTest::addRow("long time") << secondsText(123456ms) << u"123 s"_s;
    QTest::addRow("limit") << limitText(1500ms) << u"1.5 s"_s;
    QTest::addRow("whole limit") << limitText(2s) << u"2 s"_s;
    QTest::addRow("kibibytes") << memoryText(512 << 10) << u"512 KiB"_s;
    QTest::addRow("mebibytes") << memoryText(14'900'000) << u"14.2 MiB"_s;
    QTest::addRow("half a minute") << roughDuration(29300ms) << u"30 s"_s;
    QTest::addRow("minutes") << roughDuration(61s) << u"2 min"_s;
    QTest::addRow("cut") << toLine("abcdef", 4) << u"abc\u2026"_s;
    QTest::addRow("tab and newline") << toLine("a\tb\nc") << u"a\u2192b\u21b5c"_s;
}

void TestModels::texts()
{
    QFETCH(QString, actual);
    QFETCH(QString, expected);
    QCOMPARE(actual, expected);
}

QTEST_MAIN(TestModels)
#include "test_models.moc"
