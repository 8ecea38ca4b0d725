// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/natural_order.h"
#include "package_fixture.h"

#include <QTest>

using namespace assize;
using namespace std::chrono_literals;

namespace {

/// The hash of the test secret/1.
std::string firstOf(const package::ReadPackage& read)
{
    for (const model::TestCase& test : read.problem->testCases) {
        if (test.id == "secret/1")
            return test.contentHash;
    }
    return {};
}

} // namespace

class TestNaturalOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersTestsAndGroups()
    {
        test::TreeBuilder tree;
        const std::string data = "problems/hello/data/";
        for (const char* name : {"secret/2", "secret/10", "secret/b/1", "secret/b-x", "secret/b.x",
                                 "secret/a/z/1", "sample/2", "sample/1"})
            tree.file(data + name + ".in", "in").file(data + name + ".ans", "answer");
        tree.file(data + "secret/10.hint")
            .file(data + "sample/1.interaction")
            .file(data + "secret/.hidden.in");
        tree.folder(data + "invalid_input");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(test::idsOf(*read.problem),
                 QStringList({"sample/1", "sample/2", "secret/10", "secret/2", "secret/a/z/1", "secret/b/1",
                              "secret/b-x", "secret/b.x"}));
        QStringList groups;
        for (const model::TestGroup& group : read.problem->groups)
            groups << QString::fromStdString(group.id) + QLatin1Char('<') +
                          QString::fromStdString(group.parent.value_or("-"));
        QCOMPARE(groups, QStringList({"<-", "sample<", "secret<", "secret/a<secret", "secret/a/z<secret/a",
                                      "secret/b<secret"}));
        const model::TestCase& first = read.problem->testCases.front();
        QVERIFY(first.sample);
        QCOMPARE(first.group, std::string("sample"));
        QCOMPARE(first.inputSize, std::uint64_t(2));
        QCOMPARE(first.answerSize, std::uint64_t(6));
        QCOMPARE(first.input, tree.path(data + "sample/1.in"));
        QVERIFY(!read.problem->testCases.back().sample);
    }

    void followsLinksWithinTheParentFolder()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/shared/big.in", "x").file("problems/shared/big.ans", "y");
        tree.link("problems/hello/data/secret/2.in", "../../../shared/big.in");
        tree.link("problems/hello/data/secret/2.ans", tree.path("problems/shared/big.ans"));
        tree.link("problems/hello/data/secret/group", "../../../shared");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(test::idsOf(*read.problem), QStringList({"secret/1", "secret/2", "secret/group/big"}));
        QCOMPARE(read.problem->testCases[1].input, tree.path("problems/shared/big.in"));
        QCOMPARE(read.problem->testCases[2].input, tree.path("problems/shared/big.in"));
    }

    void refusesOrWarns_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* row, const char* expected) { QTest::newRow(row) << row << expected; };
        add("input without answer",
            "error problems/hello/data/secret/7.in: this input has no answer; expected \"7.ans\"");
        add("answer without input", "warning problems/hello/data/secret/7.ans: this answer has no input");
        add("link out of the parent folder",
            "error problems/hello/data/secret/2.in: this test data cannot be read: "
            "symbolic link:");
        add("group link out of the parent folder", "error problems/hello/data/secret/group: this test data");
        add("broken link", "error problems/hello/data/secret/2.in: this test data cannot be read");
        add("FIFO", "error problems/hello/data/secret/2.in: this test data cannot be read: FIFO");
        add("link to a device", "error problems/hello/data/secret/2.in");
        add("cycle", "error problems/hello/data/secret/up: this link leads to a folder that contains it");
        add("tests beside the groups", "warning problems/hello/data: 1 .in files lie directly in data/");
        add("no tests", "error problems/hello/data: there is no test in data/sample or data/secret");
        add("no data", "error problems/hello/data: there are no tests");
        add("secret is a file", "error problems/hello/data/secret: expected a folder of tests");
        add("custom grading", "error problems/hello/data/testdata.yaml: \"grading: custom\" needs a grader");
        add("unknown grader flag",
            "warning problems/hello/data/testdata.yaml: the default grader has no flag");
        add("no such policy",
            "error problems/hello/data/testdata.yaml:1 (on_reject): expected one of break, continue");
        add("no range", "error problems/hello/data/testdata.yaml:1 (range): expected two numbers");
        add("unknown test data key", "warning problems/hello/data/testdata.yaml:1 (on_rejct)");
        add("broken test data", "error problems/hello/data/testdata.yaml:2");
        add("group with points",
            "warning problems/hello/data/secret/test_group.yaml: groups of the legacy format have no points");
        add("included for no language", "warning problems/hello/include/klingon: not used");
        add("included without language", "warning problems/hello/include/x.h: not used");
        add("validators not used", "warning problems/hello/output_validators: not used");
        add("submission in no folder", "warning problems/hello/submissions/a.py: not used");
        add("two settings files",
            "warning problems/hello/data/test_group.yaml: used instead of testdata.yaml");
        add("submission that leads away",
            "warning problems/hello/submissions/accepted/b.cpp: this program cannot be used");
    }
    void refusesOrWarns()
    {
        QFETCH(QString, row);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("outside/x.in");
        const std::string package = "problems/hello/";
        const std::string secret = package + "data/secret/";
        const std::map<QString, std::function<void()>> changes = {
            {"input without answer", [&] { tree.file(secret + "7.in"); }},
            {"answer without input", [&] { tree.file(secret + "7.ans"); }},
            {"link out of the parent folder", [&] { tree.link(secret + "2.in", tree.path("outside/x.in")); }},
            {"group link out of the parent folder",
             [&] { tree.link(secret + "group", tree.path("outside")); }},
            {"broken link", [&] { tree.link(secret + "2.in", "nowhere"); }},
            {"FIFO", [&] { tree.fifo(secret + "2.in"); }},
            {"link to a device", [&] { tree.link(secret + "2.in", "/dev/zero"); }},
            {"cycle", [&] { tree.link(secret + "up", ".."); }},
            {"tests beside the groups", [&] { tree.file(package + "data/1.in"); }},
            {"no tests",
             [&] {
                 std::filesystem::remove(tree.path(secret + "1.in"));
                 std::filesystem::remove(tree.path(secret + "1.ans"));
             }},
            {"no data", [&] { std::filesystem::remove_all(tree.path(package + "data")); }},
            {"secret is a file",
             [&] {
                 std::filesystem::remove_all(tree.path(package + "data/secret"));
                 tree.file(package + "data/secret");
             }},
            {"custom grading", [&] { tree.file(package + "data/testdata.yaml", "grading: custom\n"); }},
            {"unknown grader flag",
             [&] { tree.file(package + "data/testdata.yaml", "grader_flags: luck\n"); }},
            {"no such policy", [&] { tree.file(package + "data/testdata.yaml", "on_reject: maybe\n"); }},
            {"no range", [&] { tree.file(package + "data/testdata.yaml", "range: 5 to 7\n"); }},
            {"unknown test data key",
             [&] { tree.file(package + "data/testdata.yaml", "on_rejct: break\n"); }},
            {"broken test data", [&] { tree.file(package + "data/testdata.yaml", "a: b\n  c: d\n"); }},
            {"group with points", [&] { tree.file(secret + "test_group.yaml", "max_score: 40\n"); }},
            {"included for no language", [&] { tree.file(package + "include/klingon/x.h"); }},
            {"included without language", [&] { tree.file(package + "include/x.h"); }},
            {"validators not used", [&] { tree.file(package + "output_validators/v.py"); }},
            {"submission in no folder", [&] { tree.file(package + "submissions/a.py"); }},
            {"two settings files",
             [&] { tree.file(package + "data/test_group.yaml").file(package + "data/testdata.yaml"); }},
            {"submission that leads away",
             [&] { tree.link(package + "submissions/accepted/b.cpp", tree.path("outside/x.in")); }},
        };
        changes.at(row)();
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(text.contains(expected), qPrintable(text));
        QCOMPARE(read.problem.has_value(), expected.startsWith(QLatin1String("warning")));
    }

    void inheritsValidatorFlags()
    {
        test::TreeBuilder tree;
        const std::string data = "problems/hello/data/";
        for (const char* name : {"sample/1", "secret/1", "secret/a/1", "secret/b/1"})
            tree.file(data + name + ".in").file(data + name + ".ans");
        tree.file("problems/hello/problem.yaml", "validator_flags: case_sensitive\n");
        tree.file(data + "testdata.yaml",
                  "output_validator_flags: float_tolerance 1e-6\non_reject: continue\n");
        tree.file(data + "secret/a/testdata.yaml", "output_validator_flags: [space_change_sensitive]\n");
        tree.file(data + "secret/b/testdata.yaml", "grader_flags: first_error\n");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(test::joined(read.problem->validation.flags), QString("case_sensitive"));
        QStringList flags;
        for (const model::TestCase& test : read.problem->testCases)
            flags << test::joined(test.validatorFlags);
        QCOMPARE(flags, QStringList({"float_tolerance 1e-6", "float_tolerance 1e-6", "space_change_sensitive",
                                     "float_tolerance 1e-6"}));
    }

    void flagsOfAllTestsAreTheProblems()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "validator_flags: case_sensitive\n");
        tree.file("problems/hello/data/testdata.yaml", "output_validator_flags: float_tolerance 1e-6\n");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(test::joined(read.problem->validation.flags),
                 QString("case_sensitive float_tolerance 1e-6"));
        QVERIFY(read.problem->testCases[0].validatorFlags.empty());
    }

    void newerPackagesHaveFlagsForEachTest()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "problem_format_version: 2025-09\nname: Hello\n");
        tree.file("problems/hello/data/secret/2.in").file("problems/hello/data/secret/2.ans");
        tree.file("problems/hello/data/test_group.yaml", "output_validator_args: [float_tolerance, 1e-6]\n");
        tree.file("problems/hello/data/secret/2.yaml", "output_validator_args: case_sensitive\nhint: easy\n");
        package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(test::joined(read.problem->testCases[0].validatorFlags), QString("float_tolerance 1e-6"));
        QCOMPARE(test::joined(read.problem->testCases[1].validatorFlags), QString("case_sensitive"));
    }

    void newerTestsHaveArgumentsAndFiles()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        const std::string secret = "problems/hello/data/secret/";
        tree.file("problems/hello/problem.yaml", "problem_format_version: 2025-09\nname: Hello\n");
        tree.file("problems/hello/input_validators/check.py");
        tree.file(secret + "2.in").file(secret + "2.ans").file(secret + "3.in").file(secret + "3.ans");
        tree.file(secret + "test_group.yaml", "args: [--slow]\ninput_validator_args: [n=5]\n");
        tree.file(secret + "2.yaml", "args: [--fast, two words]\ninput_validator_args: {check: [n=6]}\n");
        tree.file(secret + "3.args", "a 'b c' \"d\\\"\" e\\ f\n");
        tree.file(secret + "2.files/x.txt", "12345").file(secret + "2.files/deep/y.bin");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        const auto& tests = read.problem->testCases;
        QVERIFY(tests[0].arguments == std::vector<std::string>({"--slow"}));
        QVERIFY(tests[0].inputValidatorFlags == std::vector<std::string>({"n=5", "--slow"}));
        QVERIFY(tests[1].arguments == std::vector<std::string>({"--fast", "two words"}));
        QVERIFY(tests[1].inputValidatorFlags == std::vector<std::string>({"n=6", "--fast", "two words"}));
        QVERIFY(tests[2].arguments == std::vector<std::string>({"a", "b c", "d\"", "e f"}));
        QCOMPARE(tests[1].files.size(), std::size_t(2));
        QCOMPARE(tests[1].files[0].name, std::string("deep/y.bin"));
        QCOMPARE(tests[1].files[1].name, std::string("x.txt"));
        QCOMPARE(tests[1].files[1].size, std::uint64_t(5));
        QVERIFY(tests[0].files.empty());
    }

    void customValidatorsNeedNoAnswers()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "validation: custom interactive\n");
        tree.file("problems/hello/output_validators/v.py");
        tree.file("problems/hello/data/secret/2.in").file("problems/hello/data/sample/1.in");
        tree.file("problems/hello/data/sample/1.interaction");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(test::idsOf(*read.problem), QStringList({"secret/1", "secret/2"}));
        QVERIFY(read.problem->testCases[1].answer.empty());
        QVERIFY(test::textOf(read.diagnostics)
                    .contains("warning problems/hello/data/secret/2.in: this input has no answer"));
    }

    void anOutputInTheAnswersPlaceIsTold()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/data/secret/2.in").file("problems/hello/data/secret/2.out");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(test::textOf(read.diagnostics).contains("expected \"2.ans\" beside it: rename \"2.out\""),
                 qPrintable(test::textOf(read.diagnostics)));
    }

    void manyTestsAreRead()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        for (int i = 0; i < 3'000; ++i) {
            const std::string name = "problems/hello/data/secret/t" + std::to_string(i);
            tree.link(name + ".in", "1.in").link(name + ".ans", "1.ans");
        }
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(read.problem->testCases.size(), std::size_t(3'001));
    }

    void linksThatFanOutEnd()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        // Each folder is reached by two links of the one above: 2^14 ways.
        for (int i = 0; i < 14; ++i) {
            const std::string folder = "problems/hello/level" + std::to_string(i);
            const std::string next = "../level" + std::to_string(i + 1);
            tree.link(folder + "/a", next).link(folder + "/b", next);
        }
        tree.folder("problems/hello/level14").link("problems/hello/data/secret/fan", "../../level0");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY(!read.problem);
        QVERIFY(test::textOf(read.diagnostics).contains("there are more than 10000 test groups"));
    }

    void readsBareFolders()
    {
        test::TreeBuilder tree;
        for (const char* name :
             {"t/10.in", "t/10.out", "t/2.in", "t/2.ans", "t/2.out", "t/b.in", "t/b.a", "t/stray.out"})
            tree.file(name, "x");
        QCOMPARE(package::detectFormat(tree.path("t")), std::optional<std::string>("test-folder"));
        const package::ReadPackage read = package::readPackage(tree.path("t"), "problems/t");
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        QCOMPARE(test::idsOf(*read.problem), QStringList({"2", "10", "b"}));
        QCOMPARE(read.problem->testCases[0].answer, tree.path("t/2.ans"));
        QCOMPARE(read.problem->testCases[0].group, std::string());
        QCOMPARE(read.problem->limits.cpuTime, std::chrono::nanoseconds(1s));
        QCOMPARE(read.problem->limits.memory, std::uint64_t(256) << 20);
        QCOMPARE(read.problem->timeLimitFrom, std::string("default"));
        QVERIFY2(
            text.contains(
                "info problems/t: a folder of tests without settings: time limit 1 s, memory limit 256 MiB"),
            qPrintable(text));
        QVERIFY2(text.contains("warning problems/t/2.out: not used"), qPrintable(text));
        QVERIFY2(text.contains("warning problems/t/stray.out: this answer has no input"), qPrintable(text));
    }

    void bareFoldersTakeSettings()
    {
        test::TreeBuilder tree;
        tree.file("t/1.in").file("t/1.ans").file("t/.timelimit", "0.25\n");
        tree.file("t/problem.yaml", "name: Title\nlimits: {memory: 64}\nvalidation: custom\n");
        tree.file("t/output_validators/check.cpp");
        const package::ReadPackage read = package::readPackage(tree.path("t"), "t");
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QVERIFY2(read.diagnostics.empty(), qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(read.problem->format, std::string("test-folder"));
        QCOMPARE(read.problem->limits.cpuTime, std::chrono::nanoseconds(250ms));
        QCOMPARE(read.problem->limits.memory, std::uint64_t(64) << 20);
        QVERIFY(read.problem->validation.custom);
    }

    void bareFoldersNeedAnswers()
    {
        test::TreeBuilder tree;
        tree.file("t/1.in").file("t/2.in").fifo("t/3.in");
        const package::ReadPackage read = package::readPackage(tree.path("t"), "t");
        QVERIFY(!read.problem);
        QVERIFY(test::textOf(read.diagnostics).contains("warning t/2.in: this input has no answer"));
        QVERIFY(test::textOf(read.diagnostics).contains("error t/3.in: this test data cannot be read"));
        QVERIFY(test::textOf(read.diagnostics).contains("error t: there is no test"));
    }

    void ordersNaturally_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("numbers") << "2"
                                 << "10";
        QTest::newRow("prefix") << "a2"
                                << "a10";
        QTest::newRow("many digits") << "99999999999999999999998"
                                     << "99999999999999999999999";
        QTest::newRow("zeros") << "01"
                               << "1";
        QTest::newRow("zeros and more") << "1"
                                        << "02";
        QTest::newRow("text") << "a"
                              << "b";
        QTest::newRow("shorter") << "a"
                                 << "a1";
        QTest::newRow("second number") << "1-9"
                                       << "1-10";
    }
    void ordersNaturally()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QVERIFY(package::naturallyBefore(before.toStdString(), after.toStdString()));
        QVERIFY(!package::naturallyBefore(after.toStdString(), before.toStdString()));
        QVERIFY(!package::naturallyBefore(after.toStdString(), after.toStdString()));
    }

    void fitsTheOutputLimitToTheAnswers()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.sparseFile("problems/hello/data/secret/1.ans", (10 << 20) + 1);
        package::ReadPackage read = test::readHello(tree);
        QVERIFY(read.problem);
        QCOMPARE(read.problem->limits.output, std::uint64_t(21) << 20);
        QVERIFY(test::textOf(read.diagnostics).contains("info problems/hello: the largest answer"));
        tree.file("problems/hello/problem.yaml", "limits: {output: 8}\n");
        read = test::readHello(tree);
        QCOMPARE(read.problem->limits.output, std::uint64_t(8) << 20);
        QVERIFY(
            test::textOf(read.diagnostics).contains("warning problems/hello/problem.yaml (limits.output)"));
    }

    void findsAllValidators()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "validation: custom\n");
        tree.file("problems/testlib.h");
        tree.file("problems/hello/output_validators/a.cpp").file("problems/hello/output_validators/.gitkeep");
        tree.file("problems/hello/output_validators/b/x.py")
            .file("problems/hello/output_validators/b/sub/y.py");
        tree.link("problems/hello/output_validators/b/testlib.h", "../../../testlib.h");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        const auto& validators = read.problem->validation.validators;
        QCOMPARE(validators.size(), std::size_t(2));
        QCOMPARE(validators[0].name, std::string("output_validators/a.cpp"));
        QCOMPARE(validators[0].files.size(), std::size_t(1));
        QCOMPARE(validators[0].folder, tree.path("problems/hello/output_validators"));
        QCOMPARE(validators[1].name, std::string("output_validators/b"));
        const std::vector<std::filesystem::path> expected = {
            tree.path("problems/hello/output_validators/b/sub/y.py"),
            tree.path("problems/hello/output_validators/b/testlib.h"),
            tree.path("problems/hello/output_validators/b/x.py")};
        QVERIFY(validators[1].files == expected);
    }

    void theHashTellsWhatDecidesVerdicts_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("changes");
        QTest::addColumn<bool>("changesFirst");   ///< what the test secret/1 gives to runs
        QTest::addColumn<bool>("changesJudging"); ///< what is there for all runs
        const auto row = [](const char* name, const char* file, const QByteArray& content, bool changes,
                            bool changesFirst, bool changesJudging) {
            QTest::newRow(name) << file << content << changes << changesFirst << changesJudging;
        };
        row("input", "data/secret/1.in", "9\n", true, true, false);
        row("answer", "data/secret/1.ans", "9\n", true, true, false);
        row("input of another test", "data/secret/2.in", "9\n", true, false, false);
        row("another test", "data/secret/3.in", "9\n", true, false, false);
        row("validator", "output_validators/v.py", "exit(42)\n", true, false, true);
        row("input validator", "input_validators/v.py", "exit(42)\n", false, false, false);
        row("included file", "include/python3/lib.py", "x = 1\n", true, false, true);
        // They are a part of the key of each run.
        row("flags", "problem.yaml", "validation: custom\nvalidator_flags: x\n", true, false, false);
        row("flags of a group", "data/testdata.yaml", "output_validator_flags: x\n", true, false, false);
        row("name and limits", "problem.yaml", "validation: custom\nname: Other\nlimits: {memory: 5}\n",
            false, false, false);
        row("time limit", ".timelimit", "3\n", false, false, false);
        row("submission", "submissions/accepted/a.cpp", "int main() { }\n", false, false, false);
    }
    void theHashTellsWhatDecidesVerdicts()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, content);
        QFETCH(bool, changes);
        QFETCH(bool, changesFirst);
        QFETCH(bool, changesJudging);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "validation: custom\n");
        tree.file("problems/hello/output_validators/v.py", "exit(43)\n");
        tree.file("problems/hello/data/secret/2.in", "2\n").file("problems/hello/data/secret/2.ans", "2\n");
        tree.file("problems/hello/data/secret/3.in", "3\n").file("problems/hello/data/secret/3.ans", "3\n");
        const package::ReadPackage before = test::readHello(tree);
        QVERIFY(before.problem);
        QCOMPARE(before.problem->contentHash.size(), std::size_t(32));
        QCOMPARE(firstOf(before).size(), std::size_t(32));
        QCOMPARE(before.problem->judgingHash.size(), std::size_t(32));
        const package::ReadPackage again = test::readHello(tree);
        QCOMPARE(again.problem->contentHash, before.problem->contentHash);
        QCOMPARE(firstOf(again), firstOf(before));
        QCOMPARE(again.problem->judgingHash, before.problem->judgingHash);
        tree.file("problems/hello/" + file.toStdString(), content.toStdString());
        const package::ReadPackage after = test::readHello(tree);
        QVERIFY(after.problem);
        QCOMPARE(after.problem->contentHash != before.problem->contentHash, changes);
        QCOMPARE(firstOf(after) != firstOf(before), changesFirst);
        QCOMPARE(after.problem->judgingHash != before.problem->judgingHash, changesJudging);
    }
};

QTEST_GUILESS_MAIN(TestNaturalOrder)
#include "test_natural_order.moc"
