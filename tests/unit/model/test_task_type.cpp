// SPDX-License-Identifier: GPL-3.0-or-later
// What the rest of the program asks of a task's type.
#include "model/problem.h"

#include <QTest>

#include <map>

using namespace assize::model;

namespace {

Interactive withInteractor()
{
    Interactive talk;
    talk.interactor.emplace().name = "files/i.cpp";
    return talk;
}

const std::map<QByteArray, TaskType>& types()
{
    static const std::map<QByteArray, TaskType> all = {
        {"batch", Batch{}},
        {"validator talks", Interactive{}},
        {"interactor", withInteractor()},
        {"passes", MultiPass{3, Batch{}}},
        {"passes that talk", MultiPass{2, Interactive{}}},
        {"passes with an interactor", MultiPass{2, withInteractor()}},
        {"answers", OutputOnly{}},
    };
    return all;
}

} // namespace

class TestTaskType : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void questions_data()
    {
        QTest::addColumn<QString>("yes"); // the questions that are answered so
        QTest::addColumn<QString>("interactor");
        QTest::addColumn<int>("passes");
        QTest::newRow("batch") << "batch whole-output" << QString() << 1;
        QTest::newRow("validator talks") << "interactive" << QString() << 1;
        QTest::newRow("interactor") << "interactive"
                                    << "files/i.cpp" << 1;
        QTest::newRow("passes") << "multi-pass" << QString() << 3;
        QTest::newRow("passes that talk") << "interactive multi-pass" << QString() << 2;
        QTest::newRow("passes with an interactor") << "interactive multi-pass"
                                                   << "files/i.cpp" << 2;
        QTest::newRow("answers") << "answers whole-output" << QString() << 1;
    }
    void questions()
    {
        QFETCH(QString, yes);
        QFETCH(QString, interactor);
        QFETCH(int, passes);
        Problem problem;
        problem.taskType = types().at(QTest::currentDataTag());
        QStringList found;
        const auto note = [&found](bool answer, const char* question) {
            if (answer)
                found << QString::fromLatin1(question);
        };
        note(problem.takesAnswers(), "answers");
        note(isBatch(problem.taskType), "batch");
        note(isInteractive(problem.taskType), "interactive");
        note(isMultiPass(problem.taskType), "multi-pass");
        note(hasWholeOutput(problem.taskType), "whole-output");
        QCOMPARE(found.join(QLatin1Char(' ')), yes);
        const JuryProgram* program = interactorOf(problem.taskType);
        QCOMPARE(program == nullptr ? QString() : QString::fromStdString(program->name), interactor);
        QCOMPARE(passesOf(problem.taskType), passes);
    }

    /// Who reads nothing of a type has programs that read a file and write one.
    void aProblemIsABatchTaskAtFirst() { QVERIFY(isBatch(Problem().taskType)); }
};

QTEST_APPLESS_MAIN(TestTaskType)
#include "test_task_type.moc"
