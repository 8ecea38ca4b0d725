// SPDX-License-Identifier: GPL-3.0-or-later
// What is missing, misspelt or nearly right in ICPC packages is told of, by what it costs.
#include "package_fixture.h"

#include "package/icpc/domjudge_ini.h"
#include "package/icpc/rules.h"

#include <QTest>

using namespace assize;

namespace {

constexpr const char* kNew =
    "problem_format_version: 2025-09\nname: S\nuuid: 8ee7605a-6f2a-4b53-8e0c-2f8f3c1b3c11\n"
    "limits: {time_limit: 1}\n";

} // namespace

class TestNearMisses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("refused");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* version, const char* file, bool refused, const char* expected) {
            QTest::addRow("%s %s", version, file) << version << file << refused << expected;
        };
        add("legacy", "Data/secret/1.in", false,
            "warning problems/hello/Data: not used: the name of this is nearly");
        add("legacy", "data/secrets/1.in", false, "warning problems/hello/data/secrets: not used");
        add("legacy", "data/samples/1.in", false,
            "warning problems/hello/data/samples: no such name is known, so it is not used; meant sample?");
        add("legacy", "data/testdata.yml", true,
            "error problems/hello/data/testdata.yml: no such name is known, so it is not used; meant "
            "testdata.yaml?");
        add("legacy", "data/secret/test_data.yaml", true, "meant testdata.yaml?");
        add("legacy", "data/secret/test_group.yaml", false,
            "warning problems/hello/data/secret/test_group.yaml: the legacy format has no test_group.yaml");
        add("new", "data/secret/testdata.yaml", false,
            "warning problems/hello/data/secret/testdata.yaml: since 2025-09 it is called test_group.yaml");
        add("new", "data/secret/test_group.yml", true, "meant test_group.yaml?");
        add("legacy", "input_validator/check.txt", false, "");
        add("legacy", "input_validatos/check.py", false, "meant input_validators?");
        add("legacy", "ouput_validators/check.py", true, "meant output_validators?");
        add("legacy", "statement/problem.en.tex", false,
            "this version of the format calls it problem_statement");
        add("new", "output_validators/check.py", false,
            "this version of the format calls it output_validator.");
        add("legacy", "timelimit", true, "meant .timelimit?");
        add("legacy", "submission/accepted/a.py", false, "warning problems/hello/submission: not used");
        add("legacy", "problem.html", false, "");
        add("legacy", "problem.yml", false, "warning problems/hello/problem.yml: not used");
        add("legacy", "solutions/a.py", false, "");
        add("legacy", "include.h", false, "");
        add("legacy", "generators/gen.py", false, "");
        add("new", "data/secret/1.yaml", false, "");
        add("legacy", ".timelimt", true, "error problems/hello/.timelimt: no such name is known");
        add("legacy", ".problem.yaml", false, "warning problems/hello/.problem.yaml: not used: the name");
        add("legacy", "._problem.yaml", false, "");
        add("legacy", ".gitignore", false, "");
        add("legacy", "domjudge-problem.in", true, "meant domjudge-problem.ini?");
    }
    void names()
    {
        QFETCH(QString, version);
        QFETCH(QString, file);
        QFETCH(bool, refused);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/.timelimit", "1\n");
        if (refused)
            std::filesystem::remove(tree.path("problems/hello/.timelimit"));
        if (version == QStringLiteral("new"))
            tree.file("problems/hello/problem.yaml", kNew);
        tree.file("problems/hello/" + file.toStdString(), "");
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QCOMPARE(!read.problem.has_value(), refused);
        if (expected.isEmpty())
            QCOMPARE(text, QString());
        else
            QVERIFY2(text.contains(expected), qPrintable(text));
    }

    void aSettingsFileOfAnotherNameRefuses()
    {
        test::TreeBuilder tree;
        tree.file("problems/hello/problem.yml", "validation: custom\n");
        tree.file("problems/hello/data/secret/1.in", "1\n").file("problems/hello/data/secret/1.ans", "2\n");
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY(!read.problem);
        QVERIFY2(text.contains(QStringLiteral("meant problem.yaml?")), qPrintable(text));
    }

    void submissions_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* file, const char* content, const char* expected) {
            QTest::addRow("%s %s", file, content) << file << content << expected;
        };
        add("mixed/a.py", "print(2)",
            "warning problems/hello/submissions/mixed: nothing is expected of a.py: the folder's name says "
            "nothing");
        add("mixed/a.py", "# @EXPECTED_RESULTS@: WRONG-ANSWER", "");
        add("mixed/a.py", "# @EXPECTED_RESULTS@: CHECK-MANUALLY", "");
        add("check_manually/a.py", "print(2)", "");
        add("check-manually/a.py", "print(2)", "");
        add("time_limit_exceded/a.py", "print(2)",
            "error problems/hello/submissions/time_limit_exceded: no folder of submissions has this name, so "
            "nothing is expected of a.py; meant time_limit_exceeded?");
        add("acepted/a.py", "print(2)", "meant accepted?");
        add("Wrong_Answer/a.py", "print(2)", "the folder has to be called wrong_answer");
        add("accepted/b.py", "# @EXPECTED_RESULTS@: WRONG-ANSWER",
            "warning problems/hello/submissions/accepted/b.py: its @EXPECTED_RESULTS@ is not used");
        add("accepted/b.py", "# @EXPECTED_RESULTS@: CORRECT", "");
        add("wrong_answer/b.py", "# @EXPECTED_RESULTS@: WRONG-ANSWER", "");
        add("time_limit_exceeded/b.py", "# @EXPECTED_RESULTS@: TIMELIMIT", "");
        add("run_time_error/b.py", "# @EXPECTED_RESULTS@: RUN-ERROR, TIMELIMIT", "is not used");
        add("accepted/b.py", "# @EXPECTED_RESULTS@: BLUE", "");
    }
    void submissions()
    {
        QFETCH(QString, file);
        QFETCH(QString, content);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/.timelimit", "1\n");
        tree.file("problems/hello/submissions/" + file.toStdString(), content.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        if (expected.isEmpty())
            QCOMPARE(text, QString());
        else
            QVERIFY2(text.contains(expected), qPrintable(text));
    }

    void lostExpectations_data()
    {
        QTest::addColumn<QString>("rules");
        QTest::addColumn<bool>("lost");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* rules, bool lost, const char* expected) {
            QTest::newRow(rules) << rules << lost << expected;
        };
        add("accepted/a.cpp:\n  permited: [WA]\n", true,
            "error problems/hello/submissions/submissions.yaml:2 (accepted/a.cpp.permited): \"permited\" is "
            "no key; meant "
            "permitted?");
        add("accepted/a.cpp:\n  outcome: [WA]\n", true,
            "\"outcome\" is no key, and no rules for a group or test");
        add("accepted/a.cpp:\n  autors: me\n", false, "\"autors\" is no key; meant authors?");
        add("accepted/a.cpp:\n  permitted: [WAT]\n", true, "expected AC, WA, TLE or RTE, found \"WAT\"");
        add("accepted/a.cpp:\n  score: much\n", true, "(accepted/a.cpp.score): expected a number");
        add("accepted/a.cpp:\n  secret/1:\n    requird: [WA]\n", true, "meant required?");
        add("accepted/a.cpp:\n  secret/7:\n    permitted: [AC]\n", false,
            "no group or test matches \"secret/7\"");
        add("acepted/a.cpp:\n  permitted: [AC]\n", true,
            "no submission matches \"acepted/a.cpp\"; meant accepted/a.cpp?");
        add("mixed/*:\n  permitted: [AC]\n", false, "no submission matches \"mixed/*\"");
        add("accepted/a.cpp: [WA]\n", true, "expected indented lines");
        add("accepted/a.cpp:\n  permitted: [AC]\n", false, "");
    }
    void lostExpectations()
    {
        QFETCH(QString, rules);
        QFETCH(bool, lost);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", kNew);
        tree.file("problems/hello/submissions/submissions.yaml", rules.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        // The package can be judged all the same.
        QVERIFY2(read.problem, qPrintable(text));
        QCOMPARE(text.contains(QStringLiteral("error ")), lost);
        if (expected.isEmpty())
            QCOMPARE(text, QString());
        else
            QVERIFY2(text.contains(expected), qPrintable(text));
        // And who only judges hand-ins has nothing to mend.
        const Result<package::ReadContest> contest = package::readContest(tree.path("."), std::nullopt);
        QVERIFY(contest);
        QVERIFY(!test::textOf(contest->diagnostics).contains(QStringLiteral("error ")));
    }

    void ini_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("faults");
        const auto add = [](const char* content, const char* values, const char* faults) {
            QTest::newRow(content) << content << values << faults;
        };
        add("timelimit = 5\n", "timelimit=5", "");
        add("[main]\n; a\n# b\n\nName='x'\n", "name=x", "");
        add("name = \"a\nb\"\ntimelimt = 5\n", "name=a\nb",
            "3: the key \"timelimt\" is not known and is ignored; "
            "meant timelimit?");
        add("timelimit: 5\n", "",
            "1: this line is ignored: expected \"key = value\", found \"timelimit: 5\"; write "
            "timelimit = 5");
        add("name=x\nlevel 3\n", "name=x",
            "2: this line is ignored: expected \"key = value\", found \"level 3\"");
        add("= 5\n", "", "1: this line is ignored: expected \"key = value\", found \"= 5\"");
        add("difficulty = 5\n", "", "1: the key \"difficulty\" is not known and is ignored");
        add("color = red\ncolor = blue\n", "color=red",
            "2: the key color is given twice; the first one is used");
        add("name = 'x\n", "name='x", "1: the quotation mark is never closed");
    }
    void ini()
    {
        QFETCH(QString, content);
        QFETCH(QString, values);
        QFETCH(QString, faults);
        const package::Ini ini = package::parseIni(content.toStdString());
        QStringList seen;
        for (const auto& [key, value] : ini.values)
            seen << QString::fromStdString(key + "=" + value);
        QCOMPARE(seen.join(QLatin1Char(';')), values);
        seen.clear();
        for (const package::IniFault& fault : ini.faults)
            seen << QString::number(fault.line) + QStringLiteral(": ") +
                        QString::fromStdString(fault.message);
        QCOMPARE(seen.join(QLatin1Char(';')), faults);
    }

    void marksAndUtf16_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        const QByteArray utf16("\xff\xfe\x32\0\r\0\n\0", 8);
        QTest::newRow("limit with mark")
            << ".timelimit" << QByteArray("\xef\xbb\xbf\x32\n")
            << "info problems/hello/.timelimit: the file begins with a byte order mark";
        QTest::newRow("limit in UTF-16")
            << ".timelimit" << utf16 << "warning problems/hello/.timelimit: the file is in UTF-16";
        QTest::newRow("ini with mark") << "domjudge-problem.ini" << QByteArray("\xef\xbb\xbftimelimit = 2\n")
                                       << "info problems/hello/domjudge-problem.ini: the file begins";
        QByteArray yaml("\xfe\xff");
        for (const char c : std::string_view("limits: {time_limit: 2}\n"))
            yaml.append('\0').append(c);
        QTest::newRow("yaml in UTF-16")
            << "problem.yaml" << yaml << "warning problems/hello/problem.yaml: the file is in UTF-16";
    }
    void marksAndUtf16()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/" + file.toStdString(), content.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        QVERIFY2(text.contains(expected), qPrintable(text));
        QCOMPARE(static_cast<long>(read.problem->limits.cpuTime.count()), 2'000'000'000L);
    }

    void oddLimits_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("expected");
        QTest::newRow("comma") << "2,5\n"
                               << "found \"2,5\"; write it with a point: 2.5";
        QTest::newRow("unit") << "2s\n"
                              << "expected a time limit in seconds, e.g. 1.5, found \"2s\"";
        QTest::newRow("nothing") << "\n"
                                 << "found \"\"";
    }
    void oddLimits()
    {
        QFETCH(QString, content);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/.timelimit", content.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY(!read.problem);
        QVERIFY2(text.contains(expected), qPrintable(text));
    }

    void newRules_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("expected");
        const QString head = QStringLiteral("problem_format_version: 2025-09\nname: S\n");
        const QString uuid = QStringLiteral("uuid: 8ee7605a-6f2a-4b53-8e0c-2f8f3c1b3c11\n");
        QTest::newRow("no uuid") << head + QStringLiteral("limits: {time_limit: 1}\n")
                                 << "asks for a uuid, which is missing";
        QTest::newRow("dashes only") << head + QStringLiteral("limits: {time_limit: 1}\nuuid: ") +
                                            QString(36, QLatin1Char('-')) + QStringLiteral("\n")
                                     << "(uuid): this is not a UUID";
        QTest::newRow("half seconds") << head + uuid + QStringLiteral("limits: {time_limit: 2.5}\n")
                                      << "(limits.time_limit): the 2025-09 format asks for a multiple of "
                                         "limits.time_resolution, which is 1 s; 2.5 s is used";
        QTest::newRow("of its resolution")
            << head + uuid + QStringLiteral("limits: {time_limit: 2.1, time_resolution: 0.1}\n") << "";
        QTest::newRow("legacy") << QStringLiteral("name: S\nlimits: {time_limit: 2.5}\n") << "";
    }
    void newRules()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        if (expected.isEmpty())
            QCOMPARE(text, QString());
        else
            QVERIFY2(text.contains(expected), qPrintable(text));
    }

    void tolerancesGivenTwice_data()
    {
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* flags, const char* expected) {
            QTest::newRow(flags) << QString::fromLatin1(flags).split(QLatin1Char(' ')) << expected;
        };
        add("float_tolerance 1e-6", "");
        add("float_absolute_tolerance 1e-6 float_relative_tolerance 1e-6", "");
        add("float_tolerance 1e-6 float_tolerance 1e-9", "float_tolerance is given twice");
        add("float_tolerance 1e-6 float_absolute_tolerance 1e-9",
            "float_tolerance is given beside float_absolute_tolerance, which it contains");
        add("case_sensitive", "");
    }
    void tolerancesGivenTwice()
    {
        QFETCH(QStringList, flags);
        QFETCH(QString, expected);
        std::vector<std::string> words;
        for (const QString& flag : flags)
            words.push_back(flag.toStdString());
        QCOMPARE(QString::fromStdString(package::toleranceGivenTwice(words)), expected);
    }

    void noSecretTests()
    {
        test::TreeBuilder tree;
        tree.file("problems/hello/problem.yaml", "name: S\n").file("problems/hello/.timelimit", "1\n");
        tree.file("problems/hello/data/sample/1.in", "1\n").file("problems/hello/data/sample/1.ans", "2\n");
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY(read.problem);
        QVERIFY2(text.contains(QStringLiteral("data/secret: there are no secret tests")), qPrintable(text));
    }

    void groupsWithPointsAndNoTests_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("settings");
        QTest::newRow("legacy") << "type: scoring\n"
                                << "problems/hello/data/secret/g2/testdata.yaml|accept_score: 30\n";
        QTest::newRow("new") << QString::fromLatin1(kNew) + QStringLiteral("type: scoring\n")
                             << "problems/hello/data/secret/g2/test_group.yaml|max_score: 30\n";
    }
    void groupsWithPointsAndNoTests()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, settings);
        test::TreeBuilder tree;
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        tree.file("problems/hello/.timelimit", "1\n");
        const QStringList file = settings.split(QLatin1Char('|'));
        QString other = file[0];
        other.replace(QStringLiteral("g2"), QStringLiteral("g1"));
        tree.file(other.toStdString(), file[1].toStdString());
        tree.file(file[0].toStdString(), file[1].toStdString());
        tree.file("problems/hello/data/secret/g1/1.in", "1\n")
            .file("problems/hello/data/secret/g1/1.ans", "2\n");
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(text.contains(QStringLiteral("data/secret/g2: the group has 30 points and no tests")),
                 qPrintable(text));
        QVERIFY(!text.contains(QStringLiteral("data/secret/g1: the group")));
    }
};

QTEST_APPLESS_MAIN(TestNearMisses)
#include "test_near_misses.moc"
