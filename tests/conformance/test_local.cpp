// SPDX-License-Identifier: GPL-3.0-or-later
#include "host.h"
#include "sandbox/local/local_sandbox.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace assize;
using namespace assize::sandbox;
using namespace std::chrono_literals;
using assize::conformance::Host;
using model::RunStatus;

namespace {

constexpr std::uint64_t kMegabyte = 1 << 20;

Host g_host;

std::string contentOf(const unique_fd& fd)
{
    std::string content;
    char buffer[1 << 16];
    for (ssize_t got;
         fd && (got = ::pread(fd.get(), buffer, sizeof buffer, static_cast<off_t>(content.size()))) > 0;)
        content.append(buffer, static_cast<std::size_t>(got));
    return content;
}

/// What is expected of a run of the subject; limits start from those of a generous contest.
struct Expected
{
    RunStatus status = RunStatus::Exited;
    int exitCode = 0;
    int signal = 0;
};

RunLimits generous()
{
    RunLimits limits;
    limits.cpuTime = 10s;
    limits.wallTime = 20s;
    limits.memory = 256 * kMegabyte;
    limits.output = 8 * kMegabyte;
    limits.processes = 64;
    return limits;
}

std::string describe(const RunResult& result)
{
    return "status " + std::to_string(static_cast<int>(result.status)) + ", exit code " +
           std::to_string(result.exitCode) + ", signal " + std::to_string(result.signal) + ", cpu " +
           std::to_string(result.cpuTime / 1us) + " us, wall " + std::to_string(result.wallTime / 1us) +
           " us, memory " + std::to_string(result.memory >> 10) + " KiB, output '" +
           contentOf(result.standardOutput).substr(0, 300) + "', errors '" +
           result.standardError.substr(0, 300) + "', failure '" + result.failure + "'";
}

} // namespace

Q_DECLARE_METATYPE(Expected)
Q_DECLARE_METATYPE(RunLimits)

class TestConformance : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Box> m_box;
    unique_fd m_subject;
    unique_fd m_dynamicSubject;
    bool m_groups = false;

    RunRequest subject(std::vector<std::string> arguments, const RunLimits& limits = generous()) const
    {
        RunRequest request;
        request.arguments = {"subject"};
        request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
        request.executable = m_subject.get();
        request.limits = limits;
        return request;
    }
    RunResult run(const RunRequest& request) { return m_box->run(request, {}); }
    static RunRequest command(std::vector<std::string> arguments)
    {
        RunRequest request;
        request.arguments = std::move(arguments);
        request.limits = generous();
        request.limits.memory = 2048 * kMegabyte;
        request.limits.output = 64 * kMegabyte;
        request.limits.processes = 200;
        return request;
    }
    bool boxIsUsable() { return run(subject({"find-traces"})).exitCode == 0; }

private Q_SLOTS:
    void initTestCase()
    {
        LocalSandboxOptions options;
        options.box = g_host.programs.box;
        options.cgroups = g_host.tier.cgroups;
        options.userNamespace = g_host.tier.userNamespace;
        Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(options);
        if (!sandbox && g_host.tier.name != "root")
            QSKIP(("no isolation in this tier: " + sandbox.error().message).c_str());
        QVERIFY2(sandbox.hasValue(), sandbox ? "" : sandbox.error().message.c_str());
        m_sandbox = std::move(*sandbox);
        const SandboxInfo info = m_sandbox->info();
        const auto has = [&info](const char* item) {
            return std::find(info.isolation.begin(), info.isolation.end(), item) != info.isolation.end();
        };
        QVERIFY(has("seccomp"));
        QVERIFY(has("namespaces"));
        m_groups = has("cgroup1") || has("cgroup2");
        for (const std::string& warning : info.warnings)
            std::printf("warning: %s\n", warning.c_str());
        Result<std::unique_ptr<Box>> box = m_sandbox->openBox(BoxRole::Contestant, 0);
        QVERIFY2(box.hasValue(), box ? "" : box.error().message.c_str());
        m_box = std::move(*box);
        m_subject = unique_fd(::open(g_host.programs.subject.c_str(), O_RDONLY | O_CLOEXEC));
        m_dynamicSubject = unique_fd(::open(g_host.programs.dynamicSubject.c_str(), O_RDONLY | O_CLOEXEC));
        QVERIFY(m_subject && m_dynamicSubject);
    }

    void cleanupTestCase()
    {
        m_box.reset();
        m_sandbox.reset();
    }

    void status_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<RunLimits>("limits");
        QTest::addColumn<Expected>("expected");
        const auto row = [](const char* name, const QStringList& arguments, Expected expected,
                            const std::function<void(RunLimits&)>& change = {}) {
            RunLimits limits = generous();
            if (change)
                change(limits);
            QTest::addRow("%s", name) << arguments << limits << expected;
        };
        const auto seconds = [](std::chrono::milliseconds cpu, std::chrono::milliseconds wall) {
            return [=](RunLimits& limits) {
                limits.cpuTime = cpu;
                limits.wallTime = wall;
            };
        };
        const auto memory = [](std::uint64_t megabytes) {
            return [=](RunLimits& limits) { limits.memory = megabytes * kMegabyte; };
        };
        const auto output = [](std::uint64_t bytes) {
            return [=](RunLimits& limits) { limits.output = bytes; };
        };
        using QL = QStringList;

        row("exit 0", QL{"exit", "0"}, {});
        row("exit 42", QL{"exit", "42"}, {RunStatus::Exited, 42});
        row("exit 255", QL{"exit", "255"}, {RunStatus::Exited, 255});
        row("abort", QL{"abort"}, {RunStatus::Signalled, 0, SIGABRT});
        row("crash", QL{"crash"}, {RunStatus::Signalled, 0, SIGSEGV});
        row("divide by zero", QL{"divide"}, {RunStatus::Signalled, 0, SIGFPE});
        row("own SIGTERM", QL{"signal", "15"}, {RunStatus::Signalled, 0, SIGTERM});
        row("own SIGKILL", QL{"signal", "9"}, {RunStatus::Signalled, 0, SIGKILL});

        row("loop", QL{"loop"}, {RunStatus::CpuLimit, 0, SIGKILL}, seconds(300ms, 10s));
        row("loop in a child", QL{"child-loops"}, {RunStatus::CpuLimit, 0, SIGKILL}, seconds(300ms, 10s));
        row("loop in threads", QL{"threads-loop"}, {RunStatus::CpuLimit, 0, SIGKILL}, seconds(300ms, 10s));
        row("child's time counts", QL{"child-burns", "0.4"}, {RunStatus::CpuLimit, 0, 0},
            seconds(300ms, 10s));
        row("sleep", QL{"sleep"}, {RunStatus::WallLimit, 0, SIGKILL}, seconds(300ms, 300ms));
        row("stopped by itself", QL{"stop-itself"}, {RunStatus::WallLimit, 0, SIGKILL},
            seconds(300ms, 300ms));
        row("within time", QL{"burn", "0.2"}, {}, seconds(1s, 10s));

        row("memory within", QL{"touch", "200"}, {});
        row("memory over", QL{"touch", "300"}, {RunStatus::MemoryLimit, 0, SIGKILL});
        row("memory slowly over", QL{"touch-slowly", "300"}, {RunStatus::MemoryLimit, 0, SIGKILL});
        row("a sparse gigabyte", QL{"sparse-gigabyte"}, {});
        row("deep recursion", QL{"deep-recursion", "200"}, {});
        row("threads in little memory", QL{"threads", "8"}, {}, memory(64));

        row("output to the byte", QL{"print", "1000000"}, {}, output(1000000));
        row("output one byte more", QL{"print", "1000001"}, {RunStatus::OutputLimit}, output(1000000));
        row("output without end", QL{"print-forever"}, {RunStatus::OutputLimit, 0, SIGXFSZ}, output(1000000));
        row("output, signal ignored", QL{"print-ignoring-signal", "1000001"}, {RunStatus::OutputLimit},
            output(1000000));
        row("a file over the limit", QL{"big-file", "2000000"}, {RunStatus::OutputLimit, 0, SIGXFSZ},
            output(1000000));
        row("errors without end", QL{"print-errors", "10000000"}, {});
        row("work folder full", QL{"fill-disk", "100"}, {},
            [](RunLimits& limits) { limits.fileSpace = 32 * kMegabyte; });
        row("/tmp full", QL{"fill-disk", "100", "/tmp"}, {},
            [](RunLimits& limits) { limits.fileSpace = 32 * kMegabyte; });

        row("network", QL{"network"}, {});
        row("write outside", QL{"write-outside"}, {});
        row("read the host",
            QL{"read-host", QString::fromStdString(g_host.programs.folder.string()),
               QStringLiteral(ASSIZE_SOURCE_DIR)},
            {});
        row("processes of others", QL{"processes-of-others"}, {});
        row("inheritance", QL{"inheritance"}, {});
        row("namespaces", QL{"namespaces"}, {});
        row("touch the box", QL{"touch-the-box"}, {});
        row("ptrace", QL{"ptrace"}, {RunStatus::Violation, 0, SIGSYS});
        row("mount", QL{"mount"}, {RunStatus::Violation, 0, SIGSYS});
        row("foreign call", QL{"foreign-call"}, {RunStatus::Violation, 0, SIGSYS});
        row("io_uring", QL{"call-number", "425"}, {});
        row("keyctl", QL{"call-number", "250"}, {RunStatus::Violation, 0, SIGSYS});
        row("bpf", QL{"call-number", "321"}, {RunStatus::Violation, 0, SIGSYS});
    }

    void status()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const RunLimits, limits);
        QFETCH(const Expected, expected);
        std::vector<std::string> list;
        for (const QString& argument : arguments)
            list.push_back(argument.toStdString());
        RunRequest request = subject(list, limits);
        const RunResult result = run(request);
        if (QByteArray(QTest::currentDataTag()) == "recursion without end" &&
            result.status == RunStatus::Signalled && result.signal == SIGSEGV)
            return; // the stack's limit came first
        QVERIFY2(result.status == expected.status, describe(result).c_str());
        if (expected.status == RunStatus::Exited)
            QVERIFY2(result.exitCode == expected.exitCode, describe(result).c_str());
        if (expected.signal != 0)
            QVERIFY2(result.signal == expected.signal, describe(result).c_str());
        if (limits.output != 0)
            QVERIFY2(result.outputSize <= limits.output, describe(result).c_str());
        QVERIFY(bool(result.standardOutput));
        QCOMPARE(contentOf(result.standardOutput).size(), result.outputSize);
        // The same with shared libraries.
        request.executable = m_dynamicSubject.get();
        const RunResult dynamic = run(request);
        QVERIFY2(dynamic.status == expected.status, describe(dynamic).c_str());
        QVERIFY(boxIsUsable());
    }

    void cpuTimeIsMeasured()
    {
        const RunResult result = run(subject({"burn", "0.3"}));
        QVERIFY2(result.cpuTime >= 295ms && result.cpuTime < 400ms, describe(result).c_str());
        const RunResult child = run(subject({"child-burns", "0.3"}));
        QVERIFY2(child.cpuTime >= 295ms && child.cpuTime < 400ms, describe(child).c_str());
    }

    void cpuTimeOfIgnoredChildrenIsMeasured()
    {
        if (!m_groups)
            QSKIP("without control groups nobody counts the time of children that were not waited for");
        const RunResult result = run(subject({"ignored-child-burns", "0.3"}));
        QVERIFY2(result.cpuTime >= 295ms && result.cpuTime < 400ms, describe(result).c_str());
    }

    void runIsStoppedInTime()
    {
        RunLimits limits = generous();
        limits.cpuTime = 300ms;
        const RunResult cpu = run(subject({"loop"}, limits));
        QVERIFY2(cpu.cpuTime >= 300ms && cpu.cpuTime < 350ms, describe(cpu).c_str());
        limits = generous();
        limits.wallTime = 200ms;
        const RunResult wall = run(subject({"sleep"}, limits));
        QVERIFY2(wall.wallTime >= 200ms && wall.wallTime < 300ms, describe(wall).c_str());
        QVERIFY2(wall.cpuTime < 100ms, describe(wall).c_str());
    }

    void memoryIsMeasured()
    {
        for (const std::uint64_t megabytes : {10U, 50U, 150U}) {
            const RunResult result = run(subject({"touch", std::to_string(megabytes)}));
            QVERIFY2(result.memory >= (megabytes - 1) * kMegabyte &&
                         result.memory < (megabytes + 3) * kMegabyte,
                     describe(result).c_str());
        }
        // Not the peak of the run before.
        const RunResult small = run(subject({"exit", "0"}));
        QVERIFY2(small.memory < 3 * kMegabyte, describe(small).c_str());
    }

    void endlessRecursionMeetsTheStackLimit()
    {
        const RunResult result = run(subject({"endless-recursion"}));
        const bool stack = result.status == RunStatus::Signalled && result.signal == SIGSEGV;
        // Without control groups the look at the resident size may come first.
        QVERIFY2(stack || (!m_groups && result.status == RunStatus::MemoryLimit), describe(result).c_str());
    }

    void memoryOfAllProcessesAndFilesCounts()
    {
        if (!m_groups)
            QSKIP("without control groups only the resident size of processes is known");
        const RunResult children = run(subject({"children-touch", "40"}));
        QVERIFY2(children.memory >= 159 * kMegabyte && children.memory < 166 * kMegabyte,
                 describe(children).c_str());
        const RunResult file = run(subject({"fill-memfd", "100"}, [] {
            RunLimits limits = generous();
            limits.output = 0;
            return limits;
        }()));
        QVERIFY2(file.memory >= 99 * kMegabyte && file.memory < 104 * kMegabyte, describe(file).c_str());
        QVERIFY(boxIsUsable());
    }

    void outputIsNotMemory()
    {
        RunLimits limits = generous();
        limits.memory = 16 * kMegabyte;
        limits.output = 64 * kMegabyte;
        const RunResult result = run(subject({"print", "50000000"}, limits));
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 0, describe(result).c_str());
        QCOMPARE(result.outputSize, 50000000U);
    }

    void errorOutputIsCut()
    {
        RunRequest request = subject({"print-errors", "200000"});
        request.limits.errorOutput = 1000;
        const RunResult result = run(request);
        QCOMPARE(result.standardError.size(), std::size_t(1000));
        QVERIFY(result.standardErrorCut);
        request.arguments.back() = "999";
        const RunResult whole = run(request);
        QCOMPARE(whole.standardError.size(), std::size_t(999));
        QVERIFY(!whole.standardErrorCut);
    }

    void inputIsReadAndCannotBeChanged()
    {
        const std::filesystem::path path = g_host.programs.folder / "secret-input";
        const std::string content = "first line\nsecond line\n";
        {
            std::FILE* file = std::fopen(path.c_str(), "w");
            QVERIFY(file);
            std::fputs(content.c_str(), file);
            std::fclose(file);
        }
        const unique_fd input(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        Result<unique_fd> memory = makeMemoryFile(content);
        QVERIFY(memory.hasValue());
        for (const int fd : {input.get(), memory->get()}) {
            RunRequest request = subject({"echo"});
            request.standardInput = fd;
            QCOMPARE(contentOf(run(request).standardOutput), content);
            request.arguments.back() = "rewrite-input";
            const RunResult attack = run(request);
            QVERIFY2(attack.status == RunStatus::Exited && attack.exitCode == 0, describe(attack).c_str());
            request.arguments.back() = "reopen";
            const RunResult reopened = run(request);
            QVERIFY2(reopened.exitCode == 0, describe(reopened).c_str());
            QCOMPARE(contentOf(reopened.standardOutput), std::string("first line\n"));
            QCOMPARE(reopened.standardError, std::string("seen"));
        }
        QCOMPARE(contentOf(input), content);
        QCOMPARE(std::filesystem::file_size(path), content.size());
    }

    void inputTellsNothingOfEarlierRuns()
    {
        const std::filesystem::path path = g_host.programs.folder / "secret-input-again";
        {
            std::FILE* file = std::fopen(path.c_str(), "w");
            QVERIFY(file);
            std::fputs("content\n", file);
            std::fclose(file);
        }
        const unique_fd input(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        Result<unique_fd> memory = makeMemoryFile("content\n");
        QVERIFY(memory.hasValue());
        for (const int fd : {input.get(), memory->get()}) {
            for (const char* what : {"leave-word", "find-word"}) {
                RunRequest request = subject({what});
                request.standardInput = fd;
                const RunResult result = run(request);
                QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 0,
                         describe(result).c_str());
            }
        }
    }

    void outputCanAlwaysBeRead()
    {
        const RunResult result = run(subject({"shut-output"}));
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 0, describe(result).c_str());
        const std::string path = "/proc/self/fd/" + std::to_string(result.standardOutput.get());
        const unique_fd again(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        QVERIFY2(bool(again), "a validator could not read the output");
        QCOMPARE(contentOf(again), std::string("written\n"));
    }

    void unusableExecutablesFailByThemselves_data()
    {
        QTest::addColumn<QByteArray>("content");
        const std::string whole = contentOf(m_dynamicSubject);
        QByteArray lost = QByteArray::fromStdString(whole);
        lost.replace("/lib64/ld-linux", "/lib64/no-linux");
        QByteArray noProgram = QByteArray::fromStdString(whole);
        noProgram.replace("/lib64/ld-linux-x86-64.so.2", QByteArray("/etc/passwd").append(16, '\0'));
        QTest::addRow("empty") << QByteArray();
        QTest::addRow("text") << QByteArray("this is no program\n");
        QTest::addRow("magic only") << QByteArray("\x7f"
                                                  "ELF");
        QTest::addRow("cut") << QByteArray::fromStdString(whole).left(100);
        QTest::addRow("its loader does not exist") << lost;
        QTest::addRow("its loader is no program") << noProgram;
        QTest::addRow("script of a missing interpreter") << QByteArray("#!/no/interpreter\n");
    }

    /// Who writes a source can make the compiler produce any of these.
    void unusableExecutablesFailByThemselves()
    {
        QFETCH(const QByteArray, content);
        Result<unique_fd> executable = makeMemoryFile(content.toStdString());
        QVERIFY(executable.hasValue());
        RunRequest request = subject({});
        request.executable = executable->get();
        const RunResult result = run(request);
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 127, describe(result).c_str());
        QVERIFY2(!result.standardError.empty(), describe(result).c_str());
        QVERIFY(boxIsUsable());
    }

    void killsInOtherBoxesAreNotTakenForAShortageOfMemory()
    {
        if (!m_groups)
            QSKIP("without control groups nobody is killed for memory");
        Result<std::unique_ptr<Box>> other = m_sandbox->openBox(BoxRole::Contestant, 1);
        QVERIFY(other.hasValue());
        std::atomic<bool> stop = false;
        std::thread neighbour([&] {
            while (!stop)
                (void)(*other)->run(subject({"touch", "300"}), {});
        });
        const RunResult result = run(command({"sh", "-c", "sleep 1; kill -9 $$"}));
        stop = true;
        neighbour.join();
        QVERIFY2(result.status == RunStatus::Signalled && result.signal == SIGKILL, describe(result).c_str());
    }

    void nothingIsLeft_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what :
             {"leave-traces", "leave-daemon", "leave-stopped-child", "shut-folders", "write-and-remove"})
            QTest::addRow("%s", what) << QString::fromLatin1(what);
    }

    void nothingIsLeft()
    {
        QFETCH(const QString, what);
        const RunResult left = run(subject({what.toStdString()}));
        QVERIFY2(left.status == RunStatus::Exited && left.exitCode == 0, describe(left).c_str());
        const RunResult result = run(subject({"find-traces"}));
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 0, describe(result).c_str());
    }

    void forkBombEnds()
    {
        if (g_host.tier.userNamespace)
            QSKIP("root in a user namespace without control groups has no limit of processes");
        RunLimits limits = generous();
        limits.cpuTime = 500ms;
        limits.wallTime = 3s;
        const auto before = std::chrono::steady_clock::now();
        const RunResult result = run(subject({"fork-bomb"}, limits));
        QVERIFY2(result.status == RunStatus::CpuLimit || result.status == RunStatus::WallLimit ||
                     result.status == RunStatus::MemoryLimit,
                 describe(result).c_str());
        QVERIFY(std::chrono::steady_clock::now() - before < 15s);
        QVERIFY(boxIsUsable());
    }

    void processesAreLimited()
    {
        if (g_host.tier.userNamespace)
            QSKIP("root in a user namespace without control groups has no limit of processes");
        RunLimits limits = generous();
        limits.processes = 11;
        const RunResult result = run(subject({"count-processes", "50"}, limits));
        QCOMPARE(contentOf(result.standardOutput), std::string("10\n"));
        limits.processes = 1;
        QCOMPARE(contentOf(run(subject({"count-processes", "50"}, limits)).standardOutput),
                 std::string("0\n"));
    }

    void environmentIsTheBoxesAndTheRequests()
    {
        RunRequest request = subject({"inheritance"});
        request.environment = {"ASKED=yes", "HOME=/work"};
        QCOMPARE(run(request).exitCode, 0);
        RunRequest print = command({"env"});
        print.environment = request.environment;
        const std::string output = contentOf(run(print).standardOutput);
        QVERIFY(output.find("HOME=/work\n") != std::string::npos);
        QVERIFY(output.find("HOME=/tmp\n") == std::string::npos);
        QVERIFY(output.find("ASKED=yes\n") != std::string::npos);
    }

    void filesArePlacedAndCollected()
    {
        Result<unique_fd> script =
            makeMemoryFile("#!/bin/sh\ncat folder/data > copy\nln -s copy link\nmkfifo pipe\n"
                           "mkdir dir\necho tool > tool.x; chmod +x tool.x\n");
        Result<unique_fd> data = makeMemoryFile("content");
        QVERIFY(script.hasValue() && data.hasValue());
        RunRequest request = command({"./script"});
        request.files = {{"script", script->get(), true}, {"folder/data", data->get(), false}};
        request.collect = {"copy", "*.x", "link", "pipe", "dir", "missing"};
        const RunResult result = run(request);
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 0, describe(result).c_str());
        QCOMPARE(result.collected.size(), std::size_t(2));
        QCOMPARE(result.collected[0].name, std::string("copy"));
        QCOMPARE(contentOf(result.collected[0].fd), std::string("content"));
        QVERIFY(!result.collected[0].executable);
        QCOMPARE(result.collected[1].name, std::string("tool.x"));
        QVERIFY(result.collected[1].executable);
        QVERIFY(::fcntl(result.collected[1].fd.get(), F_GET_SEALS) & F_SEAL_WRITE);
        QVERIFY(boxIsUsable());
    }

    void bigFilesAfterASmallLimit()
    {
        RunLimits limits = generous();
        limits.memory = 8 * kMegabyte;
        QCOMPARE(run(subject({"exit", "0"}, limits)).exitCode, 0);
        Result<unique_fd> data = makeMemoryFile(std::string(100 * kMegabyte, 'x'));
        QVERIFY(data.hasValue());
        RunRequest request = subject({"exit", "3"});
        request.files = {{"data", data->get(), false}};
        request.collect = {"data"};
        request.limits.fileSpace = 200 * kMegabyte;
        const RunResult result = run(request);
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 3, describe(result).c_str());
        QCOMPARE(result.collected.size(), std::size_t(1));
        QCOMPARE(result.collected[0].size, 100 * kMegabyte);
        QVERIFY2(result.memory < 3 * kMegabyte, describe(result).c_str());
        QVERIFY(boxIsUsable());
    }

    void badFileNamesAreRefused()
    {
        Result<unique_fd> data = makeMemoryFile("content");
        QVERIFY(data.hasValue());
        for (const char* name : {"", "/etc/passwd", "../x", "a/../../x", "a//b", "."}) {
            RunRequest request = subject({"exit", "0"});
            request.files = {{name, data->get(), false}};
            QVERIFY(run(request).status == RunStatus::SandboxFailed);
        }
        QVERIFY(boxIsUsable());
    }

    void workFolderIsKeptOnRequest()
    {
        RunRequest first = command({"sh", "-c", "echo kept > file"});
        first.keepWorkFolder = true;
        QCOMPARE(run(first).exitCode, 0);
        RunRequest second = command({"cat", "file"});
        QCOMPARE(contentOf(run(second).standardOutput), std::string("kept\n"));
        QVERIFY(boxIsUsable());
    }

    void missingProgramIsAFailureThatNamesIt()
    {
        const RunResult result = run(command({"no-such-program"}));
        QVERIFY(result.status == RunStatus::SandboxFailed);
        QVERIFY2(result.failure.find("no-such-program") != std::string::npos &&
                     result.failure.find("ENOENT") != std::string::npos,
                 result.failure.c_str());
    }

    void toolsWork_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("script");
        QTest::addRow("g++")
            << "g++"
            << "echo '#include <iostream>\nint main(){std::cout<<42<<std::endl;}' > a.cpp && "
               "g++ a.cpp -o a && ./a";
        QTest::addRow("python3") << "python3"
                                 << "echo 'import sys; print(42)' > a.py && python3 -m py_compile a.py && "
                                    "python3 a.py";
        QTest::addRow("java") << "javac"
                              << "echo 'class A { public static void main(String[] a) { "
                                 "System.out.println(42); } }' > A.java && javac A.java && java A";
        QTest::addRow("rust") << "rustc"
                              << "echo 'fn main(){println!(\"42\");}' > a.rs && rustc a.rs && ./a";
        QTest::addRow("go") << "go"
                            << "printf 'package main\\nfunc main(){println(42)}' > a.go && go build a.go && "
                               "./a 2>&1";
        QTest::addRow("node") << "node"
                              << "echo 'console.log(42)' > a.js && node a.js";
        QTest::addRow("mono")
            << "mcs"
            << "echo 'class A{static void Main(){System.Console.WriteLine(42);}}' > a.cs && "
               "mcs a.cs && mono a.exe";
    }

    void toolsWork()
    {
        QFETCH(const QString, tool);
        QFETCH(const QString, script);
        if (::access(("/usr/bin/" + tool.toStdString()).c_str(), X_OK) != 0)
            QSKIP("not installed");
        if (g_host.tier.name != "root" && g_host.tier.name != "user")
            QSKIP("the tools are tried as root and as an ordinary user");
        RunRequest request = command({"sh", "-c", script.toStdString()});
        request.limits.cpuTime = 60s;
        request.limits.wallTime = 120s;
        request.limits.fileSpace = 512 * kMegabyte;
        const RunResult result = run(request);
        QVERIFY2(result.status == RunStatus::Exited && result.exitCode == 0, describe(result).c_str());
        QCOMPARE(contentOf(result.standardOutput), std::string("42\n"));
        QVERIFY(boxIsUsable());
    }

    void stopIsObeyed()
    {
        std::stop_source source;
        const std::jthread stopper([&source] {
            std::this_thread::sleep_for(100ms);
            source.request_stop();
        });
        const auto before = std::chrono::steady_clock::now();
        const RunResult result = m_box->run(subject({"sleep"}), source.get_token());
        QVERIFY(result.status == RunStatus::Cancelled);
        QVERIFY(std::chrono::steady_clock::now() - before < 5s);
        QVERIFY(m_box->run(subject({"exit", "0"}), source.get_token()).status == RunStatus::Cancelled);
        QVERIFY(boxIsUsable());
    }

    void boxesDoNotSeeEachOther()
    {
        Result<std::unique_ptr<Box>> jury = m_sandbox->openBox(BoxRole::Jury, 0);
        QVERIFY(jury.hasValue());
        RunRequest leave = command({"sh", "-c", "echo answer > /tmp/answer; echo answer > answer"});
        leave.keepWorkFolder = true;
        QCOMPARE((*jury)->run(leave, {}).exitCode, 0);
        QVERIFY(boxIsUsable());
    }

    void twoBoxesRunAtOnce()
    {
        Result<std::unique_ptr<Box>> other = m_sandbox->openBox(BoxRole::Contestant, 1);
        QVERIFY(other.hasValue());
        int wrong = 0;
        {
            const std::jthread thread([&] {
                for (int i = 0; i < 100; ++i) {
                    if ((*other)->run(subject({"exit", "3"}), {}).exitCode != 3)
                        ++wrong;
                }
            });
            for (int i = 0; i < 100; ++i)
                QCOMPARE(run(subject({"exit", "4"})).exitCode, 4);
        }
        QCOMPARE(wrong, 0);
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
        TestConformance test;
        result = QTest::qExec(&test, count, arguments);
    }
    assize::conformance::leaveHost(g_host);
    return result;
}

#include "test_local.moc"
