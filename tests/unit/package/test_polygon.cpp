// SPDX-License-Identifier: GPL-3.0-or-later
#include "polygon_fixture.h"

#include <QTest>

using namespace assize;
using namespace assize::test;
using namespace std::chrono_literals;
using ScoreRule = model::Grading::ScoreRule;

namespace {

/// "s1 PassFail 40 needs example; ..." for all groups but the root.
QString groupsOf(const model::Problem& problem)
{
    QStringList lines;
    for (const model::TestGroup& group : problem.groups) {
        if (group.id.empty())
            continue;
        QString line = QString::fromStdString(group.id);
        line += group.grading.score == ScoreRule::PassFail ? QStringLiteral(" PassFail ")
                : group.grading.score == ScoreRule::Sum    ? QStringLiteral(" Sum ")
                                                           : QStringLiteral(" ? ");
        line += QString::fromStdString(group.maxScore.toString());
        if (group.grading.breakOnReject)
            line += QStringLiteral(" break");
        if (!group.grading.requiredGroups.empty())
            line += QStringLiteral(" needs ") + joined(group.grading.requiredGroups);
        lines << line;
    }
    return lines.join(QStringLiteral("; "));
}

QString namesOf(const std::vector<std::filesystem::path>& paths)
{
    QStringList names;
    for (const std::filesystem::path& path : paths)
        names << QString::fromStdString(path.filename().native());
    return names.join(QLatin1Char(' '));
}

} // namespace

class TestPolygon : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qunsetenv("ASSIZE_TESTLIB"); }

    void readsAFullPackage()
    {
        TreeBuilder tree;
        addPolygonPackage(tree, {});
        const ReadPolygon read = readPolygon(tree);
        QVERIFY2(read.reading.diagnostics.empty(), qPrintable(read.text()));
        const model::Problem& problem = read.problem;
        QCOMPARE(problem.id, std::string("sum"));
        QCOMPARE(problem.name, std::string("Sum of two"));
        QCOMPARE(problem.type, std::vector<std::string>{"pass-fail"});
        QCOMPARE(problem.limits.cpuTime, std::chrono::nanoseconds(1500ms));
        QCOMPARE(problem.timeLimitFrom, std::string("problem.xml"));
        QCOMPARE(problem.limits.memory, std::uint64_t{256} << 20);
        QCOMPARE(idsOf(problem), QStringList({"01", "02"}));
        QCOMPARE(problem.groups.size(), std::size_t(1));
        QVERIFY(problem.groups[0].grading.score == ScoreRule::PassFail);
        QVERIFY(problem.testCases[0].sample && !problem.testCases[1].sample);
        QCOMPARE(problem.testCases[1].input, tree.path("p/sum/tests/02"));
        QCOMPARE(problem.testCases[1].inputSize, std::uint64_t{4});
        QCOMPARE(problem.testCases[1].answer, tree.path("p/sum/tests/02.a"));
        QCOMPARE(problem.testCases[1].answerSize, std::uint64_t{2});
        QVERIFY(problem.testCases[1].acceptScore == model::ScoreShare{});
        const model::OutputValidation& validation = problem.validation;
        QVERIFY(validation.custom && validation.protocol == model::ValidatorProtocol::Testlib);
        QVERIFY(validation.scores == model::OutputValidation::Scores::Never);
        QVERIFY(model::isBatch(read.problem.taskType));
        QCOMPARE(validation.validators.size(), std::size_t(1));
        QCOMPARE(validation.validators[0].name, std::string("files/check.cpp"));
        QCOMPARE(validation.validators[0].language, std::string("cpp"));
        QCOMPARE(namesOf(validation.validators[0].files), QString("check.cpp"));
        QCOMPARE(namesOf(validation.validators[0].libraries), QString("testlib.h"));
        QCOMPARE(problem.mainSolution, std::string("solutions/a.cpp"));
        QCOMPARE(problem.jurySubmissions.size(), std::size_t(1));
        QCOMPARE(problem.jurySubmissions[0].language, std::string("cpp"));
        QVERIFY(problem.generators.empty());
    }

    void names_data()
    {
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("English first")
            << QByteArray("<name language='russian' value='R'/><name language='english' value='E'/>")
            << QByteArray("E");
        QTest::newRow("else the first")
            << QByteArray("<name language='russian' value='R'/><name language='polish' value='P'/>")
            << QByteArray("R");
        QTest::newRow("else the short name") << QByteArray() << QByteArray("sum");
        QTest::newRow("every byte") << QByteArray("<name language='english' value='a\xFF\xC0&#xE9;'/>")
                                    << QByteArray("a\xEF\xBF\xBD\xEF\xBF\xBD\xC3\xA9");
    }
    void names()
    {
        QFETCH(QByteArray, names);
        QFETCH(QByteArray, expected);
        PolygonXml xml;
        xml.names = names.toStdString();
        QCOMPARE(QByteArray::fromStdString(readPolygon(xml).problem.name), expected);
    }

    void idOfAnArchive_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("id");
        QTest::newRow("revision") << "sum-12"
                                  << "sum";
        QTest::newRow("revision and system") << "sum-12$linux"
                                             << "sum";
        QTest::newRow("another name") << "sums"
                                      << "sums";
        QTest::newRow("no revision") << "sum-x"
                                     << "sum-x";
    }
    void idOfAnArchive()
    {
        QFETCH(QString, folder);
        QFETCH(QString, id);
        TreeBuilder tree;
        addPolygonPackage(tree, {});
        std::filesystem::rename(tree.path("p/sum"), tree.path("p") / folder.toStdString());
        const ReadPolygon read = readPolygon(tree, "p/" + folder.toStdString());
        QCOMPARE(QString::fromStdString(read.problem.id), id);
    }

    void pathPatterns_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("seventh"); // empty: refused
        QTest::newRow("two digits") << "tests/%02d"
                                    << "tests/07";
        QTest::newRow("plain") << "tests/%d.in"
                               << "tests/7.in";
        QTest::newRow("three digits") << "%03d.a"
                                      << "007.a";
        QTest::newRow("in a folder's name") << "%02d/in"
                                            << "07/in";
        QTest::newRow("no number") << "tests/01"
                                   << "";
        QTest::newRow("two numbers") << "%d/%d"
                                     << "";
        QTest::newRow("a string") << "tests/%s"
                                  << "";
        QTest::newRow("writes to memory") << "tests/%n"
                                          << "";
        QTest::newRow("escaped") << "tests/%%d"
                                 << "";
        QTest::newRow("wide") << "tests/%010d"
                              << "";
        QTest::newRow("very wide") << "tests/%0999999999999999999999d"
                                   << "";
        QTest::newRow("open") << "tests/%0"
                              << "";
        QTest::newRow("absolute") << "/etc/%02d"
                                  << "";
        QTest::newRow("upwards") << "tests/../../%02d"
                                 << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void pathPatterns()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, seventh);
        const auto parsed = package::PathPattern::parse(pattern.toStdString());
        QCOMPARE(parsed.has_value(), !seventh.isEmpty());
        if (parsed)
            QCOMPARE(QString::fromStdString(parsed->at(7)), seventh);
    }

    void pointsAndGroups_data()
    {
        QTest::addColumn<QString>("tests");
        QTest::addColumn<QString>("groups");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("maxScore"); // empty: not scoring
        QTest::addColumn<QString>("message");
        const QString two = "<test group='a' points='10'/><test group='b' points='30.5'/>";
        QTest::newRow("no points") << "<test group='a'/><test group='b' points='0.0'/>"
                                   << "<group name='a'/><group name='b' points='0.0'/>"
                                   << "a PassFail 1; b PassFail 1"
                                   << ""
                                   << "";
        QTest::newRow("no groups") << "<test points='3'/><test points='4.25'/>"
                                   << ""
                                   << ""
                                   << "7.25"
                                   << "";
        QTest::newRow("each test") << two << "<group name='a' points-policy='each-test'/><group name='b'/>"
                                   << "a Sum 10; b Sum 30.5"
                                   << "40.5"
                                   << "";
        QTest::newRow("complete") << two
                                  << "<group name='a' points-policy='complete-group'/><group name='b' "
                                     "points-policy='complete-group'/>"
                                  << "a PassFail 10 break; b PassFail 30.5 break"
                                  << "40.5"
                                  << "";
        QTest::newRow("groups that no element names") << two << ""
                                                      << "a Sum 10; b Sum 30.5"
                                                      << "40.5"
                                                      << "";
        QTest::newRow("points of the group alone")
            << "<test group='a'/><test group='a'/>"
            << "<group name='a' points='20' points-policy='complete-group'/>"
            << "a PassFail 20 break"
            << "20"
            << "";
        QTest::newRow("points that differ")
            << two << "<group name='a' points='11'/><group name='b' points='30.5'/>"
            << "a Sum 10; b Sum 30.5"
            << "40.5"
            << "warning p/sum/problem.xml:5 (points): the group says 11 points, its tests 10";
        QTest::newRow("dependencies")
            << two
            << "<group name='a'/><group name='b'><dependencies><dependency group='a'/></dependencies></group>"
            << "a Sum 10; b Sum 30.5 needs a"
            << "40.5"
            << "";
        QTest::newRow("dependencies backwards")
            << two
            << "<group name='a'><dependencies><dependency group='b'/></dependencies></group><group name='b'/>"
            << "b Sum 30.5; a Sum 10 needs b"
            << "40.5"
            << "";
        QTest::newRow("some tests without a group") << "<test points='1'/><test group='b' points='2'/>"
                                                    << "<group name='b'/>"
                                                    << "b Sum 2"
                                                    << "3"
                                                    << "";
    }
    void pointsAndGroups()
    {
        QFETCH(QString, tests);
        QFETCH(QString, groups);
        QFETCH(QString, expected);
        QFETCH(QString, maxScore);
        QFETCH(QString, message);
        PolygonXml xml;
        xml.tests = tests.toStdString();
        xml.groups = groups.toStdString();
        const ReadPolygon read = readPolygon(xml);
        QVERIFY2(!read.refused(), qPrintable(read.text()));
        QCOMPARE(groupsOf(read.problem), expected);
        QCOMPARE(read.problem.isScoring(), !maxScore.isEmpty());
        if (!maxScore.isEmpty()) {
            QCOMPARE(QString::fromStdString(read.problem.maxScore.toString()), maxScore);
            QCOMPARE(QString::fromStdString(read.problem.groups.at(0).maxScore.toString()), maxScore);
            QVERIFY(read.problem.groups.at(0).grading.score == ScoreRule::Sum);
            QVERIFY(read.problem.validation.scores == model::OutputValidation::Scores::Allowed);
        }
        QVERIFY2(message.isEmpty() ? read.reading.diagnostics.empty() : read.text().contains(message),
                 qPrintable(read.text()));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* part, const char* value, const char* message) {
            QTest::addRow("%s: %s", part, value) << part << value << message;
        };
        row("limits", "<memory-limit>1</memory-limit>",
            "problem.xml:5 (time-limit): expected a time limit in "
            "milliseconds, e.g. 2000, found none");
        row("limits", "<time-limit>1 s</time-limit><memory-limit>9</memory-limit>", "found \"1 s\"");
        row("limits", "<time-limit>-5</time-limit><memory-limit>9</memory-limit>", "found \"-5\"");
        row("limits", "<time-limit>99999999999999999999</time-limit><memory-limit>9</memory-limit>",
            "(time-limit)");
        row("limits", "<time-limit>100</time-limit><memory-limit>0</memory-limit>", "(memory-limit)");
        row("patterns", "<input-path-pattern>tests/%s</input-path-pattern>",
            "(input-path-pattern): expected a "
            "relative path with one %d");
        row("tests", "<test method='manual'/><test method='manual'/><test method='manual'/>",
            "tests/03 is missing, and no command (cmd)");
        row("tests", "<test/><test/><test method='generated' cmd='gen 1'/>",
            "test 03 is made by \"gen\", but there is no such program");
        row("tests", "<test/><test/><test method='generated' cmd='gen 1 | sort'/>", "pipes and redirections");
        row("tests", "<test/><test/><test method='generated' cmd='gen \"1'/>", "(cmd): expected a generator");
        row("tests", "<test/><test/><test cmd='gen' from-file='../x'/>",
            "(from-file): expected the plain name");
        row("tests", "<test points='many'/><test/>", "(points): expected a number of points");
        row("tests", "<test points='-1'/><test/>", "(points): expected a number of points");
        row("count", "", "");
        row("groups", "<group name='a'/><group name='a'/>", "the group \"a\" is there twice");
        row("groups", "<group name='a' points-policy='best'/>",
            "expected each-test or complete-group, found \"best\"");
        row("groups", "<group name='a'><dependencies><dependency group='z'/></dependencies></group>",
            "there is no group \"z\"");
        row("groups", "<group name='a'><dependencies><dependency group='a'/></dependencies></group>",
            "depend on each other in a circle");
        row("groups", "<group name='a' points='5' points-policy='each-test'/>", "but its tests say none");
        row("judging", "run-count='2'", "every submission is to be run \"2\" times");
        row("judging", "input-file='../x'", "(input-file): expected the plain name of a file");
        row("checker", "", "expected a <checker>");
        row("checker", "<checker><binary path='check.exe'/></checker>", "expected a source, found none");
        row("checker", "<checker><source path='files/no.cpp'/></checker>", "files/no.cpp is missing");
        row("checker", "<checker><source path='../../../etc/passwd'/></checker>",
            "is no path within the package");
        row("assets", "<scorer><source path='files/check.cpp'/></scorer>", "a scorer computes the points");
        row("assets", "<interactor><source path='files/i.cpp'/></interactor>", "files/i.cpp is missing");
    }
    void refusals()
    {
        QFETCH(QString, part);
        QFETCH(QString, value);
        QFETCH(QString, message);
        PolygonXml xml;
        if (part == "count") { // no tests at all
            xml.tests.clear();
            message = "expected tests; there are none";
        }
        const std::string text = value.toStdString();
        (part == "limits"     ? xml.limits
         : part == "patterns" ? xml.patterns
         : part == "tests"    ? xml.tests
         : part == "count"    ? xml.count
         : part == "groups"   ? xml.groups
         : part == "judging"  ? xml.judging
         : part == "checker"  ? xml.checker
                              : xml.assets) = text;
        const ReadPolygon read = readPolygon(xml);
        QVERIFY(read.refused());
        QVERIFY2(read.text().contains(message), qPrintable(read.text()));
    }

    void brokenXml_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QByteArray() << "p/sum/problem.xml:1: this is not well-formed XML";
        QTest::newRow("open") << QByteArray("<problem>\n<names>\n</problem>") << "problem.xml:3: this is not";
        QTest::newRow("another root")
            << QByteArray("<contest/>") << "expected an element <problem>, found <contest>";
        QTest::newRow("deep") << QByteArray("<problem>") + QByteArray("<a>").repeated(100'000) +
                                     QByteArray("</a>").repeated(100'000) + "</problem>"
                              << "nested more than 64 levels";
        QTest::newRow("large") << QByteArray("<problem>") + QByteArray(17 << 20, ' ') + "</problem>"
                               << "bytes";
        QTest::newRow("entities are not expanded")
            << QByteArray("<!DOCTYPE problem [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><problem>&b;</problem>")
            << "expected a <testset>";
        QTest::newRow("nothing within") << QByteArray("<problem/>") << "expected a <testset>";
    }
    void brokenXml()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, message);
        TreeBuilder tree;
        tree.file("p/sum/problem.xml", content.toStdString());
        const ReadPolygon read = readPolygon(tree);
        QVERIFY(read.refused());
        QVERIFY2(read.text().contains(message), qPrintable(read.text()));
    }

    void aStandardPackage()
    {
        TreeBuilder tree;
        PolygonXml xml;
        xml.count.clear();
        xml.tests = "<test/><test/><test method='generated' cmd='gen -n 5 \"a b\"'/>"
                    "<test method='generated' cmd='files/many.exe 2' from-file='4'/>";
        xml.executables = "<executable><source path='files/gen.cpp' type='cpp.g++17'/></executable>"
                          "<executable><source path='files/many.py' type='python.3'/></executable>"
                          "<executable><source path='files/unused.cpp' type='cpp.g++17'/></executable>";
        addPolygonPackage(tree, xml);
        tree.file("p/sum/files/gen.cpp", "#include <testlib.h>\n").file("p/sum/files/many.py", "print(1)\n");
        const ReadPolygon read = readPolygon(tree);
        QVERIFY2(read.reading.diagnostics.empty(), qPrintable(read.text()));
        const std::vector<model::TestCase>& tests = read.problem.testCases;
        QCOMPARE(tests.size(), std::size_t(4));
        QVERIFY(tests[1].command.empty() && !tests[1].input.empty());
        QVERIFY(tests[2].input.empty() && tests[2].answer.empty());
        QVERIFY(tests[2].command == (std::vector<std::string>{"gen", "-n", "5", "a b"}));
        QVERIFY(tests[3].command == (std::vector<std::string>{"many", "2"}));
        QCOMPARE(tests[3].commandFile, std::string("4"));
        QCOMPARE(read.problem.generators.size(), std::size_t(2));
        QCOMPARE(read.problem.generators[0].name, std::string("gen"));
        QCOMPARE(namesOf(read.problem.generators[0].libraries), QString("testlib.h"));
        QCOMPARE(read.problem.generators[1].name, std::string("many"));
        QCOMPARE(read.problem.generators[1].language, std::string("python3"));
    }

    void answersNeedAMainSolution_data()
    {
        QTest::addColumn<QString>("solutions");
        QTest::addColumn<QString>("main");
        QTest::addColumn<QString>("message");
        QTest::newRow("main") << "<solution tag='main'><source path='solutions/a.cpp'/></solution>"
                              << "solutions/a.cpp"
                              << "";
        QTest::newRow("accepted") << "<solution tag='accepted'><source path='solutions/a.cpp'/></solution>"
                                  << "solutions/a.cpp"
                                  << "warning p/sum/problem.xml:10 (solutions): no solution has";
        QTest::newRow("none") << ""
                              << ""
                              << "error p/sum/problem.xml: test 02 has no answer in the package";
    }
    void answersNeedAMainSolution()
    {
        QFETCH(QString, solutions);
        QFETCH(QString, main);
        QFETCH(QString, message);
        TreeBuilder tree;
        PolygonXml xml;
        xml.solutions = solutions.toStdString();
        addPolygonPackage(tree, xml);
        std::filesystem::remove(tree.path("p/sum/tests/02.a"));
        const ReadPolygon read = readPolygon(tree);
        QCOMPARE(QString::fromStdString(read.problem.mainSolution), main);
        QVERIFY2(message.isEmpty() ? read.reading.diagnostics.empty() : read.text().contains(message),
                 qPrintable(read.text()));
    }

    void commands_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("words"); // joined by '|'; "refused"
        QTest::newRow("plain") << "gen 1  2\t3 "
                               << "gen|1|2|3";
        QTest::newRow("double quotes") << "gen \"a b\" c"
                                       << "gen|a b|c";
        QTest::newRow("single quotes") << "gen '\"' x'y z'"
                                       << "gen|\"|xy z";
        QTest::newRow("an empty word") << "gen \"\" 1"
                                       << "gen||1";
        QTest::newRow("open quote") << "gen 'a"
                                    << "refused";
        QTest::newRow("pipe") << "gen 1 | tac"
                              << "refused";
        QTest::newRow("redirection") << "gen 1 > $"
                                     << "refused";
        QTest::newRow("quoted sign") << "gen '>' \"|\""
                                     << "gen|>||";
        QTest::newRow("sign within a word") << "gen a>b"
                                            << "gen|a>b";
        QTest::newRow("nothing") << "  "
                                 << "";
    }
    void commands()
    {
        QFETCH(QString, command);
        QFETCH(QString, words);
        const auto found = package::wordsOfCommand(command.toStdString());
        QStringList list;
        for (const std::string& word : found.value_or(std::vector<std::string>{"refused"}))
            list << QString::fromStdString(word);
        QCOMPARE(list.join(QLatin1Char('|')), words);
    }

    void sourceTypes_data()
    {
        QTest::addColumn<QString>("language");
        const auto row = [](const char* type, const char* language) { QTest::newRow(type) << language; };
        row("cpp.g++17", "cpp");
        row("cpp.ms2017", "cpp");
        row("c.gcc", "c");
        row("java11", "java");
        row("java8", "java");
        row("javascript.node", "javascript");
        row("python.3", "python3");
        row("python.2", "python2");
        row("python.pypy2", "python2");
        row("python.pypy3-64", "pypy3");
        row("kotlin19", "kotlin");
        row("pas.fpc", "pascal");
        row("pas.dpr", "pascal");
        row("csharp.mono", "csharp");
        row("cs.dotnet", "csharp");
        row("go", "go");
        row("rust.2021", "rust");
        row("php.5", "");
        row("clojure", "");
        row("h.g++", "");
    }
    void sourceTypes()
    {
        QFETCH(QString, language);
        QCOMPARE(QString::fromStdString(package::languageOfSourceType(QTest::currentDataTag())), language);
    }

    void tags_data()
    {
        QTest::addColumn<QString>("permitted");
        QTest::addColumn<QString>("required");
        const auto row = [](const char* tag, const char* permitted, const char* required) {
            QTest::newRow(tag) << permitted << required;
        };
        row("main", "AC", "");
        row("accepted", "AC", "");
        row("rejected", "", "PA WA PE TLE MLE OLE RTE SV");
        row("failed", "", "PA WA PE TLE MLE OLE RTE SV");
        row("wrong-answer", "AC PA WA PE", "PA WA PE");
        row("presentation-error", "AC WA PE", "PE");
        row("time-limit-exceeded", "AC TLE", "TLE");
        row("memory-limit-exceeded", "AC MLE", "MLE");
        row("runtime-error", "AC RTE", "RTE");
        row("time-limit-exceeded-or-accepted", "AC TLE", "");
        row("time-limit-exceeded-or-memory-limit-exceeded", "AC TLE MLE", "TLE MLE");
        row("do-not-run", "", "");
    }
    void tags()
    {
        QFETCH(QString, permitted);
        QFETCH(QString, required);
        const auto expectation = package::expectationOfTag(QTest::currentDataTag());
        QVERIFY(expectation);
        QCOMPARE(codesOf(expectation->permitted), permitted);
        QCOMPARE(codesOf(expectation->required), required);
        QVERIFY(!package::expectationOfTag("sometimes-right"));
    }

    void solutions()
    {
        TreeBuilder tree;
        PolygonXml xml;
        xml.solutions =
            "<solution tag='main'><source path='solutions/a.cpp' type='cpp.g++17'/></solution>"
            "<solution tag='time-limit-exceeded'><source path='solutions/slow.py' type='python.2'/>"
            "<extra-tags><extra-tag group='g1' tag='accepted'/><extra-tag group='g*' tag='accepted'/>"
            "<extra-tag group='g1' tag='odd'/></extra-tags></solution>"
            "<solution tag='do-not-run'><source path='solutions/a.cpp'/></solution>"
            "<solution tag='perhaps'><source path='solutions/a.cpp'/></solution>"
            "<solution tag='rejected'><source path='solutions/gone.cpp'/></solution>"
            "<solution tag='rejected'/>";
        addPolygonPackage(tree, xml);
        tree.file("p/sum/solutions/slow.py", "print(3)\n");
        const ReadPolygon read = readPolygon(tree);
        QVERIFY(!read.refused());
        const auto& submissions = read.problem.jurySubmissions;
        QCOMPARE(submissions.size(), std::size_t(3));
        QVERIFY(submissions[0].forTimeLimit && !submissions[0].mustExceedTimeLimit);
        QCOMPARE(submissions[1].file, std::string("solutions/slow.py"));
        QCOMPARE(submissions[1].folder, std::string("time-limit-exceeded"));
        QCOMPARE(submissions[1].language, std::string("python2"));
        QCOMPARE(submissions[1].files.at(0), tree.path("p/sum/solutions/slow.py"));
        QVERIFY(submissions[1].mustExceedTimeLimit && !submissions[1].forTimeLimit);
        QCOMPARE(submissions[1].below.size(), std::size_t(1));
        QCOMPARE(submissions[1].below[0].first, std::string("g1"));
        QCOMPARE(codesOf(submissions[1].below[0].second.permitted), QString("AC"));
        QVERIFY(submissions[2].permitted.empty() && submissions[2].required.empty());
        const QString text = read.text();
        for (const char* part :
             {"the name of the group \"g*\" has one of", "the tag \"odd\" is not known",
              "solutions/a.cpp is not run, as its tag says", "the tag \"perhaps\" is not known",
              "not used: solutions/gone.cpp is missing", "not used: there is no source"})
            QVERIFY2(text.contains(part), qPrintable(text));
    }

    void checkers_data()
    {
        QTest::addColumn<QString>("checker");
        QTest::addColumn<QString>("standard");
        QTest::addColumn<bool>("custom");
        QTest::newRow("own") << "<checker type='testlib'><source path='files/check.cpp'/></checker>"
                             << "" << true;
        QTest::newRow("standard")
            << "<checker name='std::wcmp.cpp' type='testlib'><source path='files/check.cpp'/>"
               "</checker>"
            << "wcmp" << false;
        QTest::newRow("own with a name")
            << "<checker name='wcmp.cpp'><source path='files/check.cpp'/></checker>"
            << "" << true;
    }
    void checkers()
    {
        QFETCH(QString, checker);
        QFETCH(QString, standard);
        QFETCH(bool, custom);
        PolygonXml xml;
        xml.checker = checker.toStdString();
        const ReadPolygon read = readPolygon(xml);
        QVERIFY2(!read.refused(), qPrintable(read.text()));
        QCOMPARE(QString::fromStdString(read.problem.validation.standardChecker), standard);
        QCOMPARE(read.problem.validation.custom, custom);
        QCOMPARE(read.problem.validation.validators.size(), std::size_t(1));
    }

    void interactorAndValidators()
    {
        TreeBuilder tree;
        PolygonXml xml;
        xml.tests = "<test group='x'/><test/>";
        xml.assets = "<interactor><source path='files/i.cpp' type='cpp.g++17'/></interactor>"
                     "<validators><validator><source path='files/v.cpp' type='cpp.g++17'/></validator>"
                     "<validator><source path='files/gone.cpp'/></validator></validators>";
        addPolygonPackage(tree, xml);
        tree.file("p/sum/files/i.cpp").file("p/sum/files/v.cpp", "#include \"testlib.h\"\n");
        const ReadPolygon read = readPolygon(tree);
        QVERIFY2(!read.refused(), qPrintable(read.text()));
        const model::JuryProgram* interactor = model::interactorOf(read.problem.taskType);
        QVERIFY(interactor != nullptr);
        QCOMPARE(interactor->name, std::string("files/i.cpp"));
        QVERIFY(read.problem.inputValidatorProtocol == model::ValidatorProtocol::Testlib);
        QCOMPARE(read.problem.inputValidators.size(), std::size_t(1));
        QCOMPARE(namesOf(read.problem.inputValidators[0].libraries), QString("testlib.h"));
        QCOMPARE(joined(read.problem.testCases[0].inputValidatorFlags), QString("--testset tests --group x"));
        QCOMPARE(joined(read.problem.testCases[1].inputValidatorFlags), QString("--testset tests"));
        QVERIFY(read.text().contains("warning p/sum/problem.xml:10 (validator): files/gone.cpp is missing"));
    }

    void testlibFromElsewhere_data()
    {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("message"); // empty: found
        QTest::newRow("none") << ""
                              << "includes testlib.h, which the package does not have. Put it into";
        QTest::newRow("folder") << "lib"
                                << "";
        QTest::newRow("file") << "lib/testlib.h"
                              << "";
        QTest::newRow("wrong folder") << "p"
                                      << "ASSIZE_TESTLIB names";
        QTest::newRow("another file") << "p/sum/problem.xml"
                                      << "which is no testlib.h and no folder with one";
    }
    void testlibFromElsewhere()
    {
        QFETCH(QString, setting);
        QFETCH(QString, message);
        TreeBuilder tree;
        PolygonXml xml;
        xml.resources.clear();
        addPolygonPackage(tree, xml);
        std::filesystem::remove(tree.path("p/sum/files/testlib.h"));
        tree.file("lib/testlib.h");
        if (!setting.isEmpty())
            qputenv("ASSIZE_TESTLIB", QByteArray::fromStdString(tree.path(setting.toStdString()).native()));
        const ReadPolygon read = readPolygon(tree);
        qunsetenv("ASSIZE_TESTLIB");
        QCOMPARE(read.refused(), !message.isEmpty());
        if (message.isEmpty())
            QCOMPARE(read.problem.validation.validators.at(0).libraries.at(0), tree.path("lib/testlib.h"));
        else
            QVERIFY2(read.text().contains(message), qPrintable(read.text()));
    }

    void aStandardCheckerNeedsNoTestlib()
    {
        TreeBuilder tree;
        PolygonXml xml;
        xml.resources.clear();
        xml.checker = "<checker name='std::wcmp.cpp'><source path='files/check.cpp'/></checker>";
        addPolygonPackage(tree, xml);
        std::filesystem::remove(tree.path("p/sum/files/testlib.h"));
        const ReadPolygon read = readPolygon(tree);
        QVERIFY2(!read.refused(), qPrintable(read.text()));
        QCOMPARE(read.problem.validation.standardChecker, std::string("wcmp"));
        QVERIFY(read.problem.validation.validators.empty());
    }

    void filesForSolutions()
    {
        TreeBuilder tree;
        PolygonXml xml;
        xml.resources +=
            "<file path='files/grader.cpp' for-types='cpp.*'><stages><stage name='compile'/></stages>"
            "<assets><asset name='solution'/></assets></file>"
            "<file path='files/G.java' for-types='java8;java11'><assets><asset name='solution'/>"
            "</assets></file>"
            "<file path='files/table.txt'><stages><stage name='run'/></stages><assets>"
            "<asset name='solution'/></assets></file>"
            "<file path='files/olymp.sty'/>";
        addPolygonPackage(tree, xml);
        for (const char* name : {"grader.cpp", "G.java", "table.txt"})
            tree.file(std::string("p/sum/files/") + name, "x");
        const ReadPolygon read = readPolygon(tree);
        QVERIFY2(read.reading.diagnostics.empty(), qPrintable(read.text()));
        const auto& includes = read.problem.includes;
        QCOMPARE(includes.size(), std::size_t(2));
        QCOMPARE(includes[0].language, std::string("cpp"));
        QCOMPARE(includes[0].files.at(0).name, std::string("grader.cpp"));
        QCOMPARE(includes[1].language, std::string("java"));
        QCOMPARE(includes[1].files.size(), std::size_t(1));
        QCOMPARE(read.problem.testCases[1].files.at(0).name, std::string("table.txt"));
    }

    void testsOfCheckerAndValidator()
    {
        TreeBuilder tree;
        PolygonXml xml;
        xml.checker = "<checker><source "
                      "path='files/check.cpp'/><testset><input-path-pattern>c/%02d</input-path-pattern>"
                      "<output-path-pattern>c/%02d.o</output-path-pattern><answer-path-pattern>c/%02d.a</"
                      "answer-path-pattern>"
                      "<tests><test verdict='ok'/><test verdict='wrong-answer'/><test verdict='crashed'/>"
                      "<test verdict='presentation-error'/></tests></testset></checker>";
        xml.assets = "<validators><validator><source path='files/v.cpp'/><testset><input-path-pattern>v/%d"
                     "</input-path-pattern><tests><test verdict='valid'/><test verdict='invalid' "
                     "group='g'/></tests></testset>"
                     "</validator></validators>";
        addPolygonPackage(tree, xml);
        tree.file("p/sum/files/v.cpp").file("p/sum/v/1").file("p/sum/v/2");
        for (const char* name :
             {"01", "01.o", "01.a", "02", "02.o", "02.a", "03", "03.o", "03.a", "04", "04.a"})
            tree.file(std::string("p/sum/c/") + name);
        const ReadPolygon read = readPolygon(tree);
        using Kind = model::PackageCheck::Kind;
        const auto& checks = read.problem.packageChecks;
        QCOMPARE(checks.size(), std::size_t(3));
        QVERIFY(checks[0].kind == Kind::ValidOutput && checks[0].id == "c/01");
        QCOMPARE(checks[0].output, tree.path("p/sum/c/01.o"));
        QCOMPARE(checks[0].answer, tree.path("p/sum/c/01.a"));
        QVERIFY(checks[1].kind == Kind::InvalidOutput && checks[1].id == "c/02");
        QVERIFY(checks[2].kind == Kind::InvalidInput && checks[2].id == "v/2");
        QCOMPARE(joined(checks[2].inputValidatorFlags), QString("--group g"));
        QVERIFY2(read.text().contains("this test is not used: c/04.o is missing"), qPrintable(read.text()));
    }

    void otherThings()
    {
        TreeBuilder tree;
        PolygonXml xml;
        xml.judging = "input-file='sum.in' output-file='sum.out' run-count='1'";
        xml.count = "<test-count>5</test-count>";
        xml.otherTestsets = "<testset name='pretests'/>";
        addPolygonPackage(tree, xml);
        tree.file("p/sum/tests/02", "1\r\n2\r\n");
        const ReadPolygon read = readPolygon(tree);
        QVERIFY(!read.refused());
        QCOMPARE(read.problem.inputFile, std::string("sum.in"));
        QCOMPARE(read.problem.outputFile, std::string("sum.out"));
        QCOMPARE(read.problem.testCases.size(), std::size_t(2));
        const QString text = read.text();
        QVERIFY2(text.contains("info p/sum/problem.xml:6 (testset): the tests of \"pretests\" are not used"),
                 qPrintable(text));
        QVERIFY2(text.contains("(test-count): it says 5 tests, but 2 are listed"), qPrintable(text));
        QVERIFY2(text.contains("info p/sum: lines end with \\r\\n (Windows) in 1 of 2 inputs"),
                 qPrintable(text));
    }

    void windowsLines_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<bool>("marked");
        QTest::newRow("none") << QByteArray("1\n2\n") << false;
        QTest::newRow("all") << QByteArray("1\r\n2\r\n") << true;
        QTest::newRow("all but the last, which has no end") << QByteArray("1\r\n2") << true;
        QTest::newRow("some: part of the data") << QByteArray("1\r\n2\n") << false;
        QTest::newRow("an empty line first") << QByteArray("\n1\r\n") << false;
        QTest::newRow("a single \\r") << QByteArray("1\r") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void windowsLines()
    {
        QFETCH(QByteArray, input);
        QFETCH(bool, marked);
        TreeBuilder tree;
        addPolygonPackage(tree, {});
        tree.file("p/sum/tests/01", input.toStdString());
        const ReadPolygon read = readPolygon(tree);
        QVERIFY(!read.refused());
        QCOMPARE(read.problem.testCases[0].windowsLines, marked);
        QVERIFY(!read.problem.testCases[1].windowsLines);
    }

    void linksAndOddFiles_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("message"); // empty: fine
        QTest::newRow("a link within") << 0 << "";
        QTest::newRow("a link out of the package") << 1 << "tests/02 cannot be used";
        QTest::newRow("a FIFO") << 2 << "tests/02 cannot be used";
        QTest::newRow("a folder") << 3 << "tests/02 cannot be used";
    }
    void linksAndOddFiles()
    {
        QFETCH(int, kind);
        QFETCH(QString, message);
        TreeBuilder tree;
        addPolygonPackage(tree, {});
        std::filesystem::remove(tree.path("p/sum/tests/02"));
        if (kind == 0)
            tree.link("p/sum/tests/02", "01");
        else if (kind == 1)
            tree.link("p/sum/tests/02", "/etc/passwd");
        else if (kind == 2)
            tree.fifo("p/sum/tests/02");
        else
            tree.folder("p/sum/tests/02");
        const ReadPolygon read = readPolygon(tree);
        QCOMPARE(read.refused(), !message.isEmpty());
        QVERIFY2(read.text().contains(message), qPrintable(read.text()));
        if (kind == 0)
            QCOMPARE(read.problem.testCases[1].input, tree.path("p/sum/tests/01"));
    }

    void manyTests()
    {
        TreeBuilder tree;
        PolygonXml xml;
        xml.tests.clear();
        for (int i = 0; i < 100'000; ++i)
            xml.tests += "<test cmd='gen " + std::to_string(i) + "' method='generated'/>";
        xml.executables = "<executable><source path='files/check.cpp'/></executable>"
                          "<executable><source path='files/gen.cpp'/></executable>";
        addPolygonPackage(tree, xml);
        tree.file("p/sum/files/gen.cpp");
        const ReadPolygon read = readPolygon(tree);
        QVERIFY2(!read.refused(), qPrintable(read.text()));
        QCOMPARE(read.problem.testCases.size(), std::size_t(100'000));
        QCOMPARE(read.problem.testCases.back().id, std::string("100000"));
    }
};

QTEST_GUILESS_MAIN(TestPolygon)
#include "test_polygon.moc"
