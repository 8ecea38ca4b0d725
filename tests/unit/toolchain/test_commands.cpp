// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/toolchain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace assize;

namespace {

using Strings = std::vector<std::string>;

model::Language toy()
{
    model::Language language;
    language.id = "toy";
    language.compile = {"/usr/bin/toyc", "-o{binary}", "{files}", "-m", "{memory}m"};
    language.run = {"/usr/bin/toy", "-s{stack}m", "--stack={stackkib}", "{main}", "{mainclass}"};
    language.products = {"{binary}", "*.t"};
    language.versionCommand = {"/usr/bin/toy"};
    return language;
}

constexpr std::uint64_t kMebibyte = 1U << 20;

} // namespace

class TestCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsInNamesAndLimits();
    void sourcesInCOfAProgramInCPlusPlus();
    void foldersOfHeaders();
    void namesAreNeverOptions();
    void namesAreNotPlaceholders();
    void limitsStayInRange();
    void products();
    void version_data();
    void version();
    void fingerprintFollowsWhatMatters();
    void resourceFolderCanBeChosen();
};

void TestCommands::putsInNamesAndLimits()
{
    const toolchain::SourceSet sources{{"a.t", "b c.t"}, "a.t", "x.Main", {}};
    QCOMPARE(toolchain::compileCommand(toy(), sources, "program", 256 * kMebibyte),
             (Strings{"/usr/bin/toyc", "-oprogram", "a.t", "b c.t", "-m", "256m"}));
    QCOMPARE(toolchain::runCommand(toy(), sources, "program", 256 * kMebibyte),
             (Strings{"/usr/bin/toy", "-s256m", "--stack=262144", "a.t", "x.Main"}));
}

void TestCommands::sourcesInCOfAProgramInCPlusPlus()
{
    model::Language language = toy();
    language.compile = {"g++", "{files}", "{cfiles}", "-lm"};
    toolchain::SourceSet sources{{"a.cpp"}, "a.cpp", {}, {}};
    QCOMPARE(toolchain::compileCommand(language, sources, "p", 0), (Strings{"g++", "a.cpp", "-lm"}));
    sources.cFiles = {"-b.c", "c.c"};
    QCOMPARE(toolchain::compileCommand(language, sources, "p", 0),
             (Strings{"g++", "a.cpp", "-x", "c", "./-b.c", "c.c", "-lm"}));
}

void TestCommands::foldersOfHeaders()
{
    model::Language language = toy();
    language.compile = {"g++", "{includes}", "{files}"};
    toolchain::SourceSet sources{{"a.cpp"}, "a.cpp", {}, {}};
    QCOMPARE(toolchain::compileCommand(language, sources, "p", 0), (Strings{"g++", "a.cpp"}));
    sources.includeFolders = {".", "-", "=x", "@y", "a b\nc/{files}"};
    QCOMPARE(toolchain::compileCommand(language, sources, "p", 0), (Strings{"g++",
                                                                            "-iquote",
                                                                            ".",
                                                                            "-idirafter",
                                                                            ".",
                                                                            "-iquote",
                                                                            "./-",
                                                                            "-idirafter",
                                                                            "./-",
                                                                            "-iquote",
                                                                            "./=x",
                                                                            "-idirafter",
                                                                            "./=x",
                                                                            "-iquote",
                                                                            "./@y",
                                                                            "-idirafter",
                                                                            "./@y",
                                                                            "-iquote",
                                                                            "a b\nc/{files}",
                                                                            "-idirafter",
                                                                            "a b\nc/{files}",
                                                                            "a.cpp"}));
}

void TestCommands::namesAreNeverOptions()
{
    const toolchain::SourceSet sources{{"-o.t", "@list.t"}, "-o.t", "M", {}};
    QCOMPARE(toolchain::compileCommand(toy(), sources, "p", kMebibyte),
             (Strings{"/usr/bin/toyc", "-op", "./-o.t", "./@list.t", "-m", "1m"}));
    QCOMPARE(toolchain::runCommand(toy(), sources, "p", kMebibyte)[3], std::string("./-o.t"));
}

void TestCommands::namesAreNotPlaceholders()
{
    const toolchain::SourceSet sources{{"{memory}.t"}, "{binary}", "M", {}};
    QCOMPARE(toolchain::compileCommand(toy(), sources, "p", kMebibyte)[2], std::string("{memory}.t"));
    QCOMPARE(toolchain::runCommand(toy(), sources, "p", kMebibyte)[3], std::string("{binary}"));
}

void TestCommands::limitsStayInRange()
{
    const toolchain::SourceSet sources{{"a.t"}, "a.t", "M", {}};
    QCOMPARE(toolchain::runCommand(toy(), sources, "p", 4096 * kMebibyte)[1], std::string("-s1024m"));
    QCOMPARE(toolchain::compileCommand(toy(), sources, "p", 0).back(), std::string("1m"));
}

void TestCommands::products()
{
    model::Language language = toy();
    QCOMPARE(toolchain::productNames(language, "p"), (Strings{"p", "*.t"}));
    language.nativeExecutable = true;
    QCOMPARE(toolchain::productNames(language, "p"), Strings{"p"});
    language.nativeExecutable = false;
    language.products.clear();
    QVERIFY(toolchain::productNames(language, "p").empty());
}

void TestCommands::version_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* output, const char* expected) {
        QTest::newRow(name) << QByteArray(output) << QString::fromUtf8(expected);
    };
    row("gcc", "gcc (Debian 12.2.0-14+deb12u1) 12.2.0\nCopyright\n", "gcc (Debian 12.2.0-14+deb12u1) 12.2.0");
    row("go", "go version go1.19.8 linux/amd64\n", "go version go1.19.8 linux/amd64");
    row("pypy", "Python 3.9.16 (7.3.11)\n[PyPy 7.3.11]\n", "Python 3.9.16 (7.3.11)");
    row("warning first", "warning: old\n\nkotlinc-jvm 1.3-SNAPSHOT\r\n", "kotlinc-jvm 1.3-SNAPSHOT");
    row("no number", "\nsome tool\nmore\n", "some tool");
    row("nothing", "", "");
    row("control characters", "v1.2\x1b[31m\n", "v1.2\\x1B[31m");
}

void TestCommands::version()
{
    QFETCH(QByteArray, output);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(toolchain::versionFrom(output.toStdString())).toUpper(),
             expected.toUpper());
}

void TestCommands::fingerprintFollowsWhatMatters()
{
    const std::string base = toolchain::fingerprint(toy(), "1.0");
    QCOMPARE(base.size(), std::size_t(32));
    QCOMPARE(toolchain::fingerprint(toy(), "1.0"), base);
    QVERIFY(toolchain::fingerprint(toy(), "1.1") != base);
    const auto changed = [](auto change) {
        model::Language language = toy();
        change(language);
        return toolchain::fingerprint(language, "1.0");
    };
    QVERIFY(changed([](auto& l) { l.compile.push_back("-g"); }) != base);
    QVERIFY(changed([](auto& l) { l.run.push_back("-g"); }) != base);
    QVERIFY(changed([](auto& l) { l.environment.push_back("A=b"); }) != base);
    QVERIFY(changed([](auto& l) { l.timeFactor = 2; }) != base);
    QVERIFY(changed([](auto& l) { l.extraMemory = 1; }) != base);
    QVERIFY(changed([](auto& l) { l.processes = 7; }) != base);
    QVERIFY(changed([](auto& l) { l.nativeExecutable = true; }) != base);
    // An argument that moves from one list to the next.
    QVERIFY(changed([](auto& l) {
                l.run.insert(l.run.begin(), l.compile.back());
                l.compile.pop_back();
            }) != base);
    QCOMPARE(changed([](auto& l) { l.name = "Other"; }), base);
    QCOMPARE(changed([](auto& l) { l.installPackages = "other"; }), base);
}

void TestCommands::resourceFolderCanBeChosen()
{
    qunsetenv("ASSIZE_RESOURCES");
    QVERIFY(std::filesystem::exists(toolchain::resourceFolder() / "languages" / "cpp.yaml"));
    qputenv("ASSIZE_RESOURCES", "/somewhere");
    QCOMPARE(toolchain::resourceFolder().string(), std::string("/somewhere"));
    qunsetenv("ASSIZE_RESOURCES");
}

QTEST_GUILESS_MAIN(TestCommands)
#include "test_commands.moc"
