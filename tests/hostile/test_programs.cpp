// SPDX-License-Identifier: GPL-3.0-or-later
// Each program of programs/ is judged as in a contest, and must give what expected.tsv says. After each one,
// the host is looked at from outside, its box from inside, and other boxes are used.
#include "base/clock.h"
#include "canaries.h"
#include "conformance/host.h"
#include "host_state.h"
#include "judging.h"
#include "sandbox/local/local_sandbox.h"
#include "toolchain/toolchain.h"

#include <QTest>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <sys/resource.h>
#include <thread>

using namespace assize;
using namespace assize::hostile;
using namespace std::chrono_literals;

namespace {

conformance::Host g_host;
bool g_ownFilesOnly = false;
std::unique_ptr<sandbox::Sandbox> g_sandbox;

const std::filesystem::path kFolder = ASSIZE_SOURCE_DIR "/tests/hostile";
/// What is on its way out may be seen for so long after a submission was judged.
constexpr auto kPatience = 1s;

std::string describe(const Outcome& outcome)
{
    char numbers[200];
    std::snprintf(
        numbers, sizeof numbers,
        "%s, limit %s, exit code %d, signal %d, cpu %.3f, wall %.3f, memory %.1f MiB, compiled in %.2f, "
        "cleaning %.3f",
        outcome.verdict.c_str(), outcome.limit.c_str(), outcome.exitCode, outcome.signal, outcome.cpuTime,
        outcome.wallTime, outcome.memory, outcome.compileTime, outcome.cleaning);
    return std::string(numbers) + "\n  out: " + outcome.output.substr(0, 500) +
           "\n  err: " + outcome.errors.substr(0, 500) + "\n  log: " + outcome.log.substr(0, 700) +
           "\n  message: " + outcome.message.substr(0, 300);
}

void lowerLimit(__rlimit_resource resource, rlim_t value)
{
    rlimit limit{};
    ::getrlimit(resource, &limit);
    limit.rlim_cur = std::min(value, limit.rlim_max);
    ::setrlimit(resource, &limit);
}

} // namespace

class TestPrograms : public QObject
{
    Q_OBJECT

private:
    std::vector<Expectation> m_expectations;
    std::optional<Contest> m_contest;
    std::unique_ptr<Canaries> m_canaries;
    std::unique_ptr<WatchedSandbox> m_sandbox;
    std::unique_ptr<HostileJudge> m_judge;
    SystemClock m_clock;
    HostState m_before;
    bool m_groups = false;

    /// What came to the host or went from it, after the boxes had a moment to be renewed.
    std::string changesOfTheHost()
    {
        std::string changes;
        const auto end = std::chrono::steady_clock::now() + kPatience;
        for (;;) {
            const HostState now = lookAtHost(g_ownFilesOnly);
            changes = difference(m_before, now);
            if (changes.empty())
                return m_canaries->changed();
            if (std::chrono::steady_clock::now() > end) {
                m_before = now; // what one program did shall not count against the next
                return "on the host " + changes;
            }
            std::this_thread::sleep_for(5ms);
        }
    }

    void makeContest(const std::vector<model::Language>& languages)
    {
        const std::filesystem::path folder = g_host.programs.folder / "contest";
        Result<Contest> contest = Contest::make(folder, kFolder / "programs", languages);
        QVERIFY2(contest.hasValue(), contest ? "" : contest.error().message.c_str());
        m_contest = std::move(*contest);
        m_canaries = std::make_unique<Canaries>(g_host.programs.folder, folder);
    }

private Q_SLOTS:
    void initTestCase()
    {
        Diagnostics diagnostics;
        const auto languages =
            toolchain::readLanguages(ASSIZE_SOURCE_DIR "/resources/languages", diagnostics);
        QVERIFY(languages.hasValue());
        makeContest(*languages);
        if (QTest::currentTestFailed())
            return;
        // After the canaries: whatever the spawner inherits is one that a box must not pass on.
        sandbox::LocalSandboxOptions options;
        options.box = g_host.programs.box;
        Result<std::unique_ptr<sandbox::Sandbox>> made = sandbox::makeLocalSandbox(options);
        if (!made && g_host.tier.name != "root")
            QSKIP(("no isolation in this tier: " + made.error().message).c_str());
        QVERIFY2(made.hasValue(), made ? "" : made.error().message.c_str());
        g_sandbox = std::move(*made);
        const std::vector<std::string> isolation = g_sandbox->info().isolation;
        m_groups = std::any_of(isolation.begin(), isolation.end(),
                               [](const std::string& item) { return item.starts_with("cgroup"); });
        m_sandbox = std::make_unique<WatchedSandbox>(*g_sandbox, m_canaries->secrets());
        m_judge = std::make_unique<HostileJudge>(*m_sandbox, *m_contest, g_host.programs.folder / "witness",
                                                 g_host.programs.subject, m_clock);
        const std::string wrong = m_judge->prepare(*languages);
        QVERIFY2(wrong.empty(), wrong.c_str());
        m_before = lookAtHost(g_ownFilesOnly);
    }

    void cleanupTestCase()
    {
        m_judge.reset();
        m_sandbox.reset();
        g_sandbox.reset();
    }

    void program_data()
    {
        QTest::addColumn<int>("line");
        Result<std::vector<Expectation>> expectations =
            readExpectations(kFolder / "expected.tsv", kFolder / "programs");
        if (!expectations)
            qFatal("%s", expectations.error().message.c_str());
        m_expectations = std::move(*expectations);
        for (std::size_t i = 0; i < m_expectations.size(); ++i) {
            const Expectation& one = m_expectations[i];
            QTest::addRow("%s%s", one.program.c_str(),
                          one.counting == Counting::Any      ? ""
                          : one.counting == Counting::Groups ? ", groups"
                                                             : ", no groups")
                << static_cast<int>(i);
        }
    }

    void program()
    {
        QFETCH(const int, line);
        const Expectation& expectation = m_expectations.at(static_cast<std::size_t>(line));
        if (expectation.counting != Counting::Any && (expectation.counting == Counting::Groups) != m_groups)
            QSKIP(m_groups ? "for machines without control groups" : "no control groups count memory here");
        const model::Submission* submission = m_contest->submissionOf(expectation.program);
        const auto begin = std::chrono::steady_clock::now();
        Outcome outcome;
        outcome.verdict = "none";
        std::string disturbed;
        if (submission) {
            if (const std::string missing = m_judge->missing(submission->language); !missing.empty())
                QSKIP(missing.c_str());
            outcome = m_judge->judge(*submission, expectation.limits, disturbed);
        }
        const std::string left = m_judge->whatIsLeft();
        const std::string changes = changesOfTheHost();
        const std::string wrong = contradiction(expectation, outcome);
        if (qEnvironmentVariableIsSet("ASSIZE_SHOW"))
            std::printf("%s took %.2f s: %s\n", expectation.program.c_str(),
                        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
                        describe(outcome).c_str());
        std::string all;
        for (const std::string& one : {wrong, disturbed, left, changes})
            all += one.empty() ? "" : one + "\n";
        if (!all.empty() && expectation.faultyTier == g_host.tier.name)
            QSKIP(("a known fault:" + expectation.fault + "; " + all).c_str());
        QVERIFY2(all.empty(), (all + describe(outcome)).c_str());
    }
};

int main(int count, char** arguments)
{
    // What most users have: programs shall not use it up.
    lowerLimit(RLIMIT_NOFILE, 1024);
    lowerLimit(RLIMIT_SIGPENDING, 8192);
    const std::vector<std::string> missing = makePrivateMachine();
    for (const std::string& what : missing)
        std::printf("not private to this test: %s\n", what.c_str());
    g_ownFilesOnly = !missing.empty();
    g_host = conformance::prepareHost();
    if (!g_host.skip.empty()) {
        std::printf("skipped: %s\n", g_host.skip.c_str());
        return 77;
    }
    std::error_code error;
    std::filesystem::copy_file(ASSIZE_WITNESS, g_host.programs.folder / "witness", error);
    int result = 0;
    {
        TestPrograms test;
        result = QTest::qExec(&test, count, arguments);
    }
    conformance::leaveHost(g_host);
    return result;
}

#include "test_programs.moc"
