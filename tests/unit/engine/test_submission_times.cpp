// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/submission_times.h"

#include <QTest>

using namespace assize;
using namespace assize::engine;
using std::chrono::seconds;

namespace {

const std::chrono::system_clock::time_point kStart{seconds(1'772'355'600)}; // 2026-03-01 09:00:00 UTC

/// Hand-ins so many seconds after the start of the contest; "?" where the time is not known.
std::vector<model::Submission> handedIn(const QString& times)
{
    std::vector<model::Submission> submissions;
    for (const QString& time : times.split(u' ', Qt::SkipEmptyParts)) {
        model::Submission& submission = submissions.emplace_back();
        submission.id = static_cast<int>(submissions.size());
        submission.file = "s" + std::to_string(submission.id);
        if (time != QStringLiteral("?"))
            submission.submittedAt = kStart + std::chrono::milliseconds(qRound64(time.toDouble() * 1000));
    }
    return submissions;
}

} // namespace

class TestSubmissionTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsLate_data()
    {
        QTest::addColumn<QString>("times");
        QTest::addColumn<bool>("endless");
        QTest::addColumn<QString>("late"); // numbers of the hand-ins
        QTest::addColumn<bool>("believed");
        QTest::addColumn<bool>("warned");
        const auto row = [](const char* name, const char* times, bool endless, const char* late,
                            bool believed, bool warned) {
            QTest::newRow(name) << QString::fromLatin1(times) << endless << QString::fromLatin1(late)
                                << believed << warned;
        };
        row("nothing handed in", "", false, "", true, false);
        row("all in time, to the last second", "0 60 18000", false, "", true, false);
        row("one is late by 30 s", "60 120 18030", false, "3", true, false);
        row("by a part of a second", "60 120 18000.001", false, "3", true, false);
        row("one is early", "-1 60 120", false, "1", true, false);
        row("early and late", "-1 60 120 240 99999", false, "1 5", true, false);
        row("two of five", "1 2 3 18001 18002", false, "4 5", true, false);
        row("half is too much", "1 2 18001 18002", false, "", false, true);
        row("all by a checkout", "99999 99999 99999", false, "", false, true);
        row("the only one", "99999", false, "", false, true);
        row("no end", "60 999999", true, "", true, false);
        row("no end, but a start", "-1 60 999999", true, "1", true, false);
        row("one time is not known", "60 120 ?", false, "", true, true);
        row("none is known", "? ?", false, "", false, true);
        row("what is not known is no witness", "60 18001 ? ? ?", false, "", false, true);
        row("late beside unknown", "60 61 18001 ?", false, "3", true, true);
    }

    void whatIsLate()
    {
        QFETCH(QString, times);
        QFETCH(bool, endless);
        QFETCH(QString, late);
        QFETCH(bool, believed);
        QFETCH(bool, warned);
        std::vector<model::Submission> submissions = handedIn(times);
        ContestTime contest{kStart, {}};
        if (!endless)
            contest.duration = std::chrono::hours(5);
        const TimesSeen seen = markLate(contest, submissions);
        QStringList marked;
        for (const model::Submission& submission : submissions) {
            QCOMPARE(submission.notCountedBecause.empty(), !submission.late);
            if (submission.late)
                marked += QString::number(submission.id);
        }
        QCOMPARE(marked.join(u' '), late);
        QCOMPARE(seen.believed, believed);
        QCOMPARE(!seen.warning.empty(), warned);
        QCOMPARE(!seen.late.empty(), !late.isEmpty());
    }

    void reasons_data()
    {
        QTest::addColumn<QString>("time");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("seconds") << "18030" << QByteArray("handed in 30 s after the contest's end");
        QTest::newRow("a part of one") << "18000.2" << QByteArray("handed in 1 s after the contest's end");
        QTest::newRow("minutes") << "18750" << QByteArray("handed in 12 min after the contest's end");
        QTest::newRow("hours") << "29100" << QByteArray("handed in 3 h 5 min after the contest's end");
        QTest::newRow("days") << "261000" << QByteArray("handed in 2 days after the contest's end");
        QTest::newRow("before") << "-90" << QByteArray("handed in 1 min before the contest's start");
    }

    void reasons()
    {
        QFETCH(QString, time);
        QFETCH(QByteArray, reason);
        std::vector<model::Submission> submissions = handedIn(QStringLiteral("1 2 ") + time);
        markLate({kStart, std::chrono::hours(5)}, submissions);
        QCOMPARE(QByteArray::fromStdString(submissions[2].notCountedBecause), reason);
    }

    void messagesNameWhatTheyAreAbout()
    {
        std::vector<model::Submission> submissions = handedIn(QStringLiteral("1 2 18030"));
        QCOMPARE(QByteArray::fromStdString(markLate({kStart, std::chrono::hours(5)}, submissions).late),
                 QByteArray("1 of 3 hand-ins is outside the time of the contest (2026-03-01 09:00 UTC to "
                            "2026-03-01 14:00 UTC), judged, marked late and not counted: s3 (30 s after the "
                            "contest's end)."));
        // A thousand of them do not make a message of a thousand names.
        QString many;
        for (int i = 0; i < 600; ++i)
            many += i < 200 ? QStringLiteral("20000 ") : QStringLiteral("5 ");
        submissions = handedIn(many);
        const std::string late = markLate({kStart, std::chrono::hours(5)}, submissions).late;
        QVERIFY(late.find("s10 ") != std::string::npos && late.find("s11 ") == std::string::npos);
        QVERIFY(late.find(" and 190 more.") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestSubmissionTimes)
#include "test_submission_times.moc"
