// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/toolchain.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sys/stat.h>

using namespace assize;

namespace {

using Contents = std::vector<std::pair<std::string, std::string>>; // name, content
using Renames = Contents;                                          // old name, new name

std::vector<model::SourceFile> write(const QTemporaryDir& folder, const Contents& contents)
{
    std::vector<model::SourceFile> files;
    int number = 0;
    for (const auto& [name, content] : contents) {
        // The name on disk does not matter: what counts is the name in the submission.
        const std::filesystem::path path = folder.path().toStdString() + "/" + std::to_string(number++);
        std::ofstream(path, std::ios::binary) << content;
        files.push_back({name, path, content.size()});
    }
    return files;
}

const std::vector<model::Language>& languages()
{
    static const std::vector<model::Language> list = [] {
        Diagnostics diagnostics;
        return toolchain::readLanguages(ASSIZE_SOURCE_DIR "/resources/languages", diagnostics).value();
    }();
    return list;
}

const model::Language& language(const std::string& id)
{
    return *std::find_if(languages().begin(), languages().end(),
                         [&](const auto& one) { return one.id == id; });
}

const std::string kJavaMain = "public static void main(String[] a) {}";

} // namespace

Q_DECLARE_METATYPE(Contents)

class TestSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void languageOf_data();
    void languageOf();
    void analyses_data();
    void analyses();
    void takesTheEntryPointThatIsNamed_data();
    void takesTheEntryPointThatIsNamed();
    void refuses_data();
    void refuses();
    void saysWhatCannotBeStarted_data();
    void saysWhatCannotBeStarted();
    void neverWaitsForAPipe();
    void doesNotCompileWhatIsIncluded();
    void findsFoldersOfHeaders_data();
    void findsFoldersOfHeaders();
    void compilesCAsTheProgramInCPlusPlusMeansIt_data();
    void compilesCAsTheProgramInCPlusPlusMeansIt();
};

void TestSources::languageOf_data()
{
    QTest::addColumn<Contents>("contents");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const Contents& contents, const char* expected) {
        QTest::newRow(name) << contents << QString::fromLatin1(expected);
    };
    row("one", {{"a.cpp", ""}}, "cpp");
    row("headers do not count", {{"a.c", ""}, {"b.h", ""}, {"c.hpp", ""}}, "c");
    row("only a header", {{"b.h", ""}}, "");
    row("most files", {{"a.cpp", ""}, {"b.cc", ""}, {"c.py", ""}, {"d.txt", ""}}, "cpp");
    row("capital C", {{"a.C", ""}}, "cpp");
    row("other case", {{"A.CPP", ""}}, "cpp");
    row("other case, Java", {{"A.JAVA", ""}}, "java");
    row("no extension", {{"Makefile", ""}}, "");
    row("hidden", {{".py", ""}}, "");
    row("extension of the folder", {{"a.py/data", ""}}, "");
    row("in a folder", {{"x.d/a.rs", ""}}, "rust");
    row("Python", {{"a.py", "print(1)\n"}}, "python3");
    row("python3", {{"a.py", "#!/usr/bin/env python3\n"}}, "python3");
    row("python", {{"a.py", "#!/usr/bin/python\n"}}, "python3");
    row("python2", {{"a.py", "#!/usr/bin/env python2.7\n"}}, "");
    row("python2 after a mark", {{"a.py", "\xEF\xBB\xBF#!/usr/bin/python2\r\n"}}, "");
    row("pypy2", {{"a.py", "#!/usr/bin/env pypy2\n"}}, "");
    row("python2 not first", {{"a.py", "# x\n#!/usr/bin/env python2.7\n"}}, "python3");
    row("pypy3", {{"a.py", "#!/usr/bin/env pypy3\n"}}, "pypy3");
    row("unknown interpreter", {{"a.py", "#!/opt/snake\n"}}, "python3");
    row("word on the second line", {{"a.py", "#!/usr/bin/python3\n# pypy python2\n"}}, "python3");
    row("by extension", {{"a.pypy3", ""}}, "pypy3");
    row("no such extension", {{"a.pyy", ""}}, "");
    row("endless first line", {{"a.py", "#!" + std::string(1'000'000, 'x')}}, "python3");
    row("tie goes by id", {{"a.c", ""}, {"b.rs", ""}}, "c");
    row("Java", {{"A.java", ""}}, "java");
    row("Kotlin", {{"A.kt", ""}}, "kotlin");
    row("Pascal", {{"a.pas", ""}}, "pascal");
    row("Go", {{"a.go", ""}}, "go");
    row("JavaScript", {{"a.js", ""}}, "javascript");
    row("C#", {{"a.cs", ""}}, "csharp");
    row("Haskell", {{"a.hs", ""}}, "haskell");
}

void TestSources::languageOf()
{
    QFETCH(Contents, contents);
    QFETCH(QString, expected);
    QTemporaryDir folder;
    QCOMPARE(QString::fromStdString(toolchain::languageOf(write(folder, contents), languages()).value_or("")),
             expected);
}

void TestSources::analyses_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Contents>("contents");
    QTest::addColumn<QString>("mainFile");
    QTest::addColumn<QString>("mainClass");
    QTest::addColumn<Renames>("renames");
    const auto row = [](const char* name, const char* id, const Contents& contents, const char* mainFile,
                        const char* mainClass, const Renames& renames) {
        QTest::newRow(name) << QString::fromLatin1(id) << contents << QString::fromLatin1(mainFile)
                            << QString::fromLatin1(mainClass) << renames;
    };
    row("first by name", "cpp", {{"b.cpp", ""}, {"a.cc", ""}, {"0.h", ""}}, "a.cc", "", {});
    row("main first", "python3", {{"a.py", ""}, {"x/main.py", ""}, {"main.py", ""}}, "main.py", "", {});
    row("__main__", "python3", {{"__init__.py", ""}, {"__main__.py", ""}}, "__main__.py", "", {});
    row("called like a module of Python", "python3", {{"queue.py", ""}}, "main.py", "",
        {{"queue.py", "main.py"}});
    row("in a folder, beside a module of its own", "pypy3", {{"x/random.py", ""}, {"x/y/helper.py", ""}},
        "x/main.py", "", {{"x/random.py", "x/main.py"}});
    row("a module called like one of Python's stays", "python3", {{"main.py", ""}, {"queue.py", ""}},
        "main.py", "", {});
    row("Java keeps the name", "java", {{"A.java", "public class A {" + kJavaMain + "}"}}, "A.java", "A", {});
    row("Java renames", "java", {{"3.java", "public class A {" + kJavaMain + "}"}}, "A.java", "A",
        {{"3.java", "A.java"}});
    row("Java renames in a folder", "java", {{"x/s.java", "package x; public class A {" + kJavaMain + "}"}},
        "x/A.java", "x.A", {{"x/s.java", "x/A.java"}});
    row("Java name taken", "java",
        {{"A.java", "class B {}"}, {"b.java", "public class A {" + kJavaMain + "}"}}, "b.java", "A", {});
    row("Java prefers Main", "java",
        {{"A.java", "class A {" + kJavaMain + "}"}, {"M.java", "class Main {" + kJavaMain + "}"}}, "M.java",
        "Main", {});
    row("Java extension", "java", {{"A.JAVA", "public class A {" + kJavaMain + "}"}}, "A.java", "A",
        {{"A.JAVA", "A.java"}});
    std::string wide = "\xFE\xFF";
    for (const char c : "public class A {" + kJavaMain + "}")
        wide += std::string(1, '\0') + c;
    row("Java in UTF-16", "java", {{"s.java", wide}}, "A.java", "A", {{"s.java", "A.java"}});
    row("Kotlin", "kotlin", {{"sol.kt", "fun main() {}"}}, "sol.kt", "SolKt", {});
    row("Pascal program", "pascal", {{"a.pas", "unit a;"}, {"b.pas", "program b;"}}, "b.pas", "", {});
    row("option", "c", {{"-o.c", ""}}, "_o.c", "", {{"-o.c", "_o.c"}});
    row("argument file", "c", {{"@x.c", ""}}, "_x.c", "", {{"@x.c", "_x.c"}});
    row("newline and quote", "c", {{"a\n'\"$(x).c", ""}}, "a____(x).c", "", {{"a\n'\"$(x).c", "a____(x).c"}});
    row("not UTF-8", "c", {{"\xff.c", ""}}, "_.c", "", {{"\xff.c", "_.c"}});
    row("two bad names do not meet", "c", {{"\xfe.c", ""}, {"\xff.c", ""}}, "_.c", "", {{"\xfe.c", "_.c"}});
    row("spaces stay", "cpp", {{"Solution (1).cpp", ""}}, "Solution (1).cpp", "", {});
}

void TestSources::analyses()
{
    QFETCH(QString, id);
    QFETCH(Contents, contents);
    QFETCH(QString, mainFile);
    QFETCH(QString, mainClass);
    QFETCH(Renames, renames);
    QTemporaryDir folder;
    const auto set = toolchain::analyseSources(language(id.toStdString()), write(folder, contents));
    QVERIFY2(set.hasValue(), set ? "" : set.error().message.c_str());
    QCOMPARE(QString::fromStdString(set->mainFile), mainFile);
    QCOMPARE(QString::fromStdString(set->mainClass), mainClass);
    QCOMPARE(set->renames, renames);
    QVERIFY(std::is_sorted(set->files.begin(), set->files.end()));
}

void TestSources::takesTheEntryPointThatIsNamed_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Contents>("contents");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("main"); // empty: it is refused
    const auto row = [](const char* name, const char* id, const Contents& contents, const char* wanted,
                        const char* main) {
        QTest::newRow(name) << QString::fromLatin1(id) << contents << QString::fromLatin1(wanted)
                            << QString::fromLatin1(main);
    };
    const Contents python{{"a.py", ""}, {"main.py", ""}, {"x/b.py", ""}};
    row("a file", "python3", python, "a.py", "a.py");
    row("without its extension", "python3", python, "a", "a.py");
    row("in a folder", "python3", python, "b.py", "x/b.py");
    row("no such file", "python3", python, "c", "");
    row("not a part of a name", "python3", python, "n.py", "");
    const Contents java{{"A.java", "package p; public class A {" + kJavaMain + "}"},
                        {"Main.java", "public class Main {" + kJavaMain + "}"}};
    row("a class", "java", java, "p.A", "p.A");
    row("without its package", "java", java, "A", "p.A");
    row("its file", "java", java, "A.java", "p.A");
    row("no such class", "java", java, "B", "");
    row("Kotlin's file", "kotlin", {{"sol.kt", "fun main() {}"}, {"main.kt", "fun main() {}"}}, "Sol",
        "SolKt");
}

void TestSources::takesTheEntryPointThatIsNamed()
{
    QFETCH(QString, id);
    QFETCH(Contents, contents);
    QFETCH(QString, wanted);
    QFETCH(QString, main);
    QTemporaryDir folder;
    const auto set =
        toolchain::analyseSources(language(id.toStdString()), write(folder, contents), wanted.toStdString());
    QCOMPARE(set.hasValue(), !main.isEmpty());
    if (set)
        QCOMPARE(QString::fromStdString(set->mainClass.empty() ? set->mainFile : set->mainClass), main);
    else
        QVERIFY2(set.error().message.find(wanted.toStdString()) != std::string::npos,
                 set.error().message.c_str());
}

void TestSources::refuses_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Contents>("contents");
    QTest::addColumn<QString>("message");
    QTest::newRow("no source") << QStringLiteral("c") << Contents{{"a.h", ""}}
                               << QStringLiteral("extension of C");
}

void TestSources::refuses()
{
    QFETCH(QString, id);
    QFETCH(Contents, contents);
    QFETCH(QString, message);
    QTemporaryDir folder;
    const auto set = toolchain::analyseSources(language(id.toStdString()), write(folder, contents));
    QVERIFY(!set.hasValue());
    QCOMPARE(set.error().kind, ErrorKind::InvalidInput);
    QVERIFY2(set.error().message.find(message.toStdString()) != std::string::npos,
             set.error().message.c_str());
}

void TestSources::saysWhatCannotBeStarted_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Contents>("contents");
    QTest::addColumn<QString>("message"); // a part of it; empty: it can be started
    QTest::newRow("no main") << QStringLiteral("java") << Contents{{"A.java", "class A {}"}, {"B.java", ""}}
                             << QStringLiteral(
                                    "`public static void main(String[] args)` in A.java, B.java, so");
    QTest::newRow("main") << QStringLiteral("java") << Contents{{"A.java", "class A {" + kJavaMain + "}"}}
                          << QString();
    QTest::newRow("no fun") << QStringLiteral("kotlin") << Contents{{"a.kt", "class A"}}
                            << QStringLiteral("`fun main()` at the top of a file in a.kt, so");
    QTest::newRow("C") << QStringLiteral("c") << Contents{{"a.c", ""}} << QString();
}

void TestSources::saysWhatCannotBeStarted()
{
    QFETCH(QString, id);
    QFETCH(Contents, contents);
    QFETCH(QString, message);
    QTemporaryDir folder;
    const auto set = toolchain::analyseSources(language(id.toStdString()), write(folder, contents));
    QVERIFY2(set.hasValue(), set ? "" : set.error().message.c_str());
    const QString shown =
        QString::fromStdString(toolchain::withoutEntryPoint(language(id.toStdString()), *set));
    QVERIFY2(message.isEmpty() ? shown.isEmpty() : shown.contains(message), qPrintable(shown));
}

void TestSources::neverWaitsForAPipe()
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString() + "/pipe";
    QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    const std::vector<model::SourceFile> files{{"a.java", path, 0}};
    QCOMPARE(toolchain::languageOf({{"a.py", path, 0}}, languages()).value_or(""), std::string("python3"));
    const auto set = toolchain::analyseSources(language("java"), files);
    QVERIFY(!set.hasValue());
    QCOMPARE(set.error().kind, ErrorKind::Io);
}

/// As a part of another one it is there already.
void TestSources::doesNotCompileWhatIsIncluded()
{
    QTemporaryDir folder;
    const std::vector<model::SourceFile> files =
        write(folder, {{"a.cpp", "int f() { return 1; }"},
                       {"b.cpp", ""},
                       {"t.h", "#include \"a.cpp\"\n"},
                       {"z.cpp", "#include \"t.h\"\nint main() {}"}});
    const auto set = toolchain::analyseSources(language("cpp"), files);
    QVERIFY(set);
    QCOMPARE(set->files, (std::vector<std::string>{"b.cpp", "z.cpp"}));
    QCOMPARE(set->mainFile, std::string("b.cpp"));
    const auto named = toolchain::analyseSources(language("cpp"), files, "z.cpp");
    QVERIFY(named);
    QCOMPARE(named->mainFile, std::string("z.cpp"));
    QCOMPARE(named->files, set->files);
}

void TestSources::findsFoldersOfHeaders_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Contents>("contents");
    QTest::addColumn<QString>("folders");
    const auto row = [](const char* name, const char* id, const Contents& contents, const char* folders) {
        QTest::newRow(name) << QString::fromLatin1(id) << contents << QString::fromLatin1(folders);
    };
    row("one file", "cpp", {{"main.cpp", ""}}, "");
    row("side by side", "cpp", {{"main.cpp", ""}, {"add.h", ""}, {"data/1.in", ""}}, "");
    row("side by side in a folder", "c", {{"src/main.c", ""}, {"src/add.h", ""}}, "");
    row("CMake", "cpp", {{"src/main.cpp", ""}, {"src/add.cpp", ""}, {"include/add.h", ""}}, "include");
    row("several", "c", {{"main.c", ""}, {"lib/b/b.h", ""}, {"lib/a.inc", ""}}, "lib lib/b");
    row("the program's own", "cpp", {{"src/main.cpp", ""}, {"add.hpp", ""}}, ".");
    row("another language", "java", {{"src/Main.java", ""}, {"include/add.h", ""}}, "");
}

void TestSources::findsFoldersOfHeaders()
{
    QFETCH(QString, id);
    QFETCH(Contents, contents);
    QTemporaryDir folder;
    const auto set = toolchain::analyseSources(language(id.toStdString()), write(folder, contents));
    QVERIFY(set);
    QStringList folders;
    for (const std::string& name : set->includeFolders)
        folders << QString::fromStdString(name);
    QTEST(folders.join(QLatin1Char(' ')), "folders");
}

void TestSources::compilesCAsTheProgramInCPlusPlusMeansIt_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Contents>("contents");
    QTest::addColumn<QString>("files");
    QTest::addColumn<QString>("cFiles");
    const auto row = [](const char* name, const char* id, const Contents& contents, const char* files,
                        const char* cFiles) {
        QTest::newRow(name) << QString::fromLatin1(id) << contents << QString::fromLatin1(files)
                            << QString::fromLatin1(cFiles);
    };
    const std::string linkage = "extern \"C\" int add(int, int);\n";
    row("extern C in the program", "cpp", {{"add.c", ""}, {"main.cpp", linkage}}, "main.cpp", "add.c");
    row("extern C in a header", "cpp", {{"add.c", ""}, {"add.h", "extern\n \"C\" {}"}, {"main.cpp", ""}},
        "main.cpp", "add.c");
    row("no extern C", "cpp", {{"add.c", ""}, {"main.cpp", "extern int add(int, int);"}}, "add.c main.cpp",
        "");
    row("extern C++", "cpp", {{"add.c", ""}, {"main.cpp", "extern \"C++\" int f();"}}, "add.c main.cpp", "");
    row("nothing in C++", "cpp", {{"a.c", ""}, {"b.c", linkage}}, "a.c b.c", "");
    row("capital C is C++", "cpp", {{"a.C", ""}, {"b.CPP", linkage}}, "a.C b.cpp", "");
    row("included", "cpp", {{"add.c", ""}, {"main.cpp", linkage + "#include \"add.c\"\n"}}, "main.cpp", "");
    row("a program in C", "c", {{"a.c", ""}, {"b.c", linkage}}, "a.c b.c", "");
}

/// Where the other side says extern "C", what is compiled as C++ is not found; where it does not, what is
/// compiled as C.
void TestSources::compilesCAsTheProgramInCPlusPlusMeansIt()
{
    QFETCH(QString, id);
    QFETCH(Contents, contents);
    QTemporaryDir folder;
    const auto set = toolchain::analyseSources(language(id.toStdString()), write(folder, contents));
    QVERIFY(set);
    const auto joined = [](const std::vector<std::string>& names) {
        QStringList list;
        for (const std::string& name : names)
            list << QString::fromStdString(name);
        return list.join(QLatin1Char(' '));
    };
    QTEST(joined(set->files), "files");
    QTEST(joined(set->cFiles), "cFiles");
}

QTEST_GUILESS_MAIN(TestSources)
#include "test_sources.moc"
