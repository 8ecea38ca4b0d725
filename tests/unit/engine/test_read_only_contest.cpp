// SPDX-License-Identifier: GPL-3.0-or-later
// Who may not write into a contest's folder sees what was judged there, and judges nothing twice; who may
// again sees what was judged meanwhile.
#include "engine_desk.h"

#include "store/store.h"

#include <QtTest>
#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;

namespace {

QString noteOf(const ContestState& state)
{
    const std::optional<Diagnostic>& note = state.contest().storageNote;
    return note ? QString::fromStdString(note->message) : QString();
}

/// What somebody else does with the folder; the number of the first step that went wrong, 0: none did.
int lookAndJudge(const ContestFolder& folder)
{
    const auto notes = [](const ContestState& state) {
        qInfo("%s", qPrintable(noteOf(state)));
        return noteOf(state);
    };
    const QString beside = QString::fromStdString(folder.tree.path("contest/assize.db"));
    ContestPlace reading = folder.options();
    reading.readOnly = true;
    {
        Desk desk(folder);
        desk.engine().open(reading);
        desk.engine().waitForIdle();
        desk.take();
        if (desk.verdictOf("ann/a.n") != "AC" || desk.state.counts().submissionsDone != 6)
            return 1;
        if (!notes(desk.state).startsWith(QStringLiteral("Results are read from ") + beside) ||
            !notes(desk.state).contains(QStringLiteral("New ones would go to ")))
            return 2;
    }
    {
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(folder.options());
        if (ended.error || ended.judged != 0 || ended.reused != 5 || desk.machine.tests.load() != 0)
            return 3;
        if (!notes(desk.state).contains(QStringLiteral("6 results of the former are copied there first")))
            return 4;
        if (desk.state.contest().database.native().find("/data/assize/") == std::string::npos)
            return 5;
    }
    Desk desk(folder);
    desk.engine().open(reading);
    desk.engine().waitForIdle();
    desk.take();
    return desk.state.counts().submissionsDone == 6 ? 0 : 6;
}

} // namespace

class TestReadOnlyContest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultsAreShownAndTakenOver()
    {
        ContestFolder folder;
        folder.submitAll();
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(folder.options()));
        }
        using std::filesystem::perms;
        const std::filesystem::path root = folder.tree.path("");
        std::filesystem::create_directory(folder.tree.path("data"));
        std::filesystem::permissions(root, perms(0755));
        std::filesystem::permissions(folder.tree.path("data"), perms(0777));
        std::filesystem::permissions(folder.tree.path("contest"), perms(0555));
        const pid_t other = fork();
        if (other == 0) {
            setenv("XDG_DATA_HOME", folder.tree.path("data").c_str(), 1);
            // Root writes into every folder; nobody does not.
            const bool ready = geteuid() != 0 || setuid(65534) == 0;
            _exit(ready ? lookAndJudge(folder) : 100);
        }
        int status = 0;
        const pid_t ended = waitpid(other, &status, 0);
        std::filesystem::permissions(folder.tree.path("contest"), perms::owner_all);
        QCOMPARE(ended, other);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    /// The folder can be written again: what was judged meanwhile is seen, and judged no second time.
    void resultsOfWhenNothingCouldBeWritten_data()
    {
        QTest::addColumn<bool>("judgedBefore");
        QTest::newRow("nothing was judged before") << false;
        QTest::newRow("something was judged before") << true;
    }
    void resultsOfWhenNothingCouldBeWritten()
    {
        QFETCH(bool, judgedBefore);
        ContestFolder folder;
        folder.submitAll();
        setenv("XDG_DATA_HOME", folder.tree.path("data").c_str(), 1);
        if (judgedBefore) {
            Desk desk(folder);
            ContestPlace ann = folder.options();
            NO_ERROR(desk.judge(ann, {"ann"}));
        }
        ContestPlace meanwhile = folder.options();
        meanwhile.database = store::databaseInDataHome(meanwhile.contest);
        std::filesystem::create_directories(meanwhile.database->parent_path());
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(meanwhile));
        }
        const QString elsewhere = QString::fromStdString(meanwhile.database->native());
        const QString beside = QString::fromStdString(folder.tree.path("contest/assize.db"));
        {
            Desk desk(folder);
            ContestPlace reading = folder.options();
            reading.readOnly = true;
            desk.engine().open(reading);
            desk.engine().waitForIdle();
            desk.take();
            const QString note = noteOf(desk.state);
            QCOMPARE(desk.state.counts().submissionsDone, 6);
            QVERIFY2(note.contains(elsewhere), qPrintable(note));
            QVERIFY2(note.contains(QStringLiteral("while nothing could be written beside the contest")),
                     qPrintable(note));
            QCOMPARE(QFile::exists(beside), judgedBefore);
        }
        Desk desk(folder);
        const JudgingEnded& ended = desk.judge(folder.options());
        NO_ERROR(ended);
        QCOMPARE(ended.judged, 0);
        QCOMPARE(QString::fromStdString(desk.state.contest().database.native()), beside);
        const QString note = noteOf(desk.state);
        QVERIFY2(note.contains(elsewhere) && note.contains(beside), qPrintable(note));
        QVERIFY(QFile::exists(elsewhere));
        // Once they are here there is nothing more to say.
        desk.close();
        Desk again(folder);
        NO_ERROR(again.judge(folder.options()));
        QVERIFY(!again.state.contest().storageNote);
    }

    /// What can be done about earlier results that cannot be read is told with them.
    void theNoteHasTheRemedy()
    {
        ContestFolder folder;
        folder.submitAll();
        setenv("XDG_DATA_HOME", folder.tree.path("data").c_str(), 1);
        const ContestPlace place = folder.options();
        {
            Desk desk(folder);
            NO_ERROR(desk.judge(place, {"ann"}));
        }
        const std::filesystem::path elsewhere = store::databaseInDataHome(place.contest);
        std::filesystem::create_directories(elsewhere.parent_path());
        std::ofstream(elsewhere) << std::string(4096, 'x');
        Desk desk(folder);
        desk.engine().open(place);
        desk.engine().waitForIdle();
        desk.take();
        const std::optional<Diagnostic>& note = desk.state.contest().storageNote;
        QVERIFY(note);
        QVERIFY2(noteOf(desk.state).contains(QStringLiteral("cannot be read")), note->message.c_str());
        QCOMPARE(note->remedy.code, Remedy::Code::OtherDatabase);
    }
};

QTEST_GUILESS_MAIN(TestReadOnlyContest)
#include "test_read_only_contest.moc"
