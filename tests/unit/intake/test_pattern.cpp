// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/pattern.h"

#include <QTest>

using namespace assize;

/// Patterns of submissions against single paths.
class TestPattern : public QObject
{
    Q_OBJECT

    static std::vector<model::Problem> problems()
    {
        std::vector<model::Problem> list(2);
        list[0].id = "sum";
        list[1].id = "max_sum";
        return list;
    }

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected"); // contestant, problem as written, problem found, extension
        const auto row = [](const char* name, const char* pattern, const QString& path,
                            const QString& expected) {
            QTest::newRow(name) << QString::fromLatin1(pattern) << path << expected;
        };
        row("the longest contestant", "{contestant}_{problem}.{extension}", QStringLiteral("a_b_sum.py"),
            QStringLiteral("a_b sum sum py"));
        row("the first split with a known problem", "{contestant}_{problem}_{skip}.{extension}",
            QStringLiteral("a_sum_b_c.py"), QStringLiteral("a sum sum py"));
        row("the same rest after several beginnings", "{skip}-{contestant}-{skip}_{problem}.{extension}",
            QStringLiteral("x-y-z_q_sum.py"), QStringLiteral("y sum sum py"));
        row("no known problem", "{contestant}_{problem}.{extension}", QStringLiteral("a_b_c.py"),
            QStringLiteral("a_b c - py"));
        row("it does not fit", "{contestant}_{problem}.{extension}", QStringLiteral("a.py"), QString());
        // Each {skip} more took a hundred times as long.
        const QString dashes(240, QLatin1Char('_'));
        row("many ways that all fail",
            "{contestant}_{skip}_{skip}_{skip}_{skip}_{skip}_{problem}-.{extension}",
            dashes + QStringLiteral("x.py"), QString());
        row("many ways of which none has a known problem",
            "{contestant}_{skip}_{skip}_{skip}_{skip}_{skip}_{problem}.{extension}",
            QStringLiteral("a") + dashes + QStringLiteral("x.py"),
            QStringLiteral("a") + dashes.first(229) + QStringLiteral(" x - py"));
    }

    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, path);
        const std::vector<model::Problem> list = problems();
        const auto parsed = intake::Pattern::parse(pattern.toStdString(), list.size());
        QVERIFY(parsed);
        const auto match = parsed->match(path.toStdString(), intake::ProblemNames(list));
        const std::string found =
            !match ? ""
                   : match->contestant + " " + match->problemName + " " +
                         (match->problem.problem == nullptr ? "-" : match->problem.problem->id) + " " +
                         match->extension;
        QTEST(QString::fromStdString(found), "expected");
    }
};

QTEST_APPLESS_MAIN(TestPattern)
#include "test_pattern.moc"
