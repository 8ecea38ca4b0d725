// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/host.h"
#include "sandbox/local/local_sandbox.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace assize;
using namespace assize::sandbox;
using namespace std::chrono_literals;
using assize::conformance::Host;
using model::RunStatus;

namespace {

Host g_host;

constexpr std::array<const char*, 9> kStatusNames = {"Exited",    "Signalled",   "CpuLimit",
                                                     "WallLimit", "MemoryLimit", "OutputLimit",
                                                     "Violation", "Cancelled",   "SandboxFailed"};

std::string describe(const RunResult& result)
{
    return std::string(kStatusNames.at(static_cast<std::size_t>(result.status))) + ", exit code " +
           std::to_string(result.exitCode) + ", signal " + std::to_string(result.signal) + ", cpu " +
           std::to_string(result.cpuTime / 1ms) + " ms, memory " + std::to_string(result.memory >> 20) +
           " MiB, '" + result.standardError.substr(0, 500) + "' " + result.failure;
}

std::string wholeFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

/// How a program of this kind is compiled and run.
struct Language
{
    std::string compiler; ///< path of what must be installed
    std::vector<std::string> compile;
    std::vector<std::string> collect;
    std::vector<std::string> run;
};

Language languageOf(const std::filesystem::path& source)
{
    const std::string name = source.filename();
    const std::string extension = source.extension();
    if (extension == ".c")
        return {"/usr/bin/gcc", {"gcc", "-O1", name, "-o", "program"}, {"program"}, {"./program"}};
    if (extension == ".cpp")
        return {
            "/usr/bin/g++", {"g++", "-std=c++17", "-O1", name, "-o", "program"}, {"program"}, {"./program"}};
    if (extension == ".java")
        return {"/usr/bin/javac",
                {"javac", name},
                {"*.class"},
                {"java", "-Xmx64m", "-XX:+UseSerialGC", source.stem().string()}};
    return {"/usr/bin/python3", {}, {}, {"python3", name}};
}

RunLimits compileLimits()
{
    RunLimits limits;
    limits.cpuTime = 3s;
    limits.wallTime = 30s;
    limits.memory = 1ULL << 30;
    limits.output = 32ULL << 20;
    limits.fileSpace = 128ULL << 20;
    limits.processes = 100;
    return limits;
}

RunLimits runLimits(const std::string& compiler)
{
    RunLimits limits = compileLimits();
    limits.cpuTime = 2s;
    limits.wallTime = 5s;
    limits.memory = compiler == "/usr/bin/javac" ? 512ULL << 20 : 256ULL << 20;
    limits.output = 4ULL << 20;
    limits.fileSpace = 32ULL << 20;
    return limits;
}

} // namespace

class TestPrograms : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Box> m_box;
    std::unique_ptr<Box> m_neighbour;
    unique_fd m_subject;
    std::filesystem::path m_canary;

    /// Why something of the program is still there, or empty.
    std::string whatIsLeft()
    {
        RunRequest request;
        request.arguments = {"subject", "find-traces"};
        request.executable = m_subject.get();
        request.limits = runLimits({});
        for (Box* box : {m_box.get(), m_neighbour.get()}) {
            const RunResult result = box->run(request, {});
            if (result.status != RunStatus::Exited || result.exitCode != 0) {
                char output[200] = {};
                (void)!::pread(result.standardOutput.get(), output, sizeof output - 1, 0);
                return output + describe(result);
            }
        }
        return wholeFile(m_canary) == "canary" ? "" : "the canary file has changed";
    }

private Q_SLOTS:
    void initTestCase()
    {
        LocalSandboxOptions options;
        options.box = g_host.programs.box;
        Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(options);
        if (!sandbox && g_host.tier.name != "root")
            QSKIP(("no isolation in this tier: " + sandbox.error().message).c_str());
        QVERIFY2(sandbox.hasValue(), sandbox ? "" : sandbox.error().message.c_str());
        m_sandbox = std::move(*sandbox);
        for (std::unique_ptr<Box>* box : {&m_box, &m_neighbour}) {
            Result<std::unique_ptr<Box>> opened = m_sandbox->openBox(BoxRole::Contestant, 0);
            QVERIFY(opened.hasValue());
            *box = std::move(*opened);
        }
        m_subject = unique_fd(::open(g_host.programs.subject.c_str(), O_RDONLY | O_CLOEXEC));
        m_canary = g_host.programs.folder / "canary";
        std::ofstream(m_canary) << "canary";
    }

    void cleanupTestCase()
    {
        m_box.reset();
        m_neighbour.reset();
        m_sandbox.reset();
    }

    void program_data()
    {
        QTest::addColumn<QByteArray>("path");
        std::vector<std::filesystem::path> paths;
        for (const auto& entry :
             std::filesystem::directory_iterator(ASSIZE_SOURCE_DIR "/tests/hostile/programs"))
            paths.push_back(entry.path());
        std::sort(paths.begin(), paths.end());
        for (const std::filesystem::path& path : paths)
            QTest::addRow("%s", path.filename().c_str()) << QByteArray(path.c_str());
    }

    void program()
    {
        QFETCH(const QByteArray, path);
        const std::filesystem::path source(path.toStdString());
        const std::string content = wholeFile(source);
        const Language language = languageOf(source);
        if (::access(language.compiler.c_str(), X_OK) != 0)
            QSKIP("the compiler is not installed");
        const std::string line = content.substr(0, content.find('\n'));
        const std::size_t begin = line.find("expect: ");
        const std::size_t end = line.find(';');
        QVERIFY2(begin != std::string::npos && end != std::string::npos,
                 "the first line does not say what must come out");
        const std::string expected = line.substr(begin + 8, end - begin - 8);

        Result<unique_fd> file = makeMemoryFile(content);
        QVERIFY(file.hasValue());
        RunRequest request;
        request.files = {{source.filename().string(), file->get(), false}};
        RunResult compiled;
        if (!language.compile.empty()) {
            request.arguments = language.compile;
            request.collect = language.collect;
            request.limits = compileLimits();
            compiled = m_box->run(request, {});
            QVERIFY2(compiled.status != RunStatus::SandboxFailed, describe(compiled).c_str());
            const bool good = compiled.status == RunStatus::Exited && compiled.exitCode == 0;
            QVERIFY2(good != (expected == "compile fails"), describe(compiled).c_str());
            QVERIFY(compiled.standardError.size() <= request.limits.errorOutput);
            QVERIFY(compiled.standardError.find("root:") == std::string::npos);
            request.files.clear();
            for (const CollectedFile& product : compiled.collected)
                request.files.push_back({product.name, product.fd.get(), true});
        }
        if (expected != "compile fails") {
            request.arguments = language.run;
            request.collect.clear();
            request.limits = runLimits(language.compiler);
            const RunResult result = m_box->run(request, {});
            const std::string status = kStatusNames.at(static_cast<std::size_t>(result.status));
            QVERIFY2(("|" + expected.substr(4) + "|").find("|" + status + "|") != std::string::npos,
                     describe(result).c_str());
            if (expected == "run Exited")
                QVERIFY2(result.exitCode == 0, describe(result).c_str());
        }
        const std::string left = whatIsLeft();
        QVERIFY2(left.empty(), left.c_str());
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
        TestPrograms test;
        result = QTest::qExec(&test, count, arguments);
    }
    assize::conformance::leaveHost(g_host);
    return result;
}

#include "test_programs.moc"
