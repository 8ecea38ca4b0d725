// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text_encoding.h"
#include "toolchain/included_sources.h"

#include <QStringList>
#include <QTest>

using namespace assize;

using Contents = std::vector<std::pair<std::string, std::string>>; // name, content
Q_DECLARE_METATYPE(Contents)

/// Which sources of C and C++ are compiled as a part of another one.
class TestIncludedSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void included_data()
    {
        QTest::addColumn<Contents>("contents");
        QTest::addColumn<QString>("expected"); // "file<includer"
        const auto row = [](const char* name, const Contents& contents, const char* expected) {
            QTest::newRow(name) << contents << expected;
        };
        row("nothing", {{"a.cpp", "int main() {}"}, {"b.cpp", ""}}, "");
        row("one", {{"a.cpp", "#include \"b.cpp\"\n"}, {"b.cpp", ""}}, "b.cpp<a.cpp");
        row("blanks and Windows lines", {{"a.c", "int x;\r\n \t# include\t\"b.c\" // why\r\n"}, {"b.c", ""}},
            "b.c<a.c");
        row("at the very end", {{"a.c", "#include \"b.c\""}, {"b.c", ""}}, "b.c<a.c");
        row("below a folder", {{"a.c", "#include \"x/b.c\"\n"}, {"x/b.c", ""}, {"b.c", ""}}, "x/b.c<a.c");
        row("from within a folder",
            {{"x/a.c", "#include \"../b.c\"\n#include \"c.c\"\n"}, {"b.c", ""}, {"x/c.c", ""}, {"c.c", ""}},
            "b.c<x/a.c x/c.c<x/a.c");
        row("through a header",
            {{"a.cpp", "#include \"all.h\"\n"}, {"all.h", "#include \"b.cpp\"\n"}, {"b.cpp", ""}},
            "b.cpp<all.h");
        row("through a folder of headers",
            {{"src/a.cpp", "#include \"b.cpp\"\n"}, {"include/b.cpp", ""}, {"include/b.h", ""}},
            "include/b.cpp<src/a.cpp");
        row("in a folder without headers",
            {{"src/a.cpp", "#include \"b.cpp\"\n"}, {"include/b.cpp", ""}, {"src/b.h", ""}}, "");
        row("a header", {{"a.cpp", "#include \"b.h\"\n"}, {"b.h", ""}}, "");
        row("in angle brackets", {{"a.cpp", "#include <b.cpp>\n"}, {"b.cpp", ""}}, "");
        row("commented out",
            {{"a.cpp", "// #include \"b.cpp\"\n/*\n#include \"b.cpp\"\n*/\n"}, {"b.cpp", ""}}, "");
        row("in a string",
            {{"a.cpp", "f(\"\\\"/*\"); x = 1'000; y = '\"';\n#include \"b.cpp\"\n"}, {"b.cpp", ""}},
            "b.cpp<a.cpp");
        row("not at the beginning of a line", {{"a.cpp", "x #include \"b.cpp\"\n"}, {"b.cpp", ""}}, "");
        row("after a comment", {{"a.cpp", "/* x */ #include \"b.cpp\"\n"}, {"b.cpp", ""}}, "b.cpp<a.cpp");
        row("something else", {{"a.cpp", "#define include \"b.cpp\"\n#includes \"b.cpp\"\n"}, {"b.cpp", ""}},
            "");
        row("itself", {{"a.cpp", "#include \"a.cpp\"\n"}}, "");
        row("each other", {{"a.cpp", "#include \"b.cpp\"\n"}, {"b.cpp", "#include \"a.cpp\"\n"}}, "");
        row("a chain", {{"a.cpp", "#include \"b.cpp\"\n"}, {"b.cpp", "#include \"c.cpp\"\n"}, {"c.cpp", ""}},
            "b.cpp<a.cpp c.cpp<b.cpp");
        row("broken", {{"a.cpp", "#include \"b.cpp\n#include\n#"}, {"b.cpp", "/*"}}, "");
        row("out of the program", {{"a.cpp", "#include \"../../b.cpp\"\n"}, {"b.cpp", ""}}, "");
        row("an absolute name", {{"a.cpp", "#include \"/b.cpp\"\n"}, {"b.cpp", ""}}, "");
    }

    void included()
    {
        QFETCH(Contents, contents);
        QFETCH(QString, expected);
        std::vector<toolchain::ProgramText> files;
        for (const auto& [name, text] : contents)
            files.push_back({name, text, !isHeaderName(name)});
        QStringList found;
        for (const auto& [file, includer] : toolchain::includedSources(files))
            found << QString::fromStdString(file + "<" + includer);
        QCOMPARE(found.join(QLatin1Char(' ')), expected);
    }
};

QTEST_GUILESS_MAIN(TestIncludedSources)
#include "test_included_sources.moc"
