// SPDX-License-Identifier: GPL-3.0-or-later
#include "package_fixture.h"

#include <QTest>

using namespace assize;
using namespace std::chrono_literals;

class TestProblemYaml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryLimit()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml",
                  "name: Hello\nlimits:\n  memory: 512\n  output: 16\n  code: 64\n"
                  "  compilation_time: 30\n  compilation_memory: 1024\n"
                  "  validation_time: 20\n  validation_memory: 256\n"
                  "  validation_output: 4\n  time_multiplier: 3.5\n"
                  "  time_safety_margin: 1.5\n  time_limit: 1.25\n"
                  "validator_flags: float_tolerance 1e-6\n");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QVERIFY2(read.diagnostics.empty(), qPrintable(test::textOf(read.diagnostics)));
        model::Limits expected;
        expected.cpuTime = 1250ms;
        expected.memory = 512ULL << 20;
        expected.output = 16ULL << 20;
        expected.source = 64ULL << 10;
        expected.compileTime = 30s;
        expected.compileMemory = 1024ULL << 20;
        expected.validationTime = 20s;
        expected.validationMemory = 256ULL << 20;
        expected.validationOutput = 4ULL << 20;
        QVERIFY(read.problem->limits == expected);
        QCOMPARE(read.problem->timeLimitFrom, std::string("problem.yaml"));
        QCOMPARE(read.problem->timeLimitRule.multiplier, 3.5);
        QCOMPARE(read.problem->timeLimitRule.safetyMargin, 1.5);
        QCOMPARE(test::joined(read.problem->validation.flags), QString("float_tolerance 1e-6"));
        QCOMPARE(read.problem->id, std::string("hello"));
        QCOMPARE(read.problem->file, std::string("problems/hello"));
        QCOMPARE(read.problem->format, std::string("icpc-legacy"));
    }

    void namesTheProblem_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("name");
        QTest::newRow("text") << QByteArray("name: A Title\n") << "A Title";
        QTest::newRow("English of several") << QByteArray("name: {fr: Bonjour, en: Hello}\n") << "Hello";
        QTest::newRow("first of several") << QByteArray("name: {fr: Bonjour, de: Hallo}\n") << "Bonjour";
        QTest::newRow("none") << QByteArray("author: me\n") << "hello";
        QTest::newRow("empty") << QByteArray("name:\n") << "hello";
        QTest::newRow("empty file") << QByteArray("") << "hello";
        QTest::newRow("not UTF-8") << QByteArray("name: a\xff\n") << QString::fromUtf8("a\xef\xbf\xbd");
    }
    void namesTheProblem()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, name);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(QString::fromStdString(read.problem->name), name);
    }

    void cutValues_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("expected"); // empty: no warning
        const auto row = [](const char* name, const char* lines, const char* expected) {
            QTest::newRow(name) << QByteArray(lines) << QString::fromLatin1(expected);
        };
        row("name", "source: a #b\n",
            "warning problems/hello/problem.yaml:2 (source): \"#b\" is a comment in YAML, so that the value "
            "is "
            "\"a\"; where it is a part of the value, put that in quotes: source: \"a #b\"\n");
        row("nothing is left", "author: #1 of us\n",
            "warning problems/hello/problem.yaml:2 (author): \"#1 of us\" is a comment in YAML, so that the "
            "value "
            "is empty; where it is a part of the value, put that in quotes: author: \"#1 of us\"\n");
        row("comment", "source: a # b\n", "");
        row("comment on a number", "limits:\n  memory: 512 #MiB\n", "");
        row("no blank before it", "source: C#\n", "");
        row("quoted", "source: \"a #b\" #c\n", "");
        row("behind a list", "source: [a, b] #old\n", "");
        row("in a map", "source: {name: a #old\n}\n", "");
        row("lines of a text", "source: |\n  author: a #b\n", "");
        row("a line that is a comment", "#source: a #b\n", "");
    }
    /// What was meant as a part of a value is lost without a word from the parser.
    void cutValues()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "name: Hello\n" + lines.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY(read.problem);
        QCOMPARE(test::textOf(read.diagnostics), expected);
    }

    void warnsOrRefuses_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<bool>("refused");
        QTest::addColumn<QString>("expected");
        const auto refused = [](const char* row, const char* yaml, const char* expected) {
            QTest::newRow(row) << QByteArray(yaml) << true << expected;
        };
        const auto warned = [](const char* row, const char* yaml, const char* expected) {
            QTest::newRow(row) << QByteArray(yaml) << false << expected;
        };
        refused("broken flow", "name: Hello\nlimits: {memory: 5\ntype: pass-fail\n",
                "error problems/hello/problem.yaml:3 (type): this is not valid YAML");
        refused("quote never closed", "author: me\nname: \"Hello\nlicense: cc\nsource: x\n",
                "error problems/hello/problem.yaml:2 (name): this is not valid YAML");
        refused("colon in a value", "name: Hello\nsource: Contest: Finals\n", "in quotes: source: \"...\"");
        refused("sign of YAML's own", "name: @hello\n", "in quotes: name: \"...\"");
        refused("wrong indentation", "limits:\n  memory: 5\n output: 3\n",
                "error problems/hello/problem.yaml:3 (output)");
        refused("a list", "- a\n- b\n",
                "error problems/hello/problem.yaml:1: expected lines of the form \"key: value\"");
        refused("memory is no number", "limits:\n  memory: lots\n",
                "error problems/hello/problem.yaml:2 (limits.memory): expected a number from 0 to 1048576, "
                "found \"lots\"");
        refused("memory is negative", "limits:\n  memory: -1\n", ":2 (limits.memory)");
        refused("memory is nothing", "limits:\n  memory: 0\n", "expected a size above 0");
        refused("time limit is zero", "limits:\n  time_limit: 0\n", ":2 (limits.time_limit)");
        refused("time limit is infinite", "limits:\n  time_limit: .inf\n", ":2 (limits.time_limit)");
        refused("limits is a text", "limits: 5\n", ":1 (limits): expected indented lines");
        refused("unknown type", "type: quiz\n", ":1 (type): the type \"quiz\" is not known");
        refused("answers that are interactive", "type: [submit-answer, interactive]\n",
                ":1 (type): answers that are submitted");
        refused("answers that are interactive, in two keys",
                "type: submit-answer\nvalidation: custom interactive\n",
                "answers that are submitted cannot be interactive or multi-pass");
        refused("interactive without validator", "validation: custom interactive\n",
                "an interactive or multi-pass problem needs an output validator");
        refused("interactive by default", "validation: default interactive\n",
                "an interactive or multi-pass problem needs an output validator");
        refused("multi-pass without validator", "validation: custom multi-pass\n",
                "an interactive or multi-pass problem needs an output validator");
        refused("unknown validation", "validation: magic\n", "expected \"default\" or \"custom\"");
        refused("unknown word of validation", "validation: custom sometimes\n", "found \"sometimes\"");
        refused("no validator", "validation: custom\n", "there is no output validator");
        refused("flags of a wrong type", "validator_flags: {a: b}\n", ":1 (validator_flags): expected words");
        refused("unknown version", "problem_format_version: 2031-01\n",
                "the version \"2031-01\" is not known");
        refused("no such range", "type: scoring\ngrading: {range: 5}\n", "expected two numbers");
        warned("both types", "type: [pass-fail, scoring]\n", "either pass-fail or scoring");
        warned("default validator that scores", "validation: default score\n", "gives no scores");
        warned("grading that is no map", "grading: max\n", ":1 (grading): expected indented lines");
        warned("no name in 2025-09",
               "problem_format_version: 2025-09\nuuid: 3509eb4e-761c-478b-9548-dfc767327d28\n",
               "(name): the 2025-09 format asks for a name");
        warned("an empty name in 2025-09",
               "problem_format_version: 2025-09\nuuid: 3509eb4e-761c-478b-9548-dfc767327d28\nname:\n",
               "(name): the 2025-09 format asks for a name");
        warned("no UUID", "uuid: A\n", ":1 (uuid): this is not a UUID");
        warned("tabs", "limits:\n\tmemory: 512\n", "YAML allows no tabs as indentation");
        warned("huge memory", "limits:\n  memory: 99999999999999\n",
               ":2 (limits.memory): \"99999999999999\" is more than can be; 1048576 is used");
        warned("huge multiplier", "limits: {time_multiplier: 1e9}\n", "is more than can be; 1000 is used");
        warned("least is best", "type: scoring\ngrading: {objective: min}\n", "the least score is the best");
        warned("unknown key", "name: Hello\nnmae: x\n",
               "warning problems/hello/problem.yaml:2 (nmae): the key \"nmae\" is not known and is ignored");
        warned("unknown limit", "limits:\n  memry: 5\n",
               "warning problems/hello/problem.yaml:2 (limits.memry)");
        warned("key given twice", "name: a\nname: b\n", ":1 (name): the key is given twice");
        warned("key that is a list", "? [a, b]\n: c\n", "a key that is a list is ignored");
        warned("name of each language", "name: {en: a}\n",
               ":1 (name): the legacy format expects one text here");
        warned("name that is a list", "name: [a]\n", ":1 (name): expected a text");
        warned("constant without a value", "problem_format_version: 2025-09\nconstants: {n: [5]}\n",
               "the constant \"n\" has no single value");
        warned("a language that is none", "languages: [cpp, klingon]\n", "\"klingon\" is no language code");
        refused("no language at all", "languages: [cpp17]\n", "nothing here is a language code");
        refused("languages that are a map", "languages: {cpp: yes}\n", ":1 (languages): expected");
    }
    void warnsOrRefuses()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(bool, refused);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(text.contains(expected), qPrintable(text));
        QCOMPARE(!read.problem.has_value(), refused);
        QCOMPARE(text.contains("error "), refused);
    }

    void readsTypes_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("validation");
        const auto add = [](const char* yaml, const char* type, const char* validation) {
            QTest::newRow(yaml) << QByteArray(yaml) << type << validation;
        };
        add("type: scoring", "scoring", "default never 1");
        add("validation: custom", "pass-fail", "custom never 1");
        add("validation: custom interactive", "pass-fail interactive", "custom interactive never 1");
        add("validation: custom score\ntype: scoring", "scoring", "custom required 1");
        add("validation: custom score", "pass-fail", "custom allowed 1");
        add("validation: custom interactive score\ntype: scoring", "scoring interactive",
            "custom interactive required 1");
        add("validation: custom multi-pass", "pass-fail multi-pass", "custom never 2");
        add("validation: custom multi-pass\nlimits: {validation_passes: 5}", "pass-fail multi-pass",
            "custom never 5");
        add("problem_format_version: 2025-09\ntype: interactive", "pass-fail interactive",
            "custom interactive never 1");
        add("problem_format_version: 2023-07-draft\ntype: pass-fail multi-pass", "pass-fail multi-pass",
            "custom never 2");
        add("problem_format_version: 2025-09\ntype: [scoring, multi-pass, interactive]",
            "scoring multi-pass interactive", "custom interactive allowed 2");
        add("problem_format_version: 2025-09\ntype: [pass-fail, submit-answer]", "pass-fail submit-answer",
            "custom never 1");
    }
    void readsTypes()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, type);
        QFETCH(QString, validation);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString() + "\n");
        if (!yaml.startsWith("type: scoring"))
            tree.file("problems/hello/output_validators/v.py");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(test::joined(read.problem->type), type);
        using Scores = model::OutputValidation::Scores;
        const model::OutputValidation& found = read.problem->validation;
        const model::TaskType& taskType = read.problem->taskType;
        const QString text = QString(found.custom ? "custom" : "default") +
                             (model::isInteractive(taskType) ? " interactive" : "") +
                             (found.scores == Scores::Never      ? " never "
                              : found.scores == Scores::Required ? " required "
                                                                 : " allowed ") +
                             QString::number(model::passesOf(taskType));
        QCOMPARE(text, validation);
        QCOMPARE(read.problem->format,
                 std::string(yaml.startsWith("problem_format") ? "icpc-2025-09" : "icpc-legacy"));
    }

    void readsLanguages_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("languages");
        QTest::newRow("none is said") << QByteArray("name: x\n") << "";
        QTest::newRow("ALL") << QByteArray("languages: ALL\n") << "";
        QTest::newRow("all") << QByteArray("languages: all\n") << "";
        QTest::newRow("a list") << QByteArray("languages: [cpp, python3]\n") << "cpp python3";
        QTest::newRow("one") << QByteArray("languages: java\n") << "java";
        QTest::newRow("words") << QByteArray("languages: c cpp\n") << "c cpp";
        QTest::newRow("as another language") << QByteArray("languages: [cppgmp, python]\n") << "cpp python3";
    }
    void readsLanguages()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, languages);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(test::joined(read.problem->languages), languages);
    }

    void readsConstants()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file(
            "problems/hello/problem.yaml",
            "problem_format_version: 2025-09\nname: Hello\nconstants:\n  n: 5\n  big:\n    value: 5000000\n"
            "    tex: 5,000,000\n");
        tree.file("problems/hello/data/secret/test_group.yaml",
                  "output_validator_args: ['{{n}}', 'x{{big.value}}{{{n.value}}', '{{big.tex}}{{none}}']\n");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(test::joined(read.problem->validation.flags), QString("5 x5000000{5 5,000,000{{none}}"));
        const std::vector<std::pair<std::string, std::string>> expected = {{"n", "5"},
                                                                           {"n.value", "5"},
                                                                           {"big.value", "5000000"},
                                                                           {"big", "5000000"},
                                                                           {"big.tex", "5,000,000"}};
        QVERIFY(read.problem->constants == expected);
    }

    void constantsDoNotGrowWithoutEnd()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml",
                  "problem_format_version: 2025-09\nconstants: {n: " + std::string(500'000, 'x') + "}\n");
        std::string text = "# ";
        for (int i = 0; i < 10'000; ++i)
            text += "{{n}}";
        tree.file("problems/hello/data/secret/test_group.yaml", text + "\n");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY(!read.problem);
        QVERIFY(test::textOf(read.diagnostics).contains("the constants make more than 4 MiB"));
    }

    void survivesHostileFiles_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("deep") << QByteArray(200'000, '[');
        QTest::newRow("binary") << QByteArray("\x00\x01\x02\xfe\xff", 5);
        QTest::newRow("UTF-16") << QByteArray("\xff\xfen\0a\0", 6);
        QTest::newRow("alias of itself") << QByteArray("name: &a [*a]\n");
        QTest::newRow("unknown alias") << QByteArray("name: *b\n");
        QTest::newRow("many documents") << QByteArray("a: 1\n---\nb: 2\n");
        QTest::newRow("too large") << QByteArray(2 << 20, '#');
        QTest::newRow("byte order mark and CRLF")
            << QByteArray("\xef\xbb\xbfname: a\r\nlimits:\r\n  memory: 5\r\n");
        QByteArray keys;
        for (int i = 0; i < 20'000; ++i)
            keys += "k" + QByteArray::number(i) + ":\n";
        QTest::newRow("many keys") << keys;
        QByteArray laughs("a: &a [1]\n");
        for (char c = 'b'; c < 'z'; ++c) {
            const QByteArray last(5, static_cast<char>(c - 1));
            laughs += c;
            laughs += QByteArray(": &") + c + " [*" + last[0] + ",*" + last[0] + ",*" + last[0] + "]\n";
        }
        QTest::newRow("aliases of aliases") << laughs;
    }
    void survivesHostileFiles()
    {
        QFETCH(QByteArray, yaml);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY(read.problem || test::textOf(read.diagnostics).contains("error "));
    }

    void choosesTheTimeLimit_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("ini");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<double>("limit");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("diagnostic");
        const QByteArray yaml = "limits:\n  time_limit: 3\n";
        QTest::newRow("yaml over all")
            << yaml << QByteArray("timelimit = 2\n") << QByteArray("1\n") << 3.0 << "problem.yaml"
            << "warning problems/hello/domjudge-problem.ini: the time limit is 2 s here and 3 s in "
               "problem.yaml";
        QTest::newRow("ini over file") << QByteArray() << QByteArray("timelimit='2.5'\n") << QByteArray("1\n")
                                       << 2.5 << "domjudge-problem.ini"
                                       << "warning problems/hello/.timelimit: the time limit is 1 s here and "
                                          "2.5 s in domjudge-problem.ini";
        QTest::newRow("all agree") << yaml << QByteArray("timelimit = \"3\"\n") << QByteArray("3.0\n") << 3.0
                                   << "problem.yaml"
                                   << "";
        QTest::newRow("file") << QByteArray() << QByteArray() << QByteArray(" 0.5\r\n") << 0.5 << ".timelimit"
                              << "";
        QTest::newRow("computed") << QByteArray() << QByteArray("color = red\n") << QByteArray() << 0.0
                                  << "computed"
                                  << "";
        QTest::newRow("broken file")
            << QByteArray() << QByteArray() << QByteArray("soon\n") << -1.0 << ""
            << "error problems/hello/.timelimit: expected a time limit in seconds, e.g. 1.5, found \"soon\"";
        QTest::newRow("negative") << QByteArray() << QByteArray() << QByteArray("-1") << -1.0 << ""
                                  << "error ";
        QTest::newRow("broken ini") << QByteArray() << QByteArray("timelimit = x\n") << QByteArray() << -1.0
                                    << ""
                                    << "error problems/hello/domjudge-problem.ini (timelimit)";
    }
    void choosesTheTimeLimit()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, ini);
        QFETCH(QByteArray, file);
        QFETCH(double, limit);
        QFETCH(QString, from);
        QFETCH(QString, diagnostic);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        if (!ini.isEmpty())
            tree.file("problems/hello/domjudge-problem.ini", ini.toStdString());
        if (!file.isEmpty())
            tree.file("problems/hello/.timelimit", file.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(diagnostic.isEmpty() ? read.diagnostics.empty() : text.contains(diagnostic),
                 qPrintable(text));
        QCOMPARE(read.problem.has_value(), limit >= 0);
        if (limit < 0)
            return;
        QCOMPARE(std::chrono::duration<double>(read.problem->limits.cpuTime).count(), limit);
        QCOMPARE(QString::fromStdString(read.problem->timeLimitFrom), from);
    }

    void programsOfAServerAreMissing_data()
    {
        QTest::addColumn<QByteArray>("ini");
        QTest::addColumn<bool>("refused");
        QTest::newRow("own compare program") << QByteArray("special_compare = 'float'\n") << true;
        QTest::newRow("own run program") << QByteArray("special_run = judge\n") << true;
        QTest::newRow("standard") << QByteArray("special_compare = compare\nspecial_run = \"\"\n") << false;
    }
    void programsOfAServerAreMissing()
    {
        QFETCH(QByteArray, ini);
        QFETCH(bool, refused);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/domjudge-problem.ini", ini.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        QCOMPARE(!read.problem.has_value(), refused);
        QCOMPARE(test::textOf(read.diagnostics).contains("is on a DOMjudge server"), refused);
    }

    void readsDomjudgeSettings()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "");
        tree.file("problems/hello/domjudge-problem.ini",
                  "# a comment\n[section]\nName = 'Two\nlines'\ncolor = \"#F80\"\nallow_submit=1\n");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY(read.problem);
        QCOMPARE(read.problem->name, std::string("Two\nlines"));
        QCOMPARE(read.problem->color, std::string("#ff8800"));
    }

    void withoutAnythingToComputeFromTheDefaultIsSaid()
    {
        test::TreeBuilder tree;
        tree.file("problems/hello/data/secret/1.in").file("problems/hello/data/secret/1.ans");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY(read.problem);
        QCOMPARE(read.problem->timeLimitFrom, std::string("default"));
        QCOMPARE(read.problem->limits.cpuTime, std::chrono::nanoseconds(10s));
        QVERIFY(test::textOf(read.diagnostics).contains("no file gives a time limit"));
    }

    void newerPackagesHaveTheirOwnDefaults()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file(
            "problems/hello/problem.yaml",
            "problem_format_version: 2025-09\nname: {en: Hello, de: Hallo}\n"
            "uuid: 3509eb4e-761c-478b-9548-dfc767327d28\ntype: [pass-fail]\nlimits:\n  time_resolution: 0.1\n"
            "  time_multipliers:\n    ac_to_time_limit: 3\n");
        tree.file("problems/hello/output_validator/check.py");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QVERIFY2(read.diagnostics.empty(), qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(read.problem->timeLimitRule.multiplier, 3.0);
        QCOMPARE(read.problem->timeLimitRule.safetyMargin, 1.5);
        QCOMPARE(read.problem->timeLimitRule.resolution, std::chrono::nanoseconds(100ms));
        QVERIFY(read.problem->validation.custom);
        QCOMPARE(read.problem->validation.validators.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestProblemYaml)
#include "test_problem_yaml.moc"
