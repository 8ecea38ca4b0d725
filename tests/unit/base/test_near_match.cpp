// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/near_match.h"

#include <QString>
#include <QTest>

using namespace assize;

class TestNearMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void distances_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<int>("distance");
        const auto add = [](const char* a, const char* b, int distance) {
            QTest::addRow("%s to %s", a, b) << a << b << distance;
        };
        add("", "", 0);
        add("", "abc", 3);
        add("accepted", "accepted", 0);
        add("Accepted", "aCCEPTED", 0);
        add("time-limit", "time_limit", 0);
        add("permited", "permitted", 1);
        add("permittted", "permitted", 1);
        add("nmae", "name", 1);
        add("kitten", "sitting", 3);
        add("abcd", "dcba", 3);
    }
    void distances()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(int, distance);
        QCOMPARE(static_cast<int>(editDistance(a.toStdString(), b.toStdString())), distance);
        QCOMPARE(static_cast<int>(editDistance(b.toStdString(), a.toStdString())), distance);
    }

    void findsTheNearest_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("nearest");
        const auto add = [](const char* given, const char* nearest) {
            QTest::addRow("%s", given) << given << nearest;
        };
        add("acepted", "accepted");
        add("Accepted", "accepted");
        add("time_limit_exceded", "time_limit_exceeded");
        add("timelimit-exceeded", "time_limit_exceeded");
        add("wrong answer", "wrong_answer");
        add("nmae", "name");
        add("output_validators", "output_validator");
        // Short names differ by one letter from too many others.
        add("nam", "");
        add("wa", "");
        // Itself, and what is far from all.
        add("accepted", "");
        add("mixed", "");
        add("rejected", "");
        add("", "");
    }
    void findsTheNearest()
    {
        QFETCH(QString, given);
        QFETCH(QString, nearest);
        const auto found = nearMatch(given.toStdString(), {"accepted", "wrong_answer", "time_limit_exceeded",
                                                           "name", "output_validator"});
        QCOMPARE(QString::fromStdString(found.value_or("")), nearest);
    }

    void theFirstOfEqualsWins()
    {
        QCOMPARE(nearMatch("limit", {"limits", "limite"}), std::optional<std::string>("limits"));
    }

    void longNamesAreNotCompared()
    {
        const std::string candidate(200, 'a');
        QVERIFY(!nearMatch(std::string(199, 'a'), {candidate}));
    }
};

QTEST_APPLESS_MAIN(TestNearMatch)
#include "test_near_match.moc"
