// SPDX-License-Identifier: GPL-3.0-or-later
// Types of tasks: which programs take part, how they are joined, who decides.
#include "exec/tasktypes/task_rules.h"

#include "support/small_contest.h"

#include <QTest>

#include <deque>
#include <mutex>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using model::Verdict;

namespace {

/// How a run in the jury's box ends.
struct JuryEnd
{
    int exitCode = 0;
    std::string nextInput{}; ///< left as nextpass.in
};

/// A problem with one test, whose program writes what it is told to, and a jury that ends as it is told to.
struct Bench
{
    SmallContest contest;
    std::string output = "answer 01\n";
    int exitCode = 0;
    std::deque<JuryEnd> jury;
    QStringList played; ///< in their order: programs that ran alone, and talks
    QStringList inputs; ///< of the runs of the program
    std::mutex mutex;
    sandbox::FakeSandbox sandbox;
    Slot slot;
    Judging judging;
    Program program;
    model::Submission answers;
    const CpuPressure pressure{"/nowhere"};
    CaseTools tools{pressure};

    Bench()
        : sandbox([this](const sandbox::RunRequest& request, sandbox::BoxRole role, int,
                         const std::stop_token&) { return end(request, role); }),
          slot(sandbox, 0)
    {
        contest.addProblem("sum", 1);
        judging.problem = &problem();
        program.language = SmallContest::scriptLanguage();
        program.compiled = std::make_shared<Compiled>();
    }
    model::Problem& problem() { return contest.plan.problems[0]; }

    void addValidators(std::size_t count)
    {
        problem().validation.custom = true;
        problem().validation.validators.resize(count);
        for (std::size_t i = 0; i < count; ++i)
            judging.validators.push_back(built("validator"));
    }
    void setType(const model::TaskType& type)
    {
        problem().taskType = type;
        if (model::interactorOf(type) != nullptr) {
            problem().validation.protocol = model::ValidatorProtocol::Testlib;
            judging.interactor = built("interactor");
        }
    }
    void handIn(const std::string& name, const std::string& content)
    {
        contest.tree.file("answers/" + name, content);
        answers.files.push_back({name, contest.tree.path("answers/" + name), content.size()});
    }
    CaseReport run()
    {
        RunOrder order{judging, problem().testCases[0], &program};
        if (problem().takesAnswers())
            order.handIn = &answers;
        const std::stop_token never;
        return rulesOf(problem().taskType).run({tools, slot, order, never}).value();
    }

private:
    static std::shared_ptr<const BuiltJuryProgram> built(const std::string& name)
    {
        auto program = std::make_shared<BuiltJuryProgram>();
        program->prepared.name = name;
        program->prepared.arguments = {"./" + name};
        return program;
    }
    sandbox::RunResult end(const sandbox::RunRequest& request, sandbox::BoxRole role)
    {
        const std::lock_guard lock(mutex);
        if (role == sandbox::BoxRole::Contestant) {
            // The jury's side of a talk tells of it, and has the input.
            if (request.pipes.empty()) {
                played << QStringLiteral("program");
                inputs << QString::fromStdString(sandbox::readWhole(request.standardInput));
            }
            return sandbox::fakeExit(exitCode, request.pipes.empty() ? output : std::string());
        }
        const QString name = QString::fromStdString(request.arguments.front()).mid(2);
        played << (request.conversation ? QStringLiteral("program+") + name : name);
        const JuryEnd said = jury.front();
        jury.pop_front();
        sandbox::RunResult result = sandbox::fakeExit(said.exitCode);
        if (request.conversation)
            result.conversation = sandbox::ConversationResult{{{0, 3, 4, false, true}}};
        if (!said.nextInput.empty()) {
            Result<unique_fd> file = sandbox::makeMemoryFile(said.nextInput, "next");
            result.collected.push_back({"nextpass.in", std::move(*file), said.nextInput.size(), false});
        }
        return result;
    }
};

model::Interactive withInteractor()
{
    model::Interactive talk;
    talk.interactor.emplace().name = "interactor";
    return talk;
}

} // namespace

class TestTaskRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void juryPrograms_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("custom");
        QTest::addColumn<QString>("programs");
        const char* names[] = {"batch", "talk", "interactor", "passes", "passes that talk", "answers"};
        const char* programs[] = {"0 1", "0 1", "0 1 interactor", "0 1", "0 1 interactor", "0 1"};
        for (int type = 0; type < 6; ++type)
            QTest::newRow(names[type]) << type << true << QString::fromLatin1(programs[type]);
        QTest::newRow("compared in this process") << 0 << false << QString();
        QTest::newRow("answers that are compared here") << 5 << false << QString();
    }
    void juryPrograms()
    {
        QFETCH(int, type);
        QFETCH(bool, custom);
        QFETCH(QString, programs);
        const model::TaskType types[] = {model::Batch{},
                                         model::Interactive{},
                                         withInteractor(),
                                         model::MultiPass{},
                                         model::MultiPass{2, withInteractor()},
                                         model::OutputOnly{}};
        model::Problem problem;
        problem.taskType = types[type];
        problem.validation.custom = custom;
        problem.validation.validators.resize(custom ? 2 : 0);
        Judging judging;
        judging.problem = &problem;
        QStringList found;
        for (const RequiredProgram& one : rulesOf(problem.taskType).juryPrograms(judging))
            found << (one.role == RequiredProgram::Role::OutputValidator ? QString::number(one.index)
                                                                         : QStringLiteral("interactor"));
        QCOMPARE(found.join(QLatin1Char(' ')), programs);
    }

    void runs_data()
    {
        using Type = model::TaskType;
        QTest::addColumn<Type>("type");
        QTest::addColumn<int>("validators");
        QTest::addColumn<int>("exitCode"); // of the program
        QTest::addColumn<QList<int>>("jury");
        QTest::addColumn<QString>("played");
        QTest::addColumn<QString>("verdict");
        const auto row = [](const char* name, const Type& type, int validators, int exitCode,
                            const QList<int>& jury, const char* played, const char* verdict) {
            QTest::newRow(name) << type << validators << exitCode << jury << played << verdict;
        };
        const Type batch = model::Batch{};
        row("compared here", batch, 0, 0, {}, "program", "AC");
        row("a validator", batch, 1, 0, {43}, "program validator", "WA");
        row("two validators", batch, 2, 0, {42, 42}, "program validator validator", "AC");
        row("nobody judges what crashed", batch, 1, 1, {}, "program", "RTE");
        const Type talk = model::Interactive{};
        row("the validator talks", talk, 1, 0, {42}, "program+validator", "AC");
        row("and rejects", talk, 1, 0, {43}, "program+validator", "WA");
        row("the program crashes in a talk", talk, 1, 1, {42}, "program+validator", "RTE");
        const Type interactor = withInteractor();
        row("the checker judges a talk", interactor, 1, 0, {0, 1}, "program+interactor validator", "WA");
        row("and accepts it", interactor, 1, 0, {0, 0}, "program+interactor validator", "AC");
        row("not if the interactor rejects", interactor, 1, 0, {1}, "program+interactor", "WA");
    }
    void runs()
    {
        QFETCH(model::TaskType, type);
        QFETCH(int, validators);
        QFETCH(int, exitCode);
        QFETCH(QList<int>, jury);
        QFETCH(QString, played);
        QFETCH(QString, verdict);
        Bench bench;
        bench.exitCode = exitCode;
        for (const int code : jury)
            bench.jury.push_back({code});
        if (validators > 0)
            bench.addValidators(static_cast<std::size_t>(validators));
        bench.setType(type);
        const CaseReport report = bench.run();
        QCOMPARE(bench.played.join(QLatin1Char(' ')), played);
        QCOMPARE(QString::fromStdString(std::string(model::codeOf(*report.run.verdict))), verdict);
        QVERIFY(bench.jury.empty());
    }

    void passes_data()
    {
        QTest::addColumn<bool>("talks");
        QTest::addColumn<QStringList>("jury"); // exit code, and the input of another pass
        QTest::addColumn<QString>("played");
        QTest::addColumn<QStringList>("inputs"); // where the program reads them
        QTest::addColumn<QString>("verdict");
        const auto row = [](const char* name, bool talks, const QStringList& jury, const char* played,
                            const QStringList& inputs, const char* verdict) {
            QTest::newRow(name) << talks << jury << played << inputs << verdict;
        };
        row("one is enough", false, {"42"}, "program validator", {"01"}, "AC");
        row("two", false, {"42 next", "42"}, "program validator program validator", {"01", "next"}, "AC");
        row("the last decides", false, {"42 next", "43"}, "program validator program validator",
            {"01", "next"}, "WA");
        row("the first is wrong", false, {"43"}, "program validator", {"01"}, "WA");
        row("one too many", false, {"42 next", "42 more"}, "program validator program validator",
            {"01", "next"}, "JE");
        row("talks", true, {"42 next", "42"}, "program+validator program+validator", {}, "AC");
        row("talks, the last decides", true, {"42 next", "43"}, "program+validator program+validator", {},
            "WA");
    }
    void passes()
    {
        QFETCH(bool, talks);
        QFETCH(QStringList, jury);
        QFETCH(QString, played);
        QFETCH(QStringList, inputs);
        QFETCH(QString, verdict);
        Bench bench;
        bench.addValidators(1);
        for (const QString& one : jury)
            bench.jury.push_back({one.section(QLatin1Char(' '), 0, 0).toInt(),
                                  one.section(QLatin1Char(' '), 1).toStdString()});
        bench.setType(talks ? model::MultiPass{2, model::Interactive{}} : model::MultiPass{2});
        const CaseReport report = bench.run();
        QCOMPARE(bench.played.join(QLatin1Char(' ')), played);
        QCOMPARE(bench.inputs, inputs);
        QCOMPARE(QString::fromStdString(std::string(model::codeOf(*report.run.verdict))), verdict);
    }

    void answers_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("content");
        QTest::addColumn<bool>("otherFile");
        QTest::addColumn<bool>("custom");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("by its name") << "01.out"
                                     << "answer 01\n"
                                     << true << false << "AC";
        QTest::newRow("the only one of one test") << "all.txt"
                                                  << "answer 01\n"
                                                  << false << false << "AC";
        QTest::newRow("none has the name") << "02.out"
                                           << "answer 01\n"
                                           << true << false << "WA";
        QTest::newRow("wrong") << "01.out"
                               << "answer 02\n"
                               << true << false << "WA";
        QTest::newRow("too long") << "01.out"
                                  << "answer 01\nand so on\n"
                                  << true << false << "OLE";
        QTest::newRow("a validator judges") << "01.out"
                                            << "anything\n"
                                            << true << true << "WA";
    }
    void answers()
    {
        QFETCH(QString, file);
        QFETCH(QString, content);
        QFETCH(bool, otherFile);
        QFETCH(bool, custom);
        QFETCH(QString, verdict);
        Bench bench;
        bench.problem().limits.output = 12;
        bench.setType(model::OutputOnly{});
        if (custom) {
            bench.addValidators(1);
            bench.jury.push_back({43});
        }
        if (otherFile)
            bench.handIn("00.out", "nothing\n");
        bench.handIn(file.toStdString(), content.toStdString());
        const CaseReport report = bench.run();
        QCOMPARE(bench.played.join(QLatin1Char(' ')), custom ? QStringLiteral("validator") : QString());
        QCOMPARE(QString::fromStdString(std::string(model::codeOf(*report.run.verdict))), verdict);
    }
};

QTEST_APPLESS_MAIN(TestTaskRules)
#include "test_task_rules.moc"
