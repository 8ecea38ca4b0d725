// SPDX-License-Identifier: GPL-3.0-or-later
// The suite, run in the local sandbox in the way that ASSIZE_TIER names. A row is a row of the suite.
#include "host.h"
#include "sandbox/local/local_sandbox.h"
#include "suite/row.h"

#include <QTest>

#include <algorithm>
#include <cstdio>
#include <sched.h>

using namespace assize;
using namespace assize::sandbox;
using namespace assize::conformance;

namespace {

Host g_host;

/// Memory that this process holds while it runs the suite: programs must not be charged for it.
const std::vector<char>& ballast()
{
    static const std::vector<char> memory(300 * kMegabyte, 'x');
    return memory;
}

/// Whether this machine lets root's processes go before all others.
bool mayGoFirst()
{
    const sched_param first{1};
    const sched_param usual{0};
    return ::sched_setscheduler(0, SCHED_FIFO, &first) == 0 &&
           ::sched_setscheduler(0, SCHED_OTHER, &usual) == 0;
}

Surroundings surroundingsOf(const Host& host, const SandboxInfo& info)
{
    const auto has = [&info](const char* item) {
        return std::find(info.isolation.begin(), info.isolation.end(), item) != info.isolation.end();
    };
    Surroundings surroundings;
    surroundings.abilities = RealClock | Tools;
    if (has("cgroup1") || has("cgroup2"))
        surroundings.abilities |= CountsGroups;
    if (!host.tier.userNamespace)
        surroundings.abilities |= LimitsProcesses;
    if (!host.tier.userNamespace && !host.tier.ordinaryUser && mayGoFirst())
        surroundings.abilities |= WakesFirst;
    if (host.tier.name == "root" || host.tier.name == "user")
        surroundings.abilities |= Compilers;
    surroundings.subject = host.programs.subject;
    surroundings.dynamicSubject = host.programs.dynamicSubject;
    surroundings.folder = host.programs.folder;
    surroundings.secrets = {host.programs.folder.string(), ASSIZE_SOURCE_DIR};
    return surroundings;
}

} // namespace

class TestConformance : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Bench> m_bench;
    const Rows m_rows = allRows();

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(ballast().back() == 'x');
        LocalSandboxOptions options;
        options.box = g_host.programs.box;
        options.cgroups = g_host.tier.cgroups;
        options.userNamespace = g_host.tier.userNamespace;
        options.strict = g_host.tier.strict;
        Result<std::unique_ptr<Sandbox>> sandbox = makeLocalSandbox(options);
        if (!sandbox && g_host.tier.name != "root")
            QSKIP(("no isolation in this tier: " + sandbox.error().message).c_str());
        QVERIFY2(sandbox.hasValue(), sandbox ? "" : sandbox.error().message.c_str());
        m_sandbox = std::move(*sandbox);
        const SandboxInfo info = m_sandbox->info();
        for (const char* item : {"seccomp", "namespaces"})
            QVERIFY2(std::find(info.isolation.begin(), info.isolation.end(), item) != info.isolation.end(),
                     item);
        for (const std::string& warning : info.warnings)
            std::printf("warning: %s\n", warning.c_str());
        Findings findings;
        m_bench = std::make_unique<Bench>(*m_sandbox, surroundingsOf(g_host, info), findings);
        QVERIFY2(findings.empty(), findings.text().c_str());
    }

    void cleanupTestCase()
    {
        m_bench.reset();
        m_sandbox.reset();
    }

    void row_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            QTest::addRow("%s", m_rows[i].name.c_str()) << static_cast<int>(i);
    }

    void row()
    {
        QFETCH(const int, index);
        const Row& row = m_rows.at(static_cast<std::size_t>(index));
        if (const std::string reason = missing(row.needs, m_bench->abilities()); !reason.empty())
            QSKIP(reason.c_str());
        Findings findings;
        tryRow(row, *m_bench, findings);
        QVERIFY2(findings.empty(), findings.text().c_str());
    }
};

int main(int count, char** arguments)
{
    g_host = prepareHost();
    if (!g_host.skip.empty()) {
        std::printf("skipped: %s\n", g_host.skip.c_str());
        return 77;
    }
    int result = 0;
    {
        TestConformance test;
        result = QTest::qExec(&test, count, arguments);
    }
    leaveHost(g_host);
    return result;
}

#include "test_local.moc"
