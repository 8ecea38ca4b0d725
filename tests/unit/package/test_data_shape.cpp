// SPDX-License-Identifier: GPL-3.0-or-later
// What lies in an ICPC package and is not read, or is read in another way than it looks: by its name, or by
// its place in data/.
#include "package_fixture.h"

#include "package/icpc/data_shape.h"
#include "package/icpc/file_names.h"

#include <QTest>

using namespace assize;

namespace {

constexpr const char* kNew =
    "problem_format_version: 2025-09\nname: S\nuuid: 8ee7605a-6f2a-4b53-8e0c-2f8f3c1b3c11\n"
    "limits: {time_limit: 1}\n";

} // namespace

class TestDataShape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fileNames_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("files");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* version, const char* files, const char* expected) {
            QTest::addRow("%s %s", version, files) << version << files << expected;
        };
        add("legacy", "submissions/accepted/-b.py",
            "warning problems/hello/submissions/accepted/-b.py: not used: what begins with '.' or '-' is no "
            "part of a package");
        add("new", "submissions/accepted/.d.py submissions/wrong_answer/-e.cpp",
            "submissions/accepted/.d.py: not used: what begins with '.' or '-' is no part of a package. If "
            "it is meant to be a program, rename it. Likewise \"submissions/wrong_answer/-e.cpp\".");
        add("legacy", "submissions/-accepted/b.py", "submissions/-accepted/b.py: not used");
        add("legacy", "submissions/.accepted/b.py", "submissions/.accepted/b.py: not used");
        add("legacy", "submissions/accepted/p/a.py submissions/accepted/p/.b.py",
            "submissions/accepted/p/.b.py: not used");
        add("legacy", "input_validators/.check.py", "input_validators/.check.py: not used");
        add("legacy", "data/secret/.2.in", "data/secret/.2.in: not used");
        add("new", "data/secret/-2.in",
            "data/secret/-2.in: not used: what begins with '.' or '-' is no part of a package. If it is "
            "meant to be a test, rename it.");
        add("new",
            "data/secret/two$.in data/secret/two$.ans data/secret/\xc3\xa4.in data/secret/\xc3\xa4.ans",
            "data/secret/two$.ans: used here, but the 2025-09 format leaves out names with other characters "
            "than a-z, A-Z, 0-9, '_', '.' and '-', or of more than 255, and so do other judges. Rename it. "
            "Likewise \"data/secret/two$.in\", \"data/secret/\xc3\xa4.ans\", \"data/secret/\xc3\xa4.in\".");
        add("new", "submissions/accepted/b(1).py", "submissions/accepted/b(1).py: used here, but");
        add("new", "submissions/accepted/b+c/a.py submissions/accepted/b+c/d.py",
            "submissions/accepted/b+c: used here, but");
        add("legacy", "data/secret/two$.in data/secret/two$.ans", "");
        add("new", "submissions/accepted/.gitkeep", "");
        add("new", "submissions/accepted/.git/b.py", "");
        add("new", "submissions/accepted/._a.cpp", "");
        add("new", "data/.gitignore", "");
    }
    void fileNames()
    {
        QFETCH(QString, version);
        QFETCH(QString, files);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/.timelimit", "1\n");
        if (version == QStringLiteral("new"))
            tree.file("problems/hello/problem.yaml", kNew);
        for (const QString& file : files.split(QLatin1Char(' ')))
            tree.file("problems/hello/" + file.toStdString(), "");
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        if (expected.isEmpty())
            QCOMPARE(text, QString());
        else
            QVERIFY2(text.contains(expected), qPrintable(text));
        QVERIFY(!test::idsOf(*read.problem).join(QLatin1Char(' ')).contains(QStringLiteral("-2")));
    }

    void dataShape_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("files");
        QTest::addColumn<bool>("refused");
        QTest::addColumn<QString>("expected");
        const QString legacy = QStringLiteral("name: S\n");
        const QString current = QString::fromLatin1(kNew);
        const auto add = [](const QString& yaml, const char* files, bool refused, const char* expected) {
            QTest::addRow("%s %s", qPrintable(yaml.right(30).replace(QLatin1Char('\n'), QLatin1Char(' '))),
                          files)
                << yaml << files << refused << expected;
        };
        add(current, "secret/g/test_group.yaml secret/g/2.in secret/g/2.ans secret/h/3.in secret/h/3.ans",
            false,
            "warning problems/hello/data/secret/1.in: data/secret holds either tests or test data groups: "
            "beside "
            "the group \"secret/g\" nothing may lie that is in no group. Put it into a group; a group is a "
            "folder "
            "with a test_group.yaml. Likewise \"data/secret/h\".");
        add(current, "secret/g/test_group.yaml", false, "data/secret/g: the group has no tests");
        add(legacy, "secret/g/testdata.yaml", false, "data/secret/g: the group has no tests");
        add(current, "secret/1/2.in secret/1/2.ans", false,
            "warning problems/hello/data/secret/1: a folder must not have the name of a test beside it");
        add(legacy, "secret/1/2.in secret/1/2.ans", false, "");
        add(current, "secret/test_group.in secret/test_group.ans", false,
            "warning problems/hello/data/secret/test_group.in: no test may be called test_group");
        add(current, "secret/test_group.in secret/test_group.ans secret/test_group.yaml", true,
            "error problems/hello/data/secret/test_group.in: no test may be called test_group");
        add(current,
            "secret/sub/test_group.yaml|output_validator_args:_[case_sensitive] "
            "secret/sub/deep/test_group.yaml"
            " secret/sub/deep/4.in secret/sub/deep/4.ans",
            false, "data/secret/sub/deep/test_group.yaml: here is no test data group");
        add(current, "test_group.yaml", false, "data/test_group.yaml: here is no test data group");
        add(current, "sample/g/test_group.yaml sample/g/1.in sample/g/1.ans", false,
            "data/sample/g/test_group.yaml: here is no test data group");
        // Files of no meaning.
        add(current, "secret/2.yaml secret/3.png", false,
            "warning problems/hello/data/secret/2.yaml: not used: there is no test of this name, as its .in "
            "file is "
            "missing. Likewise \"data/secret/3.png\".");
        add(current, "1.png", false, "warning problems/hello/data/1.png: not used: there is no test");
        add(current, "secret/1.md5", false,
            "data/secret/1.md5: not used: the 2025-09 format has no file of a test");
        add(current, "secret/readme.txt", false, "");
        add(current, "secret/1.png secret/1.yaml", false, "");
        add(current, "secret/1.png secret/1.svg", false, "data/secret/1: this test has more than one image");
        add(current, "secret/1.yml", true,
            "error problems/hello/data/secret/1.yml: not used: the settings of a test");
        add(current, "secret/2.IN secret/2.Ans", true,
            "error problems/hello/data/secret/2.Ans: not used: the endings of test files are in small "
            "letters, as are "
            ".in, .ans and .yaml. Rename it. Likewise \"data/secret/2.IN\".");
        add(legacy, "secret/2.IN", true, "error problems/hello/data/secret/2.IN: not used");
        add(legacy, "secret/2.asn", false,
            "data/secret/2.asn: not used: no file of a test ends in .asn; meant .ans?");
        add(current, "secret/1.interacton", false, "meant .interaction?");
        add(current, "secret/1.hint secret/1.desc", false,
            "since 2025-09 hints and descriptions are the keys");
        add(current, "secret/1.args", false, "used here, but by no other judge: since 2025-09");
        add(legacy, "secret/1.hint secret/1.desc secret/1.jpg secret/1.out", false, "");
        add(legacy, "secret/2.hint", false, "data/secret/2.hint: not used: there is no test of this name");
        add(legacy, "secret/1.yaml", false, "the legacy format has no settings of single tests");
        add(QStringLiteral("problem_format_version: 2023-07-draft\n") + legacy +
                QStringLiteral("uuid: 8ee7605a-6f2a-4b53-8e0c-2f8f3c1b3c11\n"),
            "secret/1.hint secret/1.args secret/1.desc testdata.yaml", false, "");
        // Keys.
        add(current, "secret/test_group.yaml|hnt:_x", false, "the key \"hnt\" is not known");
        add(current, "secret/test_group.yaml|hint:_x", false,
            "data/secret/test_group.yaml:1 (hint): not used: a key of the .yaml file of a single test");
        add(current, "secret/1.yaml|hint:_x", false, "");
        add(current, "secret/1.yaml|hint:_[x]", false, "(hint): expected a text");
        add(current, "secret/1.yaml|hints:_x", false,
            "the key \"hints\" is not known and is ignored; meant hint?");
        add(current, "secret/1.yaml|full_feedback:_maybe", false, "(full_feedback): expected true or false");
        add(current, "secret/1.yaml|max_score:_4", false, "(max_score): not used: a key of test_group.yaml");
        add(current, "secret/1.yaml|accept_score:_4", false,
            "(accept_score): not used: a key of a group's testdata.yaml in the legacy format, not of a "
            "single");
        add(current, "secret/1.yaml|scoring:_{score:_4}", false,
            "(scoring): not used: a key of a group in drafts of the format, not of a single test");
        add(current, "secret/1.yaml|args:_a", false, "(args): the 2025-09 format asks for a list");
        add(current, "secret/1.yaml|args:_[a]", false, "");
        add(current, "secret/test_group.yaml|output_validator_flags:_[case_sensitive]", false,
            "(output_validator_flags): since 2025-09 it is called output_validator_args");
        add(legacy, "secret/testdata.yaml|output_validator_args:_case_sensitive", false,
            "(output_validator_args): the legacy format calls it output_validator_flags");
        add(current, "secret/test_group.yaml|on_reject:_continue", false,
            "(on_reject): a key of the legacy format");
        add(legacy, "secret/testdata.yaml|max_score:_30", false,
            "(max_score): a key of the 2025-09 format, and not used");
        add(current + QStringLiteral("type: scoring\n"), "secret/test_group.yaml|max_score:_12.5", false,
            "(max_score): the 2025-09 format asks for a whole number; 12.5 is used");
        // What is shown.
        add(current, "secret/1.in.statement", false,
            "data/secret/1: what replaces a file of this test in the statement");
        add(current, "secret/1.in.download", false,
            "data/secret/1: what replaces a file of this test in downloads");
        add(current, "secret/1.in.statement secret/1.in.download", false, "");
        add(current, "secret/1.out secret/1.ans.statement", false,
            "data/secret/1: this test says more than once what is shown");
        add(current, "secret/1.interaction|>_1", false, "this interaction has no meaning");
        add(legacy, "sample/1.interaction|>_1", false, "this interaction has no meaning");
    }
    void dataShape()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, files);
        QFETCH(bool, refused);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/.timelimit", "1\n").file("problems/hello/problem.yaml", yaml.toStdString());
        for (const QString& file : files.split(QLatin1Char(' '))) {
            const QString content =
                file.section(QLatin1Char('|'), 1).replace(QStringLiteral(":_"), QStringLiteral(": "));
            tree.file("problems/hello/data/" + file.section(QLatin1Char('|'), 0, 0).toStdString(),
                      content.toStdString() + "\n");
        }
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(!read.problem.has_value() == refused, qPrintable(text));
        if (expected.isEmpty())
            QCOMPARE(text, QString());
        else
            QVERIFY2(text.contains(expected), qPrintable(text));
    }

    void interactions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("multiPass");
        QTest::addColumn<QString>("expected");
        QTest::newRow("good") << "<1\n>2\r\n< 3" << false << "";
        QTest::newRow("passes") << "<1\n---\n>2\n" << true << "";
        QTest::newRow("no passes") << "<1\n---\n>2\n" << false << "line 2 is \"---\", which parts the passes";
        QTest::newRow("bare line") << "<1\n2\n"
                                   << false << "line 2 is \"2\"; expected '<' and what the program";
        QTest::newRow("blank line") << "<1\n\n>2\n" << true << "line 2 is \"\"; expected";
        QTest::newRow("empty") << "\n" << false << "it is empty";
    }
    void interactions()
    {
        QFETCH(QString, text);
        QFETCH(bool, multiPass);
        QFETCH(QString, expected);
        const QString fault =
            QString::fromStdString(package::faultOfInteraction(text.toStdString(), multiPass));
        QVERIFY2(expected.isEmpty() ? fault.isEmpty() : fault.startsWith(expected), qPrintable(fault));
    }

    void interactionOfAPackage()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", kNew + std::string("type: interactive\n"));
        tree.file("problems/hello/output_validator/v.py", "exit(42)\n");
        tree.file("problems/hello/data/sample/1.in", "1\n").file("problems/hello/data/sample/1.ans", "1\n");
        tree.file("problems/hello/data/sample/1.interaction", "1\n2\n");
        const QString text = test::textOf(test::readHello(tree).diagnostics);
        QVERIFY2(text.contains(QStringLiteral("1.interaction: this is no interaction: line 1 is \"1\"")),
                 qPrintable(text));
        QVERIFY2(text.contains(
                     QStringLiteral("1.interaction: beside an interaction the format asks for .in.download")),
                 qPrintable(text));
    }

    void permittedNames()
    {
        QVERIFY(package::isPermittedName("a_B.9-x"));
        QVERIFY(package::isPermittedName(std::string(255, 'a')));
        QVERIFY(!package::isPermittedName(std::string(256, 'a')));
        for (const char* name : {"", ".a", "-a", "a b", "a/b", "\xc3\xa4"})
            QVERIFY2(!package::isPermittedName(name), name);
    }
};

QTEST_APPLESS_MAIN(TestDataShape)
#include "test_data_shape.moc"
