// SPDX-License-Identifier: GPL-3.0-or-later
// What is compiled: the files, what packages add to them (included files, constants), and what is refused
// before.
#include "exec/compiler.h"
#include "exec/file_bytes.h"
#include "exec/jury_program_builder.h"
#include "exec/source_files.h"

#include "exec/slot.h"
#include "support/fake_clock.h"
#include "support/small_contest.h"

#include <QTest>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;

namespace {

QString logOf(const CompileResult& result)
{
    const auto* rejected = std::get_if<CompileRejected>(&result);
    return QString::fromStdString(rejected != nullptr ? rejected->outcome.log
                                                      : std::get<ProgramReady>(result).outcome.log);
}

} // namespace

class TestCompileInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mainFile_data()
    {
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("included");
        QTest::addColumn<QString>("main");
        QTest::newRow("a library before it") << "solution.s"
                                             << "include.s"
                                             << "solution.s";
        QTest::newRow("a driver") << "solution.s"
                                  << "main.s"
                                  << "main.s";
        QTest::newRow("one of the same name") << "solution.s"
                                              << "solution.s"
                                              << "solution.s";
        QTest::newRow("data") << "solution.s"
                              << "data.txt"
                              << "solution.s";
    }
    void mainFile()
    {
        QFETCH(QString, own);
        QFETCH(QString, included);
        QFETCH(QString, main);
        test::SmallContest contest;
        const auto add = [&contest](const std::string& folder, const QString& name,
                                    const std::string& content) {
            contest.tree.file(folder + "/" + name.toStdString(), content);
            return model::SourceFile{name.toStdString(), contest.tree.path(folder + "/" + name.toStdString()),
                                     content.size()};
        };
        CompileInput input{{add("own", own, "own {{limit}}")}, 100};
        input.included = {add("include", included, "included {{limit}} {{other}}")};
        input.constants = {{"limit", "7"}};

        sandbox::FakeSandbox sandbox([](const sandbox::RunRequest&, sandbox::BoxRole, int,
                                        const std::stop_token&) { return sandbox::fakeExit(0, ""); });
        Slot slot(sandbox, 0);
        FakeClock clock;
        CompileCache cache(contest.tree.path("cache"), 1 << 20, clock);
        const CpuPressure pressure;
        Compiler compiler(cache, "", pressure);
        model::Toolchain toolchain;
        toolchain.language = test::SmallContest::scriptLanguage();
        toolchain.available = true;
        const CompileResult result = compiler.compile(slot.contestant, toolchain, input, model::Limits{}, {});
        QVERIFY(std::holds_alternative<ProgramReady>(result));
        const Program& program = *std::get<ProgramReady>(result).program;
        QCOMPARE(QString::fromStdString(program.sources.mainFile), main);
        QCOMPARE(program.compiled->files.size(), own == included ? 1U : 2U);
    }

    void whatIsNoProgram_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("log"); // empty: it is compiled
        QTest::addColumn<QByteArray>("compiled");
        const auto row = [](const char* name, const QByteArray& source, const char* log,
                            const QByteArray& compiled) {
            QTest::newRow(name) << source << QString::fromLatin1(log) << compiled;
        };
        row("plain", "x\n", "", "x\n");
        row("UTF-8 mark", "\xEF\xBB\xBFx\n", "", "x\n");
        row("UTF-16", QByteArray("\xFF\xFEx\0\n\0", 6), "", "x\n");
        row("first line", "#!/usr/bin/lang3\n", "", "#!/usr/bin/lang3\n");
        row("a document", "%PDF-1.4\n",
            "a.s is a PDF document, not a source file: hand in the program itself, saved as plain text.\n",
            "");
        row("a page", "\xEF\xBB\xBF<!doctype HTML>",
            "a.s is an HTML page, not a source file: hand in the program itself, saved as plain text.\n", "");
        row("another interpreter", "\xEF\xBB\xBF#!/usr/bin/env lang2.7\r\n",
            "a.s asks for Lang 2 in its first line (#!/usr/bin/env lang2.7), which is not supported: write "
            "it "
            "for Script and change that line.",
            "");
    }
    void whatIsNoProgram()
    {
        QFETCH(QByteArray, source);
        QFETCH(QString, log);
        QFETCH(QByteArray, compiled);
        test::SmallContest contest;
        contest.tree.file("a.s", source.toStdString());
        contest.tree.file("data.txt", "%PDF-1.4\n");
        const CompileInput input{
            {{"a.s", contest.tree.path("a.s"), static_cast<std::uint64_t>(source.size())},
             {"data.txt", contest.tree.path("data.txt"), 9}},
            100};
        std::string seen;
        sandbox::FakeSandbox sandbox(
            [&seen](const sandbox::RunRequest& request, sandbox::BoxRole, int, const std::stop_token&) {
                seen = headOfFile(request.files.front().fd, 100);
                return sandbox::fakeExit(0, "");
            });
        Slot slot(sandbox, 0);
        FakeClock clock;
        CompileCache cache(contest.tree.path("cache"), 1 << 20, clock);
        const CpuPressure pressure;
        Compiler compiler(cache, "", pressure);
        model::Toolchain toolchain;
        toolchain.language = test::SmallContest::scriptLanguage();
        toolchain.language.name = "Script";
        toolchain.language.compile = {"check", "{main}"};
        toolchain.language.shebangRefused = {"lang2"};
        const CompileResult result = compiler.compile(slot.contestant, toolchain, input, model::Limits{}, {});
        QCOMPARE(logOf(result), log);
        QCOMPARE(std::holds_alternative<ProgramReady>(result), log.isEmpty());
        QCOMPARE(QByteArray::fromStdString(seen), compiled);
    }

    void tellsOfEncodingsWhereItDoesNotCompile()
    {
        test::SmallContest contest;
        const std::string source("\xEF\xBB\xBF"
                                 "x\n\0y\n",
                                 8);
        contest.tree.file("a.s", source);
        sandbox::FakeSandbox sandbox([](const sandbox::RunRequest&, sandbox::BoxRole, int,
                                        const std::stop_token&) { return sandbox::fakeExit(1, "wrong\n"); });
        Slot slot(sandbox, 0);
        FakeClock clock;
        CompileCache cache(contest.tree.path("cache"), 1 << 20, clock);
        const CpuPressure pressure;
        Compiler compiler(cache, "", pressure);
        model::Toolchain toolchain;
        toolchain.language = test::SmallContest::scriptLanguage();
        toolchain.language.compile = {"check", "{main}"};
        const CompileInput input{{{"a.s", contest.tree.path("a.s"), source.size()}}, 100};
        // The second time from the cache.
        for (int time = 0; time < 2; ++time) {
            const CompileResult result = compiler.compile(slot.contestant, toolchain, input, {}, {});
            QCOMPARE(logOf(result),
                     QStringLiteral("a.s begins with a UTF-8 byte order mark; the compiler gets it without.\n"
                                    "a.s holds NUL bytes, the first in line 2; a text editor that shows them "
                                    "can remove them.\nwrong\n"));
        }
    }

    void anOldEncodingIsToldWhereItDoesNotCompile_data()
    {
        QTest::addColumn<QByteArray>("language");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("data"); // a file beside the source
        QTest::addColumn<bool>("told");
        QTest::newRow("Latin-1") << QByteArray("script") << QByteArray("x\n// Andr\xE9\n") << QByteArray()
                                 << true;
        QTest::newRow("UTF-8") << QByteArray("script") << QByteArray("x\n// Andr\xC3\xA9\n") << QByteArray()
                               << false;
        QTest::newRow("beside data of any kind")
            << QByteArray("script") << QByteArray("x\n") << QByteArray("\x01\xE9\n") << false;
        QTest::newRow("beside data that is empty")
            << QByteArray("script") << QByteArray("x\n") << QByteArray("\n") << false;
        // Its own check has told it, unless the source declares the encoding.
        QTest::newRow("Python") << QByteArray("pypy3") << QByteArray("x\n# Andr\xE9\n") << QByteArray()
                                << false;
    }
    void anOldEncodingIsToldWhereItDoesNotCompile()
    {
        QFETCH(QByteArray, language);
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, data);
        QFETCH(bool, told);
        test::SmallContest contest;
        contest.tree.file("a.s", source.toStdString());
        sandbox::FakeSandbox sandbox([](const sandbox::RunRequest&, sandbox::BoxRole, int,
                                        const std::stop_token&) { return sandbox::fakeExit(1, "wrong\n"); });
        Slot slot(sandbox, 0);
        FakeClock clock;
        CompileCache cache(contest.tree.path("cache"), 1 << 20, clock);
        const CpuPressure pressure;
        Compiler compiler(cache, "", pressure);
        model::Toolchain toolchain;
        toolchain.language = test::SmallContest::scriptLanguage();
        toolchain.language.id = language.toStdString();
        toolchain.language.compile = {"check", "{main}"};
        CompileInput input{{{"a.s", contest.tree.path("a.s"), static_cast<std::size_t>(source.size())}}, 100};
        if (!data.isEmpty()) {
            contest.tree.file("data.bin", data.toStdString());
            input.files.push_back(
                {"data.bin", contest.tree.path("data.bin"), static_cast<std::size_t>(data.size())});
        }
        const CompileResult result = compiler.compile(slot.contestant, toolchain, input, {}, {});
        const QString note =
            QStringLiteral("a.s is not in UTF-8 but, as line 2 shows, in an old encoding such as Latin-1 or "
                           "Windows-1252: save the file as UTF-8.\n");
        QCOMPARE(logOf(result), (told ? note : QString()) + "wrong\n");
    }

    void anEmptySourceIsToldWhereItDoesNotCompile()
    {
        test::SmallContest contest;
        contest.tree.file("a.s", " \n");
        sandbox::FakeSandbox sandbox(
            [](const sandbox::RunRequest&, sandbox::BoxRole, int, const std::stop_token&) {
                return sandbox::fakeExit(1, "no main\n");
            });
        Slot slot(sandbox, 0);
        FakeClock clock;
        CompileCache cache(contest.tree.path("cache"), 1 << 20, clock);
        const CpuPressure pressure;
        Compiler compiler(cache, "", pressure);
        model::Toolchain toolchain;
        toolchain.language = test::SmallContest::scriptLanguage();
        toolchain.language.compile = {"check", "{main}"};
        const CompileResult result = compiler.compile(
            slot.contestant, toolchain, CompileInput{{{"a.s", contest.tree.path("a.s"), 2}}, 100}, {}, {});
        QCOMPARE(logOf(result), QStringLiteral("a.s is empty.\nno main\n"));
    }

    void theCompilerSpeaksFirst_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("log"); // its beginning
        QTest::newRow("a broken source may hide its main class") << 1 << "A.s:1: error";
        QTest::newRow("a whole one has none")
            << 0 << "There is no class with a method `public static void main";
    }
    void theCompilerSpeaksFirst()
    {
        QFETCH(int, exitCode);
        QFETCH(QString, log);
        test::SmallContest contest;
        contest.tree.file("A.s", "class A {");
        sandbox::FakeSandbox sandbox(
            [exitCode](const sandbox::RunRequest&, sandbox::BoxRole, int, const std::stop_token&) {
                return sandbox::fakeExit(exitCode, exitCode == 0 ? "" : "A.s:1: error\n");
            });
        Slot slot(sandbox, 0);
        FakeClock clock;
        CompileCache cache(contest.tree.path("cache"), 1 << 20, clock);
        const CpuPressure pressure;
        Compiler compiler(cache, "", pressure);
        model::Toolchain toolchain;
        toolchain.language = test::SmallContest::scriptLanguage();
        toolchain.language.entryPoint = "java";
        toolchain.language.compile = {"compile", "{files}"};
        const CompileInput input{{{"A.s", contest.tree.path("A.s"), 9}}, 100};
        const CompileResult result = compiler.compile(slot.contestant, toolchain, input, {}, {});
        QVERIFY(std::holds_alternative<CompileRejected>(result));
        QVERIFY2(logOf(result).startsWith(log), qPrintable(logOf(result)));
    }

    void juryProgramsThatCannotBeBuilt_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* file, const char* content, const char* reason) {
            QTest::newRow(name) << QString::fromLatin1(file) << QByteArray(content)
                                << QString::fromLatin1(reason);
        };
        row("CRLF", "build", "#!/bin/sh\r\nexit 0\r\n",
            "its script `build` has Windows line ends (CRLF), so that its interpreter /bin/sh\\x0d is not "
            "found; "
            "convert it, for example with `dos2unix`");
        row("CRLF in run", "run", "#!/bin/sh\r\nexit 42\r\n",
            "its script `run` has Windows line ends (CRLF)");
        row("mark", "build", "\xEF\xBB\xBF#!/bin/sh\n", "begins with a UTF-8 byte order mark");
        row("CRLF, not in the first line", "build", "#!/bin/sh\nfalse\r\n",
            "could not be built by its script `build`: it ended with exit code 127\n`build` has Windows line "
            "ends (CRLF); convert it");
        row("fails", "build", "#!/bin/sh\nfalse\n", "it ended with exit code 127\nno such command");
        row("Python 2", "v.s", "#!/usr/bin/env lang2\n",
            "v.s asks for Lang 2 in its first line (#!/usr/bin/env lang2), which is not supported");
        row("no language", "v.xyz", "", "v.xyz has no extension of a known language");
    }
    void juryProgramsThatCannotBeBuilt()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, reason);
        test::SmallContest contest;
        contest.tree.file("v/" + name.toStdString(), content.toStdString());
        model::JuryProgram program;
        program.name = "v";
        program.folder = contest.tree.path("v");
        program.files = {contest.tree.path("v/" + name.toStdString())};
        sandbox::FakeSandbox sandbox(
            [](const sandbox::RunRequest&, sandbox::BoxRole, int, const std::stop_token&) {
                return sandbox::fakeExit(127, "no such command\n");
            });
        Slot slot(sandbox, 0);
        FakeClock clock;
        CompileCache cache(contest.tree.path("cache"), 1 << 20, clock);
        const CpuPressure pressure;
        Compiler compiler(cache, "", pressure);
        std::vector<model::Language> languages{test::SmallContest::scriptLanguage()};
        languages[0].shebangRefused = {"lang2"};
        QVERIFY(!languageOfJuryProgram(program, languages));
        const BuildResult result =
            buildJuryProgram(compiler, slot.jury, program, nullptr, languages, {}, model::Limits{}, {});
        QVERIFY(std::holds_alternative<BuildFailed>(result));
        const std::string& failure = std::get<BuildFailed>(result).reason;
        QVERIFY2(failure.find(reason.toStdString()) != std::string::npos, failure.c_str());
    }

    void constants_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("none") << QByteArray("a { b }} {{") << QByteArray("a { b }} {{");
        QTest::newRow("one") << QByteArray("x={{n}};") << QByteArray("x=10;");
        QTest::newRow("at both ends") << QByteArray("{{n}}{{n}}") << QByteArray("1010");
        QTest::newRow("unknown") << QByteArray("{{m}} {{n}}") << QByteArray("{{m}} 10");
        QTest::newRow("three braces") << QByteArray("{{{n}}}") << QByteArray("{10}");
        QTest::newRow("a longer name") << QByteArray("{{nn}}") << QByteArray("{{nn}}");
        QTest::newRow("a value is left alone") << QByteArray("{{again}}") << QByteArray("{{n}}");
    }
    void constants()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, expected);
        std::string content = source.toStdString();
        putConstants({{"n", "10"}, {"again", "{{n}}"}}, content);
        QCOMPARE(QByteArray::fromStdString(content), expected);
    }
};

QTEST_GUILESS_MAIN(TestCompileInput)
#include "test_compile_input.moc"
