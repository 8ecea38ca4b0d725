// SPDX-License-Identifier: GPL-3.0-or-later
// A window on a folder that goes on living: hand-ins arrive, change and go while it is open, also while
// judging.
#include "ui/pages/all_pages.h"
#include "ui/shell/main_window.h"
#include "ui/shell/news_pill.h"
#include "ui/shell/page.h"
#include "ui/state/changes_text.h"
#include "ui/state/english_plurals.h"
#include "ui/state/folder_watch.h"
#include "ui/state/preferences.h"
#include "unit/engine/engine_desk.h"
#include "window_parts.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace assize;
using namespace assize::ui;
using namespace Qt::Literals::StringLiterals;
using assize::test::detailsOf, assize::test::gridOf, assize::test::messagesOf, assize::test::modelOf;
using engine::test::ContestFolder;

namespace {

constexpr int kPatience = 20'000;

/// A window with an engine over a sandbox that runs nothing.
struct Living
{
    ContestFolder folder;
    assize::test::SmallMachine machine;
    engine::test::NamedSandbox sandbox{machine.handler(), {}, {}};
    std::atomic<bool> isHeld{false}; ///< runs of sources that say "wait" wait while it is
    std::atomic<int> waiting{0};
    QTemporaryDir settings;
    Preferences preferences{settings.filePath(u"desktop.ini"_s)};
    SharedEngines engines{
        [this] { return std::make_unique<engine::Engine>(&sandbox, folder.tree.path("resources")); }};
    Session session{&engines};
    std::unique_ptr<MainWindow> window;

    Living()
    {
        machine.beforeRun = [this](const std::string& source, const std::string& test,
                                   std::stop_token stop) -> std::optional<sandbox::RunResult> {
            // One test only, so that the other slot is free.
            if (source.find("wait") == std::string::npos || test != "01")
                return std::nullopt;
            ++waiting;
            while (isHeld && !stop.stop_requested())
                std::this_thread::yield();
            return std::nullopt;
        };
    }
    ~Living() { isHeld = false; }
    void open()
    {
        window =
            std::make_unique<MainWindow>(&session, &preferences, QString(), allPages(&session, &preferences));
        window->resize(1000, 500);
        window->show();
        window->openContest(folder.options());
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Session::Phase::Ready, kPatience);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(window.get(), key, modifiers);
    }
    void judgeAll()
    {
        press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Session::Phase::Ready, kPatience);
    }
    QAction* action(const QKeySequence& key) const
    {
        for (QAction* action : window->findChildren<QAction*>()) {
            if (action->shortcuts().contains(key))
                return action;
        }
        return nullptr;
    }
    NewsPill* pill() const { return window->findChild<NewsPill*>(); }
    QString pillText() const { return pill()->isVisible() ? pill()->text() : QString(); }
    QString verdictOf(const std::string& file) const
    {
        for (const engine::SubmissionView& view : session.state().submissions()) {
            if (view.submission.file == file)
                return view.judgement.verdict ? toText(model::codeOf(*view.judgement.verdict)) : u"none"_s;
        }
        return u"gone"_s;
    }
    static QString toText(std::string_view text)
    {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
    QString nameAt(int row) const
    {
        return modelOf(*window)->headerData(row, Qt::Vertical, Qt::DisplayRole).toString();
    }
    /// "c01 A, c03 B"
    QString selected() const
    {
        QStringList cells;
        for (const auto& [contestant, problem] : gridOf(*window)->selectedCells())
            cells << modelOf(*window)->contestantName(contestant) + u' ' +
                         QString::fromStdString(
                             session.state().problems()[static_cast<std::size_t>(problem)].label);
        return cells.join(u", "_s);
    }
};

} // namespace

class TestLivingFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }

    void thePillTellsAndJudges()
    {
        Living living;
        living.folder.submitAll();
        living.open();
        living.judgeAll();
        QVERIFY(living.pillText().isEmpty());
        living.folder.submit("new", "a", "* ok\n");
        living.folder.submit("ann", "a", "01 wrong\n");
        QElapsedTimer timer;
        timer.start();
        QTRY_COMPARE_WITH_TIMEOUT(living.pillText(), u"1 new, 1 changed: judge"_s, kPatience);
        qInfo("told after %lld ms", timer.elapsed());
        QCOMPARE(living.verdictOf("ann/a.n"), u"AC"_s);
        QTest::mouseClick(living.pill(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(living.verdictOf("ann/a.n"), u"WA"_s, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(living.verdictOf("new/a.n"), u"AC"_s, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(living.session.phase(), Session::Phase::Ready, kPatience);
        QVERIFY(living.pillText().isEmpty());
        QCOMPARE(living.window->statusBar()->currentMessage(), u"Done: 2 judged now, 4 kept from before."_s);
    }

    /// Until it is whole; and what may not be opened is no news.
    void growingFilesAreNoNews()
    {
        Living living;
        living.folder.submitAll();
        living.open();
        living.folder.tree.fifo("contest/submissions/ann/c.n");
        living.folder.tree.link("contest/submissions/bob/c.n", "a.n");
        QElapsedTimer timer;
        timer.start();
        std::string source = "* ok\n";
        while (timer.elapsed() < 3000) {
            living.folder.submit("new", "a", source += "#");
            QTest::qWait(100);
            QVERIFY2(living.pillText().isEmpty(), qPrintable(living.pillText()));
        }
        QTRY_COMPARE_WITH_TIMEOUT(living.pillText(), u"1 new: judge"_s, kPatience);
        living.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(living.verdictOf("new/a.n") == u"none"_s, kPatience);
        QVERIFY(living.pillText().isEmpty());
    }

    void rereadingKeepsTheView()
    {
        Living living;
        for (int i = 10; i < 70; ++i)
            living.folder.submit("c" + std::to_string(i), i % 2 == 0 ? "a" : "b", "* wrong\n");
        for (int i = 10; i < 30; ++i)
            living.folder.submit("other" + std::to_string(i), "a", "* ok\n");
        living.open();
        living.judgeAll();
        VerdictGrid* grid = gridOf(*living.window);
        auto* filter = living.window->findChild<QLineEdit*>();
        filter->setText(u"c"_s);
        living.press(Qt::Key_F);
        QCOMPARE(modelOf(*living.window)->rowCount(), 60);
        grid->setFocus();
        grid->setCurrentIndex(modelOf(*living.window)->index(40, 1));
        grid->selectionModel()->select(modelOf(*living.window)->index(41, 0), QItemSelectionModel::Select);
        grid->verticalScrollBar()->setValue(35 * grid->rowHeight(0) + 7);
        QCoreApplication::processEvents();
        const QString selected = living.selected();
        QCOMPARE(selected.count(u','), 1);
        const QString top = living.nameAt(grid->rowAt(0));
        const int above = grid->rowViewportPosition(grid->rowAt(0));
        const QString current = living.nameAt(grid->currentIndex().row());
        const auto details = [&] {
            const int submission = detailsOf(*living.window)->submission();
            return submission < 0 ? std::string()
                                  : living.session.state()
                                        .submissions()[static_cast<std::size_t>(submission)]
                                        .submission.file;
        };
        const std::string shown = details();

        // Before and behind it, and in the filter's rows.
        living.folder.submit("a-new-one", "a", "* wrong\n");
        living.folder.submit("c10", "b", "* wrong\n");
        std::filesystem::remove_all(living.folder.tree.path("contest/submissions/c20"));
        std::filesystem::remove_all(living.folder.tree.path("contest/submissions/c69"));
        living.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(living.window->statusBar()->currentMessage(), u"2 new, 2 removed."_s,
                                  kPatience);
        QCoreApplication::processEvents();
        QCOMPARE(filter->text(), u"c"_s);
        QCOMPARE(modelOf(*living.window)->rowCount(), 58);
        QCOMPARE(living.selected(), selected);
        QCOMPARE(living.nameAt(grid->currentIndex().row()), current);
        QCOMPARE(living.nameAt(grid->rowAt(0)), top);
        QCOMPARE(grid->rowViewportPosition(grid->rowAt(0)), above);
        QCOMPARE(details(), shown);
    }

    void whoIsGoneMakesRoom()
    {
        Living living;
        living.folder.submitAll();
        living.open();
        VerdictGrid* grid = gridOf(*living.window);
        grid->setCurrentIndex(modelOf(*living.window)->index(2, 1));
        const QString gone = living.nameAt(2);
        std::filesystem::remove_all(living.folder.tree.path("contest/submissions/" + gone.toStdString()));
        living.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(modelOf(*living.window)->rowCount(), 2, kPatience);
        QCOMPARE(grid->currentIndex().row(), 1);
        QCOMPARE(grid->currentIndex().column(), 1);
        QCOMPARE(grid->chosenContestant(), modelOf(*living.window)->contestantOfRow(1));
        QVERIFY(detailsOf(*living.window)->submission() >= 0);
        std::filesystem::remove_all(living.folder.tree.path("contest/submissions"));
        std::filesystem::create_directory(living.folder.tree.path("contest/submissions"));
        living.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(modelOf(*living.window)->rowCount(), 0, kPatience);
        QCOMPARE(detailsOf(*living.window)->submission(), -1);
        living.folder.submitAll();
        living.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(modelOf(*living.window)->rowCount(), 3, kPatience);
        QVERIFY(grid->currentIndex().isValid());
    }

    void whileJudging()
    {
        Living living;
        living.folder.submit("ann", "a", "* ok\nwait x\n");
        living.open();
        living.isHeld = true;
        living.press(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(living.waiting > 0, kPatience);
        QAction* judge = living.action(QKeySequence(Qt::Key_F5));
        QAction* read = living.action(QKeySequence(Qt::CTRL | Qt::Key_R));
        QVERIFY(judge->isEnabled());
        QVERIFY(read->isEnabled());

        living.folder.submit("bob", "a", "* ok\n");
        living.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(living.verdictOf("bob/a.n"), u"none"_s, kPatience);
        QCOMPARE(living.session.phase(), Session::Phase::Judging);
        living.folder.submit("eve", "a", "* ok\n");
        living.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(living.verdictOf("eve/a.n"), u"AC"_s, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(living.verdictOf("bob/a.n"), u"AC"_s, kPatience);
        QCOMPARE(living.session.phase(), Session::Phase::Judging);
        living.isHeld = false;
        QTRY_COMPARE_WITH_TIMEOUT(living.session.phase(), Session::Phase::Ready, kPatience);
        QCOMPARE(living.verdictOf("ann/a.n"), u"AC"_s);
        QCOMPARE(living.machine.repeats("* ok\n", "01"), 2);
    }

    void problemsThatWaitAreTold()
    {
        Living living;
        living.folder.submit("ann", "a", "* ok\nwait x\n");
        living.open();
        living.isHeld = true;
        living.press(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(living.waiting > 0, kPatience);
        living.folder.tree.file("contest/problems/a/.timelimit", "2\n");
        living.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(
            messagesOf(*living.window)->text().startsWith(u"Problem A has changed. What has changed"_s),
            kPatience);
        living.isHeld = false;
        QTRY_COMPARE_WITH_TIMEOUT(living.session.state().counts().outdated, 1, kPatience);
    }

    void aFolderThatCannotBeReadIsTold()
    {
        Living living;
        living.folder.submitAll();
        living.open();
        std::filesystem::rename(living.folder.tree.path("contest/submissions"),
                                living.folder.tree.path("away"));
        living.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(living.session.phase(), Session::Phase::Ready, kPatience);
        QVERIFY(messagesOf(*living.window)->text().contains(u"submissions"_s));
        QCOMPARE(modelOf(*living.window)->rowCount(), 3);
    }

    void words_data()
    {
        QTest::addColumn<QStringList>("problems");
        QTest::addColumn<bool>("settings");
        QTest::addColumn<int>("added");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << QStringList() << false << 0 << u"Nothing has changed in the folder"_s;
        QTest::newRow("new") << QStringList() << false << 3 << u"3 new, 1 changed"_s;
        QTest::newRow("problem") << QStringList{u"b"_s} << false << 0 << u"Problem b has changed"_s;
        QTest::newRow("all")
            << QStringList{u"b"_s, u"c"_s} << true << 2
            << u"2 new, 1 changed; problems b, c have changed; the contest's settings have changed"_s;
    }
    void words()
    {
        QFETCH(QStringList, problems);
        QFETCH(bool, settings);
        QFETCH(int, added);
        QFETCH(QString, text);
        engine::FolderChanges changes;
        changes.added.resize(static_cast<std::size_t>(added));
        changes.changed.resize(added > 0 ? 1 : 0);
        for (const QString& problem : problems)
            changes.problems.push_back(problem.toStdString());
        changes.settings = settings;
        QCOMPARE(changesText(changes, engine::ContestState()), text);
    }

    /// A look costs little, and what arrives is told soon, in a large contest, too.
    void aThousandContestants()
    {
        assize::test::TreeBuilder tree;
        for (int i = 0; i < 1000; ++i) {
            for (const char* problem : {"a", "b", "c", "d", "e", "f", "g", "h"})
                tree.file("s/contestant" + std::to_string(i) + "/" + problem + ".cpp", "int main(){}");
        }
        auto stamps = std::make_shared<engine::FolderStamps>(engine::stampsOf(tree.path("s"), {"a"}));
        QCOMPARE(stamps->files.size(), 8000U);
        FolderWatch watch;
        watch.follow(tree.path("s"), stamps, {});
        QTRY_VERIFY_WITH_TIMEOUT(watch.lastLook().count() > 0, kPatience);
        const double look = std::chrono::duration<double, std::milli>(watch.lastLook()).count();
        QTest::qWait(500);
        tree.file("s/contestant777/i.cpp", "int main(){}");
        QElapsedTimer timer;
        timer.start();
        QTRY_COMPARE_WITH_TIMEOUT(watch.news().added, 1, kPatience);
        qInfo("1,000 contestants, 8,000 files: a look takes %.1f ms; told after %lld ms", look,
              timer.elapsed());
        QVERIFY(watch.news().changed == 0 && watch.news().removed == 0);
    }

private:
    EnglishPlurals m_plurals;
};

QTEST_MAIN(TestLivingFolder)
#include "test_living_folder.moc"
