// SPDX-License-Identifier: GPL-3.0-or-later
// What happens when a part of the sandbox dies: nothing may be left running, and no run may be lost.
#include "host.h"
#include "sandbox/local/local_sandbox.h"
#include "suite/bench.h"

#include <QTest>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace assize;
using namespace assize::sandbox;
using namespace std::chrono_literals;
using assize::conformance::Host;
using model::RunStatus;

namespace {

Host g_host;

LocalSandboxOptions optionsOf(const Host& host)
{
    LocalSandboxOptions options;
    options.box = host.programs.box;
    options.cgroups = host.tier.cgroups;
    options.patience = 2s;
    options.userNamespace = host.tier.userNamespace;
    return options;
}

RunRequest subject(const unique_fd& program, std::vector<std::string> arguments)
{
    RunRequest request;
    request.arguments = {"subject"};
    request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
    request.executable = program.get();
    request.limits.cpuTime = 10s;
    request.limits.wallTime = 20s;
    request.limits.memory = 64 << 20;
    request.limits.output = 1 << 20;
    request.limits.processes = 20;
    return request;
}

/// The process of this number's parent; 0 when it is gone or only a zombie.
int parentOf(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(file, text);
    const std::size_t bracket = text.rfind(')');
    if (bracket == std::string::npos || text.size() < bracket + 4 || text[bracket + 2] == 'Z')
        return 0;
    int parent = 0;
    std::from_chars(text.data() + bracket + 4, text.data() + text.size(), parent);
    return parent;
}

std::vector<int> childrenOf(int parent)
{
    std::vector<int> children;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        int pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ec == std::errc() &&
            parentOf(pid) == parent)
            children.push_back(pid);
    }
    return children;
}

std::vector<int> descendantsOf(int pid)
{
    std::vector<int> all;
    for (const int child : childrenOf(pid)) {
        all.push_back(child);
        const std::vector<int> further = descendantsOf(child);
        all.insert(all.end(), further.begin(), further.end());
    }
    return all;
}

int groupsLeft(int spawner)
{
    int number = 0;
    std::error_code error;
    const std::string prefix = "assize-" + std::to_string(spawner) + "-";
    for (auto entry = std::filesystem::recursive_directory_iterator(
             "/sys/fs/cgroup", std::filesystem::directory_options::skip_permission_denied, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->is_directory(error) && entry->path().filename().string().starts_with(prefix))
            ++number;
    }
    return number;
}

/// An engine of its own that says on `ready` when its programs run, and then waits for its end.
[[noreturn]] void beAnEngine(const Host& host, int ready)
{
    Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(optionsOf(host));
    const unique_fd program(::open(host.programs.subject.c_str(), O_RDONLY | O_CLOEXEC));
    if (!sandbox || !program)
        ::_exit(1);
    Result<std::unique_ptr<Box>> idle = (*sandbox)->openBox(BoxRole::Jury, 0);
    Result<std::unique_ptr<Box>> busy = (*sandbox)->openBox(BoxRole::Contestant, 0);
    if (!idle || !busy)
        ::_exit(1);
    const std::jthread thread([&] {
        while (descendantsOf(::getpid()).size() < 5)
            std::this_thread::sleep_for(1ms);
        (void)!::write(ready, "x", 1);
    });
    (void)(*busy)->run(subject(program, {"stay-alive"}), {});
    ::_exit(1);
}

} // namespace

/// A box repeats no run: who it belongs to does.
class TestLifetime : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Box> m_box;
    unique_fd m_subject;

    /// The box that failed is followed by another one.
    void expectGoodRun()
    {
        const RunResult result = m_box->run(subject(m_subject, {"exit", "5"}), {});
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 5, whyItFailed(result).c_str());
    }

private Q_SLOTS:
    void init()
    {
        m_subject = unique_fd(::open(g_host.programs.subject.c_str(), O_RDONLY | O_CLOEXEC));
        Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(optionsOf(g_host));
        if (!sandbox && g_host.tier.name != "root")
            QSKIP(("no isolation in this tier: " + sandbox.error().message).c_str());
        QVERIFY2(sandbox.hasValue(), sandbox ? "" : sandbox.error().message.c_str());
        m_sandbox = std::move(*sandbox);
        Result<std::unique_ptr<Box>> box = m_sandbox->openBox(BoxRole::Contestant, 0);
        QVERIFY(box.hasValue());
        m_box = std::move(*box);
    }

    void cleanup()
    {
        m_box.reset();
        m_sandbox.reset();
    }

    void closingLeavesNothing()
    {
        const std::vector<int> spawners = childrenOf(::getpid());
        QCOMPARE(spawners.size(), std::size_t(1));
        QVERIFY(!childrenOf(spawners.front()).empty());
        m_box.reset();
        m_sandbox.reset();
        QVERIFY(childrenOf(::getpid()).empty());
        QCOMPARE(groupsLeft(spawners.front()), 0);
    }

    void killedBoxCostsARun()
    {
        const int spawner = childrenOf(::getpid()).front();
        const std::vector<int> before = childrenOf(spawner);
        QCOMPARE(before.size(), std::size_t(1));
        const std::jthread killer([&] {
            while (childrenOf(before.front()).empty())
                std::this_thread::sleep_for(1ms);
            ::kill(before.front(), SIGKILL);
        });
        const RunResult result = m_box->run(subject(m_subject, {"sleep", "1"}), {});
        QVERIFY(result.status == RunStatus::SandboxFailed);
        QVERIFY2(result.failure == Failure{Step::SurviveRun}, whyItFailed(result).c_str());
        expectGoodRun();
        QVERIFY(childrenOf(spawner) != before);
    }

    void boxKilledBetweenRunsIsReplaced()
    {
        const int spawner = childrenOf(::getpid()).front();
        ::kill(childrenOf(spawner).front(), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(childrenOf(spawner).empty(), 5000);
        const RunResult result = m_box->run(subject(m_subject, {"exit", "5"}), {});
        QVERIFY(result.status == RunStatus::SandboxFailed);
        QVERIFY2(result.failure == (Failure{Step::SendRequest, EPIPE}), whyItFailed(result).c_str());
        expectGoodRun();
    }

    void hungBoxCostsARun()
    {
        const int spawner = childrenOf(::getpid()).front();
        const std::vector<int> before = childrenOf(spawner);
        const std::jthread stopper([&] {
            while (childrenOf(before.front()).empty())
                std::this_thread::sleep_for(1ms);
            ::kill(before.front(), SIGSTOP);
        });
        RunRequest request = subject(m_subject, {"sleep", "1"});
        request.limits.wallTime = 2s;
        const RunResult result = m_box->run(request, {});
        QVERIFY(result.status == RunStatus::SandboxFailed);
        QVERIFY2(result.failure.step == Step::AwaitReport, whyItFailed(result).c_str());
        expectGoodRun();
        QVERIFY(childrenOf(spawner) != before);
        QTRY_COMPARE_WITH_TIMEOUT(parentOf(before.front()), 0, 1000);
    }

    void boxThatIsNotCleanIsReplaced()
    {
        const int spawner = childrenOf(::getpid()).front();
        for (const char* what : {"leave-semaphores", "leave-messages"}) {
            const std::vector<int> before = childrenOf(spawner);
            RunResult result = m_box->run(subject(m_subject, {what}), {});
            QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 0, what);
            result = m_box->run(subject(m_subject, {"find-traces"}), {});
            QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 0, what);
            QVERIFY2(childrenOf(spawner) != before, what);
        }
    }

    void killedSpawnerIsAFailureAndNoHang()
    {
        const int spawner = childrenOf(::getpid()).front();
        const std::vector<int> boxes = childrenOf(spawner);
        ::kill(spawner, SIGKILL);
        for (const int box : boxes)
            QTRY_COMPARE_WITH_TIMEOUT(parentOf(box), 0, 5000);
        const RunResult result = m_box->run(subject(m_subject, {"exit", "5"}), {});
        QVERIFY(result.status == RunStatus::SandboxFailed);
        QVERIFY(result.failure);
        m_box.reset();
        m_sandbox.reset();
        // The groups of a spawner that was killed are removed by the next one.
        init();
        QTRY_COMPARE_WITH_TIMEOUT(groupsLeft(spawner), 0, 5000);
    }

    void killedEngineLeavesNothing()
    {
        cleanup(); // a fork must not hold the sockets of this process's sandbox
        int ends[2];
        QVERIFY(::pipe2(ends, O_CLOEXEC) == 0);
        const int engine = ::fork();
        if (engine == 0)
            beAnEngine(g_host, ends[1]);
        ::close(ends[1]);
        char ready = 0;
        QVERIFY(::read(ends[0], &ready, 1) == 1);
        ::close(ends[0]);
        const std::vector<int> all = descendantsOf(engine);
        QVERIFY(all.size() >= 5);
        const int spawner = childrenOf(engine).front();
        const auto killed = std::chrono::steady_clock::now();
        ::kill(engine, SIGKILL);
        ::waitpid(engine, nullptr, 0);
        for (const int pid : all) {
            while (parentOf(pid) != 0 && std::chrono::steady_clock::now() - killed < 1s)
                std::this_thread::sleep_for(1ms);
            QVERIFY2(parentOf(pid) == 0, "a process lives on a second later");
        }
        QTRY_COMPARE_WITH_TIMEOUT(groupsLeft(spawner), 0, 5000);
    }

    /// What the kernel counts for each user is not shared with another engine's programs.
    void anotherEngineDoesNotDisturb()
    {
        const std::vector<int> spawners = childrenOf(::getpid());
        Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(optionsOf(g_host));
        QVERIFY(sandbox.hasValue());
        Result<std::unique_ptr<Box>> box = (*sandbox)->openBox(BoxRole::Contestant, 0);
        QVERIFY(box.hasValue());
        constexpr int kChildren = 40;
        const int spawner = spawners.front();
        const std::jthread neighbour([&](const std::stop_token& stop) {
            RunRequest request = subject(m_subject, {"keep-children", std::to_string(kChildren)});
            request.limits.processes = 64;
            (void)m_box->run(request, stop);
        });
        QTRY_VERIFY_WITH_TIMEOUT(descendantsOf(spawner).size() > kChildren, 5000);
        RunRequest alone = subject(m_subject, {"exit", "7"});
        alone.limits.processes = 1;
        RunResult result = (*box)->run(alone, {});
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 7, whyItFailed(result).c_str());
        RunRequest family = subject(m_subject, {"count-processes", "40"});
        family.limits.processes = 41;
        result = (*box)->run(family, {});
        QCOMPARE(conformance::contentOf(result.standardOutput), std::string("40\n"));
    }

    /// Files and output outlive the processes: when they fill the memory, the box must not be what is killed.
    void memoryFilledToTheLastPage()
    {
        const SandboxInfo info = m_sandbox->info();
        if (std::none_of(info.isolation.begin(), info.isolation.end(),
                         [](const std::string& item) { return item.starts_with("cgroup"); }))
            QSKIP("without control groups nothing is killed for files in memory");
        constexpr std::uint64_t kPage = 4096;
        const int spawner = childrenOf(::getpid()).front();
        bool sameBox = true;
        // In a new box each time, which has no memory yet for what it will have to tell.
        const auto fill = [&](std::uint64_t files) {
            m_box.reset();
            if (Result<std::unique_ptr<Box>> box = m_sandbox->openBox(BoxRole::Contestant, 0))
                m_box = std::move(*box);
            if (!m_box)
                return RunResult();
            const std::vector<int> boxes = childrenOf(spawner);
            RunRequest request = subject(m_subject, {"fill-and-complain", "60"});
            request.limits.memory = 40 << 20;
            request.limits.output = 64 << 20;
            request.limits.fileSpace = files;
            RunResult result = m_box->run(request, {});
            sameBox = childrenOf(spawner) == boxes;
            return result;
        };
        // Where it begins that the program is killed before it tells anything; below that all is full when it
        // does.
        std::uint64_t fits = 41 << 20;
        std::uint64_t tooMuch = 52 << 20;
        while (tooMuch - fits > kPage) {
            const std::uint64_t middle = (fits + tooMuch) / 2 / kPage * kPage;
            const RunResult result = fill(middle);
            (result.signal == SIGKILL && result.standardError.empty() ? tooMuch : fits) = middle;
        }
        for (int page = -36; page < 4; page += 2) {
            const RunResult result =
                fill(tooMuch + static_cast<std::uint64_t>(static_cast<std::int64_t>(page)) * kPage);
            QVERIFY2(result.status == RunStatus::MemoryLimit, conformance::describe(result).c_str());
            QVERIFY2(sameBox, "the box was killed");
        }
    }

    void withoutIsolationOnlyWhenAsked()
    {
        cleanup();
        LocalSandboxOptions options = optionsOf(g_host);
        options.noIsolation = true;
        Result<std::unique_ptr<Sandbox>> plain = makeLocalSandbox(options);
        QVERIFY2(plain.hasValue(), plain ? "" : plain.error().message.c_str());
        const SandboxInfo info = (*plain)->info();
        QCOMPARE(info.name, std::string("none"));
        QCOMPARE(info.isolation, std::vector<std::string>{"none"});
        QVERIFY(!info.warnings.empty());
        Result<std::unique_ptr<Box>> box = (*plain)->openBox(BoxRole::Contestant, 0);
        QVERIFY(box.hasValue());
        const int spawner = childrenOf(::getpid()).front();
        RunResult result = (*box)->run(subject(m_subject, {"exit", "6"}), {});
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 6, whyItFailed(result).c_str());
        RunRequest loop = subject(m_subject, {"child-loops"});
        loop.limits.cpuTime = 200ms;
        result = (*box)->run(loop, {});
        QVERIFY2(result.status == RunStatus::CpuLimit, whyItFailed(result).c_str());
        result = (*box)->run(subject(m_subject, {"leave-stopped-child"}), {});
        QVERIFY2(result.status == RunStatus::Exited, whyItFailed(result).c_str());
        QCOMPARE(descendantsOf(spawner), childrenOf(spawner));
        box = Error{};
        plain = Error{};
        QVERIFY(childrenOf(::getpid()).empty());
    }

    void missingHelperIsAnError()
    {
        LocalSandboxOptions options;
        options.box = "/nonexistent/assize-box";
        const Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(options);
        QVERIFY(!sandbox.hasValue());
        QVERIFY(sandbox.error().message.find("/nonexistent/assize-box") != std::string::npos);
        options.box = "/bin/true";
        const Result<std::unique_ptr<Sandbox>> other = makeLocalSandbox(options);
        QVERIFY(!other.hasValue());
    }
};

int main(int count, char** arguments)
{
    g_host = assize::conformance::prepareHost();
    if (!g_host.skip.empty()) {
        std::printf("skipped: %s\n", g_host.skip.c_str());
        return 77;
    }
    int result = 0;
    {
        TestLifetime test;
        result = QTest::qExec(&test, count, arguments);
    }
    assize::conformance::leaveHost(g_host);
    return result;
}

#include "test_lifetime.moc"
