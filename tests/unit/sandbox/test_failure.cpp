// SPDX-License-Identifier: GPL-3.0-or-later
// What people read of a failed step.
#include "sandbox/protocol/failure.h"

#include <QtTest>

#include <cerrno>

using namespace assize::sandbox::protocol;

using Failures = std::vector<Failure>;

Q_DECLARE_METATYPE(Failures)

class TestFailure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void everyStepHasAText();
    void repeatedRuns();
    void missingPrograms();
};

void TestFailure::texts_data()
{
    QTest::addColumn<Failures>("failures");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* title, const Failures& failures, const char* text) {
        QTest::newRow(title) << failures << QByteArray(text);
    };
    row("none", {}, "");
    row("with errno", {{Step::SetWorkAreaSize, EINVAL}},
        "set the size of the work area: Invalid argument (EINVAL)");
    row("of a file", {{Step::PlaceFile, ENOSPC, "sum.in"}},
        "place sum.in into the work folder: No space left on device (ENOSPC)");
    row("without errno", {{Step::DelegateGroup, 0, "/a"}},
        "the control group /a is not delegated to this user");
    row("braces of the detail stay", {{Step::PlaceFile, 0, "{}"}}, "place {} into the work folder");
    row("in common",
        {{Step::FindController, 0, "memory"},
         {Step::FindController, 0, "pids"},
         {Step::MakeGroupHere, EACCES, "/a"},
         {Step::MakeGroupHere, EROFS, "/b"}},
        "the control groups of version 1 are incomplete, without memory, pids; no group may be made in /a: "
        "Permission denied (EACCES), /b: Read-only file system (EROFS)");
    row("nothing in common but the step", {{Step::DelegateGroup, 0, "/a"}, {Step::DelegateGroup, 0, "/b"}},
        "the control group /a is not delegated to this user; the control group /b is not delegated to this "
        "user");
}

void TestFailure::texts()
{
    QFETCH(Failures, failures);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(textOf(failures)), text);
    if (failures.size() == 1)
        QCOMPARE(QByteArray::fromStdString(textOf(failures.front())), text);
}

void TestFailure::everyStepHasAText()
{
    for (int step = 1; step <= static_cast<int>(kLastStep); ++step) {
        const std::string text = textOf({static_cast<Step>(step), 0, "detail"});
        QVERIFY2(!text.empty(), std::to_string(step).c_str());
        QVERIFY2(text.find("{}") == std::string::npos, text.c_str());
    }
}

void TestFailure::repeatedRuns()
{
    const Failure died{Step::SurviveRun};
    const Failure place{Step::PlaceFile, ENOSPC, "a"};
    QCOMPARE(textOf(died, Failure()), std::string("the box died during the run"));
    QCOMPARE(textOf(died, died), std::string("the box died during the run (twice)"));
    QCOMPARE(textOf(died, place), "the box died during the run (before that: " + textOf(place) + ")");
}

void TestFailure::missingPrograms()
{
    QVERIFY(isMissingProgram({Step::Execute, ENOENT, "g++"}));
    QVERIFY(!isMissingProgram({Step::Execute, EACCES, "g++"}));
    QVERIFY(!isMissingProgram({Step::MakeFolder, ENOENT, "usr"}));
}

QTEST_APPLESS_MAIN(TestFailure)
#include "test_failure.moc"
