// SPDX-License-Identifier: GPL-3.0-or-later
// Real programs of contestants and of the jury that talk to each other in the local sandbox.
#include "check/interaction.h"
#include "check/protocols/kattis.h"
#include "check/protocols/testlib.h"
#include "sandbox/local/local_sandbox.h"
#include "score/score.h"

#include <QTest>

#include <fstream>
#include <iterator>
#include <map>

using namespace assize;
using namespace assize::check;
using namespace std::chrono_literals;
using model::RunStatus;
using model::Verdict;

namespace {

std::unique_ptr<sandbox::Sandbox> g_sandbox;
std::string g_whyNoSandbox;

const std::string kCppFrame = "#include <iostream>\n#include <string>\n#include <unistd.h>\n"
                              "int main() { int low = 1, high = 1000; std::string heard; ";
const std::string kCppGuess =
    "for (;;) { int middle = (low + high) / 2; std::cout << middle << std::endl; std::cin >> heard; "
    "if (heard == \"correct\") break; (heard == \"higher\" ? low : high) = "
    "heard == \"higher\" ? middle + 1 : middle - 1; } ";
const std::string kPythonGuess = "low, high = 1, 1000\n"
                                 "while True:\n"
                                 "    middle = (low + high) // 2\n"
                                 "    print(middle, flush=True)\n"
                                 "    heard = input()\n"
                                 "    if heard == 'correct': break\n"
                                 "    if heard == 'higher': low = middle + 1\n"
                                 "    else: high = middle - 1\n";

struct Case
{
    const char* name;
    bool python;
    std::string source;
    const char* validator;  ///< verdict with the Kattis validator
    const char* interactor; ///< with the interactor, before a checker
};

const std::vector<Case>& cases()
{
    static const std::vector<Case> kCases = {
        {"c++ guesses", false, kCppFrame + kCppGuess + "}", "AC", "AC"},
        {"python guesses", true, kPythonGuess, "AC", "AC"},
        {"one by one", false,
         kCppFrame + "for (int i = 1; heard != \"correct\"; ++i) { std::cout << i << std::endl; if "
                     "(!(std::cin >> heard)) return 0; } }",
         "WA", "WA"},
        {"python, one by one", true,
         "i = 0\nwhile True:\n    i += 1\n    print(i, flush=True)\n    if input() == 'correct': break\n",
         "WA", "WA"},
        {"ends at once", false, kCppFrame + "}", "WA", "PE"},
        {"crashes in between", false,
         kCppFrame + "std::cout << 500 << std::endl; std::cin >> heard; abort(); }", "RTE", "RTE"},
        {"exit code", false, kCppFrame + kCppGuess + "return 3; }", "RTE", "RTE"},
        {"does not flush", true, "import sys\nsys.stdout.write('500')\ninput()\n", "TLE", "TLE"},
        {"does not ask", false, kCppFrame + "std::cin >> heard; }", "TLE", "TLE"},
        {"computes for too long", false, kCppFrame + "volatile long i = 0; for (;;) i = i + 1; }", "TLE",
         "TLE"},
        {"talks on", false,
         kCppFrame + kCppGuess + "for (int i = 0; i < 1000; ++i) std::cout << i << std::endl; }", "AC", "AC"},
        {"talks for ever", false, kCppFrame + "for (;;) std::cout << \"500\\n\"; }", "WA", "WA"},
        {"talks for ever after that", false, kCppFrame + kCppGuess + "for (;;) std::cout << \"500\\n\"; }",
         "OLE", "OLE"},
        {"no number", true, "print('hello', flush=True)\ninput()\n", "WA", "PE"},
    };
    return kCases;
}

std::string contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A program as the box of `role` made it.
struct Built
{
    std::vector<std::string> arguments;
    unique_fd executable;
    unique_fd script;
};

class Builder
{
public:
    Result<Built> build(sandbox::BoxRole role, const std::string& source, bool python)
    {
        Built built;
        Result<unique_fd> text = sandbox::makeMemoryFile(source);
        if (!text)
            return text.error();
        if (python) {
            built.arguments = {"python3", "program.py"};
            built.script = std::move(*text);
            return built;
        }
        Result<std::unique_ptr<sandbox::Box>> box = g_sandbox->openBox(role, 0);
        if (!box)
            return box.error();
        sandbox::RunRequest request;
        request.arguments = {"g++", "-O1", "-std=c++17", "-o", "program", "program.cpp"};
        request.files = {{"program.cpp", text->get()}};
        request.collect = {"program"};
        request.limits.wallTime = 100s;
        request.limits.cpuTime = 60s;
        request.limits.memory = 2048ULL << 20;
        request.limits.output = 64ULL << 20;
        request.limits.processes = 50;
        sandbox::RunResult result = (*box)->run(request, {});
        if (result.status != RunStatus::Exited || result.exitCode != 0 || result.collected.size() != 1)
            return Error{ErrorKind::Internal, "g++: " + whyItFailed(result) + result.standardError};
        built.arguments = {"program"};
        built.executable = std::move(result.collected[0].fd);
        return built;
    }
};

} // namespace

class TestInteraction : public QObject
{
    Q_OBJECT

private:
    Built m_validator;
    Built m_interactor;
    std::unique_ptr<sandbox::Box> m_contestant;
    std::unique_ptr<sandbox::Box> m_jury;

    static bool runs(const char* program)
    {
        Result<std::unique_ptr<sandbox::Box>> box = g_sandbox->openBox(sandbox::BoxRole::Contestant, 0);
        sandbox::RunRequest request;
        request.arguments = {program, "--version"};
        request.limits.memory = 512 << 20;
        request.limits.wallTime = 20s;
        return box && (*box)->run(request, {}).exitCode == 0;
    }

    Interaction talk(const Built& program, const Built& jury, bool testlib)
    {
        const Result<unique_fd> input = sandbox::makeMemoryFile("777\n");
        const Result<unique_fd> answer = sandbox::makeMemoryFile("10\n");
        sandbox::RunRequest request;
        request.arguments = program.arguments;
        request.executable = program.executable.get();
        if (program.script)
            request.files = {{"program.py", program.script.get()}};
        request.limits.cpuTime = 2200ms;
        request.limits.wallTime = 5s;
        request.limits.memory = 512 << 20;
        request.limits.output = 1 << 20;
        model::Limits limits;
        limits.validationTime = 20s;
        PreparedJuryProgram validator;
        validator.name = testlib ? "interactor" : "validator";
        validator.arguments = jury.arguments;
        validator.executable = jury.executable.get();
        const std::array<sandbox::Box*, 2> boxes = {m_contestant.get(), m_jury.get()};
        return converse(boxes, request, testlib ? testlibProtocol() : kattisProtocol(), {validator, limits},
                        {.input = input->get(), .answer = answer->get()}, {})
            .value();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!g_sandbox)
            QSKIP(g_whyNoSandbox.c_str());
        if (!runs("g++"))
            QSKIP("g++ is not installed here");
        const std::string folder = ASSIZE_SOURCE_DIR "/tests/e2e/interaction/";
        for (const auto& [name, built] :
             {std::pair{"validator.cpp", &m_validator}, {"interactor.cpp", &m_interactor}}) {
            Result<Built> made = Builder().build(sandbox::BoxRole::Jury, contentOf(folder + name), false);
            QVERIFY2(made.hasValue(), made ? "" : made.error().message.c_str());
            *built = std::move(*made);
        }
        Result<std::unique_ptr<sandbox::Box>> contestant =
            g_sandbox->openBox(sandbox::BoxRole::Contestant, 0);
        Result<std::unique_ptr<sandbox::Box>> jury = g_sandbox->openBox(sandbox::BoxRole::Jury, 0);
        QVERIFY(contestant.hasValue() && jury.hasValue());
        m_contestant = std::move(*contestant);
        m_jury = std::move(*jury);
    }

    void cleanupTestCase()
    {
        m_contestant.reset();
        m_jury.reset();
        g_sandbox.reset();
    }

    void verdicts_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].name) << static_cast<int>(i);
    }

    void verdicts()
    {
        QFETCH(const int, index);
        const Case& one = cases().at(static_cast<std::size_t>(index));
        if (one.python && !runs("python3"))
            QSKIP("python3 is not installed here");
        const Result<Built> program = Builder().build(sandbox::BoxRole::Contestant, one.source, one.python);
        QVERIFY2(program.hasValue(), program ? "" : program.error().message.c_str());
        model::Limits limits;
        limits.cpuTime = 2s;
        for (const bool testlib : {false, true}) {
            const Interaction end = talk(*program, testlib ? m_interactor : m_validator, testlib);
            score::ProcessVerdict process;
            if (end.program.status != RunStatus::Cancelled)
                process = score::judgeProcess({end.program.status, end.program.exitCode, end.program.signal,
                                               end.program.cpuTime, end.program.wallTime, end.program.memory},
                                              limits);
            const InteractionDecision decision = decideInteraction(
                {process.verdict, process.limit, end.validator.verdict, end.validatorEndedFirst});
            const std::string verdict(model::codeOf(decision.verdict));
            QVERIFY2(verdict == (testlib ? one.interactor : one.validator),
                     (verdict + (testlib ? " by the interactor: " : " by the validator: ") +
                      end.validator.message + "; " + whyItFailed(end.program) + "\n" +
                      end.transcript.substr(0, 300))
                         .c_str());
            if (testlib && verdict == "AC") {
                QVERIFY(bool(end.output));
                char questions[8] = {};
                QVERIFY(::pread(end.output.get(), questions, sizeof questions - 1, 0) > 0);
                const std::string asked = questions;
                // 500, 750, 875, 812, 781, 765, 773, 777
                QVERIFY2(asked == "8\n", asked.c_str());
            }
            if (verdict == "AC") {
                QVERIFY2(end.transcript.starts_with(">500\n<higher\n>750\n<higher\n"),
                         end.transcript.c_str());
                QVERIFY2(end.transcript.find(">777\n<correct\n") != std::string::npos,
                         end.transcript.c_str());
            }
        }
    }
};

int main(int count, char** arguments)
{
    sandbox::LocalSandboxOptions options;
    options.box = ASSIZE_BOX;
    Result<std::unique_ptr<sandbox::Sandbox>> made = sandbox::makeLocalSandbox(options);
    if (made)
        g_sandbox = std::move(*made);
    else
        g_whyNoSandbox = made.error().message;
    TestInteraction test;
    return QTest::qExec(&test, count, arguments);
}

#include "test_interaction.moc"
