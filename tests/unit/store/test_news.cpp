// SPDX-License-Identifier: GPL-3.0-or-later
// What others have stored since somebody read last, and who they are.
#include "store_fixture.h"

#include "store/location.h"

#include <QTemporaryDir>

using namespace assize;
using namespace assize::store;
using namespace assize::store::test;

namespace {

/// "began 1", "run 1 of 2", "result of 1: key", ...
QStringList told(const std::vector<Fact>& facts)
{
    QStringList lines;
    for (const Fact& fact : facts) {
        if (const auto* seen = std::get_if<SubmissionSeen>(&fact))
            lines << QStringLiteral("submission %1 %2")
                         .arg(seen->submission.id)
                         .arg(QString::fromStdString(seen->submission.file));
        else if (const auto* limit = std::get_if<model::TimeLimitComputed>(&fact))
            lines << QStringLiteral("limit of %1").arg(QString::fromStdString(limit->problem));
        else if (const auto* begun = std::get_if<model::JudgementBegun>(&fact))
            lines << QStringLiteral("%1 begins").arg(begun->submission);
        else if (const auto* run = std::get_if<model::RunEnded>(&fact))
            lines << QStringLiteral("%1 ran %2 %3")
                         .arg(run->submission)
                         .arg(run->testIndex)
                         .arg(QString::fromStdString(run->run.output));
        else if (const auto* result = std::get_if<model::JudgementEnded>(&fact))
            lines << QStringLiteral("%1 has %2 runs under %3")
                         .arg(result->judgement.submission)
                         .arg(result->judgement.runs.size())
                         .arg(QString::fromStdString(result->judgement.key));
    }
    return lines;
}

} // namespace

class TestNews : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_number = 0;
    std::filesystem::path newFile()
    {
        return std::filesystem::path(m_folder.path().toStdString()) / (std::to_string(++m_number) + ".db");
    }

private Q_SLOTS:
    void onlyWhatIsNewIsRead()
    {
        const auto file = newFile();
        auto writer = openOrFail(file);
        QVERIFY(writer);
        const auto ids =
            writer->assignIds({submission("ann", "a", "ann/a.c"), submission("bob", "a", "bob/a.c")});
        QCOMPARE(*ids, (std::vector<int>{1, 2}));
        writer->start({}, {});
        writer->append(model::JudgementEnded{judgement(1, "old", {acceptedRun("1")})});
        writer->append(model::JudgementBegun{2, "two", false});
        writer->append(model::RunEnded{2, "two", 1, acceptedRun("2")});
        QVERIFY(writer->flush());

        const auto reader = Store::open(file, {.readOnly = true});
        QVERIFY(reader && !(*reader)->isCopy());
        Position position = (*reader)->load()->position;
        const auto news = [&] { return told(*(*reader)->factsSince(position)); };
        QCOMPARE(news(), QStringList());
        // What goes on, what begins, what ends.
        writer->append(model::RunEnded{2, "two", 0, fullRun("1")});
        writer->append(model::TimeLimitComputed{"a", "limit", std::chrono::seconds(1)});
        writer->append(model::JudgementBegun{1, "new", false});
        QVERIFY(writer->flush());
        QCOMPARE(news(), (QStringList{QStringLiteral("limit of a"), QStringLiteral("1 begins"),
                                      QStringLiteral("2 ran 0 1 2 3")}));
        QCOMPARE(news(), QStringList());
        writer->append(
            model::JudgementEnded{judgement(2, "two", {fullRun("1"), acceptedRun("2"), skippedRun("3")})});
        writer->append(model::RunEnded{1, "new", 0, acceptedRun("1")});
        QVERIFY(writer->flush());
        QCOMPARE(news(), (QStringList{QStringLiteral("2 has 3 runs under two"), QStringLiteral("1 ran 0 ")}));
        // Twice meanwhile: the newest counts.
        writer->append(model::JudgementEnded{judgement(1, "new", {acceptedRun("1")})});
        writer->append(model::JudgementEnded{judgement(1, "newest", {acceptedRun("1"), acceptedRun("2")})});
        QVERIFY(writer->flush());
        QCOMPARE(news(), QStringList{QStringLiteral("1 has 2 runs under newest")});
        QCOMPARE(news(), QStringList());
        QVERIFY(writer->close());

        writer = openOrFail(file);
        QVERIFY(writer && writer->assignIds({submission("eve", "a", "eve/a.c")}));
        QCOMPARE(news(), QStringList{QStringLiteral("submission 3 eve/a.c")});
    }

    /// Who has written says up to where everything is known.
    void aPositionIsTheEnd()
    {
        const auto file = newFile();
        auto store = openOrFail(file);
        QVERIFY(store && store->assignIds({submission("ann", "a", "ann/a.c")}));
        store->start({}, {});
        store->append(model::JudgementBegun{1, "key", false});
        store->append(model::RunEnded{1, "key", 0, acceptedRun("1")});
        QVERIFY(store->flush());
        Result<Position> position = store->position();
        QVERIFY(position);
        QCOMPARE(position->underWay.size(), 1U);
        QVERIFY(store->close());
        const auto reader = Store::open(file, {.readOnly = true});
        QCOMPARE(told(*(*reader)->factsSince(*position)), QStringList());
        // From nothing: everything that counts.
        Position nothing;
        QCOMPARE(told(*(*reader)->factsSince(nothing)), QStringList());
        const auto again = Store::open(file, {.readOnly = true});
        QCOMPARE(told(*(*again)->factsSince(nothing)),
                 (QStringList{QStringLiteral("submission 1 ann/a.c"), QStringLiteral("1 begins"),
                              QStringLiteral("1 ran 0 ")}));
    }

    void theHolderIsSeenWithoutALock()
    {
        const auto file = newFile();
        QVERIFY(!holderOf(file));
        {
            const auto store = openOrFail(file);
            const std::optional<Holder> holder = holderOf(file);
            QVERIFY(holder);
            QCOMPARE(holder->process, getpid());
            QCOMPARE(holder->program, processIdentity().program);
            QCOMPARE(holder->host, processIdentity().host);
            QCOMPARE(holder->account, processIdentity().account);
        }
        QVERIFY(!holderOf(file));
        QVERIFY(openOrFail(file));
    }

    void lockLines_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("ours") << QStringLiteral(
                                     "assize, process 12 of ann on lab, since 2026-12-01 10:00:00 UTC")
                              << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("no number") << QStringLiteral("assize, process x of ann on lab, since now") << false;
        QTest::newRow("cut") << QStringLiteral("assize, process 12 of ann") << false;
        QTest::newRow("turned round") << QStringLiteral("a, since b on c of d, process 1") << false;
    }
    void lockLines()
    {
        QFETCH(QString, line);
        QFETCH(bool, isKnown);
        const std::optional<Holder> holder = holderFromLine(line.toStdString());
        QCOMPARE(holder.has_value(), isKnown);
        if (isKnown)
            QCOMPARE(*holder, (Holder{"assize", 12, "ann", "lab", "2026-12-01 10:00:00 UTC"}));
    }
};

QTEST_GUILESS_MAIN(TestNews)
#include "test_news.moc"
