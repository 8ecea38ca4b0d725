// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a program that may have looked for its input in the wrong place.
#include "exec/prepared_run.h"

#include <QTest>

using namespace assize;
using model::Verdict;

class TestPreparedRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unreadInput_data()
    {
        QTest::addColumn<QString>("inputFile");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("standardError");
        QTest::addColumn<bool>("said");
        const auto add = [](const char* file, const char* verdict, const char* error, bool said) {
            QTest::addRow("%s %s %s", file, verdict, error) << file << verdict << error << said;
        };
        add("sum.in", "WA", "", true);
        add("", "WA", "", false);
        add("sum.in", "AC", "", false);
        add("sum.in", "TLE", "", false);
        add("sum.in", "RTE", "IndexError: list index out of range", false);
        add("sum.in", "RTE", "EOFError: EOF when reading a line", true);
        add("sum.in", "RTE", "java.util.NoSuchElementException", true);
        add("sum.in", "RTE", "Prelude.getLine: end of file", true);
        add("", "RTE", "EOFError: EOF when reading a line", false);
    }
    void unreadInput()
    {
        QFETCH(QString, inputFile);
        QFETCH(QString, verdict);
        QFETCH(QString, standardError);
        QFETCH(bool, said);
        model::Problem problem;
        problem.inputFile = inputFile.toStdString();
        sandbox::RunResult result;
        result.standardError = standardError.toStdString();
        const std::string text =
            exec::unreadInput(problem, model::verdictFromCode(verdict.toStdString()), result);
        QCOMPARE(QString::fromStdString(text),
                 said ? QStringLiteral("the input is in the file sum.in; standard input is empty")
                      : QString());
    }
};

QTEST_APPLESS_MAIN(TestPreparedRun)
#include "test_prepared_run.moc"
