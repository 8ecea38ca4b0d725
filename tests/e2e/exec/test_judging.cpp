// SPDX-License-Identifier: GPL-3.0-or-later
// Real programs through the scheduler, the compilers of this machine and the local sandbox.
#include "sandbox/local/local_sandbox.h"
#include "support/plain_contest.h"
#include "support/scheduler_run.h"
#include "toolchain/toolchain.h"

#include <QTest>

#include <csignal>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using model::Verdict;

namespace {

std::unique_ptr<sandbox::Sandbox> g_sandbox;
std::string g_whyNoSandbox;

const std::string kSum = "#include <iostream>\nint main() { long a, b; std::cin >> a >> b; ";

/// What is judged, and what it should get on each of three tests.
struct Case
{
    std::string name;
    std::string source;
    std::string runs;
};

const std::vector<Case>& cases()
{
    static const std::vector<Case> kCases = {
        {"accepted", kSum + "std::cout << a + b << std::endl; }", "AC AC AC"},
        {"wrong once", kSum + "std::cout << (a == 37 ? 0 : a + b) << std::endl; }", "AC WA AC"},
        {"loops", kSum + "volatile long i = 0; while (a != 0) i = i + 1; std::cout << b; }", "AC TLE TLE"},
        {"sleeps", "#include <unistd.h>\n" + kSum + "if (a == 74) sleep(100); std::cout << a + b; }",
         "AC AC TLE"},
        {"aborts", "#include <cstdlib>\n" + kSum + "if (a == 37) abort(); std::cout << a + b; }",
         "AC RTE AC"},
        {"exit code", kSum + "std::cout << a + b << std::endl; return a == 0 ? 3 : 0; }", "RTE AC AC"},
        {"memory",
         "#include <vector>\n#include <cstring>\n" + kSum +
             "std::vector<char> v; if (a == 37) v.assign(400 << 20, 1); std::cout << a + b + (v.size() > 9); "
             "}",
         "AC MLE AC"},
        {"output",
         kSum +
             "for (int i = 0; i < 9000000 && a == 0; ++i) std::cout << \"0123456789\"; std::cout << a + b; }",
         "OLE AC AC"},
        {"no program", "int main( {", "- - -"},
    };
    return kCases;
}

} // namespace

class TestJudging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!g_sandbox)
            QSKIP(g_whyNoSandbox.c_str());
        Diagnostics diagnostics;
        Result<std::vector<model::Language>> languages =
            toolchain::readLanguages(ASSIZE_SOURCE_DIR "/resources/languages", diagnostics);
        QVERIFY(languages.hasValue() && diagnostics.empty());
        m_languages = *languages;
    }

    void verdictsAndSlots()
    {
        TreeBuilder cache;
        for (const int slots : {2, 1}) {
            PlainContest contest(m_languages);
            contest.addSumProblem("sum", 3);
            for (const Case& one : cases())
                contest.addSubmission("sum", "cpp", "sum.cpp", one.source);
            contest.addSubmission("sum", "python3", "sum.py",
                                  "a, b = map(int, input().split())\nprint(a + b)\n");
            SchedulerRun outcome;
            Options options = slotOptions(slots);
            options.cacheFolder = cache.root();
            judge(contest, options, outcome);
            for (std::size_t i = 0; i < cases().size(); ++i) {
                const model::Judgement judgement = outcome.of(static_cast<int>(i) + 1);
                QVERIFY2(runsText(judgement) == cases()[i].runs,
                         (cases()[i].name + ": " + runsText(judgement) + " " + judgement.message +
                          (judgement.compile ? judgement.compile->log : ""))
                             .c_str());
                for (const model::Run& run : judgement.runs)
                    QVERIFY(run.verdict == Verdict::CE || run.cpuTime < std::chrono::milliseconds(1400));
            }
            const model::Judgement python = outcome.of(static_cast<int>(cases().size()) + 1);
            if (python.state != model::SubmissionState::NoToolchain)
                QCOMPARE(runsText(python), std::string("AC AC AC"));
            const model::Judgement compileError = outcome.of(static_cast<int>(cases().size()));
            QCOMPARE(verdictText(compileError), std::string("CE"));
            QVERIFY(compileError.compile->log.find("sum.cpp") != std::string::npos);
        }
    }

    void abortHasItsSignal()
    {
        PlainContest contest(m_languages);
        contest.addSumProblem("sum", 1);
        const int id = contest.addSubmission("sum", "c", "a.c",
                                             "#include <stdio.h>\n#include <stdlib.h>\nint main(void) { "
                                             "fputs(\"assertion\\n\", stderr); abort(); }\n");
        SchedulerRun outcome;
        judge(contest, slotOptions(1), outcome);
        const model::Run run = outcome.of(id).runs.at(0);
        QCOMPARE(run.signal, std::optional<int>(SIGABRT));
        QCOMPARE(run.standardError, std::string("assertion\n"));
        QVERIFY(run.memory > 0 && run.memory < (64U << 20));
    }

    void customValidator()
    {
        PlainContest contest(m_languages);
        model::Problem& problem = contest.addSumProblem("sum", 3);
        problem.validation.custom = true;
        const std::string source =
            "#include <fstream>\n#include <iostream>\n#include <string>\n"
            "int main(int, char** v) { long a, b, c, x; std::ifstream(v[1]) >> a >> b;"
            " std::ifstream(v[2]) >> c; if (!(std::cin >> x)) return 43;"
            " if (x == a + b && x == c) return 42;"
            " std::ofstream(std::string(v[3]) + \"/judgemessage.txt\") << \"not \" << c; return 43; }\n";
        contest.tree.file("problems/sum/output_validators/v/v.cpp", source);
        problem.validation.validators = {{"output_validators/v",
                                          {contest.tree.path("problems/sum/output_validators/v/v.cpp")},
                                          contest.tree.path("problems/sum/output_validators/v")}};
        const int good = contest.addSubmission("sum", "cpp", "a.cpp", cases()[0].source);
        const int bad = contest.addSubmission("sum", "cpp", "b.cpp", cases()[1].source);
        SchedulerRun outcome;
        judge(contest, slotOptions(2), outcome);
        QVERIFY2(runsText(outcome.of(good)) == "AC AC AC", outcome.of(good).message.c_str());
        QCOMPARE(runsText(outcome.of(bad)), std::string("AC WA AC"));
        QCOMPARE(outcome.of(bad).runs[1].message, std::string("not 38"));
    }

    void validatorByScripts()
    {
        PlainContest contest(m_languages);
        model::Problem& problem = contest.addSumProblem("sum", 2);
        problem.validation.custom = true;
        const std::string folder = "problems/sum/output_validators/v";
        contest.tree.file(folder + "/build",
                          "#!/bin/sh\nprintf '#!/bin/sh\\nread x; read y < \"$2\"\\n"
                          "[ \"$x\" = \"$y\" ] && exit 42; exit 43\\n' > run && chmod +x run\n");
        problem.validation.validators = {
            {"output_validators/v", {contest.tree.path(folder + "/build")}, contest.tree.path(folder)}};
        const int good = contest.addSubmission("sum", "cpp", "a.cpp", cases()[0].source);
        const int bad = contest.addSubmission("sum", "cpp", "b.cpp", cases()[1].source);
        SchedulerRun outcome;
        judge(contest, slotOptions(2), outcome);
        QVERIFY2(runsText(outcome.of(good)) == "AC AC",
                 (outcome.of(good).message + runsText(outcome.of(good))).c_str());
        QCOMPARE(runsText(outcome.of(bad)), std::string("AC WA"));
    }

    void missingToolsAreNoCompileError()
    {
        model::Language language;
        language.id = "none";
        language.name = "None";
        language.extensions = {"none"};
        language.compile = {"/usr/bin/no-such-compiler", "{files}"};
        language.run = {"./{binary}"};
        language.nativeExecutable = true;
        language.versionCommand = {"/usr/bin/no-such-compiler", "--version"};
        PlainContest contest({language});
        contest.addSumProblem("sum", 1);
        const int id = contest.addSubmission("sum", "none", "a.none", "x");
        SchedulerRun outcome;
        judge(contest, slotOptions(1), outcome);
        QVERIFY(outcome.of(id).state == model::SubmissionState::NoToolchain);
        QVERIFY2(outcome.of(id).message.find("/usr/bin/no-such-compiler is not installed") !=
                     std::string::npos,
                 outcome.of(id).message.c_str());
    }

    void stoppedInTheMiddle()
    {
        PlainContest contest(m_languages);
        contest.addSumProblem("sum", 40).limits.cpuTime = std::chrono::seconds(30);
        contest.addSubmission("sum", "cpp", "a.cpp", cases()[2].source);
        SchedulerRun outcome;
        std::stop_source stop;
        outcome.sink.onEvent = [&stop](const Event& event) {
            if (const auto* begun = std::get_if<model::RunBegun>(&event);
                begun != nullptr && begun->testIndex > 0)
                stop.request_stop();
        };
        const auto begin = std::chrono::steady_clock::now();
        outcome.run(contest.plan, *g_sandbox, slotOptions(2), stop.get_token());
        QVERIFY(outcome.summary->cancelled);
        QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(25));
        QVERIFY(outcome.sink.judgements().empty());
    }

private:
    void judge(const PlainContest& contest, const Options& options, SchedulerRun& outcome)
    {
        outcome.run(contest.plan, *g_sandbox, options);
        QVERIFY2(outcome.summary.has_value(), outcome.error.c_str());
    }

    std::vector<model::Language> m_languages;
};

int main(int argumentCount, char** arguments)
{
    // Before Qt has threads, because the sandbox forks.
    sandbox::LocalSandboxOptions options;
    options.box = ASSIZE_BOX;
    auto made = sandbox::makeLocalSandbox(options);
    if (made)
        g_sandbox = std::move(*made);
    else
        g_whyNoSandbox = made.error().message;
    QCoreApplication application(argumentCount, arguments);
    TestJudging test;
    return QTest::qExec(&test, argumentCount, arguments);
}

#include "test_judging.moc"
