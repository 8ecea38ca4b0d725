// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/name_order.h"

#include <QTest>

using namespace assize;

class TestNameOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asPeopleLookForThem_data()
    {
        QTest::addColumn<QStringList>("names"); // in the wrong order
        QTest::addColumn<QStringList>("ordered");
        using Strings = QStringList;
        QTest::newRow("numbers") << Strings{QStringLiteral("team10"), QStringLiteral("team2"),
                                            QStringLiteral("team1")}
                                 << Strings{QStringLiteral("team1"), QStringLiteral("team2"),
                                            QStringLiteral("team10")};
        QTest::newRow("cases") << Strings{QStringLiteral("Zoe"), QStringLiteral("adam"),
                                          QStringLiteral("Bert")}
                               << Strings{QStringLiteral("adam"), QStringLiteral("Bert"),
                                          QStringLiteral("Zoe")};
        QTest::newRow("accents") << Strings{QStringLiteral("Zo\u00eb"), QStringLiteral("\u00c9mile"),
                                            QStringLiteral("Emma"), QStringLiteral("Fred")}
                                 << Strings{QStringLiteral("\u00c9mile"), QStringLiteral("Emma"),
                                            QStringLiteral("Fred"), QStringLiteral("Zo\u00eb")};
        QTest::newRow("scripts") << Strings{QStringLiteral("\u7530\u4e2d"),
                                            QStringLiteral("\u0418\u0432\u0430\u043d"),
                                            QStringLiteral("Ivan")}
                                 << Strings{QStringLiteral("Ivan"),
                                            QStringLiteral("\u0418\u0432\u0430\u043d"),
                                            QStringLiteral("\u7530\u4e2d")};
    }

    void asPeopleLookForThem()
    {
        QFETCH(QStringList, names);
        QFETCH(QStringList, ordered);
        std::vector<model::Contestant> contestants;
        for (const QString& name : names)
            contestants.push_back({name.toStdString(), {}});
        std::vector<std::string> expected;
        for (const QString& name : ordered)
            expected.push_back(name.toStdString());
        QCOMPARE(engine::idsInOrderOfNames(contestants), expected);
    }

    /// It is the name that people see; who has the same one comes by the id.
    void namesBeforeIds()
    {
        QCOMPARE(engine::idsInOrderOfNames({{"1", "Zoe"}, {"3", "Adam"}, {"2", "Adam"}}),
                 (std::vector<std::string>{"2", "3", "1"}));
        QCOMPARE(engine::idsInOrderOfNames({{"b\xff", ""}, {"b\xfe", ""}}),
                 (std::vector<std::string>{"b\xfe", "b\xff"}));
    }
};

QTEST_GUILESS_MAIN(TestNameOrder)
#include "test_name_order.moc"
