// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of submissions whose files change while they are judged.
#include "engine/under_way.h"

#include <QtTest>

using namespace assize;
using namespace assize::engine;

namespace {

/// "begun 1", "ended 1", "cancelled 1", "added 1"
class Told final : public exec::EventSink
{
public:
    QStringList lines;

    void handle(exec::Event event) override
    {
        if (const auto* begun = std::get_if<model::JudgementBegun>(&event))
            lines << QStringLiteral("begun %1").arg(begun->submission);
        else if (const auto* run = std::get_if<model::RunEnded>(&event))
            lines << QStringLiteral("run %1").arg(run->submission);
        else if (const auto* ended = std::get_if<model::JudgementEnded>(&event))
            lines << QStringLiteral("ended %1").arg(ended->judgement.submission);
        else if (const auto* cancelled = std::get_if<model::JudgementCancelled>(&event))
            lines << QStringLiteral("cancelled %1").arg(cancelled->submission);
        else if (std::holds_alternative<model::SubmissionsAdded>(event))
            lines << QStringLiteral("added");
    }
};

model::JudgementEnded finished(int submission, const std::string& key)
{
    model::JudgementEnded event;
    event.judgement.submission = submission;
    event.judgement.key = key;
    event.judgement.state = model::SubmissionState::Done;
    return event;
}

} // namespace

class TestUnderWay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsWhatIsTold()
    {
        Told told;
        UnderWay underWay(told, {1, 2, 3});
        underWay.handle(finished(1, "one"));
        underWay.handle(model::JudgementCancelled{2});
        underWay.handle(model::SubmissionsAdded{{2, 4}});
        const auto paused = underWay.pause();
        QVERIFY(!underWay.has(1));
        QVERIFY(underWay.has(2) && underWay.has(3) && underWay.has(4));
        QCOMPARE(underWay.finished(), (std::map<int, std::string>{{1, "one"}}));
        QCOMPARE(told.lines.join(QStringLiteral(", ")), QStringLiteral("ended 1, cancelled 2, added"));
    }

    /// Its result came when it had been overwritten, and before the scheduler knew.
    void anOldVersionThatEndsIsCancelled()
    {
        Told told;
        UnderWay underWay(told, {1, 2});
        {
            const auto paused = underWay.pause();
            underWay.supersede(1);
        }
        underWay.requested();
        underWay.handle(model::RunEnded{1, "old", 0, {}});
        underWay.handle(finished(1, "old"));
        underWay.handle(finished(2, "two"));
        underWay.handle(model::SubmissionsAdded{{1}});
        underWay.handle(model::JudgementBegun{1, "new"});
        underWay.handle(model::RunEnded{1, "new", 0, {}});
        underWay.handle(finished(1, "new"));
        QCOMPARE(told.lines.join(QStringLiteral(", ")),
                 QStringLiteral("cancelled 1, ended 2, added, begun 1, run 1, ended 1"));
        QCOMPARE(underWay.finished(), (std::map<int, std::string>{{1, "new"}, {2, "two"}}));
        QCOMPARE(underWay.voidJudged(), 1);
        QCOMPARE(underWay.voidReused(), 0);
    }

    /// What was asked for before is of the old version, too.
    void eachRequestIsAnsweredInItsTurn()
    {
        Told told;
        UnderWay underWay(told, {1});
        underWay.requested();
        {
            const auto paused = underWay.pause();
            underWay.supersede(1);
        }
        underWay.requested();
        underWay.handle(model::JudgementCancelled{1});
        underWay.handle(model::SubmissionsAdded{{1}});
        underWay.handle(model::JudgementBegun{1, "old"});
        underWay.handle(model::JudgementCancelled{1});
        underWay.handle(model::SubmissionsAdded{{1}});
        underWay.handle(finished(1, "new"));
        QCOMPARE(told.lines.join(QStringLiteral(", ")),
                 QStringLiteral("cancelled 1, added, cancelled 1, added, ended 1"));
    }
};

QTEST_GUILESS_MAIN(TestUnderWay)
#include "test_under_way.moc"
