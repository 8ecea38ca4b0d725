// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/icpc/expectations.h"
#include "package/icpc/jury_submissions.h"
#include "package/icpc/source_annotations.h"
#include "package_fixture.h"

#include <QTest>

using namespace assize;

namespace {

/// One line: what is expected of the only submission besides accepted/a.cpp, or of that.
QString textOf(const model::JurySubmission& submission)
{
    QString text = QString::fromStdString(submission.file.substr(12)) + ": " +
                   test::codesOf(submission.permitted) + " / " + test::codesOf(submission.required);
    if (submission.score)
        text += QString::fromStdString(" score " + submission.score->low.toString() + ".." +
                                       submission.score->high.toString());
    if (!submission.message.empty())
        text += QString::fromStdString(" message " + submission.message);
    text += submission.forTimeLimit ? " lower" : "";
    text += submission.mustExceedTimeLimit ? " upper" : "";
    if (!submission.language.empty())
        text += QString::fromStdString(" " + submission.language);
    if (!submission.entryPoint.empty())
        text += QString::fromStdString(" from " + submission.entryPoint);
    for (const auto& [glob, expectation] : submission.below) {
        text += QString::fromStdString(" [" + glob + ": ") + test::codesOf(expectation.permitted) + " / " +
                test::codesOf(expectation.required);
        if (expectation.score)
            text += QString::fromStdString(" score " + expectation.score->low.toString() + ".." +
                                           expectation.score->high.toString());
        if (!expectation.message.empty())
            text += QString::fromStdString(" message " + expectation.message);
        text += "]";
    }
    return text;
}

} // namespace

class TestJurySubmissions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expectsByFolder_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("legacy");
        QTest::addColumn<QString>("permitted");
        QTest::addColumn<QString>("required");
        const auto add = [](const char* folder, bool legacy, const char* permitted, const char* required) {
            QTest::addRow("%s%s", folder, legacy ? "" : " 2025-09")
                << folder << legacy << permitted << required;
        };
        add("accepted", true, "AC", "");
        add("wrong_answer", true, "AC WA", "WA");
        add("time_limit_exceeded", true, "AC WA TLE", "TLE");
        add("time_limit_exceeded", false, "AC TLE", "TLE");
        add("run_time_error", true, "AC WA TLE RTE", "RTE");
        add("run_time_error", false, "AC RTE", "RTE");
        add("runtime_error", false, "AC RTE", "RTE");
        add("compiler_error", true, "CE", "CE");
        add("output_limit", true, "AC OLE", "OLE");
        add("memory_limit_exceeded", true, "AC MLE", "MLE");
        add("no_output", true, "AC WA", "WA");
        add("security_violation", true, "AC SV RTE", "SV RTE");
        add("rejected", false, "", "WA TLE MLE OLE RTE");
        add("brute_force", false, "AC TLE MLE RTE", "TLE MLE RTE");
        add("partially_accepted", true, "AC PA", "PA");
        add("mixed", true, "", "");
        add("check_manually", true, "", "");
    }
    void expectsByFolder()
    {
        QFETCH(QString, folder);
        QFETCH(bool, legacy);
        QFETCH(QString, permitted);
        QFETCH(QString, required);
        const package::Expectation found = package::expectationOfFolder(folder.toStdString(), legacy);
        QCOMPARE(test::codesOf(found.permitted), permitted);
        QCOMPARE(test::codesOf(found.required), required);
    }

    void expectsByAnnotation_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("permitted");
        QTest::addColumn<QString>("required");
        QTest::addColumn<QString>("problem");
        QTest::newRow("none") << QByteArray("int main() {}") << ""
                              << ""
                              << "";
        QTest::newRow("one") << QByteArray("// @EXPECTED_RESULTS@: TIMELIMIT\nint main() {}") << "AC TLE"
                             << "TLE"
                             << "";
        QTest::newRow("several") << QByteArray("/* @EXPECTED_RESULTS@: WRONG-ANSWER, RUN_TIME_ERROR */")
                                 << "AC WA RTE"
                                 << "WA RTE"
                                 << "";
        QTest::newRow("accepted too")
            << QByteArray("# @expected_results@:   RUN_TIME_ERROR , ACCEPTED   \r\n") << "AC RTE"
            << ""
            << "";
        QTest::newRow("correct") << QByteArray("@EXPECTED_RESULTS@: CORRECT") << "AC"
                                 << ""
                                 << "";
        QTest::newRow("compiler") << QByteArray("@EXPECTED_RESULTS@: COMPILER-ERROR") << "CE"
                                  << "CE"
                                  << "";
        QTest::newRow("by hand") << QByteArray("@EXPECTED_RESULTS@: CHECK-MANUALLY") << ""
                                 << ""
                                 << "";
        QTest::newRow("unknown") << QByteArray("@EXPECTED_RESULTS@: LUCK") << ""
                                 << ""
                                 << "the result \"LUCK\"";
        QTest::newRow("empty") << QByteArray("@EXPECTED_RESULTS@:") << ""
                               << ""
                               << "";
        QTest::newRow("behind the other mark")
            << QByteArray("@EXPECTED_SCORE@: CORRECT, TIMELIMIT") << "AC TLE"
            << ""
            << "";
        QTest::newRow("a score beside it")
            << QByteArray("@EXPECTED_SCORE@: 5\n@EXPECTED_RESULTS@: CORRECT") << "AC"
            << ""
            << "";
        QTest::newRow("both marks") << QByteArray("@EXPECTED_SCORE@: CORRECT\n@EXPECTED_RESULTS@: CORRECT")
                                    << ""
                                    << ""
                                    << "both name results";
        QTest::newRow("twice") << QByteArray("@EXPECTED_RESULTS@: CORRECT\n@EXPECTED_RESULTS@: CORRECT") << ""
                               << ""
                               << "more than once";
    }
    void expectsByAnnotation()
    {
        QFETCH(QByteArray, source);
        QFETCH(QString, permitted);
        QFETCH(QString, required);
        QFETCH(QString, problem);
        std::string told;
        const auto found = package::expectationFromSource(source.toStdString(), told);
        QCOMPARE(found.has_value(), !permitted.isEmpty());
        if (found) {
            QCOMPARE(test::codesOf(found->permitted), permitted);
            QCOMPARE(test::codesOf(found->required), required);
        }
        QVERIFY2(problem.isEmpty() ? told.empty() : told.find(problem.toStdString()) != std::string::npos,
                 told.c_str());
    }

    void readsOtherAnnotations_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("score");
        QTest::addColumn<QString>("grades");
        QTest::addColumn<QString>("problem");
        const auto add = [](const char* source, const char* score, const char* grades, const char* problem) {
            QTest::newRow(source) << QByteArray(source) << score << grades << problem;
        };
        add("int main() {}", "", "", "");
        add("// @EXPECTED_SCORE@: 30", "30", "", "");
        add("# @expected_score@:   12.5 points", "12.5", "", "");
        add("@EXPECTED_SCORE@: CORRECT", "", "", "");
        add("@EXPECTED_SCORE@: 1\n@EXPECTED_SCORE@: 2", "", "",
            "@EXPECTED_SCORE@ stands there more than once");
        add("# @EXPECTED_GRADES@ AC WA TLE RTE", "", "AC WA TLE RTE", "");
        add("/* @EXPECTED_GRADES@ AC AC */", "", "AC AC", "");
        add("@EXPECTED_GRADES@: AC MLE", "", "AC MLE", "");
        add("@EXPECTED_GRADES@", "", "", "");
    }
    void readsOtherAnnotations()
    {
        QFETCH(QByteArray, source);
        QFETCH(QString, score);
        QFETCH(QString, grades);
        QFETCH(QString, problem);
        std::string told;
        const auto found = package::scoreFromSource(source.toStdString(), told);
        QCOMPARE(found ? QString::fromStdString(found->toString()) : QString(), score);
        QCOMPARE(test::codesOf(package::gradesFromSource(source.toStdString())), grades);
        QVERIFY2(problem.isEmpty() ? told.empty() : told.find(problem.toStdString()) != std::string::npos,
                 told.c_str());
    }

    void readsJurySubmissions()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        const std::string folder = "problems/hello/submissions/";
        tree.file(folder + "wrong_answer/w.py", "# @EXPECTED_RESULTS@: TIMELIMIT\n")
            .file(folder + "accepted/.gitkeep");
        tree.file(folder + "accepted/many/b.cpp").file(folder + "accepted/many/a.h").file(folder + "README");
        tree.file(folder + "mixed/m.c", "// @EXPECTED_RESULTS@: OUTPUT-LIMIT\n")
            .folder(folder + "accepted/nothing");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QStringList lines;
        for (const model::JurySubmission& submission : read.problem->jurySubmissions)
            lines << QString::fromStdString(submission.file) +
                         QStringLiteral(" %1 ").arg(submission.files.size()) +
                         test::codesOf(submission.permitted) + (submission.forTimeLimit ? " t" : "");
        // The folders of the specification say more than what a file says of itself.
        QCOMPARE(lines,
                 QStringList({"submissions/accepted/a.cpp 1 AC t", "submissions/accepted/many 2 AC t",
                              "submissions/mixed/m.c 1 AC OLE", "submissions/wrong_answer/w.py 1 AC WA"}));
    }

    void annotationsOfScoringProblems_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* file, const char* source, const char* expected) {
            QTest::addRow("%s %s", file, source) << file << QByteArray(source) << expected;
        };
        add("partially_accepted/p.py", "# nothing", "partially_accepted/p.py: AC PA / PA");
        add("partially_accepted/p.py", "# @EXPECTED_SCORE@: 30",
            "partially_accepted/p.py: AC PA / PA score 30..30 whole");
        add("partially_accepted/p.py", "# @EXPECTED_GRADES@ AC WA",
            "partially_accepted/p.py: AC PA / PA [secret/g1: AC / ] [secret/g2: AC WA / WA]");
        add("wrong_answer/p.py", "# @EXPECTED_GRADES@ WA TLE",
            "wrong_answer/p.py: AC WA / WA [secret/g1: AC WA / WA] [secret/g2: AC TLE / TLE]");
        add("wrong_answer/p.py", "# @EXPECTED_RESULTS@: CORRECT", "wrong_answer/p.py: AC WA / WA");
        add("accepted/p.py", "# @EXPECTED_GRADES@ WA WA", "accepted/p.py: AC PA /  lower");
        add("mixed/p.py", "# @EXPECTED_GRADES@ AC AC AC", "mixed/p.py:  / ");
        // DOMjudge calls correct what earns some points, too.
        add("partial/p.py", "# @EXPECTED_RESULTS@: CORRECT\n# @EXPECTED_SCORE@: 7",
            "partial/p.py: AC PA /  score 7..7 whole");
        add("partial/p.py", "# @EXPECTED_RESULTS@: WRONG-ANSWER", "partial/p.py: AC WA / WA whole");
    }
    void annotationsOfScoringProblems()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, source);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        tree.file("problems/hello/problem.yaml", "type: scoring\n");
        for (const char* name : {"g1/1", "g2/1"})
            tree.file("problems/hello/data/secret/" + std::string(name) + ".in")
                .file("problems/hello/data/secret/" + std::string(name) + ".ans");
        tree.file("problems/hello/submissions/" + file.toStdString(), source.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(read.problem->jurySubmissions.size(), std::size_t(1));
        const model::JurySubmission& submission = read.problem->jurySubmissions.front();
        QCOMPARE(textOf(submission) + (submission.ofWholeOnly ? " whole" : ""), expected);
        QCOMPARE(test::textOf(read.diagnostics).contains("@EXPECTED_GRADES@ has 3 grades for the 2 groups"),
                 source.contains("AC AC AC"));
    }

    void partsOfWhatHasNoEndAreNotRequired()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", "type: scoring\nvalidation: custom score\n");
        tree.file("problems/hello/output_validators/v.py");
        tree.file("problems/hello/submissions/partially_accepted/p.py");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QVERIFY(read.problem->unbounded);
        QCOMPARE(textOf(read.problem->jurySubmissions.back()), QString("partially_accepted/p.py: AC PA / "));
    }

    void readsSubmissionsYaml_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("diagnostic");
        const auto add = [](const char* row, const char* file, const char* yaml, const char* expected,
                            const char* diagnostic = "") {
            QTest::newRow(row) << file << QByteArray(yaml) << expected << diagnostic;
        };
        add("defaults: accepted", "accepted/s.py", "", "accepted/s.py: AC /  lower");
        add("defaults: wrong answer", "wrong_answer/s.py", "", "wrong_answer/s.py: AC WA / WA lower");
        add("defaults: run-time error", "run_time_error/s.py", "", "run_time_error/s.py: AC RTE / RTE lower");
        add("defaults: too slow", "time_limit_exceeded/s.py", "",
            "time_limit_exceeded/s.py: AC TLE / TLE upper");
        add("defaults: brute force", "brute_force/s.py", "",
            "brute_force/s.py: AC TLE MLE RTE / TLE MLE RTE");
        add("folders beyond the specification bound nothing", "slow_accepted/s.py", "",
            "slow_accepted/s.py: AC TLE / ");
        add("a folder's rules are replaced key by key", "accepted/s.py", "accepted:\n  permitted: [WA]\n",
            "accepted/s.py: WA /  lower");
        add("required alone is replaced", "wrong_answer/s.py", "wrong_answer:\n  required: [AC]\n",
            "wrong_answer/s.py: AC WA / AC lower");
        add("legacy meaning of too slow", "time_limit_exceeded/s.py",
            "time_limit_exceeded:\n  permitted: [AC, WA, TLE]\n  required: [TLE]\n",
            "time_limit_exceeded/s.py: AC WA TLE / TLE upper");
        add("a glob adds", "accepted/s.py", "accepted/*:\n  permitted: [AC, WA]\n  message: good\n",
            "accepted/s.py: AC /  message good lower");
        add("a glob for a new folder", "odd/s.py", "odd:\n  permitted: [AC, TLE]\n  required: TLE\n",
            "odd/s.py: AC TLE / TLE upper");
        add("a second required", "wrong_answer/s.py", "'*/{s,t}.py':\n  required: [AC]\n",
            "wrong_answer/s.py: AC WA / WA lower [*:  / AC]");
        add("nothing is permitted by all", "accepted/s.py", "accepted/s.py:\n  permitted: [WA]\n",
            "accepted/s.py: AC /  lower", "no verdict is permitted by all rules");
        add("score", "odd/s.py", "odd/s.py:\n  score: 30\n", "odd/s.py:  /  score 30..30");
        add("scores", "odd/s.py", "odd/s.py:\n  score: [10, 20.5]\nodd:\n  score: [15, 30]\n",
            "odd/s.py:  /  score 15..20.5");
        add("no score", "odd/s.py", "odd/s.py:\n  score: [3, 2]\n", "odd/s.py:  / ", "(odd/s.py.score)");
        add("not for the time limit", "accepted/s.py", "accepted:\n  use_for_time_limit: false\n",
            "accepted/s.py: AC / ");
        add("opted in from below", "odd/s.py", "odd/*:\n  use_for_time_limit: lower\n",
            "odd/s.py: AC WA RTE /  lower");
        add("opted in from above", "odd/s.py", "odd/*:\n  use_for_time_limit: upper\n",
            "odd/s.py:  / TLE upper");
        add("language", "odd/s.py",
            "odd/s.py:\n  language: cpp\n  entrypoint: main\n  authors: Me\n"
            "  model_solution: true\n",
            "odd/s.py:  /  cpp from main", "submissions/odd: nothing is expected of s.py");
        add("unknown language", "odd/s.py", "odd/s.py: {language: klingon}\n", "odd/s.py:  / ",
            "\"klingon\" is no language code");
        add("groups", "odd/s.py",
            "odd/s.py:\n  sample:\n    permitted: [AC]\n  secret/*-hard:\n    required: [TLE]\n    score: 5\n"
            "    message: slow\n",
            "odd/s.py:  /  [sample: AC / ] [secret/*-hard:  / TLE score 5..5 message slow]",
            "no group or test matches \"secret/*-hard\"");
        add("unknown verdict", "odd/s.py", "odd: {permitted: [AC, LUCK]}\n", "odd/s.py:  / ",
            "expected AC, WA, TLE or RTE, found \"LUCK\"");
        add("nothing matches", "odd/s.py", "even: {permitted: [AC]}\n", "odd/s.py:  / ",
            "warning problems/hello/submissions/submissions.yaml: no submission matches \"even\"");
        add("no map", "odd/s.py", "odd: 5\n", "odd/s.py:  / ",
            "error problems/hello/submissions/submissions.yaml:1");
        add("broken", "odd/s.py", "odd: {\n", "odd/s.py:  / ",
            "error problems/hello/submissions/submissions.yaml:");
        add("unknown key", "odd/s.py", "odd: {permited: AC}\n", "odd/s.py:  / ", "(odd.permited)");
    }
    void readsSubmissionsYaml()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, yaml);
        QFETCH(QString, expected);
        QFETCH(QString, diagnostic);
        test::TreeBuilder tree;
        test::addPackage(tree);
        std::filesystem::remove_all(tree.path("problems/hello/submissions"));
        tree.file("problems/hello/problem.yaml",
                  "problem_format_version: 2025-09\nname: Hello\nlimits: {time_limit: 1}\n"
                  "uuid: 3509eb4e-761c-478b-9548-dfc767327d28\n");
        tree.file("problems/hello/submissions/" + file.toStdString());
        tree.file("problems/hello/submissions/submissions.yaml", yaml.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        QCOMPARE(read.problem->jurySubmissions.size(), std::size_t(1));
        QCOMPARE(textOf(read.problem->jurySubmissions.front()), expected);
        QVERIFY2(diagnostic.isEmpty() ? read.diagnostics.empty() : text.contains(diagnostic),
                 qPrintable(text));
    }

    void manyRulesTakeNoTime()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        std::string yaml;
        for (int i = 0; i < 9000; ++i)
            yaml += "'" + std::string(80, '*') + std::to_string(i) + "': {}\n";
        for (int i = 0; i < 50; ++i)
            tree.file("problems/hello/submissions/accepted/" + std::string(60, 'x') + std::to_string(i) +
                      ".py");
        tree.file("problems/hello/submissions/submissions.yaml", yaml);
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY(read.problem);
        QVERIFY(test::textOf(read.diagnostics).contains("too many rules"));
        QCOMPARE(test::codesOf(read.problem->jurySubmissions.front().permitted), QString("AC"));
    }
};

QTEST_GUILESS_MAIN(TestJurySubmissions)
#include "test_jury_submissions.moc"
