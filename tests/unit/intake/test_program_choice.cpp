// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/program_choice.h"
#include "support/tree_builder.h"
#include "toolchain/toolchain.h"

#include <QStringList>
#include <QTest>

using namespace assize;

namespace {

using Contents = std::vector<std::pair<std::string, std::string>>; // name, content

const std::vector<model::Language>& languages()
{
    static const std::vector<model::Language> list = [] {
        Diagnostics diagnostics;
        return toolchain::readLanguages(ASSIZE_SOURCE_DIR "/resources/languages", diagnostics).value();
    }();
    return list;
}

model::Submission choose(const test::TreeBuilder& tree, const Contents& contents, model::Problem problem)
{
    model::Submission submission;
    for (const auto& [name, content] : contents)
        submission.files.push_back({name, tree.path(name), content.size()});
    problem.id = "task";
    intake::chooseProgram(problem, languages(), submission);
    return submission;
}

const std::string kC = "int main() {}";
const std::string kJava = "{ public static void main(String[] a) {} }";

} // namespace

Q_DECLARE_METATYPE(Contents)

class TestProgramChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chooses_data();
    void chooses();
    void prefersWhatTheProblemPermits();
    void takesWhatIsCalledLikeTheProblemForNoTest();
    void partsInCDoNotMakeItAProgramInC();
    void leavesIncludedFilesTheirWay();
    void namesOnlySomeOfMany();
    void doesNotLookThroughMasses();
    void tellsOfSourcesThatAreIncluded();
};

void TestProgramChoice::chooses_data()
{
    QTest::addColumn<Contents>("contents");
    QTest::addColumn<QString>("entryPoint");
    QTest::addColumn<QString>("files");
    QTest::addColumn<QString>("leftOut");
    QTest::addColumn<QString>("choice"); // a part of it; empty: there is none
    const auto row = [](const char* name, const Contents& contents, const char* entryPoint, const char* files,
                        const char* leftOut, const char* choice) {
        QTest::newRow(name) << contents << entryPoint << files << leftOut << choice;
    };
    row("one file", {{"a.cpp", kC}}, "", "a.cpp", "", "");
    row("a header and a module", {{"a.cpp", ""}, {"b.cpp", kC}, {"b.h", ""}, {"data.txt", ""}}, "b.cpp",
        "a.cpp b.cpp b.h data.txt", "", "");
    row("no entry point at all", {{"a.cpp", ""}, {"b.cpp", ""}}, "", "a.cpp b.cpp", "", "");
    row("main goes first", {{"main.cpp", kC}, {"test.py", "print(1)"}}, "main.cpp", "main.cpp", "test.py",
        "because it is called main; not test.py");
    row("main of a script", {{"a.cpp", kC}, {"main.py", "print(1)"}}, "main.py", "main.py", "a.cpp",
        "because it is called main");
    row("no main in it", {{"main.cpp", "int f;"}, {"task.cpp", kC}}, "task.cpp", "main.cpp task.cpp", "", "");
    row("the problem's name", {{"helper.py", "print(2)"}, {"task.py", "print(1)"}}, "task.py", "task.py",
        "helper.py", "because it is called like the problem; not helper.py");
    row("the problem's name in capitals", {{"a.c", kC}, {"TASK.c", kC}}, "TASK.c", "TASK.c", "a.c",
        "called like the problem");
    row("says so itself", {{"a.py", "print(2)"}, {"b.py", "if __name__ == '__main__': print(1)"}}, "b.py",
        "b.py", "a.py", "says itself");
    row("two languages", {{"b.cpp", kC}, {"a.rs", "fn main() {}"}}, "a.rs", "a.rs", "b.cpp", "first by name");
    row("two programs in C++", {{"b.cpp", kC}, {"a.cc", kC}, {"c.cpp", "int f;"}}, "a.cc", "a.cc c.cpp",
        "b.cpp", "first by name; not b.cpp");
    row("outermost", {{"old/a.cpp", kC}, {"z.cpp", kC}}, "z.cpp", "z.cpp", "old/a.cpp", "outermost folder");
    row("a test of its own under #ifdef", {{"a.cpp", "#ifdef T\nint main() {}\n#endif"}, {"b.cpp", kC}},
        "b.cpp", "a.cpp b.cpp", "", "says itself");
    row("a file of another language", {{"a.cpp", kC}, {"b.java", "class B {}"}}, "a.cpp", "a.cpp", "b.java",
        "no other file is a program");
    row("C++ and a part in C", {{"main.cpp", kC}, {"add.c", "int add() {}"}}, "main.cpp", "add.c main.cpp",
        "", "");
    row("C++ and a program in C", {{"main.cpp", kC}, {"add.c", kC}}, "main.cpp", "main.cpp", "add.c",
        "because it is called main");
    row("C and a part in C++", {{"main.c", kC}, {"add.cpp", "int add() {}"}}, "main.c", "main.c", "add.cpp",
        "no other file is a program");
    row("Python's modules", {{"a.py", "def f(): pass"}, {"b.py", "from a import f"}}, "b.py", "a.py b.py", "",
        "");
    row("Python's modules by other ways",
        {{"a.py", "x = 1"}, {"b/c.py", "y"}, {"main.py", "__import__('a'); 'b'"}}, "main.py",
        "a.py b/c.py main.py", "", "called main");
    row("a module with a test of its own",
        {{"a.py", "if __name__ == '__main__': test()"}, {"b.py", "import a"}}, "b.py", "a.py b.py", "", "");
    row("JavaScript", {{"a.js", "require('./my-lib.js')"}, {"my-lib.js", "x"}, {"z.js", "y"}}, "a.js",
        "a.js my-lib.js", "z.js", "first by name");
    row("modules that import each other", {{"a.py", "import b"}, {"b.py", "import a"}}, "a.py", "a.py b.py",
        "", "first by name");
    row("Java: main", {{"A.java", "class A " + kJava}, {"Main.java", "class Main " + kJava}}, "Main",
        "A.java Main.java", "", "Main is started, because it is called main; not A");
    row("Java: the public class", {{"A.java", "class A " + kJava + " public class B " + kJava}}, "B",
        "A.java", "", "B is started, because it is the public class; not A");
    row("Java: by name", {{"x.java", "class B " + kJava + " class A " + kJava}}, "A", "x.java", "",
        "first by name");
    row("Java: one class twice", {{"a.java", "class Main " + kJava}, {"b.java", "class Main " + kJava}},
        "Main", "a.java", "b.java", "first by name");
    row("Java: one", {{"A.java", "class A " + kJava}, {"B.java", "class B {}"}}, "A", "A.java B.java", "",
        "");
    row("Java: one class", {{"A.java", "class A " + kJava}}, "", "A.java", "", "");
    row("Kotlin", {{"a.kt", "fun main() {}"}, {"Task.kt", "fun main() {}"}}, "TaskKt", "Task.kt a.kt", "",
        "called like the problem");
    row("C#", {{"a.cs", "class A { static void Main() {} }"}, {"b.cs", "class B { static int Main() {} }"}},
        "a.cs", "a.cs", "b.cs", "first by name");
    row("Go", {{"a.go", "package main\nfunc main() {}"}, {"b.go", "package main\nfunc main() {}"}}, "a.go",
        "a.go", "b.go", "first by name");
    row("Haskell", {{"A.hs", "module A where"}, {"b.hs", "main = f"}, {"c.hs", "main = g"}}, "b.hs",
        "A.hs b.hs", "c.hs", "first by name");
    row("Pascal", {{"a.pas", "unit a;"}, {"b.pas", "begin end."}, {"c.pas", "program c;"}}, "b.pas",
        "a.pas b.pas", "c.pas", "first by name");
    row("UTF-16",
        {{"a.c", std::string("\xFF\xFE"
                             "i\0n\0t\0 \0m\0a\0i\0n\0(\0)\0{\0}\0",
                             26)},
         {"b.c", "int f;"},
         {"c.py", "x"}},
        "a.c", "a.c b.c", "c.py", "says itself");
    row("Node.js: index", {{"add.js", "x"}, {"index.js", "require('./add')"}, {"add.test.js", "y"}},
        "index.js", "add.js index.js", "add.test.js",
        "because it is not called like a test; not add.test.js");
    row("Node.js: index before another", {{"add.js", "x"}, {"index.js", "y"}}, "index.js", "index.js",
        "add.js", "because it is called index; not add.js");
    row("Node.js: main before index", {{"main.js", "x"}, {"index.js", "y"}}, "main.js", "main.js", "index.js",
        "because it is called main; not index.js");
    row("index of another language", {{"add.py", "x"}, {"index.py", "y"}}, "add.py", "add.py", "index.py",
        "first by name");
    row("Node.js: a spec that imports the program",
        {{"sum.js", "x"}, {"a.spec.mjs", "import f from './sum.js'"}}, "sum.js", "sum.js", "a.spec.mjs",
        "not called like a test");
    row("Python: a test that imports the program",
        {{"zum.py", "print(1)"}, {"test_zum.py", "from zum import f"}, {"A_Test.py", "import zum"}}, "zum.py",
        "zum.py", "A_Test.py test_zum.py", "not called like a test; not A_Test.py, test_zum.py");
    row("a test called main", {{"main.test.js", "x"}, {"z.js", "y"}}, "z.js", "z.js", "main.test.js",
        "not called like a test");
    row("tests alone", {{"test_b.py", "x"}, {"test_a.py", "y"}}, "test_a.py", "test_a.py", "test_b.py",
        "first by name");
    row("Java: a test with main",
        {{"AddTest.java", "public class AddTest " + kJava}, {"Zum.java", "class Zum " + kJava}}, "Zum",
        "AddTest.java Zum.java", "", "Zum is started, because it is not called like a test; not AddTest");
    row("Java: no test by its name",
        {{"Contest.java", "class Contest " + kJava}, {"Z.java", "class Z " + kJava}}, "Contest",
        "Contest.java Z.java", "", "first by name");
    row("Kotlin: a test with main", {{"AddTests.kt", "fun main() {}"}, {"Zum.kt", "fun main() {}"}}, "ZumKt",
        "AddTests.kt Zum.kt", "", "not called like a test");
    row("Java: a test of JUnit",
        {{"Sum.java", "public class Sum " + kJava},
         {"SumTest.java",
          "import org.junit.jupiter.api.Test;\nclass SumTest { @Test void t() { new Sum(); } }"}},
        "Sum", "Sum.java", "SumTest.java", "Sum is started: no other file is a program");
    row("Java: tests that use each other",
        {{"All.java", "package x; import static org.junit.Assert.*; class All { SumTest t; }"},
         {"Sum.java", "class Sum " + kJava},
         {"SumTest.java", "import\torg.testng.annotations.Test;\nclass SumTest { All a; }"}},
        "Sum", "Sum.java", "All.java SumTest.java", "Sum is started");
    row("Java: a test that the program uses",
        {{"Check.java", "import org.junit.Test;\nclass Check { class Sum {} }"},
         {"Sum.java", "class Sum " + kJava + " class Other { Check c; }"}},
        "Sum", "Check.java Sum.java", "", "");
    row("Java: no test",
        {{"A.java", "import org.junitx.Test;\n// see org.junit.Test\nclass A {}"},
         {"Sum.java", "class Sum " + kJava}},
        "Sum", "A.java Sum.java", "", "");
    row("Java: a program with JUnit",
        {{"A.java", "import org.junit.Test; class A " + kJava}, {"B.java", "class B {}"}}, "A",
        "A.java B.java", "", "");
    row("Kotlin: a test",
        {{"Sum.kt", "fun main() {}"},
         {"SumTest.kt", "import kotlin.test.Test\nclass SumTest { @Test fun main() {} }"}},
        "SumKt", "Sum.kt", "SumTest.kt", "SumKt is started");
    row("Kotlin: functions that the program uses",
        {{"Sum.kt", "fun main() { help() }"}, {"T.kt", "import org.junit.Test\nfun help() {}"}}, "SumKt",
        "Sum.kt T.kt", "", "");
    row("Go: tests are the compiler's to pass over",
        {{"sum.go", "package main\nfunc main() {}"}, {"sum_test.go", "package main\nimport \"testing\""}},
        "sum.go", "sum.go sum_test.go", "", "");
    row("Rust", {{"a.rs", "pub fn f() {}"}, {"b.rs", "mod a; fn main() {}"}}, "b.rs", "a.rs b.rs", "", "");
}

void TestProgramChoice::chooses()
{
    QFETCH(Contents, contents);
    QFETCH(QString, entryPoint);
    QFETCH(QString, files);
    QFETCH(QString, leftOut);
    QFETCH(QString, choice);
    test::TreeBuilder tree;
    for (const auto& [name, content] : contents)
        tree.file(name, content);
    const model::Submission submission = choose(tree, contents, {});
    QCOMPARE(QString::fromStdString(submission.entryPoint), entryPoint);
    QStringList kept;
    for (const model::SourceFile& file : submission.files)
        kept << QString::fromStdString(file.name);
    kept.sort();
    QCOMPARE(kept.join(QLatin1Char(' ')), files);
    QStringList left;
    for (const model::UnmatchedFile& file : submission.leftOut) {
        left << QString::fromStdString(file.file);
        QVERIFY(!file.reason.empty());
    }
    QCOMPARE(left.join(QLatin1Char(' ')), leftOut);
    const QString said = QString::fromStdString(submission.choice);
    QVERIFY2(choice.isEmpty() ? said.isEmpty() : said.contains(choice), qPrintable(said));
}

void TestProgramChoice::prefersWhatTheProblemPermits()
{
    test::TreeBuilder tree;
    const Contents contents{{"main.cpp", kC}, {"other.py", "print(1)"}};
    for (const auto& [name, content] : contents)
        tree.file(name, content);
    model::Problem problem;
    problem.languages = {"python3"};
    const model::Submission submission = choose(tree, contents, problem);
    QCOMPARE(submission.entryPoint, std::string("other.py"));
    QCOMPARE(submission.choice,
             std::string("other.py is started, because the problem permits its language; not main.cpp"));
}

void TestProgramChoice::takesWhatIsCalledLikeTheProblemForNoTest()
{
    test::TreeBuilder tree;
    const Contents contents{{"other.py", "print(2)"}, {"unit_test.py", "print(1)"}};
    for (const auto& [name, content] : contents)
        tree.file(name, content);
    model::Problem problem;
    problem.name = "Unit_Test";
    const model::Submission submission = choose(tree, contents, problem);
    QCOMPARE(submission.entryPoint, std::string("unit_test.py"));
}

void TestProgramChoice::partsInCDoNotMakeItAProgramInC()
{
    test::TreeBuilder tree;
    const Contents contents{{"main.cpp", kC}, {"a.c", "int a;"}, {"b.c", "int b;"}};
    for (const auto& [name, content] : contents)
        tree.file(name, content);
    QCOMPARE(choose(tree, contents, {}).language, std::string("cpp"));
}

/// A package that adds its own main file to every submission says what is started.
void TestProgramChoice::leavesIncludedFilesTheirWay()
{
    test::TreeBuilder tree;
    const Contents contents{{"a.py", "print(1)"}, {"b.py", "print(1)"}};
    for (const auto& [name, content] : contents)
        tree.file(name, content);
    model::Problem problem;
    problem.includes = {{"python3", {}}};
    const model::Submission submission = choose(tree, contents, problem);
    QVERIFY(submission.entryPoint.empty() && submission.leftOut.empty());
    QCOMPARE(submission.files.size(), std::size_t(2));
}

void TestProgramChoice::namesOnlySomeOfMany()
{
    test::TreeBuilder tree;
    Contents contents;
    for (char c = 'a'; c <= 'i'; ++c)
        contents.push_back({std::string(1, c) + ".c", kC});
    for (const auto& [name, content] : contents)
        tree.file(name, content);
    const model::Submission submission = choose(tree, contents, {});
    QCOMPARE(submission.choice,
             std::string("a.c is started, because it is the first by name; not b.c, c.c, d.c, "
                         "e.c, f.c and 3 more"));
    QCOMPARE(submission.leftOut.size(), std::size_t(8));
}

void TestProgramChoice::doesNotLookThroughMasses()
{
    test::TreeBuilder tree;
    Contents contents;
    for (int i = 0; i < 201; ++i)
        contents.push_back({std::to_string(i) + ".py", "print(1)"});
    model::Submission submission = choose(tree, contents, {}); // there are no such files: none is opened
    QCOMPARE(submission.files.size(), std::size_t(201));
    QVERIFY(submission.entryPoint.empty());
    QCOMPARE(submission.notes.size(), std::size_t(1));
}

void TestProgramChoice::tellsOfSourcesThatAreIncluded()
{
    test::TreeBuilder tree;
    const Contents contents{{"a.h", "#include \"lib/b.cpp\"\n"},
                            {"lib/b.cpp", "int f() { return 1; }"},
                            {"main.cpp", "#include \"a.h\"\n" + kC}};
    for (const auto& [name, content] : contents)
        tree.file(name, content);
    const model::Submission submission = choose(tree, contents, {});
    QCOMPARE(submission.entryPoint, std::string("main.cpp"));
    QCOMPARE(submission.files.size(), std::size_t(3));
    QVERIFY(submission.leftOut.empty());
    QCOMPARE(submission.notes,
             std::vector<std::string>{"lib/b.cpp is not compiled on its own: a.h includes it."});
}

QTEST_GUILESS_MAIN(TestProgramChoice)
#include "test_program_choice.moc"
