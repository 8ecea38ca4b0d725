// SPDX-License-Identifier: GPL-3.0-or-later
// Power cuts, Ctrl-C and a second process: what was judged is kept, the rest is finished by the next call.
#include "assize_process.h"

#include <QRandomGenerator>
#include <csignal>

namespace {

QStringList judge(const QString& contest, const QStringList& more = {})
{
    return QStringList{QStringLiteral("judge"), contest} + more;
}

} // namespace

class TestInterruption : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        if (!e2e::canIsolate(m_home->path()))
            QSKIP("programs cannot be isolated on this machine (see above)");
        m_contest = m_home->filePath(QStringLiteral("contest"));
    }

    void killedTenTimes();
    void stoppedBySignal_data();
    void stoppedBySignal();
    void secondProcessIsRefusedByName();
    void secondCallJudgesOnlyWhatChanged();

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_contest;
};

void TestInterruption::killedTenTimes()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 20, 6));
    const auto seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    int killed = 0;
    for (int i = 0; i < 10; ++i) {
        QProcess process;
        e2e::begin(process, judge(m_contest), m_home->path());
        if (process.waitForFinished(random.bounded(50, 700)))
            break; // everything was judged before the next cut
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished(10000));
        ++killed;
    }
    QVERIFY(killed > 0);
    const e2e::Outcome last =
        e2e::run(judge(m_contest, {QStringLiteral("--json"), QStringLiteral("-"), QStringLiteral("--quiet")}),
                 m_home->path());
    QVERIFY2(last.status == 0, last.errors.constData());
    const nlohmann::json results = last.json();
    QCOMPARE(results.at("submissions").size(), std::size_t(30));
    for (const nlohmann::json& submission : results.at("submissions")) {
        const std::string contestant = submission.at("contestant");
        const std::string expected = contestant.starts_with("broken")  ? "CE"
                                     : contestant.starts_with("abort") ? "RTE"
                                     : contestant.starts_with("wrong") ? "WA"
                                                                       : "AC";
        QVERIFY2(submission.at("verdict").get<std::string>() == expected, submission.dump().c_str());
        QCOMPARE(submission.at("state").get<std::string>(), std::string("done"));
        if (expected != "CE")
            QCOMPARE(submission.at("runs").size(), std::size_t(20));
    }
    const e2e::Outcome again = e2e::run(judge(m_contest), m_home->path());
    QCOMPARE(again.status, 0);
    QVERIFY2(again.errors.contains("0 submissions judged, 30 as stored"), again.errors.constData());
}

void TestInterruption::stoppedBySignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("status");
    QTest::newRow("Ctrl-C") << SIGINT << 130;
    QTest::newRow("SIGTERM") << SIGTERM << 143;
}

void TestInterruption::stoppedBySignal()
{
    QFETCH(int, signal);
    QFETCH(int, status);
    QVERIFY(e2e::makeSmallContest(m_contest, 40, 10));
    const QString json = m_home->filePath(QStringLiteral("results.json"));
    QProcess process;
    e2e::begin(process, judge(m_contest, {QStringLiteral("--json"), json}), m_home->path());
    QVERIFY(!process.waitForFinished(1500));
    ::kill(static_cast<pid_t>(process.processId()), signal);
    QVERIFY(process.waitForFinished(10000));
    QCOMPARE(process.exitCode(), status);
    QFile file(json);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const nlohmann::json results = nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
    QVERIFY(results.is_object());
    QCOMPARE(results.at("submissions").size(), std::size_t(50));
    int done = 0;
    for (const nlohmann::json& submission : results.at("submissions")) {
        const std::string state = submission.at("state");
        QVERIFY(state == "done" || state == "incomplete");
        QCOMPARE(submission.at("verdict").is_null(), state == "incomplete");
        done += state == "done" ? 1 : 0;
    }
    QVERIFY2(done < 50, "the contest was too short for this test");
    const e2e::Outcome next = e2e::run(judge(m_contest), m_home->path());
    QCOMPARE(next.status, 0);
    const QByteArray kept = QByteArray::number(done) + " as stored";
    QVERIFY2(next.errors.contains(kept), (kept + " expected in:\n" + next.errors).constData());
}

void TestInterruption::secondProcessIsRefusedByName()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 40, 10));
    QProcess first;
    e2e::begin(first, judge(m_contest), m_home->path());
    QVERIFY(!first.waitForFinished(1000));
    const e2e::Outcome second = e2e::run(judge(m_contest), m_home->path());
    QCOMPARE(second.status, 2);
    QVERIFY2(second.errors.contains(QByteArray::number(first.processId())), second.errors.constData());
    ::kill(static_cast<pid_t>(first.processId()), SIGTERM);
    QVERIFY(first.waitForFinished(10000));
}

void TestInterruption::secondCallJudgesOnlyWhatChanged()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 3, 1));
    QCOMPARE(e2e::run(judge(m_contest), m_home->path()).status, 0);
    const QString changed = m_contest + QStringLiteral("/submissions/wrong00/sum.c");
    QVERIFY(e2e::write(changed, e2e::kRightC));
    QVERIFY(e2e::write(m_contest + QStringLiteral("/submissions/new/sum.py"), e2e::kRightPython));
    const e2e::Outcome second = e2e::run(judge(m_contest), m_home->path());
    QCOMPARE(second.status, 0);
    QVERIFY2(second.errors.contains("2 submissions judged, 4 as stored"), second.errors.constData());
    // A test that changes makes every judgement of the problem outdated.
    QVERIFY(e2e::write(m_contest + QStringLiteral("/problems/sum/data/secret/01.ans"), "4\n"));
    const e2e::Outcome third = e2e::run(judge(m_contest), m_home->path());
    QVERIFY2(third.errors.contains("6 submissions judged, 0 as stored"), third.errors.constData());
}

QTEST_GUILESS_MAIN(TestInterruption)
#include "test_interruption.moc"
