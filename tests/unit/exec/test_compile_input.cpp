// SPDX-License-Identifier: GPL-3.0-or-later
// What packages add to submissions: files that are included, the main file, constants.
#include "exec/compiler.h"
#include "exec/source_files.h"

#include "exec/slot.h"
#include "support/fake_clock.h"
#include "support/small_contest.h"

#include <QTest>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;

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
        Compiler compiler(cache, "");
        model::Toolchain toolchain;
        toolchain.language = test::SmallContest::scriptLanguage();
        toolchain.available = true;
        const CompileResult result = compiler.compile(slot.contestant, toolchain, input, model::Limits{}, {});
        QCOMPARE(static_cast<int>(result.kind), static_cast<int>(CompileResult::Kind::Ready));
        QCOMPARE(QString::fromStdString(result.program->sources.mainFile), main);
        QCOMPARE(result.program->compiled->files.size(), own == included ? 1U : 2U);
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
