// SPDX-License-Identifier: GPL-3.0-or-later
#include "package_fixture.h"

#include "package/targets/languages.h"
#include "package/targets/rules.h"

#include <QTest>

#include <functional>

using namespace assize;
using package::PackageFacts;
using package::Target;

namespace {

/// Facts of a package that all three take.
PackageFacts good(Target target)
{
    PackageFacts facts;
    facts.shortName = "hello";
    facts.format = "icpc-legacy";
    facts.keys = {"author", "license"};
    facts.files = {"problem.yaml", "problem_statement/problem.en.tex", "problem_statement/problem.pdf"};
    facts.folders = {"accepted", "wrong_answer"};
    facts.timeLimit = std::chrono::seconds(1);
    facts.timeLimitFrom = target == Target::Kattis ? "computed" : ".timelimit";
    facts.memoryLimit = 256ULL << 20;
    facts.samples = facts.secrets = facts.accepted = facts.inputValidators = facts.outputValidators = 1;
    facts.testlib = target == Target::Polygon;
    return facts;
}

using Change = std::function<void(PackageFacts&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class TestTargetRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void languages_data()
    {
        QTest::addColumn<QString>("kattis");
        QTest::addColumn<QString>("domjudge");
        QTest::addColumn<QString>("polygon");
        const auto add = [](const char* file, const char* kattis, const char* domjudge, const char* polygon) {
            QTest::newRow(file) << kattis << domjudge << polygon;
        };
        add("a.cpp", "default", "default", "default");
        add("a.py", "default", "default", "default");
        add("a.kt", "default", "optional", "default");
        add("a.ml", "default", "unknown", "default");
        add("a.lua", "unknown", "optional", "unknown");
        add("a.cob", "default", "unknown", "unknown");
        add("a.d", "unknown", "unknown", "default");
        add("a.txt", "unknown", "unknown", "unknown");
        add("py", "unknown", "unknown", "unknown");
    }
    void languages()
    {
        QFETCH(QString, kattis);
        QFETCH(QString, domjudge);
        QFETCH(QString, polygon);
        const auto text = [](package::KnownAs known) {
            return QString::fromLatin1(known == package::KnownAs::Default    ? "default"
                                       : known == package::KnownAs::Optional ? "optional"
                                                                             : "unknown");
        };
        const std::string file = QTest::currentDataTag();
        QCOMPARE(text(package::knownToKattis(file)), kattis);
        QCOMPARE(text(package::knownToDomjudge(file)), domjudge);
        QCOMPARE(text(package::knownToPolygon(file)), polygon);
    }

    void languagesOfAPackage()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/submissions/accepted/b.kt")
            .file("problems/hello/submissions/accepted/c.lua");
        tree.file("problems/hello/submissions/accepted/d/main.ml")
            .file("problems/hello/submissions/accepted/d/notes.txt");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY(read.problem);
        PackageFacts facts = package::factsOf(*read.problem);
        using Names = std::set<std::string>;
        QVERIFY((facts.unknownLanguages[Target::Kattis] == Names{"accepted/c.lua"}));
        QVERIFY((facts.unknownLanguages[Target::Domjudge] == Names{"accepted/d"}));
        QVERIFY((facts.unknownLanguages[Target::Polygon] == Names{"accepted/c.lua"}));
        QVERIFY((facts.optionalLanguages == Names{"accepted/b.kt", "accepted/c.lua"}));
    }

    void rules_data()
    {
        QTest::addColumn<int>("target");
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        const auto add = [](Target target, const char* expected, Change change) {
            QTest::newRow(expected) << static_cast<int>(target) << std::move(change) << expected;
        };
        const auto kattis = [&](const char* expected, Change change) {
            add(Target::Kattis, expected, std::move(change));
        };
        const auto domjudge = [&](const char* expected, Change change) {
            add(Target::Domjudge, expected, std::move(change));
        };
        const auto polygon = [&](const char* expected, Change change) {
            add(Target::Polygon, expected, std::move(change));
        };
        using F = PackageFacts&;
        kattis("", [](F) {});
        kattis("error p: Kattis: reads packages of its own format only; this is test-folder",
               [](F f) { f.format = "test-folder"; });
        kattis("error p: Kattis: problemtools reads the versions legacy and 2023-07-draft, not 2025-09",
               [](F f) {
                   f.format = "icpc-2025-09";
                   f.version = "2025-09";
                   f.files = {"problem.yaml", "statement/problem.en.md"};
               });
        kattis("error p: Kattis: a package's folder is named by a-z and 0-9 only",
               [](F f) { f.shortName = "a-b"; });
        kattis("error p: Kattis: name in a legacy problem.yaml", [](F f) { f.nameIsMap = true; });
        kattis("error p: Kattis: asks for a statement: problem_statement/problem.<language>.tex", [](F f) {
            f.files = {"problem.yaml", "problem_statement/problem.pdf"};
        });
        kattis("error p: Kattis: asks for an input validator", [](F f) { f.inputValidators = 0; });
        kattis("error p: Kattis: asks for a submission in submissions/accepted/",
               [](F f) { f.accepted = 0; });
        kattis("error p: Kattis: asks for secret tests", [](F f) { f.secrets = 0; });
        kattis("warning p: Kattis: expects sample tests", [](F f) { f.samples = 0; });
        kattis("error p: Kattis: the legacy format there knows no multi-pass",
               [](F f) { f.multiPass = true; });
        kattis("error p: Kattis: submit-answer", [](F f) { f.answersOnly = true; });
        kattis("error p: Kattis: no file may have more than 1000 MiB",
               [](F f) { f.largestFile = 2ULL << 30; });
        kattis("warning p: Kattis: the time limit in .timelimit is ignored",
               [](F f) { f.timeLimitFrom = ".timelimit"; });
        kattis("error p: Kattis: asks for author, source or rights_owner", [](F f) { f.keys = {"license"}; });
        kattis("warning p: Kattis: without license", [](F f) { f.keys = {"author"}; });
        kattis("warning p: Kattis: ignores these folders of submissions: mixed",
               [](F f) { f.folders.insert("mixed"); });
        domjudge(" ", [](F) {});
        domjudge("error p: DOMjudge: reads ICPC packages only; this is polygon",
                 [](F f) { f.format = "polygon"; });
        domjudge("error p: DOMjudge: asks for problem.yaml or domjudge-problem.ini",
                 [](F f) { f.files = {"problem.pdf"}; });
        domjudge("warning p: DOMjudge: takes a-z, A-Z, 0-9, - and _ from the name: the id becomes A_b",
                 [](F f) { f.shortName = "A_b!"; });
        domjudge("warning p: DOMjudge: no character of the name", [](F f) { f.shortName = "\xc3\xa9"; });
        domjudge("error p: DOMjudge: takes one output validator; there are 2",
                 [](F f) { f.outputValidators = 2; });
        domjudge("error p: DOMjudge: runs no custom graders", [](F f) { f.graders = 1; });
        domjudge("error p: DOMjudge: has no problems where answers", [](F f) { f.answersOnly = true; });
        domjudge("error p: DOMjudge: adds no files of include/", [](F f) { f.hasIncludes = true; });
        domjudge("error p: DOMjudge: gives submissions neither arguments",
                 [](F f) { f.hasArguments = true; });
        kattis(
            "warning p: Kattis: has no language for these submissions and leaves them out: accepted/a.zig, "
            "accepted/b.zig",
            [](F f) {
                f.unknownLanguages[Target::Kattis] = {"accepted/b.zig", "accepted/a.zig"};
            });
        domjudge("warning p: DOMjudge: has no language for these submissions and leaves them out: a.ml",
                 [](F f) { f.unknownLanguages[Target::Domjudge] = {"a.ml"}; });
        domjudge("warning p: DOMjudge: takes these submissions only where an administrator has switched on "
                 "their languages: a.kt",
                 [](F f) { f.optionalLanguages = {"a.kt"}; });
        polygon("warning p: Polygon: has no language for these submissions and leaves them out: a.lua",
                [](F f) { f.unknownLanguages[Target::Polygon] = {"a.lua"}; });
        domjudge("warning p: DOMjudge: runs no static validator", [](F f) { f.hasStaticValidator = true; });
        domjudge("error p: DOMjudge: does not put in constants", [](F f) { f.hasConstants = true; });
        domjudge("warning p: DOMjudge: ignores in problem.yaml: limits.code, languages", [](F f) {
            f.keys.insert({"languages", "limits.code", "limits.memory"});
        });
        domjudge("warning p: DOMjudge: computes no time limit", [](F f) { f.timeLimitFrom = "computed"; });
        domjudge("warning p: DOMjudge: shows a statement only from problem.pdf", [](F f) {
            f.files = {"problem.yaml", "problem_statement/problem.en.tex"};
        });
        polygon("  ", [](F) {});
        polygon("error p: Polygon: a problem's name begins with a letter", [](F f) { f.shortName = "2sum"; });
        polygon("error p: Polygon: takes time limits from 0.25 s to 15 s",
                [](F f) { f.timeLimit = std::chrono::seconds(20); });
        polygon("warning p: Polygon: asks for a time limit", [](F f) { f.timeLimit = {}; });
        polygon("error p: Polygon: takes memory limits from 4 to 1024 MiB; here it is 2048 MiB",
                [](F f) { f.memoryLimit = 2048ULL << 20; });
        polygon("error p: Polygon: takes one checker", [](F f) { f.outputValidators = 2; });
        polygon("error p: Polygon: its checkers and interactors follow testlib",
                [](F f) { f.testlib = false; });
        polygon("warning p: Polygon: its validators follow testlib", [](F f) { f.testlib = false; });
        polygon("warning p: Polygon: asks for a validator", [](F f) { f.inputValidators = 0; });
        polygon("error p: Polygon: asks for a main solution", [](F f) { f.accepted = 0; });
        polygon("error p: Polygon: has no multi-pass problems", [](F f) { f.multiPass = true; });
        polygon("error p: Polygon: has no problems where answers", [](F f) { f.answersOnly = true; });
        polygon("error p: Polygon: gives solutions neither arguments", [](F f) { f.hasArguments = true; });
        polygon("error p: Polygon: runs no custom graders", [](F f) { f.graders = 1; });
    }
    void rules()
    {
        QFETCH(int, target);
        QFETCH(Change, change);
        QFETCH(QString, expected);
        PackageFacts facts = good(static_cast<Target>(target));
        change(facts);
        const QString text = test::textOf(package::checkFacts(facts, static_cast<Target>(target), "p"));
        if (expected.trimmed().isEmpty())
            QCOMPARE(text, QString());
        else
            QVERIFY2(text.contains(expected), qPrintable(text));
    }

    void factsOfAPackage()
    {
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml",
                  "name: Hello\nauthor: Me\nlimits: {memory: 512}\nvalidation: custom\n");
        tree.file("problems/hello/problem_statement/problem.en.tex").file("problems/hello/.timelimit", "2");
        tree.file("problems/hello/input_validators/v.py").file("problems/hello/output_validators/v.py");
        tree.file("problems/hello/submissions/mixed/m.py", "# @EXPECTED_RESULTS@: CORRECT");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        const PackageFacts facts = package::factsOf(*read.problem);
        QCOMPARE(facts.shortName, std::string("hello"));
        QVERIFY(facts.keys.contains("author") && facts.keys.contains("limits.memory"));
        QVERIFY(facts.files.contains("problem_statement/problem.en.tex") &&
                facts.files.contains(".timelimit"));
        QCOMPARE(facts.accepted, std::size_t(2));
        QCOMPARE(facts.secrets, std::size_t(1));
        QCOMPARE(facts.samples, std::size_t(0));
        QCOMPARE(facts.inputValidators + facts.outputValidators, std::size_t(2));
        QCOMPARE(facts.memoryLimit, std::uint64_t(512) << 20);
    }

    void namesOfTargets()
    {
        QVERIFY(package::targetNamed("kattis") == Target::Kattis);
        QVERIFY(package::targetNamed("domjudge") == Target::Domjudge);
        QVERIFY(package::targetNamed("polygon") == Target::Polygon);
        QVERIFY(!package::targetNamed("Kattis"));
    }
};

QTEST_APPLESS_MAIN(TestTargetRules)
#include "test_target_rules.moc"
