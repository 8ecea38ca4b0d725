// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of an open contest is read again: what arrived, changed and went, also while others are judged.
#include "engine_desk.h"
#include "report/csv.h"

#include <QtTest>

#include <condition_variable>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

using namespace assize;
using namespace assize::engine;
using namespace assize::engine::test;

namespace {

/// Holds runs of sources that say "wait" until it is opened.
class Gate
{
public:
    explicit Gate(assize::test::SmallMachine& machine)
    {
        machine.beforeRun = [this](const std::string& source, const std::string&,
                                   std::stop_token stop) -> std::optional<sandbox::RunResult> {
            if (source.find("wait") == std::string::npos)
                return std::nullopt;
            std::unique_lock lock(m_mutex);
            ++m_waiting;
            m_changed.notify_all();
            m_changed.wait(lock, stop, [this] { return m_open; });
            if (stop.stop_requested())
                return sandbox::fakeStatus(model::RunStatus::Cancelled);
            return std::nullopt;
        };
    }
    void waitUntilReached()
    {
        std::unique_lock lock(m_mutex);
        QVERIFY(m_changed.wait_for(lock, std::chrono::seconds(30), [this] { return m_waiting > 0; }));
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    int m_waiting = 0;
    bool m_open = false;
};

/// Takes events until one of this kind has come.
template<typename Kind>
bool waitFor(Desk& desk)
{
    const std::size_t before = desk.events.size();
    for (int tries = 0; tries < 3000; ++tries) {
        desk.take();
        for (std::size_t i = before; i < desk.events.size(); ++i) {
            if (std::holds_alternative<Kind>(desk.events[i]))
                return true;
        }
        QTest::qSleep(10);
    }
    return false;
}

const FolderRead& lastRead(const Desk& desk)
{
    static const FolderRead none;
    for (auto event = desk.events.rbegin(); event != desk.events.rend(); ++event) {
        if (const auto* read = std::get_if<FolderRead>(&*event))
            return *read;
    }
    return none;
}

/// "added ann/b.n, changed bob/a.n", as the events name them.
QString changesOf(const FolderRead& read, const ContestState& before)
{
    const auto name = [&](int id) {
        for (const model::Submission& submission : read.contest.submissions) {
            if (submission.id == id)
                return QString::fromStdString(submission.file);
        }
        const SubmissionView* view = before.submissionById(id);
        return view ? QString::fromStdString(view->submission.file) : QStringLiteral("?");
    };
    QStringList all;
    for (const int id : read.changes.added)
        all << QStringLiteral("added ") + name(id);
    for (const int id : read.changes.changed)
        all << QStringLiteral("changed ") + name(id);
    for (const int id : read.changes.removed)
        all << QStringLiteral("removed ") + name(id);
    for (const std::string& id : read.changes.problems)
        all << QStringLiteral("problem ") + QString::fromStdString(id);
    if (read.changes.settings)
        all << QStringLiteral("settings");
    if (read.changes.waits)
        all << QStringLiteral("waits");
    return all.join(QStringLiteral(", "));
}

void reread(Desk& desk, std::optional<JudgeRequest> request = {})
{
    desk.engine().reread(std::move(request));
    desk.engine().waitForIdle();
    desk.take();
}

/// What is shown, by file: everything but the numbers of this call.
QStringList shown(const ContestState& state)
{
    QStringList lines;
    for (const SubmissionView& view : state.submissions()) {
        QStringList line;
        const model::Judgement& judgement = view.judgement;
        line << QString::fromStdString(view.submission.file)
             << QString::fromStdString(view.submission.contentHash)
             << QString::number(static_cast<int>(view.state))
             << (judgement.verdict ? QString::fromUtf8(model::codeOf(*judgement.verdict).data())
                                   : QStringLiteral("-"))
             << QString::fromStdString(judgement.message) << QString::fromStdString(view.outdatedBecause)
             << (view.mayBeOutdated ? QStringLiteral("?") : QString());
        for (const TestCell& test : view.tests)
            line << QString::number(static_cast<int>(test.state)) +
                        (test.verdict ? QString::fromUtf8(model::codeOf(*test.verdict).data()) : QString());
        for (const model::Run& run : judgement.runs)
            line << QString::fromStdString(run.testCase);
        lines << line.join(QLatin1Char('|'));
    }
    lines.sort();
    for (const model::Contestant& contestant : state.contestants())
        lines << QString::fromStdString(contestant.id);
    for (const model::Problem& problem : state.problems())
        lines << QString::fromStdString(problem.id + ' ' + problem.timeLimitFrom) +
                     QString::number(problem.limits.cpuTime.count());
    for (const model::UnmatchedFile& file : state.contest().unmatched)
        lines << QString::fromStdString(file.file + ": " + file.reason);
    for (const Diagnostic& diagnostic : state.contest().diagnostics)
        lines << QString::fromStdString(diagnostic.where + ": " + diagnostic.message);
    for (const std::string& note : state.contest().standingsNotes)
        lines << QString::fromStdString(note);
    const ContestState::Counts& counts = state.counts();
    for (const int count : {counts.submissions, counts.submissionsDone, counts.submissionsUnjudged,
                            counts.runs, counts.runsDone, counts.outdated})
        lines << QString::number(count);
    for (const int count : counts.submissionVerdicts)
        lines << QString::number(count);
    return lines;
}

/// What a window that opens the contest now would show.
QStringList shownWhenOpened(Desk& desk, const ContestFolder& folder)
{
    desk.close();
    Desk fresh(folder);
    fresh.engine().open(folder.options());
    fresh.engine().waitForIdle();
    fresh.take();
    return shown(fresh.state);
}

/// A change of the folder, by name.
void change(ContestFolder& folder, const QString& what)
{
    for (const QString& one : what.split(QStringLiteral(", "), Qt::SkipEmptyParts)) {
        if (one == QLatin1String("new"))
            folder.submit("abe", "b", "* ok\n");
        else if (one == QLatin1String("overwritten"))
            folder.submit("bob", "a", "01 wrong\n");
        else if (one == QLatin1String("removed"))
            std::filesystem::remove_all(folder.tree.path("contest/submissions/ann"));
        else if (one == QLatin1String("empty"))
            folder.submit("zoe", "a", "* ok\n", "unknown");
        else if (one == QLatin1String("answer"))
            folder.tree.file("contest/problems/a/data/secret/01.ans", "another\n");
        else if (one == QLatin1String("test"))
            folder.tree.file("contest/problems/a/data/secret/00.in", "00")
                .file("contest/problems/a/data/secret/00.ans", "answer 00\n");
        else if (one == QLatin1String("limit"))
            folder.tree.file("contest/problems/a/.timelimit", "2\n");
        else if (one == QLatin1String("problem"))
            folder.addProblem("c", 2);
        else if (one == QLatin1String("broken"))
            folder.tree.file("contest/problems/b/problem.yaml", "name: [\n");
        else if (one == QLatin1String("settings"))
            folder.tree.file("contest/contest.yaml", "name: Another\n");
        else
            QFAIL(qPrintable(one));
    }
}

} // namespace

class TestReread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatHasChanged_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("told");
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("new") << "new"
                             << "added abe/b.n";
        QTest::newRow("overwritten") << "overwritten"
                                     << "changed bob/a.n";
        QTest::newRow("removed") << "removed"
                                 << "removed ann/a.n, removed ann/b.n";
        QTest::newRow("all three") << "new, overwritten, removed"
                                   << "added abe/b.n, changed bob/a.n, removed ann/a.n, removed ann/b.n";
        QTest::newRow("unusable") << "empty"
                                  << "added zoe/a.unknown";
        QTest::newRow("answer") << "answer"
                                << "problem a";
        QTest::newRow("test") << "test"
                              << "problem a";
        QTest::newRow("limit") << "limit"
                               << "problem a";
        QTest::newRow("problem") << "problem"
                                 << "problem c";
        QTest::newRow("broken package") << "broken"
                                        << "problem b";
        QTest::newRow("settings") << "settings"
                                  << "settings";
        QTest::newRow("all") << "new, overwritten, removed, test, broken, settings, problem"
                             << "added abe/b.n, changed bob/a.n, removed ann/a.n, removed ann/b.n, problem "
                                "a, problem b, problem c, settings";
    }

    /// And shows what opening would show: the same marks, notes, counts.
    void tellsWhatHasChanged()
    {
        QFETCH(QString, what);
        QFETCH(QString, told);
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        const ContestState before = desk.state;
        change(folder, what);
        desk.events.clear();
        const int tests = desk.machine.tests;
        reread(desk);
        QCOMPARE(desk.events.size(), 1U);
        QCOMPARE(changesOf(lastRead(desk), before), told);
        QVERIFY(!lastRead(desk).error);
        QCOMPARE(desk.machine.tests.load(), tests);
        const QStringList now = shown(desk.state);
        QCOMPARE(now, shownWhenOpened(desk, folder));
    }

    /// Those whose marks it changes are judged, and no others.
    void judgesWhatHasChanged_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("judged");
        QTest::newRow("nothing") << "" << 0;
        QTest::newRow("new") << "new" << 1;
        QTest::newRow("overwritten") << "overwritten" << 1;
        QTest::newRow("removed") << "removed" << 0;
        QTest::newRow("answer") << "answer" << 3;
        QTest::newRow("new and test") << "new, test" << 4;
    }
    void judgesWhatHasChanged()
    {
        QFETCH(QString, what);
        QFETCH(int, judged);
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        change(folder, what);
        reread(desk, JudgeRequest());
        NO_ERROR(*desk.state.ended());
        QCOMPARE(desk.state.ended()->judged, judged);
        QCOMPARE(desk.state.counts().outdated, 0);
        QCOMPARE(desk.state.counts().submissionsDone, desk.state.counts().submissions);
        const QStringList now = shown(desk.state);
        QCOMPARE(now, shownWhenOpened(desk, folder));
    }

    void numbersStay()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        std::map<std::string, int> numbers;
        for (const SubmissionView& view : desk.state.submissions())
            numbers[view.submission.file] = view.submission.id;
        change(folder, QStringLiteral("new, removed"));
        reread(desk);
        QCOMPARE(desk.state.submissions().size(), 5U);
        for (const SubmissionView& view : desk.state.submissions())
            QCOMPARE(view.submission.id,
                     view.submission.file == "abe/b.n" ? 7 : numbers[view.submission.file]);
        // Back again, with what is stored of it.
        folder.submit("ann", "a", "* ok\n");
        reread(desk);
        QCOMPARE(changesOf(lastRead(desk), desk.state), QStringLiteral("added ann/a.n"));
        QCOMPARE(desk.state.submissionById(numbers["ann/a.n"])->submission.file, std::string("ann/a.n"));
        QCOMPARE(desk.verdictOf("ann/a.n"), std::string("AC"));
        QCOMPARE(desk.state.submissionById(numbers["ann/a.n"])->judgement.runs.size(), 4U);
        QCOMPARE(desk.state.counts().outdated, 0);
    }

    /// What is stored is kept, whatever the folder says.
    void theOldJudgementIsKept()
    {
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\n");
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        folder.submit("ann", "a", "01 wrong\n");
        reread(desk);
        QCOMPARE(desk.verdictOf("ann/a.n"), std::string("AC"));
        QCOMPARE(desk.state.counts().outdated, 1);
        reread(desk, JudgeRequest());
        QCOMPARE(desk.verdictOf("ann/a.n"), std::string("WA"));
        QCOMPARE(desk.state.counts().outdated, 0);
        const int tests = desk.machine.tests;
        folder.submit("ann", "a", "* ok\n");
        reread(desk, JudgeRequest());
        QCOMPARE(desk.verdictOf("ann/a.n"), std::string("AC"));
        QCOMPARE(desk.state.ended()->reused, 1);
        QCOMPARE(desk.machine.tests.load(), tests);
    }

    /// Nothing that has changed is handed on as if it held.
    void whatIsOutdatedIsExportedSo()
    {
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\n");
        folder.submit("bob", "a", "* ok\n");
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        folder.submit("ann", "a", "01 wrong\n");
        reread(desk);
        const report::ContestSnapshot snapshot = makeSnapshot(desk.state, noRemedyWords);
        const nlohmann::json json = nlohmann::json::parse(report::resultsJson(snapshot));
        QVERIFY(json["submissions"][0]["outdated"] == true);
        QVERIFY(json["submissions"][1]["outdated"] == false);
        QVERIFY(json["standings_notes"][0].get<std::string>().starts_with("OUTDATED: 1 of 2 results is"));
        QVERIFY(report::standingsCsv(snapshot).find("outdated") != std::string::npos);
        const std::string lines = report::submissionsCsv(snapshot);
        const auto lineOf = [&lines](const std::string& file) {
            const std::size_t at = lines.find(file);
            return lines.substr(lines.rfind('\n', at) + 1, lines.find('\n', at) - lines.rfind('\n', at) - 1);
        };
        QVERIFY2(lineOf("ann/a.n").find(",no,,yes,") != std::string::npos, lines.c_str());
        QVERIFY2(lineOf("bob/a.n").find(",no,,no,") != std::string::npos, lines.c_str());
    }

    /// Half a file is not judged.
    void whatIsBeingWrittenIsLeftOut()
    {
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\n");
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        std::latch begun(1);
        std::jthread writer([&](std::stop_token stop) {
            for (int line = 0; !stop.stop_requested(); ++line) {
                folder.submit("bob", "a", "* ok\n" + std::string(static_cast<std::size_t>(line), '#'));
                if (line == 0)
                    begun.count_down();
                QTest::qSleep(1);
            }
        });
        begun.wait();
        folder.submit("eve", "a", "* ok\n");
        reread(desk, JudgeRequest());
        writer.request_stop();
        writer.join();
        QCOMPARE(changesOf(lastRead(desk), desk.state), QStringLiteral("added eve/a.n"));
        QCOMPARE(desk.verdictOf("bob/a.n"), std::string("no such submission"));
        QCOMPARE(desk.state.contest().unmatched.size(), 1U);
        QCOMPARE(desk.state.contest().unmatched[0].file, std::string("bob/a.n"));
        QCOMPARE(desk.state.contest().unmatched[0].reason, std::string("it is still being written"));
        reread(desk, JudgeRequest());
        QCOMPARE(desk.verdictOf("bob/a.n"), std::string("AC"));
        QVERIFY(desk.state.contest().unmatched.empty());
    }

    void aFolderThatIsGoneChangesNothing()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        NO_ERROR(desk.judge(folder.options()));
        const QStringList before = shown(desk.state);
        std::filesystem::rename(folder.tree.path("contest/submissions"), folder.tree.path("elsewhere"));
        reread(desk, JudgeRequest());
        QVERIFY(lastRead(desk).error);
        QCOMPARE(shown(desk.state), before);
        QVERIFY(desk.state.ended()->error);
        std::filesystem::rename(folder.tree.path("elsewhere"), folder.tree.path("contest/submissions"));
        reread(desk, JudgeRequest());
        QVERIFY(!lastRead(desk).error);
        NO_ERROR(*desk.state.ended());
        QCOMPARE(shown(desk.state), before);
    }

    void whoOnlyLooksIsNotAnswered()
    {
        ContestFolder folder;
        folder.submitAll();
        ContestPlace options = folder.options();
        options.readOnly = true;
        Desk desk(folder);
        desk.engine().open(options);
        desk.engine().waitForIdle();
        desk.take();
        desk.events.clear();
        reread(desk, JudgeRequest());
        QVERIFY(desk.events.empty());
    }

    /// A hand-in arrives, another is overwritten, a third one goes, while one is judged and others wait.
    void whileJudging_data()
    {
        QTest::addColumn<bool>("judges");
        QTest::newRow("only read") << false;
        QTest::newRow("and judged") << true;
    }
    void whileJudging()
    {
        QFETCH(bool, judges);
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\nwait x\n");
        folder.submit("ann", "b", "* ok\n");
        folder.submit("bob", "a", "* ok\nwait x\n# first\n");
        folder.submit("eve", "a", "* ok\nwait x\n# gone\n");
        Desk desk(folder);
        Gate gate(desk.machine);
        ContestPlace options = folder.options();
        // Nothing is compiled while the one slot waits.
        options.slots = 1;
        desk.engine().open(options);
        desk.engine().judge();
        gate.waitUntilReached();
        folder.submit("bob", "a", "02 wrong\n");
        folder.submit("abe", "b", "* ok\n");
        std::filesystem::remove(folder.tree.path("contest/submissions/eve/a.n"));
        desk.engine().reread(judges ? std::optional(JudgeRequest()) : std::nullopt);
        QVERIFY(waitFor<FolderRead>(desk));
        QCOMPARE(lastRead(desk).changes.added.size(), 1U);
        QCOMPARE(lastRead(desk).changes.changed.size(), 1U);
        QCOMPARE(lastRead(desk).changes.removed.size(), 1U);
        QVERIFY(desk.state.judging());
        QCOMPARE(desk.verdictOf("eve/a.n"), std::string("no such submission"));
        gate.open();
        desk.engine().waitForIdle();
        desk.take();
        NO_ERROR(*desk.state.ended());
        QCOMPARE(desk.verdictOf("ann/a.n"), std::string("AC"));
        QCOMPARE(desk.verdictOf("bob/a.n"), std::string("WA"));
        QCOMPARE(desk.verdictOf("abe/b.n"), std::string(judges ? "AC" : "none"));
        QCOMPARE(desk.state.counts().outdated, 0);
        // Nothing lost, nothing twice.
        QCOMPARE(desk.machine.repeats("* ok\nwait x\n", "01"), 1);
        QCOMPARE(desk.machine.repeats("02 wrong\n", "01"), 1);
        int ends = 0;
        std::multiset<int> judgements;
        for (const Event& event : desk.events) {
            ends += std::holds_alternative<JudgingEnded>(event) ? 1 : 0;
            if (const auto* end = std::get_if<model::JudgementEnded>(&event))
                judgements.insert(end->judgement.submission);
        }
        QCOMPARE(ends, 1);
        std::string all;
        for (const int id : judgements)
            all += std::to_string(id) + ' ';
        QVERIFY2(judgements.size() == (judges ? 4U : 3U), all.c_str());
        QCOMPARE(std::set<int>(judgements.begin(), judgements.end()).size(), judgements.size());
        const QStringList now = shown(desk.state);
        QCOMPARE(now, shownWhenOpened(desk, folder));
    }

    /// What was overwritten after it was judged, while others are: outdated, and judged when asked for.
    void finishedOnes()
    {
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\n");
        folder.submit("bob", "a", "* ok\nwait x\n");
        Desk desk(folder);
        Gate gate(desk.machine);
        desk.engine().open(folder.options());
        desk.engine().judge();
        while (desk.verdictOf("ann/a.n") != "AC")
            QVERIFY(waitFor<model::JudgementEnded>(desk));
        folder.submit("ann", "a", "03 wrong\n");
        desk.engine().reread();
        QVERIFY(waitFor<FolderRead>(desk));
        QCOMPARE(desk.state.counts().outdated, 1);
        QVERIFY(desk.state.judging());
        desk.engine().reread(JudgeRequest());
        QVERIFY(waitFor<FolderRead>(desk));
        // It was told before.
        QVERIFY(lastRead(desk).changes.none());
        gate.open();
        desk.engine().waitForIdle();
        desk.take();
        QCOMPARE(desk.verdictOf("ann/a.n"), std::string("WA"));
        QCOMPARE(desk.state.counts().outdated, 0);
        QCOMPARE(desk.state.ended()->judged, 3);
    }

    /// Nobody is judged by two versions of a problem; it is taken over by itself.
    void problemsWaitForTheEnd()
    {
        ContestFolder folder;
        folder.submit("ann", "a", "* ok\nwait x\n");
        folder.submit("bob", "b", "* ok\n");
        Desk desk(folder);
        Gate gate(desk.machine);
        desk.engine().open(folder.options());
        desk.engine().judge();
        gate.waitUntilReached();
        change(folder, QStringLiteral("test, settings, problem"));
        folder.submit("ann", "c", "* ok\n");
        desk.engine().reread(JudgeRequest());
        QVERIFY(waitFor<FolderRead>(desk));
        QCOMPARE(changesOf(lastRead(desk), desk.state),
                 QStringLiteral("problem a, problem c, settings, waits"));
        QCOMPARE(desk.state.problems().size(), 2U);
        QCOMPARE(desk.state.problems()[0].testCases.size(), 4U);
        gate.open();
        desk.engine().waitForIdle();
        desk.take();
        QVERIFY(!desk.state.judging());
        QCOMPARE(changesOf(lastRead(desk), desk.state),
                 QStringLiteral("added ann/c.n, problem a, problem c, settings"));
        QCOMPARE(desk.state.problems().size(), 3U);
        QCOMPARE(desk.state.problems()[0].testCases.size(), 5U);
        QCOMPARE(desk.state.contest().name, std::string("Another"));
        QCOMPARE(desk.state.counts().outdated, 1);
        QCOMPARE(desk.verdictOf("ann/a.n"), std::string("AC"));
        const QStringList now = shown(desk.state);
        QCOMPARE(now, shownWhenOpened(desk, folder));
    }

    /// Reading, judging and stopping at once, in any order: it ends, and the end is right.
    void allAtOnce()
    {
        ContestFolder folder;
        folder.submitAll();
        Desk desk(folder);
        desk.engine().open(folder.options());
        for (int round = 0; round < 25; ++round) {
            folder.submit("abe", "b", round % 2 == 0 ? "* ok\n" : "01 wrong\n");
            if (round % 3 == 0)
                std::filesystem::remove(folder.tree.path("contest/submissions/ann/a.n"));
            else
                folder.submit("ann", "a", "* ok\n# " + std::to_string(round) + "\n");
            desk.engine().reread(round % 2 == 0 ? std::optional(JudgeRequest()) : std::nullopt);
            desk.engine().judge({{}, {}, round % 5 == 0});
            if (round % 7 == 6)
                desk.engine().stop();
            if (round % 4 == 0)
                QTest::qSleep(15);
            desk.take();
        }
        desk.engine().waitForIdle();
        reread(desk, JudgeRequest());
        NO_ERROR(*desk.state.ended());
        QCOMPARE(desk.state.counts().submissionsDone, desk.state.counts().submissions);
        QCOMPARE(desk.state.counts().outdated, 0);
        const QStringList now = shown(desk.state);
        QCOMPARE(now, shownWhenOpened(desk, folder));
    }
};

QTEST_GUILESS_MAIN(TestReread)
#include "test_reread.moc"
