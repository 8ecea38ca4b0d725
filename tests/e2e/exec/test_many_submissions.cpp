// SPDX-License-Identifier: GPL-3.0-or-later
// Twenty thousand submissions, no two alike, each compiled and run once on four slots: no judge's error, no
// "Text file busy", nothing left open, and in a minute. The compiler copies its source, which is a small
// static program.
#include "sandbox/local/local_sandbox.h"
#include "support/fake_clock.h"
#include "support/plain_contest.h"
#include "support/small_contest.h"
#include "support/std_task_pool.h"

#include <QTest>

#include <fcntl.h>
#include <map>
#include <spawn.h>
#include <sys/wait.h>

using namespace assize;
using namespace assize::test;
using Steady = std::chrono::steady_clock;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kMost = 2000;
constexpr bool kMeasured = false;
#else
constexpr int kMost = 20000;
constexpr bool kMeasured = true;
#endif
constexpr int kFewest = 2000;
constexpr int kSlots = 4;
/// The sandbox keeps sealed copies of the files that it placed last.
constexpr std::size_t kKeptOpen = 64;
constexpr const char* kCopy = "/bin/cp";

std::unique_ptr<sandbox::Sandbox> g_sandbox;
std::string g_whyNoSandbox;

class CountingSink final : public exec::EventSink
{
public:
    std::map<std::string, int> verdicts; ///< of judgements, "none" included
    std::string firstComplaint;
    int compiled = 0;

    void handle(exec::Event event) override
    {
        if (const auto* compile = std::get_if<model::CompileEnded>(&event)) {
            compiled += compile->outcome.ok ? 1 : 0;
            if (!compile->outcome.ok && firstComplaint.empty())
                firstComplaint = compile->outcome.log;
        } else if (const auto* finished = std::get_if<model::JudgementEnded>(&event)) {
            const model::Judgement& judgement = finished->judgement;
            ++verdicts[judgement.verdict ? std::string(model::codeOf(*judgement.verdict)) : "none"];
            if (judgement.verdict != model::Verdict::AC && firstComplaint.empty())
                firstComplaint =
                    judgement.message + (judgement.runs.empty() ? "" : judgement.runs[0].message);
        }
    }
};

std::string wholeFile(const char* path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

model::Language copiedProgram()
{
    model::Language language;
    language.id = "copy";
    language.name = "Copied program";
    language.extensions = {"copy"};
    language.compile = {kCopy, "program", "{binary}"};
    language.run = {"./{binary}"};
    language.nativeExecutable = true;
    language.versionCommand = {kCopy, "--version"};
    return language;
}

bool spawnAndWait(const std::vector<std::string>& command, int input)
{
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    int status = -1;
    const bool good =
        ::posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ) == 0 &&
        ::waitpid(child, &status, 0) == child && status == 0;
    ::posix_spawn_file_actions_destroy(&actions);
    return good;
}

/// How many submissions are judged where a bare pair takes so long.
int chooseNumber(double barePair)
{
    constexpr double kPatience = 90; // seconds
    if (qEnvironmentVariableIsSet("ASSIZE_TEST_SUBMISSIONS"))
        return std::max(1, qEnvironmentVariableIntValue("ASSIZE_TEST_SUBMISSIONS"));
    if (qEnvironmentVariableIsSet("ASSIZE_TEST_LONG") || kMost * 2 * barePair <= kPatience)
        return kMost;
    qInfo("starting a pair takes %.0f us on this machine: only %d submissions", 1e6 * barePair, kFewest);
    return kFewest;
}

/// How long a copy and a run take when they are simply started, one after the other; negative when they fail.
double bareSecondsPerPair(const TreeBuilder& tree)
{
    constexpr int kPairs = 500;
    const std::string program = tree.path("bare").native();
    const unique_fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const Steady::time_point begin = Steady::now();
    for (int i = 0; i < kPairs; ++i) {
        if (!spawnAndWait({kCopy, ASSIZE_SMALL_PROGRAM, program}, null.get()) ||
            !spawnAndWait({program}, null.get()))
            return -1;
    }
    return std::chrono::duration<double>(Steady::now() - begin).count() / kPairs;
}

std::size_t openDescriptors()
{
    const std::filesystem::directory_iterator begin("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin, std::filesystem::directory_iterator()));
}

long residentKilobytes()
{
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("VmRSS:"))
            return std::atol(line.c_str() + 6);
    }
    return 0;
}

/// What no source may be, a program, lies beside the source.
void addCopied(PlainContest& contest, const std::string& program)
{
    contest.addSubmission("sum", "copy", "program", program);
    const std::string name = "sum.copy";
    contest.tree.file(name, "copy\n");
    contest.plan.submissions.back().files.push_back({name, contest.tree.path(name), 5});
}

} // namespace

class TestManySubmissions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compileAndRunPairs()
    {
        if (!g_sandbox)
            QSKIP(g_whyNoSandbox.c_str());
        const std::string program = wholeFile(ASSIZE_SMALL_PROGRAM);
        QVERIFY(program.size() > 100);
        PlainContest contest({copiedProgram()});
        model::Problem& problem = contest.addSumProblem("sum", 2);
        // The second test only, 37 + 1: an empty output or a zero would be wrong.
        problem.testCases.erase(problem.testCases.begin());
        problem.limits.compileMemory = 128ULL << 20;
        const double bareBefore = bareSecondsPerPair(contest.tree);
        const int number = chooseNumber(bareBefore);
        for (int i = 0; i < number; ++i)
            addCopied(contest, program + std::to_string(i));

        const std::size_t descriptorsBefore = openDescriptors();
        const long memoryBefore = residentKilobytes();
        exec::Options options;
        options.slots = kSlots;
        options.cacheFolder = contest.tree.path("cache");
        CountingSink sink;
        StdTaskPool pool(kSlots);
        MemoryResultCache nothingStored;
        FakeClock clock;
        exec::Scheduler scheduler(*g_sandbox, pool, nothingStored, sink, clock, options);
        const Steady::time_point begin = Steady::now();
        const Result<exec::Summary> summary = scheduler.run(contest.plan, {});
        const double seconds = std::chrono::duration<double>(Steady::now() - begin).count();
        const std::size_t descriptorsAfter = openDescriptors();
        const long memoryAfter = residentKilobytes();
        const double bare = std::max(bareBefore, bareSecondsPerPair(contest.tree));

        QVERIFY2(summary.hasValue(), summary ? "" : summary.error().message.c_str());
        qInfo("%d pairs in %.1f s on %d slots: %.0f pairs/s; %.0f us each, %.0f us when simply started, one "
              "at a time;"
              " %.1f kB more memory for each",
              number, seconds, kSlots, number / seconds, 1e6 * seconds / number, 1e6 * bare,
              static_cast<double>(memoryAfter - memoryBefore) / number);
        for (const auto& [verdict, count] : sink.verdicts)
            qInfo("%d x %s", count, verdict.c_str());
        QVERIFY2(sink.verdicts.size() == 1 && sink.verdicts["AC"] == number, sink.firstComplaint.c_str());
        QCOMPARE(sink.compiled, number);
        QCOMPARE(summary->judged, number);
        QVERIFY2(descriptorsAfter <= descriptorsBefore + kKeptOpen,
                 qPrintable(QStringLiteral("%1 descriptors are open, %2 were")
                                .arg(descriptorsAfter)
                                .arg(descriptorsBefore)));
        QVERIFY(bareBefore > 0 && bare > 0);
        if (kMeasured)
            inAMinute(seconds, number, bare);
    }

private:
    /// A minute for twenty thousand on a machine with two processors and nothing else to do, where a pair
    /// takes kQuietPair when simply started. Where that takes longer, because the machine is slower or busy,
    /// so may the whole.
    static void inAMinute(double seconds, int number, double bare)
    {
        constexpr double kQuietPair = 0.001;
        const double processors = static_cast<double>(std::min(2U, std::thread::hardware_concurrency()));
        const double allowed = 60.0 * number / 20000 * std::max(1.0, bare / kQuietPair) * 2 / processors;
        qInfo("%.1f s are allowed", allowed);
        QVERIFY2(seconds <= allowed,
                 qPrintable(QStringLiteral("%1 s, allowed are %2").arg(seconds).arg(allowed)));
    }
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
    // The usual five minutes of QtTest may be too short with ASSIZE_TEST_LONG; ctest has its own limit.
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");
    QCoreApplication application(argumentCount, arguments);
    TestManySubmissions test;
    return QTest::qExec(&test, argumentCount, arguments);
}

#include "test_many_submissions.moc"
