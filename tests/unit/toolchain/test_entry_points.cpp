// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/entry_points.h"
#include "toolchain/source_tokens.h"

#include <QElapsedTimer>
#include <QTest>

using namespace assize::toolchain;

namespace {

QString joined(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list.join(QLatin1Char(' '));
}

} // namespace

class TestEntryPoints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void java_data();
    void java();
    void kotlin_data();
    void kotlin();
    void pascal_data();
    void pascal();
    void hostileSourcesEnd_data();
    void hostileSourcesEnd();
};

void TestEntryPoints::java_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("mainClasses");
    QTest::addColumn<QString>("publicType");
    const auto row = [](const char* name, const char* source, const char* mainClasses,
                        const char* publicType) {
        QTest::newRow(name) << QByteArray(source) << QString::fromLatin1(mainClasses)
                            << QString::fromLatin1(publicType);
    };
    row("plain", "public class Main { public static void main(String[] a) {} }", "Main", "Main");
    row("package", "package a.b ;\nclass M { public static void main(String... a) {} }", "a.b.M", "");
    row("order of modifiers", "class M { final static synchronized public void main(final String a[]) {} }",
        "M", "");
    row("comment",
        "/* class A { public static void main(String[] a) */ // class B {\nclass C { static public void "
        "main(String[] a){} }",
        "C", "");
    row("string",
        "class S { String s = \"} class X { public static void main(String[] a) {\"; char c = '\\''; char d "
        "= "
        "'{'; public static void main(String[] a) {} }",
        "S", "");
    row("text block",
        "class S { String s = \"\"\"\n \" } class X { \\\"\"\" \"\"\"; public static void main(String[] a) "
        "{} }",
        "S", "");
    row("nested", "class O { int x; static class I { public static void main(String[] a) {} } }", "O$I", "");
    row("two",
        "class A { public static void main(String[] a){} } public class B { public static void main(String[] "
        "a){} }",
        "A B", "B");
    row("interface", "interface I { static void main(String[] a) {} }", "I", "");
    row("enum", "public enum E { X { void f(){} }; public static void main(String[] a) {} }", "E", "E");
    row("record", "record P(int x) { public static void main(String[] a) {} }", "P", "");
    row("a variable called record",
        "class A { int record = 1; void f() { record ++; } public static void main(String[] "
        "a){} }",
        "A", "");
    row("class literal", "class A { Class c = B.class; public static void main(String[] a){} }", "A", "");
    row("annotation",
        "@Deprecated @SuppressWarnings({\"a\", \"b\"}) public class A { @Ann({1}) public static void "
        "main(String[] a){} }",
        "A", "A");
    row("local class", "class A { void f() { class B { public static void main(String[] a){} } } }", "", "");
    row("not static", "class A { public void main(String[] a){} }", "", "");
    row("other parameters",
        "class A { public static void main(int[] a){} static void main(String[] a, int b){} static "
        "void main(String a){} public static void main(java.lang.String a){} }",
        "", "");
    row("two dimensions",
        "class A { public static void main(String[] a[]){} } class B { public static void main(String[]... "
        "a){} }",
        "", "");
    row("annotated parameters",
        "class A { public static void main(@X({\"a\", \"b\"}) final @y.Z java.lang.String @W(1) [] a){} }",
        "A", "");
    row("not public",
        "class A { static void main(String[] a){} } class B { protected static void main(String[] a){} } "
        "class C { public static void main(String[] a){} }",
        "C", "");
    row("private in an interface", "interface I { private static void main(String[] a){} }", "", "");
    row("in a class of an interface", "interface I { class C { static void main(String[] a){} } }", "", "");
    row("generic method", "class A { public static <T extends B<T>> void main(String[] a){} }", "A", "");
    row("sealed",
        "sealed interface S permits A {} public final class A implements S { public static void "
        "main(String[] a){} }",
        "A", "A");
    row("annotations between modifiers",
        "public @Deprecated @SuppressWarnings({\"x\"}) class A { public @Deprecated "
        "@SuppressWarnings({\"}\"}) "
        "static void main(String[] a){} }",
        "A", "A");
    row("an annotation type", "public @interface A { class C { public static void main(String[] a){} } }",
        "A$C", "A");
    row("anonymous and lambda",
        "class A { Object o = new Object(){ public static void main(String[] a){} }; Runnable r = () -> { "
        "class "
        "L { public static void main(String[] a){} } }; }",
        "", "");
    row("a constant's body", "enum E { X { public static void main(String[] a){} }, Y; }", "", "");
    row("escaped words",
        "\\u0070ublic cl\\u0061ss \\u0041 { publ\\uuu0069c static void m\\u0061in(String[] a){} }", "A", "A");
    row("escaped braces", "class A \\u007b public static void main(String\\u005b] a){} \\u007D", "A", "");
    row("escaped quotes",
        "class A { String s = \\u0022} class B {\\u0022; public static void main(String[] a){} }", "A", "");
    row("an escaped backslash escapes",
        "class A { String s = \"\\u005c\"} class B {\"; public static void main(String[] a){} }", "A", "");
    row("two backslashes and u",
        "class A { String s = \"\\\\u0022; public static void main(String[] a){} }\"; }", "", "");
    row("an escaped end of line", "class A { // \\u000a public static void main(String[] a){}\n }", "A", "");
    row("an escaped end of a comment", "class A { /* \\u002a\\u002f public static void main(String[] a){} }",
        "A", "");
    row("a broken escape", "class A { String s = \"\\u00g0\"; public static void main(String[] a){} }", "A",
        "");
    row("an escape that is cut off", "class A { public static void main(String[] a){} } // \\u00", "A", "");
    row("old line ends", "class A { // x\rpublic static void main(String[] a){}\r}", "A", "");
    row("characters that identifiers ignore",
        "public class A\xC2\xAD { public static void ma\xE2\x80\x8Bin(String[] a){} }", "A", "A");
    row("a letter that looks alike", "class A { public static void m\xD0\xB0in(String[] a){} }", "", "");
    row("dollar", "public class A$B { public static void main(String[] a){} }", "A$B", "A$B");
    row("a call", "class A { void f() { A.main(new String[0]); } }", "", "");
    row("public inside only", "class A { public static class B {} public static void main(String[] a){} }",
        "A", "");
    row("generic",
        "public class Main<T extends Comparable<T>> extends B<T> implements C { public static void "
        "main(String[] a) throws Exception {} }",
        "Main", "Main");
    row("byte order mark", "\xEF\xBB\xBFpackage p; public class A { public static void main(String[] a){} }",
        "p.A", "A");
    row("letters", "public class L\xC3\xB6sung { public static void main(String[] a){} }", "L\xC3\xB6sung",
        "");
    row("empty", "", "", "");
    row("broken", "}}} class A { public static void main(String[", "", "");
}

void TestEntryPoints::java()
{
    QFETCH(QByteArray, source);
    QFETCH(QString, mainClasses);
    QFETCH(QString, publicType);
    const ClassFileUnit unit = readJava(source.toStdString());
    if (source.contains("\xC3\xB6")) {
        QCOMPARE(unit.publicType, std::string("L\xC3\xB6sung"));
        QCOMPARE(unit.mainClasses, std::vector<std::string>{"L\xC3\xB6sung"});
        return;
    }
    QCOMPARE(joined(unit.mainClasses), mainClasses);
    QCOMPARE(QString::fromStdString(unit.publicType), publicType);
}

void TestEntryPoints::kotlin_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QString>("mainClasses");
    const auto row = [](const char* name, const char* source, const char* fileName, const char* mainClasses) {
        QTest::newRow(name) << QByteArray(source) << QString::fromLatin1(fileName)
                            << QString::fromLatin1(mainClasses);
    };
    row("plain", "fun main() {}", "sol.kt", "SolKt");
    row("arguments", "fun main(args: Array<String>) = run()", "Main.kt", "MainKt");
    row("vararg", "suspend fun main(vararg a: String) {}", "a-b c.kt", "A_b_cKt");
    row("digit", "fun main() {}", "3.kt", "_3Kt");
    row("points", "fun main() {}", "a.b.kt", "A_bKt");
    row("package", "package x.y\nimport java.util.*\nfun main() {}", "s.kt", "x.y.SKt");
    row("JvmName", "@file:JvmName(\"Go\")\npackage p\nfun main() {}", "s.kt", "p.Go");
    row("object", "object App { @JvmStatic fun main(args: Array<String>) {} }", "s.kt", "App");
    row("object without JvmStatic", "object App { fun main(args: Array<String>) {} }", "s.kt", "");
    row("companion", "class A { companion object { @JvmStatic fun main(args: Array<String>) {} } }", "s.kt",
        "A");
    row("classes without body", "data class P(val a: Int, val b: Int)\nclass Q\nfun main() {}", "s.kt",
        "SKt");
    row("class then function", "class Q\nfun f() { fun main() {} }\nfun main() {}", "s.kt", "SKt");
    row("member", "class Q { fun main() {} }", "s.kt", "");
    row("extension", "fun String.main() {}", "s.kt", "");
    row("other parameters", "fun main(n: Int) {}", "s.kt", "");
    row("nested comment", "/* /* */ fun main() {} */\nval x = 1", "s.kt", "");
    row("template", "val s = \"${ if (a) \"fun main() {\" else \"}\" } {\"\nfun main() {}", "s.kt", "SKt");
    row("raw string", "val s = \"\"\"{ \" ${f { \"}\" }} \"\"\"\"\nfun main() {}", "s.kt", "SKt");
    row("back quotes", "fun `a { b`() {}\nfun main() {}", "s.kt", "SKt");
    row("class reference", "val k = Foo::class\nfun main() {}", "s.kt", "SKt");
    row("character", "val c = '{'\nval d = '\\''\nfun main() {}", "s.kt", "SKt");
}

void TestEntryPoints::kotlin()
{
    QFETCH(QByteArray, source);
    QFETCH(QString, fileName);
    QFETCH(QString, mainClasses);
    QCOMPARE(joined(readKotlin(source.toStdString(), fileName.toStdString()).mainClasses), mainClasses);
}

void TestEntryPoints::pascal_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<bool>("isUnit");
    QTest::newRow("program") << QByteArray("program x; begin end.") << false;
    QTest::newRow("unit") << QByteArray("{$mode objfpc} (* program *) // program\nUNIT a; interface") << true;
    QTest::newRow("library") << QByteArray("library a;") << true;
    QTest::newRow("directive") << QByteArray("(*) unit *) var a: integer; begin end.") << false;
    QTest::newRow("string") << QByteArray("'unit'") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestEntryPoints::pascal()
{
    QFETCH(QByteArray, source);
    QFETCH(bool, isUnit);
    QCOMPARE(isPascalUnit(source.toStdString()), isUnit);
}

void TestEntryPoints::hostileSourcesEnd_data()
{
    QTest::addColumn<QByteArray>("source");
    const auto repeated = [](const char* what, int times) { return QByteArray(what).repeated(times); };
    QTest::newRow("open comments") << repeated("/*", 500'000);
    QTest::newRow("open strings") << repeated("\"", 1'000'001);
    QTest::newRow("open templates") << repeated("\"${", 300'000);
    QTest::newRow("backslash at the end") << QByteArray("\"\\");
    QTest::newRow("backslash in a text block") << QByteArray("\"\"\"\\");
    QTest::newRow("open back quote") << QByteArray("`");
    QTest::newRow("deep") << repeated("class A{", 100'000) +
                                 repeated("public static void main(String[] a){}", 20'000);
    QTest::newRow("deep, Kotlin") << repeated("object A{", 100'000) +
                                         repeated("@JvmStatic fun main(){}", 20'000);
    QTest::newRow("open annotations") << repeated("class A{static void main(@A(", 40'000);
    QTest::newRow("annotations") << repeated("@A", 300'000);
    QTest::newRow("escapes") << repeated("\\uuuuu", 100'000);
    QTest::newRow("open parameters") << repeated("class A{static void main(", 40'000);
    QTest::newRow("open parameters, Kotlin") << repeated("fun main(", 100'000);
    QTest::newRow("closing only") << repeated("})", 200'000);
    QTest::newRow("zeros") << QByteArray(400'000, '\0');
    QTest::newRow("not UTF-8") << repeated("\xff\xc3", 100'000);
}

void TestEntryPoints::hostileSourcesEnd()
{
    QFETCH(QByteArray, source);
    const std::string text = source.toStdString();
    QElapsedTimer timer;
    timer.start();
    readJava(text);
    readKotlin(text, "a.kt");
    isPascalUnit(text);
    // Linear work takes well under a second even with sanitizers on a busy machine; quadratic work takes
    // minutes.
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestEntryPoints)
#include "test_entry_points.moc"
