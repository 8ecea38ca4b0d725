// SPDX-License-Identifier: GPL-3.0-or-later
// Inputs by generators, answers by the main solution, and where they are kept.
#include "exec/missing_tests.h"

#include "exec/slot.h"
#include "sandbox/fake/fake_sandbox.h"
#include "support/fake_clock.h"
#include "support/tree_builder.h"

#include <QTest>

#include <fstream>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using model::RunStatus;
using sandbox::RunRequest;
using sandbox::RunResult;

namespace {

std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::filesystem::path> filesBelow(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
        if (entry.is_regular_file())
            found.push_back(entry.path());
    }
    return found;
}

/// A program whose code is `code`.
MakerProgram makerOf(const std::string& code, const std::string& toolchain = "g++ 12")
{
    auto program = std::make_shared<Program>();
    auto compiled = std::make_shared<Compiled>();
    compiled->files.push_back({"program", *sandbox::makeMemoryFile(code), code.size(), true});
    auto built = std::make_shared<BuiltJuryProgram>();
    built->prepared.name = "gen";
    built->prepared.arguments = {"./program"};
    built->prepared.executable = compiled->files[0].fd.get();
    program->compiled = compiled;
    built->program = program;
    return makeMakerProgram(built, toolchain, "fake");
}

/// A generator that prints its arguments, a main solution that prints its input backwards.
struct Bench
{
    TreeBuilder tree;
    FakeClock clock;
    model::Problem problem;
    RunRequest last;
    int runs = 0;
    std::function<RunResult(const RunRequest&)> behaviour;
    sandbox::FakeSandbox sandbox;
    Slot slot;
    MissingTestMaker generator;

    explicit Bench(std::uint64_t limit = 1 << 20)
        : sandbox([this](const RunRequest& request, sandbox::BoxRole role, int, const std::stop_token&) {
              ++runs;
              last = request;
              return role == sandbox::BoxRole::Jury ? behaviour(request)
                                                    : sandbox::fakeStatus(RunStatus::SandboxFailed);
          }),
          slot(sandbox, 0), generator(tree.path("cache"), limit, clock)
    {
        behaviour = [](const RunRequest& request) {
            std::string text;
            for (std::size_t i = 1; i < request.arguments.size(); ++i)
                text += request.arguments[i] + "\n";
            if (request.standardInput >= 0) {
                text = sandbox::readWhole(request.standardInput);
                std::reverse(text.begin(), text.end());
            }
            return sandbox::fakeExit(0, text);
        };
        problem.folder = tree.path("p");
        problem.limits.cpuTime = std::chrono::seconds(2);
    }
    model::TestCase generated(std::vector<std::string> command, std::string file = {}) const
    {
        model::TestCase test;
        test.id = "s1/03";
        test.command = std::move(command);
        test.commandFile = std::move(file);
        return test;
    }
    model::TestCase manual(const std::string& content)
    {
        model::TestCase test;
        test.id = "01";
        tree.file("p/tests/01", content);
        test.input = tree.path("p/tests/01");
        test.inputSize = content.size();
        return test;
    }
    Result<MadeTest> input(const model::TestCase& test, const MakerProgram& maker = makerOf("code"))
    {
        return generator.generateInput(slot.jury, problem, test, maker, {}).value();
    }
    Result<MadeTest> answer(const model::TestCase& test, const MakerProgram& maker = makerOf("main"))
    {
        return generator.generateAnswer(slot.jury, problem, test, maker, {}).value();
    }
};

RunResult withFiles(const std::vector<std::pair<std::string, std::string>>& files)
{
    RunResult result = sandbox::fakeExit(0, "noise");
    for (const auto& [name, content] : files)
        result.collected.push_back({name, *sandbox::makeMemoryFile(content), content.size(), false});
    return result;
}

} // namespace

class TestGeneratedTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissing()
    {
        model::Problem problem;
        problem.folder = "/p";
        problem.testCases.resize(4);
        problem.testCases[0].input = "/p/tests/01";
        problem.testCases[0].answer = "/p/tests/01.a";
        problem.testCases[1].input = "/p/tests/02";
        problem.testCases[2].command = {"gen", "1"};
        problem.testCases[3].command = {"gen", "2"};
        problem.testCases[3].answer = "/p/tests/04.a";
        problem.generators = {{"gen", {"/p/files/gen.cpp"}, "/p/files"}, {"other", {}, {}}};
        problem.mainSolution = "solutions/a.cpp";
        problem.jurySubmissions.resize(2);
        problem.jurySubmissions[1].file = "solutions/a.cpp";
        problem.jurySubmissions[1].files = {"/p/solutions/a.cpp"};
        problem.jurySubmissions[1].language = "cpp";
        problem.includes = {{"java", {{"G.java", "/p/files/G.java", 1}}},
                            {"cpp", {{"g.h", "/p/files/g.h", 1}}}};

        MissingTests missing = missingTests(problem);
        QVERIFY(missing.inputs == (std::vector<std::size_t>{2, 3}));
        QVERIFY(missing.answers == (std::vector<std::size_t>{1, 2}));
        QVERIFY(!missing.emptyAnswers && !missing.none());
        QCOMPARE(missing.programs.size(), std::size_t{2});
        QCOMPARE(missing.programs[0].name, std::string("gen"));
        const model::JuryProgram& main = missing.programs[1];
        QCOMPARE(main.name, std::string("solutions/a.cpp"));
        QCOMPARE(main.folder, std::filesystem::path("/p/solutions"));
        QCOMPARE(main.language, std::string("cpp"));
        QVERIFY(main.libraries == (std::vector<std::filesystem::path>{"/p/files/g.h"}));

        problem.taskType = model::Interactive{};
        missing = missingTests(problem);
        QVERIFY(missing.emptyAnswers);
        QCOMPARE(missing.programs.size(), std::size_t{1});

        problem.testCases.resize(1);
        QVERIFY(missingTests(problem).none());
        // Both are there, to be replaced; nothing has to be built for it.
        problem.testCases[0].windowsLines = true;
        missing = missingTests(problem);
        QVERIFY(missing.inputs == std::vector<std::size_t>{0});
        QVERIFY(missing.answers == std::vector<std::size_t>{0});
        QVERIFY(missing.programs.empty() && !missing.emptyAnswers && !missing.none());
    }

    void makesAnInput()
    {
        Bench bench;
        const Result<MadeTest> made = bench.input(bench.generated({"gen", "-n", "a b"}));
        QVERIFY2(made.hasValue(), made ? "" : made.error().message.c_str());
        QVERIFY(!made->fromCache);
        QCOMPARE(contentOf(made->file.path), std::string("-n\na b\n"));
        QCOMPARE(made->file.size, std::uint64_t{7});
        QCOMPARE(bench.last.standardInput, -1);
        QVERIFY(bench.last.executable >= 0);
        QVERIFY(bench.last.limits.cpuTime > std::chrono::seconds(0) && bench.last.limits.memory > 0);
        QVERIFY(bench.last.collect.empty());
    }

    void keptByContent_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<bool>("again");
        QTest::newRow("nothing") << 0 << false;
        QTest::newRow("an argument") << 1 << true;
        QTest::newRow("the program") << 2 << true;
        QTest::newRow("the toolchain") << 3 << true;
        QTest::newRow("the test's name") << 4 << false;
        QTest::newRow("where words end") << 5 << true;
        QTest::newRow("the file is damaged") << 6 << true;
        QTest::newRow("the file is cut") << 7 << true;
    }
    void keptByContent()
    {
        QFETCH(int, change);
        QFETCH(bool, again);
        Bench bench;
        model::TestCase test = bench.generated({"gen", "1", "2"});
        MakerProgram maker = makerOf("code");
        const Result<MadeTest> first = bench.input(test, maker);
        QVERIFY(first.hasValue());
        if (change == 1)
            test.command[2] = "3";
        if (change == 2)
            maker = makerOf("other code");
        if (change == 3)
            maker = makerOf("code", "g++ 13");
        if (change == 4)
            test.id = "05";
        if (change == 5)
            test.command = {"gen", "12"};
        if (change == 6)
            std::ofstream(first->file.path) << "9\n9\n";
        if (change == 7)
            std::filesystem::resize_file(first->file.path, 1);
        MissingTestMaker later(bench.tree.path("cache"), 1 << 20, bench.clock);
        const Result<MadeTest> second =
            later.generateInput(bench.slot.jury, bench.problem, test, maker, {}).value();
        QVERIFY(second.hasValue());
        QCOMPARE(bench.runs, again ? 2 : 1);
        QCOMPARE(second->fromCache, !again);
        std::string expected;
        for (std::size_t i = 1; i < test.command.size(); ++i)
            expected += test.command[i] + "\n";
        QCOMPARE(contentOf(second->file.path), expected);
    }

    void oneOfSeveralFiles_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("expected"); // empty: a failure
        QTest::newRow("its name") << "4"
                                  << "of 4";
        QTest::newRow("a zero before it") << "04"
                                          << "of 04";
        QTest::newRow("two zeros before it") << "004"
                                             << "of 004";
        QTest::newRow("another") << "5"
                                 << "";
        QTest::newRow("none") << ""
                              << "";
    }
    void oneOfSeveralFiles()
    {
        QFETCH(QString, written);
        QFETCH(QString, expected);
        Bench bench;
        bench.behaviour = [&](const RunRequest&) {
            const std::string name = written.toStdString();
            return name.empty() ? withFiles({}) : withFiles({{name, "of " + name}, {"7", "of 7"}});
        };
        const Result<MadeTest> made = bench.input(bench.generated({"gen"}, "4"));
        QVERIFY(bench.last.collect == (std::vector<std::string>{"4", "04", "004"}));
        QCOMPARE(made.hasValue(), !expected.isEmpty());
        if (made)
            QCOMPARE(QString::fromStdString(contentOf(made->file.path)), expected);
        else
            QCOMPARE(QString::fromStdString(made.error().message),
                     "the input of test s1/03 cannot be made: its generator \"gen\" left no file 4");
    }

    void failures_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("message");
        QTest::newRow("exit code") << 0 << "ended with exit code 3: bad n";
        QTest::newRow("only output") << 1 << "ended with exit code 1: usage: gen N";
        QTest::newRow("too long") << 2 << "stopped after 60 s of CPU time";
        QTest::newRow("too much") << 3 << "writes a file of more than 512 MiB";
        QTest::newRow("a signal") << 4 << "ended by SIGSEGV";
        QTest::newRow("the sandbox") << 5 << "could not be run: ";
    }
    void failures()
    {
        QFETCH(int, kind);
        QFETCH(QString, message);
        Bench bench;
        bench.behaviour = [&](const RunRequest&) {
            if (kind == 0)
                return sandbox::fakeExit(3, "", "bad n");
            if (kind == 1)
                return sandbox::fakeExit(1, "usage: gen N");
            RunResult result = sandbox::fakeStatus(kind == 2   ? RunStatus::CpuLimit
                                                   : kind == 3 ? RunStatus::OutputLimit
                                                   : kind == 4 ? RunStatus::Signalled
                                                               : RunStatus::SandboxFailed);
            result.signal = 11;
            return result;
        };
        const Result<MadeTest> made = bench.input(bench.generated({"gen", "5"}));
        const QString failure = QString::fromStdString(made.error().message);
        QVERIFY2(failure.startsWith("the input of test s1/03 cannot be made: its generator \"gen 5\" "),
                 qPrintable(failure));
        QVERIFY2(failure.contains(message), qPrintable(failure));
        QVERIFY(filesBelow(bench.tree.path("cache")).empty());
    }

    void cancelled()
    {
        Bench bench;
        bench.behaviour = [](const RunRequest&) { return sandbox::fakeStatus(RunStatus::Cancelled); };
        QVERIFY(!bench.generator.generateInput(bench.slot.jury, bench.problem, bench.generated({"gen"}),
                                               makerOf("code"), {}));
    }

    void makesAnAnswer()
    {
        Bench bench;
        const model::TestCase test = bench.manual("abc");
        Result<MadeTest> made = bench.answer(test);
        QVERIFY2(made.hasValue(), made ? "" : made.error().message.c_str());
        QCOMPARE(contentOf(made->file.path), std::string("cba"));
        // Of a time limit of 2 s: slower machines are thought of, and a solution that loops is told of soon.
        QVERIFY(bench.last.limits.cpuTime == std::chrono::seconds(7));
        QVERIFY(bench.last.limits.wallTime == std::chrono::seconds(15));
        QVERIFY(bench.answer(test)->fromCache);
        // Another input of the same size and name is another question.
        made = bench.answer(bench.manual("xyz"));
        QCOMPARE(contentOf(made->file.path), std::string("zyx"));
    }

    void anAnswerWithoutATimeLimit()
    {
        Bench bench;
        bench.problem.limits.cpuTime = {};
        QVERIFY(bench.answer(bench.manual("abc")).hasValue());
        QVERIFY(bench.last.limits.cpuTime == bench.problem.limits.validationTime);
    }

    void aMainSolutionThatLoops()
    {
        Bench bench;
        bench.problem.mainSolution = "solutions/main.cpp";
        bench.behaviour = [](const RunRequest&) { return sandbox::fakeStatus(RunStatus::CpuLimit); };
        const Result<MadeTest> made = bench.answer(bench.manual("abc"));
        const QString failure = QString::fromStdString(made.error().message);
        QVERIFY2(failure.contains(QStringLiteral("the main solution solutions/main.cpp stopped after 7 s")),
                 qPrintable(failure));
    }

    void answersThroughNamedFiles()
    {
        Bench bench;
        bench.problem.inputFile = "sum.in";
        bench.problem.outputFile = "sum.out";
        std::string seen;
        bench.behaviour = [&](const RunRequest& request) {
            seen = request.files.at(0).name + "=" + sandbox::readWhole(request.files.at(0).fd);
            return withFiles({{"sum.out", "42"}});
        };
        const Result<MadeTest> made = bench.answer(bench.manual("7\n"));
        QVERIFY2(made.hasValue(), made ? "" : made.error().message.c_str());
        QCOMPARE(seen, std::string("sum.in=7\n"));
        QCOMPARE(bench.last.standardInput, -1);
        QCOMPARE(contentOf(made->file.path), std::string("42"));
        bench.behaviour = [](const RunRequest&) { return withFiles({}); };
        bench.problem.mainSolution = "solutions/a.cpp";
        QCOMPARE(
            QString::fromStdString(bench.answer(bench.manual("8\n")).error().message),
            "the answer of test 01 cannot be made: the main solution solutions/a.cpp left no file sum.out");
    }

    void anInputThatHasChanged()
    {
        Bench bench;
        model::TestCase test = bench.manual("abc");
        test.inputSize = 2;
        const Result<MadeTest> made = bench.answer(test);
        QVERIFY(QString::fromStdString(made.error().message).contains("has 3 bytes, but had 2"));
        QCOMPARE(bench.runs, 0);
    }

    void emptyAnswers()
    {
        Bench bench;
        const Result<MadeTest> made = bench.generator.emptyAnswer();
        QVERIFY2(made.hasValue(), made ? "" : made.error().message.c_str());
        QVERIFY(std::filesystem::is_regular_file(made->file.path));
        QCOMPARE(made->file.size, std::uint64_t{0});
        QVERIFY(bench.generator.emptyAnswer()->fromCache);
    }

    void windowsLines_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("lines") << QByteArray("1 2\r\n3\r\n") << QByteArray("1 2\n3\n");
        QTest::newRow("an open last line") << QByteArray("1\r\n2") << QByteArray("1\n2");
        QTest::newRow("\\r elsewhere stays") << QByteArray("a\rb\r\r\n\r") << QByteArray("a\rb\r\n\r");
        QTest::newRow("larger than a block")
            << QByteArray("12345\r\n").repeated(400'000) << QByteArray("12345\n").repeated(400'000);
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }
    void windowsLines()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, expected);
        Bench bench(64 << 20);
        const model::TestCase test = bench.manual(content.toStdString());
        const Result<MadeTest> made = bench.generator.withoutWindowsLines(test.input, test.inputSize);
        QVERIFY2(made.hasValue(), made ? "" : made.error().message.c_str());
        QVERIFY(contentOf(made->file.path) == expected.toStdString());
        QCOMPARE(made->file.size, static_cast<std::uint64_t>(expected.size()));
        QVERIFY(bench.generator.withoutWindowsLines(test.input, test.inputSize)->fromCache);
        QCOMPARE(bench.runs, 0);
    }

    void oldestGoFirst()
    {
        Bench bench(30'000);
        bench.behaviour = [](const RunRequest& request) {
            return sandbox::fakeExit(0, std::string(10'000, request.arguments.at(1)[0]));
        };
        std::vector<std::filesystem::path> made;
        for (const char* argument : {"a", "b", "c"}) {
            made.push_back(bench.input(bench.generated({"gen", argument}))->file.path);
            bench.clock.advance(std::chrono::minutes(10));
        }
        // Those that this process uses stay, whatever their age; so there is no room.
        bench.clock.advance(std::chrono::hours(2));
        const Result<MadeTest> refused = bench.input(bench.generated({"gen", "d"}));
        QVERIFY2(QString::fromStdString(refused.error().message).contains("the limit of the folder"),
                 refused.error().message.c_str());
        // Another process removes the oldest, but not what was used within the hour.
        MissingTestMaker later(bench.tree.path("cache"), 30'000, bench.clock);
        const auto make = [&](const char* argument) {
            return later
                .generateInput(bench.slot.jury, bench.problem, bench.generated({"gen", argument}),
                               makerOf("code"), {})
                .value();
        };
        QVERIFY(make("a")->fromCache);
        const Result<MadeTest> fourth = make("d");
        QVERIFY2(fourth.hasValue(), fourth ? "" : fourth.error().message.c_str());
        QVERIFY(std::filesystem::exists(made[0]) && std::filesystem::exists(made[2]));
        QVERIFY(!std::filesystem::exists(made[1]));
    }

    void withoutAFolder()
    {
        std::filesystem::path path;
        {
            Bench bench;
            MissingTestMaker generator({}, 1 << 20, bench.clock);
            const Result<MadeTest> made =
                generator
                    .generateInput(bench.slot.jury, bench.problem, bench.generated({"gen", "1"}),
                                   makerOf("code"), {})
                    .value();
            QVERIFY2(made.hasValue(), made ? "" : made.error().message.c_str());
            path = made->file.path;
            QVERIFY(std::filesystem::exists(path));
        }
        QVERIFY(!std::filesystem::exists(path));
    }

    void aFolderThatCannotBeWritten()
    {
        Bench bench;
        bench.tree.file("cache/tests", "a file in the way");
        const Result<MadeTest> made = bench.input(bench.generated({"gen", "1"}));
        QVERIFY2(QString::fromStdString(made.error().message)
                     .contains("could not be kept: cannot keep generated tests"),
                 made.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestGeneratedTests)
#include "test_generated_tests.moc"
