// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot.h"
#include "report/html.h"
#include "support/contest_builder.h"
#include "ui/models/run_model.h"
#include "ui/pages/all_pages.h"
#include "ui/pages/grid_page.h"
#include "ui/shell/apply_theme.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page.h"
#include "ui/state/english_plurals.h"
#include "ui/state/preferences.h"
#include "ui/state/remedies.h"
#include "window_parts.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QCommandLinkButton>
#include <QDateTime>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStatusBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace assize;
using namespace assize::ui;
using assize::test::detailsOf, assize::test::gridOf, assize::test::messagesOf, assize::test::modelOf;
using namespace Qt::Literals::StringLiterals;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesASelectionAgain();
    void judgesOutdatedByAButton();
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void startPage();
    void detailDockIsRemembered();
    void details();
    void detailsTellOfTheFiles();
    void attemptsAreShown();
    void reusedRunsAreShown();
    void testColumnsAreInView_data();
    void testColumnsAreInView();
    void outdatedResults();
    void languageAndInterpreter_data();
    void languageAndInterpreter();
    void whatCannotBeJudgedIsCountedApart();
    void noIsolation();
    void detailsFollowResults();
    void severalSubmissions();
    void hostileOutput();
    void keyboard();
    void chipsFilter();
    void choiceSurvivesSorting();
    void nextJudgingTakesMessageAway();
    void endOfJudging_data();
    void endOfJudging();
    void refusal();
    void zooms();
    void exports();
    void pictures_data();
    void pictures();

private:
    EnglishPlurals m_plurals;
};

namespace {

/// A window on two contestants and two problems.
struct Fixture
{
    test::ContestBuilder builder;
    QTemporaryDir folder;
    Preferences preferences{folder.filePath(u"desktop.ini"_s)};
    Session session{nullptr};
    std::unique_ptr<MainWindow> window;
    int annA, annB, bobA, bobAgain;

    explicit Fixture(const QString& refusal = {})
    {
        builder.problem("hello", "Hello", 3)
            .problem("sums", "Sums", 5, 2)
            .contestant("ann")
            .contestant("bob");
        annA = builder.submission("ann", "hello");
        annB = builder.submission("ann", "sums");
        bobA = builder.submission("bob", "hello");
        bobAgain = builder.submission("bob", "hello", "bob/hello-2.cpp");
        window =
            std::make_unique<MainWindow>(&session, &preferences, refusal, allPages(&session, &preferences));
        window->resize(1280, 800);
        window->show();
        session.apply({builder.loaded()});
    }
    void judge(int id, const std::vector<model::Verdict>& verdicts)
    {
        session.apply({model::JudgementEnded{builder.judgement(id, verdicts), false}});
    }
    template<typename Widget>
    Widget* find(const QString& accessibleName) const
    {
        for (Widget* widget : window->findChildren<Widget*>()) {
            if (widget->accessibleName() == accessibleName)
                return widget;
        }
        return nullptr;
    }
    QString labelTexts() const
    {
        QStringList texts;
        for (const QLabel* label : detailsOf(*window)->findChildren<QLabel*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u'\n');
    }
    void press(Qt::Key key) const { QTest::keyClick(window.get(), key); }
};

} // namespace

void TestMainWindow::startPage()
{
    QTemporaryDir folder;
    Preferences preferences(folder.filePath(u"desktop.ini"_s));
    preferences.addRecentFolder(folder.path());
    preferences.addRecentFolder(u"/nowhere/at/all"_s);
    Session session(nullptr);
    MainWindow window(&session, &preferences, {}, allPages(&session, &preferences));
    window.show();
    QVERIFY(!gridOf(window)->isVisible());
    // What is gone is not offered.
    QCOMPARE(window.findChildren<QCommandLinkButton*>().size(), 1);
    // There is nothing yet to show details of; an empty pane would only take room.
    QVERIFY(!detailsOf(window)->isVisible());
    test::ContestBuilder builder;
    builder.problem("hello", "Hello", 3).contestant("ann");
    session.apply({builder.loaded()});
    QVERIFY(detailsOf(window)->isVisible());
    QVERIFY(detailsOf(window)->width() >= 400);
}

/// Whoever closes the details keeps them closed; that a start page had none is no such wish.
void TestMainWindow::detailDockIsRemembered()
{
    QTemporaryDir folder;
    test::ContestBuilder builder;
    builder.problem("hello", "Hello", 3).contestant("ann");
    for (const bool closed : {false, false, true, true}) {
        Preferences preferences(folder.filePath(u"desktop.ini"_s));
        Session session(nullptr);
        MainWindow window(&session, &preferences, {}, allPages(&session, &preferences));
        window.show();
        session.apply({builder.loaded()});
        auto* dock = window.findChild<QDockWidget*>(u"details"_s);
        QVERIFY(dock != nullptr);
        if (closed)
            dock->close();
        window.close();
        Session next(nullptr);
        MainWindow later(&next, &preferences, {}, allPages(&next, &preferences));
        later.show();
        later.close();
        Session last(nullptr);
        MainWindow again(&last, &preferences, {}, allPages(&last, &preferences));
        again.show();
        QVERIFY(!detailsOf(again)->isVisible());
        last.apply({builder.loaded()});
        QCOMPARE(detailsOf(again)->isVisible(), !closed);
    }
}

/// What "Judge again" means: the cell, all of its contestant, all for its problem.
void TestMainWindow::judgesASelectionAgain()
{
    using Scope = Page::Scope;
    Fixture f;
    const auto* page = f.window->findChild<GridPage*>();
    const auto enabled = [&f] {
        for (const QAction* action : f.window->findChildren<QAction*>()) {
            if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J))
                return action->isEnabled();
        }
        return false;
    };
    gridOf(*f.window)->choose(1, 0);
    QVERIFY(page->submissions(Scope::Chosen) == std::vector<int>({f.bobA, f.bobAgain}));
    QVERIFY(page->submissions(Scope::Problem) == std::vector<int>({f.annA, f.bobA, f.bobAgain}));
    QVERIFY(enabled());
    gridOf(*f.window)->choose(0, 1);
    QVERIFY(page->submissions(Scope::Chosen) == std::vector<int>({f.annB}));
    QVERIFY(page->submissions(Scope::Contestant) == std::vector<int>({f.annA, f.annB}));
    // Bob handed in nothing for the second problem.
    gridOf(*f.window)->choose(1, 1);
    QVERIFY(page->submissions(Scope::Chosen).empty());
    QVERIFY(!enabled());

    const Fixture refused(u"no sandbox"_s);
    gridOf(*refused.window)->choose(0, 0);
    for (const QAction* action : refused.window->findChildren<QAction*>())
        QVERIFY(action->shortcut() != QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J) || !action->isEnabled());
}

/// Outdated results are judged by a button beside the note that tells of them.
void TestMainWindow::judgesOutdatedByAButton()
{
    Fixture f;
    auto* button = f.window->findChild<QPushButton*>(u"judgeOutdated"_s);
    QVERIFY(button != nullptr && !button->isVisible());
    f.judge(f.annA, std::vector<model::Verdict>(3, model::Verdict::AC));
    f.session.apply({engine::ResultsCompared{{{f.annA, "its source changed"}}, {}}});
    QVERIFY(button->isVisible());
    QVERIFY2(button->text().contains(u'1'), qPrintable(button->text()));
}

void TestMainWindow::details()
{
    Fixture f;
    f.judge(f.annB, f.builder.failingOn(f.annB, 3, model::Verdict::WA));
    gridOf(*f.window)->choose(0, 1);
    const QString texts = f.labelTexts();
    QVERIFY2(texts.contains(u"ann \u2013 B Sums"_s), qPrintable(texts));
    QVERIFY2(texts.contains(u"Wrong answer on test 4 of 5"_s), qPrintable(texts));
    QVERIFY2(texts.contains(u"first difference in line 2, column 1"_s), qPrintable(texts));
    QCOMPARE(f.find<QPlainTextEdit>(u"Expected output"_s)->toPlainText(), u"7\n42\n"_s);
    QCOMPARE(f.find<QPlainTextEdit>(u"Output of the program"_s)->toPlainText(), u"7\n41\n"_s);
    auto* table = f.find<QTableView>(u"Tests"_s);
    QCOMPARE(table->currentIndex().row(), 3);
    QCOMPARE(table->model()->rowCount(), 5);
    // The first test is accepted: there is nothing to compare.
    table->selectRow(0);
    QVERIFY(f.labelTexts().contains(u"the output was accepted"_s));
    // Results that come in while it is shown.
    gridOf(*f.window)->choose(0, 0);
    QVERIFY(f.labelTexts().contains(u"Waiting"_s));
    f.judge(f.annA, {model::Verdict::CE});
    QVERIFY(f.labelTexts().contains(u"Compile error"_s));
    QVERIFY(f.find<QPlainTextEdit>(u"Compiler's messages"_s)->toPlainText().contains(u"expected ';'"_s));
    gridOf(*f.window)->choose(1, 1);
    QVERIFY(f.labelTexts().contains(u"Nothing handed in"_s));
}

/// What is started, left out and to be known of the files; nothing where there was nothing to choose.
void TestMainWindow::detailsTellOfTheFiles()
{
    Fixture f;
    model::Submission& submission = f.builder.loaded().submissions[static_cast<std::size_t>(f.annB) - 1];
    submission.choice = "main.cpp is started, because it is called main; not x.py";
    submission.leftOut = {{"ann/b/x.py", "it is in Python 3"}};
    submission.notes = {"main.cpp was in UTF-16."};
    f.session.apply({f.builder.loaded()});
    gridOf(*f.window)->choose(0, 1);
    auto* files = detailsOf(*f.window)->findChild<QLabel*>(u"handIn"_s);
    QVERIFY(files != nullptr && files->isVisibleTo(detailsOf(*f.window)));
    QCOMPARE(files->text(), u"main.cpp is started, because it is called main; not x.py\n"
                            "Left out: ann/b/x.py: it is in Python 3\nmain.cpp was in UTF-16."_s);
    gridOf(*f.window)->choose(0, 0);
    QVERIFY(!files->isVisibleTo(detailsOf(*f.window)));
}

/// A run near the time limit was repeated: every attempt stands where its test is looked at.
void TestMainWindow::attemptsAreShown()
{
    Fixture f;
    model::Judgement judgement = f.builder.judgement(f.annB, f.builder.accepted(f.annB));
    using std::chrono::milliseconds;
    judgement.runs[2].attempts = {{milliseconds(1020), milliseconds(1100), 1},
                                  {milliseconds(980), milliseconds(990), 1}};
    f.session.apply({model::JudgementEnded{judgement, false}});
    gridOf(*f.window)->choose(0, 1);
    QVERIFY(!f.labelTexts().contains(u"near the time limit"_s));
    f.find<QTableView>(u"Tests"_s)->selectRow(2);
    const QString all = u"near the time limit: 2 runs: 1.02 s, 0.980 s; all but the first alone."_s;
    QVERIFY2(f.labelTexts().contains(all), qPrintable(f.labelTexts()));
    f.find<QTableView>(u"Tests"_s)->selectRow(0);
    QVERIFY(!f.labelTexts().contains(u"near the time limit"_s));
}

/// Below the table: when the test that is chosen was run, where that was for an earlier judgement.
void TestMainWindow::reusedRunsAreShown()
{
    Fixture f;
    model::Judgement judgement = f.builder.judgement(f.annB, f.builder.accepted(f.annB));
    const QDateTime then(QDate(2026, 11, 30), QTime(14, 2));
    judgement.runs[2].reusedFrom =
        std::chrono::system_clock::time_point(std::chrono::seconds(then.toSecsSinceEpoch()));
    f.session.apply({model::JudgementEnded{judgement, false}});
    gridOf(*f.window)->choose(0, 1);
    f.find<QTableView>(u"Tests"_s)->selectRow(2);
    QVERIFY2(f.labelTexts().contains(u"; measured on 2026-11-30 14:02, reused"_s),
             qPrintable(f.labelTexts()));
    f.find<QTableView>(u"Tests"_s)->selectRow(0);
    QVERIFY(!f.labelTexts().contains(u"reused"_s));
}

void TestMainWindow::testColumnsAreInView_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("all");
    for (const int width : {1024, 1280, 1920})
        QTest::addRow("%d", width) << width << (width >= 1280);
}

/// No scroll bar hides a column, numbers are whole, and what is said of a test is read in full below the
/// table.
void TestMainWindow::testColumnsAreInView()
{
    QFETCH(int, width);
    QFETCH(bool, all);
    Fixture f;
    f.window->resize(width, 800);
    model::Judgement judgement =
        f.builder.judgement(f.annB, f.builder.failingOn(f.annB, 3, model::Verdict::RTE));
    judgement.runs[3].signal.reset();
    judgement.runs[3].exitCode = 1;
    judgement.runs[3].message =
        "exit code 1: ModuleNotFoundError: No module named 'a_module_with_a_name_that_is_far_too_long'";
    f.session.apply({model::JudgementEnded{judgement, false}});
    gridOf(*f.window)->choose(0, 1);
    QCoreApplication::processEvents();
    auto* table = f.find<QTableView>(u"Tests"_s);
    QVERIFY(!table->horizontalScrollBar()->isVisible());
    int used = 0;
    for (int column = 0; column < RunModel::ColumnCount; ++column) {
        const bool hidden = table->isColumnHidden(column);
        QVERIFY2(!hidden || !all, qPrintable(QString::number(column)));
        used += hidden ? 0 : table->columnWidth(column);
        if (hidden || column == RunModel::Test || column == RunModel::Message)
            continue;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QString text = table->model()->index(row, column).data().toString();
            QVERIFY2(table->fontMetrics().horizontalAdvance(text) + 6 <= table->columnWidth(column),
                     qPrintable(text));
        }
    }
    QVERIFY(used <= table->viewport()->width());
    QVERIFY(table->columnWidth(RunModel::Message) >= table->viewport()->width() / 8);
    QVERIFY2(f.labelTexts().contains(
                 u"ModuleNotFoundError: No module named 'a_module_with_a_name_that_is_far_too_long'"_s),
             qPrintable(f.labelTexts()));
    QVERIFY(f.labelTexts().contains(u"wall time "_s));
}

void TestMainWindow::outdatedResults()
{
    Fixture f;
    f.builder.loaded().judgements = {f.builder.judgement(f.annA, f.builder.accepted(f.annA)),
                                     f.builder.judgement(f.annB, f.builder.accepted(f.annB))};
    f.builder.loaded().storageNote = Diagnostic{Diagnostic::Level::Info, {}, "Nothing can be written here."};
    f.session.apply({f.builder.loaded()});
    auto* notes = f.window->findChild<QLabel*>(u"standingsNotes"_s);
    QVERIFY(notes->isVisible());
    QCOMPARE(notes->text(), u"Nothing can be written here."_s);
    gridOf(*f.window)->choose(0, 0);
    QVERIFY(!f.labelTexts().contains(u"OUTDATED"_s));
    f.session.apply(
        {engine::ResultsCompared{{{f.annA, "its source has changed since it was judged"}}, {f.annB}}});
    QVERIFY2(f.labelTexts().contains(u"OUTDATED: its source has changed since it was judged."_s),
             qPrintable(f.labelTexts()));
    QVERIFY(notes->text().contains(u"1 result may be outdated"_s));
    gridOf(*f.window)->choose(0, 1);
    QVERIFY(f.labelTexts().contains(u"known after judging"_s));
    // The counter filters like the others.
    QToolButton* counter = nullptr;
    for (auto* chip : f.window->findChildren<QToolButton*>()) {
        if (chip->text() == u"Outdated 1"_s)
            counter = chip;
    }
    QVERIFY(counter != nullptr && counter->isVisible());
    counter->click();
    QCOMPARE(modelOf(*f.window)->rowCount(), 1);
    // Judged anew.
    f.judge(f.annA, f.builder.accepted(f.annA));
    f.judge(f.annB, f.builder.accepted(f.annB));
    gridOf(*f.window)->choose(0, 0);
    QVERIFY(!f.labelTexts().contains(u"OUTDATED"_s));
}

void TestMainWindow::languageAndInterpreter_data()
{
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<QString>("shown");
    QTest::newRow("name") << QByteArray("cpp") << u"C++"_s;
    QTest::newRow("PyPy") << QByteArray("pypy3") << u"Python 3 (PyPy)"_s;
    QTest::newRow("CPython") << QByteArray("python3") << u"Python 3 (CPython)"_s;
    QTest::newRow("one that is not known here") << QByteArray("cobol") << u"cobol"_s;
}

void TestMainWindow::languageAndInterpreter()
{
    QFETCH(QByteArray, language);
    QFETCH(QString, shown);
    Fixture f;
    f.builder.loaded().languageNames = {{"cpp", "C++"}, {"python3", "Python 3"}};
    for (model::Submission& submission : f.builder.loaded().submissions)
        submission.language = language.toStdString();
    f.session.apply({f.builder.loaded()});
    gridOf(*f.window)->choose(0, 0);
    QVERIFY2(f.labelTexts().contains(u"  \u00b7  "_s + shown), qPrintable(f.labelTexts()));
}

void TestMainWindow::whatCannotBeJudgedIsCountedApart()
{
    Fixture f;
    model::Judgement none;
    none.submission = f.annB;
    none.state = model::SubmissionState::NoToolchain;
    f.builder.loaded().judgements = {f.builder.judgement(f.annA, f.builder.accepted(f.annA)), none};
    f.session.apply({f.builder.loaded()});
    const auto all = QString::number(f.builder.loaded().submissions.size());
    const QString expected = u"1 of "_s + all + u" judged, 1 cannot be judged, "_s;
    QStringList texts;
    for (const QLabel* label : f.window->findChildren<QLabel*>())
        texts << label->text();
    QVERIFY2(std::any_of(texts.begin(), texts.end(),
                         [&expected](const QString& text) { return text.startsWith(expected); }),
             qPrintable(texts.join(u'\n')));
}

void TestMainWindow::noIsolation()
{
    const auto status = [](const Fixture& f) {
        QStringList texts;
        for (const QLabel* label : f.window->statusBar()->findChildren<QLabel*>())
            texts << label->text();
        return texts.join(u'\n');
    };
    Fixture f;
    f.builder.loaded().engine.sandbox = "local";
    f.builder.loaded().judgements = {f.builder.judgement(f.annA, f.builder.accepted(f.annA))};
    f.session.apply({f.builder.loaded()});
    QVERIFY2(status(f).contains(u"Sandbox: local"_s) && !status(f).contains(u"NO ISOLATION"_s),
             qPrintable(status(f)));
    // A stored result came about without isolation, though there is one now.
    f.builder.loaded().judgements[0].sandbox = "none";
    f.session.apply({f.builder.loaded()});
    QVERIFY2(status(f).contains(u"NO ISOLATION for 1 submission  "_s), qPrintable(status(f)));
    gridOf(*f.window)->choose(0, 0);
    QVERIFY2(f.labelTexts().contains(u"NO ISOLATION"_s), qPrintable(f.labelTexts()));
    gridOf(*f.window)->choose(0, 1);
    QVERIFY(!f.labelTexts().contains(u"NO ISOLATION"_s));
    f.builder.loaded().engine.sandbox = "none";
    f.builder.loaded().engine.isolation = {"none"};
    f.session.apply({f.builder.loaded()});
    QVERIFY2(status(f).contains(u"NO ISOLATION"_s) && !status(f).contains(u"NO ISOLATION for"_s),
             qPrintable(status(f)));
    QVERIFY2(!status(f).contains(u"(none)"_s), qPrintable(status(f)));
}

void TestMainWindow::detailsFollowResults()
{
    Fixture f;
    gridOf(*f.window)->choose(1, 0);
    auto* table = f.find<QTableView>(u"Tests"_s);
    QCOMPARE(table->currentIndex().row(), 0);
    f.judge(f.bobAgain, f.builder.failingOn(f.bobAgain, 2, model::Verdict::WA));
    QCOMPARE(table->currentIndex().row(), 2);
    // Somebody chose another test: it stays chosen.
    gridOf(*f.window)->choose(0, 1);
    table->selectRow(1);
    f.judge(f.annB, f.builder.failingOn(f.annB, 3, model::Verdict::WA));
    QCOMPARE(table->currentIndex().row(), 1);
}

void TestMainWindow::severalSubmissions()
{
    Fixture f;
    f.judge(f.bobA, f.builder.accepted(f.bobA));
    f.judge(f.bobAgain, f.builder.failingOn(f.bobAgain, 0, model::Verdict::RTE));
    modelOf(*f.window)->refreshStandings();
    gridOf(*f.window)->choose(1, 0);
    auto* chooser = f.find<QComboBox>(u"Submissions of this cell"_s);
    QVERIFY(chooser->isVisible());
    QCOMPARE(chooser->count(), 2);
    QCOMPARE(chooser->currentText(), u"bob/hello.cpp: Accepted (counts)"_s);
    chooser->setCurrentIndex(1);
    Q_EMIT chooser->activated(1);
    QVERIFY(f.labelTexts().contains(u"Run-time error on test 1 of 3"_s));
    QVERIFY(f.find<QPlainTextEdit>(u"Standard error"_s)->toPlainText().contains(u"out_of_range"_s));
}

void TestMainWindow::hostileOutput()
{
    Fixture f;
    model::Judgement judgement =
        f.builder.judgement(f.annA, f.builder.failingOn(f.annA, 0, model::Verdict::WA));
    judgement.runs[0].output = std::string("<img src=x>\0\x1b[31m\xff\r\n", 19);
    judgement.runs[0].message = "<a href='http://example.org'>click</a>";
    judgement.runs[0].standardError = std::string(4096, '\xfe');
    f.session.apply({model::JudgementEnded{judgement, false}});
    gridOf(*f.window)->choose(0, 0);
    const QString output = f.find<QPlainTextEdit>(u"Output of the program"_s)->toPlainText();
    QVERIFY2(output.startsWith(u"<img src=x>\\x00\\x1b[31m\\xff"_s), qPrintable(output));
    for (const QLabel* label : f.window->findChildren<QLabel*>()) {
        if (label->text().contains(u"<a href"_s))
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QVERIFY(f.labelTexts().contains(u"<a href"_s));
}

void TestMainWindow::keyboard()
{
    Fixture f;
    f.judge(f.annA, f.builder.accepted(f.annA));
    f.judge(f.annB, f.builder.failingOn(f.annB, 1, model::Verdict::TLE));
    f.judge(f.bobA, f.builder.accepted(f.bobA));
    f.judge(f.bobAgain, f.builder.failingOn(f.bobAgain, 1, model::Verdict::WA));
    VerdictGrid* grid = gridOf(*f.window);
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    grid->setFocus();
    grid->choose(0, 0);
    QTest::keyClick(grid, Qt::Key_Down);
    QCOMPARE(grid->chosenContestant(), 1);
    QTest::keyClick(grid, Qt::Key_Right);
    QCOMPARE(grid->chosenProblem(), 1);
    QTest::keyClick(grid, Qt::Key_Home);
    QCOMPARE(grid->chosenProblem(), 0);
    f.press(Qt::Key_N);
    QCOMPARE(std::pair(grid->chosenContestant(), grid->chosenProblem()), std::pair(0, 1));
    f.press(Qt::Key_P);
    QCOMPARE(std::pair(grid->chosenContestant(), grid->chosenProblem()), std::pair(1, 0));
    QTest::keyClick(grid, Qt::Key_Return);
    QVERIFY(detailsOf(*f.window)->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), grid);
    f.press(Qt::Key_Slash);
    auto* filter = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(filter);
    // Letters that are commands elsewhere are text here.
    QTest::keyClicks(filter, u"nn"_s);
    QCOMPARE(filter->text(), u"nn"_s);
    QCOMPARE(modelOf(*f.window)->rowCount(), 1);
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(modelOf(*f.window)->rowCount(), 2);
    QCOMPARE(QApplication::focusWidget(), grid);
    f.press(Qt::Key_F);
    QVERIFY(modelOf(*f.window)->filter().failingOnly);
    f.press(Qt::Key_Escape);
    QVERIFY(!modelOf(*f.window)->filter().active());
}

void TestMainWindow::chipsFilter()
{
    Fixture f;
    f.judge(f.annA, f.builder.failingOn(f.annA, 1, model::Verdict::TLE));
    f.judge(f.bobAgain, f.builder.accepted(f.bobAgain));
    auto* chip = f.find<QToolButton>(u"Time limit exceeded: 1 submission"_s);
    QVERIFY(chip && chip->isVisible());
    QVERIFY(!f.find<QToolButton>(u"Memory limit exceeded: 0 submissions"_s)->isVisible());
    chip->click();
    QCOMPARE(modelOf(*f.window)->rowCount(), 1);
    chip->click();
    QCOMPARE(modelOf(*f.window)->rowCount(), 2);
}

void TestMainWindow::choiceSurvivesSorting()
{
    Fixture f;
    gridOf(*f.window)->choose(1, 0);
    f.judge(f.bobAgain, f.builder.accepted(f.bobAgain));
    modelOf(*f.window)->refreshStandings();
    QCOMPARE(gridOf(*f.window)->currentIndex().row(), 1);
    modelOf(*f.window)->sortNow();
    QCOMPARE(gridOf(*f.window)->currentIndex().row(), 0);
    QCOMPARE(gridOf(*f.window)->chosenContestant(), 1);
    // Hidden by a filter, and back.
    GridFilter filter;
    filter.text = u"ann"_s;
    modelOf(*f.window)->setFilter(filter);
    QCOMPARE(gridOf(*f.window)->chosenContestant(), 1);
    modelOf(*f.window)->setFilter({});
    QCOMPARE(gridOf(*f.window)->currentIndex().row(), 0);
}

void TestMainWindow::endOfJudging_data()
{
    QTest::addColumn<bool>("cancelled");
    QTest::addColumn<QString>("error");
    QTest::addColumn<bool>("judgeError");
    QTest::addColumn<QString>("shown");
    QTest::addRow("all is well") << false << QString() << false << QString();
    QTest::addRow("stopped") << true << QString() << false << u"Judging was stopped"_s;
    QTest::addRow("disk full") << false << u"results cannot be stored: No space left on device"_s << false
                               << u"No space left on device"_s;
    QTest::addRow("judge error") << false << QString() << true
                                 << u"1 judgement failed because of the judge itself"_s;
}

void TestMainWindow::endOfJudging()
{
    QFETCH(bool, cancelled);
    QFETCH(QString, error);
    QFETCH(bool, judgeError);
    QFETCH(QString, shown);
    Fixture f;
    f.session.apply({engine::JudgingStarted{}});
    QCOMPARE(f.session.phase(), Session::Phase::Judging);
    if (judgeError)
        f.judge(f.annA, f.builder.failingOn(f.annA, 0, model::Verdict::JE));
    engine::JudgingEnded ended;
    ended.cancelled = cancelled;
    if (!error.isEmpty())
        ended.error = Error{ErrorKind::Storage, error.toStdString()};
    f.session.apply({ended});
    QCOMPARE(f.session.phase(), Session::Phase::Ready);
    const QString text = messagesOf(*f.window)->text();
    QVERIFY2(shown.isEmpty() ? text.isEmpty() : text.contains(shown), qPrintable(text));
}

void TestMainWindow::nextJudgingTakesMessageAway()
{
    Fixture f;
    f.session.apply({engine::JudgingStarted{}});
    engine::JudgingEnded ended;
    ended.cancelled = true;
    f.session.apply({ended});
    QVERIFY(messagesOf(*f.window)->isVisible());
    f.session.apply({engine::JudgingStarted{}});
    QVERIFY(!messagesOf(*f.window)->isVisible());
}

void TestMainWindow::refusal()
{
    Fixture f(u"There is no safe way to run programs here."_s);
    QCOMPARE(messagesOf(*f.window)->text(), u"There is no safe way to run programs here."_s);
    for (const QAction* action : f.window->findChildren<QAction*>()) {
        if (action->shortcut() == QKeySequence(Qt::Key_F5))
            QVERIFY(!action->isEnabled());
    }
}

void TestMainWindow::zooms()
{
    Fixture f;
    VerdictGrid* grid = gridOf(*f.window);
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    const int normal = grid->rowHeight(0);
    QTest::keyClick(f.window.get(), Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(grid->zoom(), Zoom::Large);
    QVERIFY(grid->rowHeight(0) > normal);
    QTest::keyClick(f.window.get(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(grid->rowHeight(0), normal);
    QTest::keyClick(f.window.get(), Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(grid->rowHeight(0) < normal);
    QCOMPARE(f.preferences.zoom(), Zoom::Compact);
}

void TestMainWindow::exports()
{
    Fixture f;
    f.judge(f.annA, f.builder.accepted(f.annA));
    Exports exports(&f.session.state(), messagesOf(*f.window), f.window.get());
    const QString file = f.folder.filePath(u"report.html"_s);
    QVERIFY(exports.write(file, report::resultsHtml(engine::makeSnapshot(f.session.state(), remedyWords))));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().contains("Test contest"));
    QVERIFY(messagesOf(*f.window)->text().contains(u"report.html"_s));
    QVERIFY(!exports.write(f.folder.filePath(u"no/such/folder.csv"_s), "x"));
    QVERIFY(messagesOf(*f.window)->text().contains(u"could not be written"_s));
}

void TestMainWindow::pictures_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<Theme>("theme");
    QTest::addColumn<Zoom>("zoom");
    QTest::addRow("light-1280") << QSize(1280, 800) << Theme::Light << Zoom::Normal;
    QTest::addRow("dark-1280") << QSize(1280, 800) << Theme::Dark << Zoom::Normal;
    QTest::addRow("light-1920") << QSize(1920, 1080) << Theme::Light << Zoom::Normal;
    QTest::addRow("dark-1920-large") << QSize(1920, 1080) << Theme::Dark << Zoom::Large;
    QTest::addRow("light-1280-compact") << QSize(1280, 800) << Theme::Light << Zoom::Compact;
}

void TestMainWindow::pictures()
{
    QFETCH(QSize, size);
    QFETCH(Theme, theme);
    QFETCH(Zoom, zoom);
    applyTheme(theme);
    QTemporaryDir folder;
    Preferences preferences(folder.filePath(u"desktop.ini"_s));
    preferences.setZoom(zoom);
    Session session(nullptr);
    MainWindow window(&session, &preferences, {}, allPages(&session, &preferences));
    window.resize(size);
    window.show();

    std::map<int, std::vector<model::Verdict>> verdicts;
    test::ContestBuilder builder = test::sampleContest(&verdicts);
    session.apply({builder.loaded()});
    engine::JudgingStarted started;
    for (const auto& [id, ignored] : verdicts)
        started.planned.push_back(id);
    std::vector<engine::Event> events{started};
    int count = 0;
    const bool half = theme == Theme::Dark;
    for (const auto& [id, results] : verdicts) {
        ++count;
        events.push_back(model::JudgementBegun{id});
        if (half && count > 60) {
            events.push_back(model::CompileBegun{id, 0});
            if (count > 64)
                continue;
            events.push_back(model::RunBegun{id, 0, 0});
            continue;
        }
        events.push_back(model::JudgementEnded{builder.judgement(id, results), false});
    }
    session.apply(events);
    if (!half)
        session.apply({engine::JudgingEnded{}});
    QVERIFY(gridOf(window)->goToFailing(1));
    QCoreApplication::processEvents();
    const QPixmap picture = window.grab();
    QCOMPARE(picture.size(), size);
    if (const QString artifacts = qEnvironmentVariable("ASSIZE_ARTIFACTS"); !artifacts.isEmpty())
        QVERIFY(picture.save(artifacts + u'/' + QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
}

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
