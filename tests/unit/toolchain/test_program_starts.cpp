// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/entry_points.h"

#include <QElapsedTimer>
#include <QTest>

using namespace assize;
using toolchain::EntryPoint;

class TestProgramStarts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsPrograms_data();
    void tellsPrograms();
    void namesImports_data();
    void namesImports();
    void hostileSourcesEnd();
};

void TestProgramStarts::tellsPrograms_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, const char* kind, const char* source, EntryPoint expected) {
        QTest::newRow(name) << QByteArray(kind) << QByteArray(source) << static_cast<int>(expected);
    };
    const EntryPoint none = EntryPoint::None;
    const EntryPoint possible = EntryPoint::Possible;
    const EntryPoint certain = EntryPoint::Certain;

    row("C", "c", "#include <stdio.h>\nint main(void) { return 0; }", certain);
    row("C without a type", "c", "#include <stdio.h>\nmain() { return 0; }", certain);
    row("C of old", "c", "int main(argc, argv) int argc; char **argv; { return 0; }", certain);
    row("signed", "c", "#define int long long\nsigned main(){}", certain);
    row("trailing type", "c", "auto main() -> int {}", certain);
    row("extern C", "c", "extern \"C\" int f(); extern \"C\" { int main() {} }", certain);
    row("try block", "c", "int main() try {} catch (...) {}", certain);
    row("with a byte order mark", "c", "\xEF\xBB\xBFint main(){}", certain);
    row("declared only", "c", "int main(void);\nint f() { return 1; }", none);
    row("called", "c", "int f() { return main(); }", none);
    row("in a namespace", "c", "namespace a { int main() { return 1; } }", none);
    row("member", "c", "struct A { int main() { return 1; } };", none);
    row("in a comment", "c", "/* int main() {} */ // int main() {}\nint f;", none);
    row("in a string", "c", "const char* s = \"int main() {\"; char q = '\"';", none);
    row("in a raw string", "c", "auto s = R\"x(\" int main() { )x\"; int f() {}", none);
    row("after a raw string", "c", "auto s = R\"(\" { )\"; int main() {}", certain);
    row("after a digit separator", "c", "long n = 1'000'000; int main() { char c = '{'; }", certain);
    row("in a macro", "c", "#define MAIN int main() { \\\n return 0; }\nint f;", none);
    row("under a condition", "c", "int f();\n#ifdef TEST\nint main() {}\n#endif\n", possible);
    row("after a condition", "c", "#if A\nvoid f() {\n#else\nvoid g() {\n#endif\n}\nint main() {}", certain);
    row("other name", "c", "int main2() {} int domain() {}", none);
    row("C#", "csharp", "class A { static void Main(string[] args) { } }", certain);
    row("C# task", "csharp", "class A { public static async Task<int> Main() { } }", certain);
    row("C# not static", "csharp", "class A { void Main() { } static int x; }", none);
    row("C# string", "csharp", "class A { string s = @\"static void Main() \"; }", none);
    row("Go", "go", "// x\npackage main\nimport \"fmt\"\nfunc main() { fmt.Println(`func`) }", certain);
    row("Go other package", "go", "package lib\nfunc main() {}", none);
    row("Go method", "go", "package main\nfunc (a A) main() {}\n", none);
    row("Go raw string", "go", "package main\nvar s = `\nfunc main() {`\n", none);
    row("Rust", "rust", "fn a<'a>(x: &'a str) -> &'a str { x }\nfn main() { let c = '{'; }", certain);
    row("Rust module", "rust", "pub fn helper() {} mod x { fn main() {} }", none);
    row("Rust comment", "rust", "/* /* */ fn main() {} */ fn f() {}", none);
    row("Rust raw string", "rust", "const S: &str = r#\"\" fn main() { \"#; fn f() {}", none);
    row("Rust long string", "rust", "const S: &str = \"a\n { \"; fn main() {}", certain);
    row("Haskell", "haskell", "main :: IO ()\nmain = return ()", certain);
    row("Haskell module Main", "haskell", "module Main where\nmain = return ()", certain);
    row("Haskell other module", "haskell", "module Util (main) where\nmain = return ()", none);
    row("Haskell without", "haskell", "mainly = 3\nf main = main", none);
    row("Java", "java", "class A { public static void main(String[] a) {} }", certain);
    row("Java without", "java", "class A {}", none);
    row("Kotlin", "kotlin", "fun main() {}", certain);
    row("Pascal", "pascal", "begin end.", certain);
    row("Pascal unit", "pascal", "{ x } UNIT a; interface end.", none);
    row("Python", "python", "print(1)", possible);
    row("Python says so", "python", "def f(): pass\nif __name__ == '__main__':\n  f()", certain);
    row("Python with parentheses", "python", "if (\"__main__\" == __name__): f()", certain);
    row("Python empty", "python", " \n", none);
    row("JavaScript", "javascript", "console.log(1)", possible);
    row("JavaScript says so", "javascript", "if (require.main === module) f();", certain);
    row("unknown", "", "x", possible);
}

void TestProgramStarts::tellsPrograms()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, source);
    QFETCH(int, expected);
    QCOMPARE(static_cast<int>(toolchain::entryPointOf(kind.toStdString(), source.toStdString(), "a.x")),
             expected);
}

void TestProgramStarts::namesImports_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("module");
    QTest::addColumn<bool>("expected");
    QTest::newRow("import") << QByteArray("python") << QByteArray("import sys, a.b as c\n") << QByteArray("b")
                            << true;
    QTest::newRow("from") << QByteArray("python") << QByteArray("  from .lib import (x)\n")
                          << QByteArray("lib") << true;
    QTest::newRow("comment") << QByteArray("python") << QByteArray("import sys # lib\n") << QByteArray("lib")
                             << false;
    QTest::newRow("another word") << QByteArray("python") << QByteArray("important = lib\n")
                                  << QByteArray("lib") << false;
    QTest::newRow("require") << QByteArray("javascript") << QByteArray("const a = require('./x/lib.js')")
                             << QByteArray("lib") << true;
    QTest::newRow("C has none") << QByteArray("c") << QByteArray("import lib") << QByteArray("lib") << false;
}

void TestProgramStarts::namesImports()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, module);
    QFETCH(bool, expected);
    const auto modules = toolchain::importedModules(kind.toStdString(), source.toStdString());
    QCOMPARE(std::find(modules.begin(), modules.end(), module.toStdString()) != modules.end(), expected);
}

void TestProgramStarts::hostileSourcesEnd()
{
    QElapsedTimer timer;
    timer.start();
    for (const char* unit : {"{", "}", "#if\n", "#", "R\"(", "'", "main(", "(", "r#\"", "\"", "@\"", "`",
                             "1'", "\\\n", "   #", "import ", "./"}) {
        std::string source;
        while (source.size() < 300'000)
            source += unit;
        for (const char* kind : {"c", "csharp", "go", "rust", "haskell", "python", "javascript", "pascal"}) {
            toolchain::entryPointOf(kind, source, "a");
            toolchain::importedModules(kind, source);
        }
    }
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestProgramStarts)
#include "test_program_starts.moc"
