// SPDX-License-Identifier: GPL-3.0-or-later
#include "box_process.h"

#include "box_filter.h"
#include "root.h"
#include "run.h"
#include "sandbox/protocol/channel.h"
#include "system.h"
#include "traces.h"
#include "work_area.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace assize::box {

namespace {

using sandbox::protocol::OpenBox;
using sandbox::protocol::Ready;
using sandbox::protocol::Report;
using sandbox::protocol::Run;
using sandbox::protocol::Writer;

/// The user inside of a user namespace. Not 0: execve gives all capabilities to user 0.
constexpr unsigned kInnerUser = 1000;

Attempt<> writeProc(const char* path, const std::string& text)
{
    const unique_fd fd(::open(path, O_WRONLY | O_CLOEXEC));
    if (!fd || ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return failed(Step::WriteUserMap, path);
    return {};
}

/// Maps a single user and a single group: an ordinary user may map only himself.
Attempt<> mapUser(unsigned outerUser, unsigned outerGroup)
{
    Attempt<> done = writeProc("/proc/self/setgroups", "deny");
    if (done)
        done = writeProc("/proc/self/uid_map",
                         std::to_string(kInnerUser) + " " + std::to_string(outerUser) + " 1");
    if (done)
        done = writeProc("/proc/self/gid_map",
                         std::to_string(kInnerUser) + " " + std::to_string(outerGroup) + " 1");
    return done;
}

/// A program can never hold a capability, not even one that its executable's file gives.
void dropBoundingSet()
{
    for (unsigned long capability = 0; ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0; ++capability) {
    }
}

/// A filter as it was made, with the key put where it belongs.
template<typename Steps, typename Lower, typename Upper>
std::vector<sock_filter> filterWith(const Steps& steps, const Lower& lower, const Upper& upper,
                                    std::uint64_t key)
{
    std::vector<sock_filter> program(std::begin(steps), std::end(steps));
    for (const std::size_t place : lower)
        program[place].k = static_cast<std::uint32_t>(key);
    for (const std::size_t place : upper)
        program[place].k = static_cast<std::uint32_t>(key >> 32);
    return program;
}

Attempt<> loadFilter(std::uint64_t key, bool memoryFiles)
{
    namespace with = with_memory_files;
    namespace without = without_memory_files;
    std::vector<sock_filter> program =
        memoryFiles ? filterWith(with::kSteps, with::kLowerHalfOfKey, with::kUpperHalfOfKey, key)
                    : filterWith(without::kSteps, without::kLowerHalfOfKey, without::kUpperHalfOfKey, key);
    const sock_fprog description{static_cast<unsigned short>(program.size()), program.data()};
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &description) != 0)
        return failed(Step::LoadFilter);
    return {};
}

/// So that no descriptor of the box has a number that a program's standard streams will get.
Attempt<> takeFirstDescriptors()
{
    unique_fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    while (null && null.get() <= STDERR_FILENO) {
        (void)null.release(); // for good
        null = unique_fd(::open("/dev/null", O_RDWR | O_CLOEXEC));
    }
    if (!null)
        return failed(Step::OpenNull);
    return {};
}

/// Limits that are the same for all runs.
Attempt<> setCommonLimits()
{
    // Not 0: that would not keep the kernel from starting a program of the machine to which core dumps are
    // piped (core(5)); 1 does, and is too little for a file.
    constexpr rlim_t kCore = 1;
    // Signals and timers that wait are counted for each user, which may be the engine's.
    constexpr rlim_t kSignals = 1024;
    constexpr std::array<std::pair<__rlimit_resource, rlim_t>, 5> kLimits = {{{RLIMIT_CORE, kCore},
                                                                              {RLIMIT_MSGQUEUE, 0},
                                                                              {RLIMIT_NICE, 0},
                                                                              {RLIMIT_RTPRIO, 0},
                                                                              {RLIMIT_SIGPENDING, kSignals}}};
    for (const auto& [resource, value] : kLimits) {
        const rlimit limit{value, value};
        if (::setrlimit(resource, &limit) != 0)
            return failed(Step::LimitBox);
    }
    return {};
}

/// A descriptor sent as a pipe's end gives a program access to nothing but a pipe, and to nothing but that
/// end.
bool isPipe(const unique_fd& fd, bool reads)
{
    struct stat info
    {
    };
    const int flags = ::fcntl(fd.get(), F_GETFL);
    return ::fstat(fd.get(), &info) == 0 && S_ISFIFO(info.st_mode) && flags >= 0 &&
           (flags & O_ACCMODE) == (reads ? O_RDONLY : O_WRONLY);
}

/// The descriptors that came with `run`, in the order of the protocol. Nothing: they do not fit `run`.
std::optional<RunDescriptors> assign(const Run& run, std::vector<unique_fd>& descriptors)
{
    if (descriptors.size() != sandbox::protocol::descriptorsOf(run))
        return std::nullopt;
    RunDescriptors given;
    auto next = descriptors.begin();
    if (writesToFile(run))
        given.output = std::move(*next++);
    if (run.conversation)
        given.transcript = std::move(*next++);
    if (run.hasInput)
        given.input = std::move(*next++);
    if (run.hasExecutable)
        given.executable = std::move(*next++);
    for (const sandbox::protocol::ProgramPipe& pipe : run.pipes) {
        if (!isPipe(*next, pipe.reads))
            return std::nullopt;
        given.pipes.push_back(std::move(*next++));
    }
    given.files.assign(std::make_move_iterator(next), std::make_move_iterator(descriptors.end()));
    return given;
}

class BoxServer
{
public:
    BoxServer(const OpenBox& setup, int engine) : m_setup(setup)
    {
        m_facts.engine = engine;
        m_facts.isolated = setup.isolated;
    }

    Attempt<> prepare(const CgroupPlan& cgroups, int spawner);
    void announce(const Attempt<>& prepared);
    void serve();

private:
    Attempt<> isolate();
    Attempt<> prepareUnisolated();
    void makeBuffers();
    bool serveOne(std::string_view packet, std::vector<unique_fd>& descriptors);
    bool report(FinishedRun& finished);

    const OpenBox& m_setup;
    BoxFacts m_facts;
    Accounting m_accounting;
    std::optional<WorkArea> m_area;
    std::string m_notes;
    Run m_run;
    Writer m_writer;
};

Attempt<> BoxServer::prepare(const CgroupPlan& cgroups, int spawner)
{
    if (Attempt<> taken = takeFirstDescriptors(); !taken)
        return taken;
    ::setsid();
    ::umask(022);
    ::prctl(PR_SET_NAME, "assize-box", 0, 0, 0);
    if (m_setup.cpu >= 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(static_cast<std::size_t>(m_setup.cpu), &set);
        (void)::sched_setaffinity(0, sizeof set, &set); // a wish; containers may refuse it
    }
    if (m_setup.cgroups) {
        if (Attempt<> entered = m_accounting.enter(cgroups, m_setup.id, spawner); !entered)
            return entered;
    }
    if (Attempt<> limited = setCommonLimits(); !limited)
        return limited;
    // So that it wakes at once among many processes of a program, which do not inherit this. A wish: only
    // root may.
    const sched_param first{1};
    if (m_setup.isolated)
        (void)::sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &first);
    // Huge pages would count 2 MB for each byte that is touched far from other bytes, or not, as it happens.
    (void)::prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    Attempt<> done = m_setup.isolated ? isolate() : prepareUnisolated();
    if (!done)
        return done;
    m_facts.outOfMemoryKills = outOfMemoryKills(m_area->processes());
    makeBuffers();
    return {};
}

/// Makes the pages of the stack that will be used.
[[gnu::noinline]] void touchStack()
{
    std::array<char, 256 << 10> deep; // NOLINT(cppcoreguidelines-pro-type-member-init): written below
    volatile char* const bytes = deep.data();
    for (std::size_t i = 0; i < deep.size(); i += 1024)
        bytes[i] = 0;
}

/// Memory for the largest report, so that none is asked for later.
void BoxServer::makeBuffers()
{
    touchStack();
    m_facts.errorOutput.assign(sandbox::protocol::kMaximumErrorOutput, 'x');
    Report largest;
    largest.errorOutput = m_facts.errorOutput;
    encode(m_writer, largest);
}

Attempt<> BoxServer::isolate()
{
    if (::getrandom(&m_facts.key, sizeof m_facts.key, 0) != sizeof m_facts.key)
        return failed(Step::DrawNumber);
    m_facts.changeUser = !m_setup.userNamespace;
    m_facts.uid = m_setup.userNamespace ? kInnerUser : m_setup.uid;
    if (m_setup.userNamespace) {
        if (Attempt<> mapped = mapUser(m_setup.uid, m_setup.gid); !mapped)
            return mapped;
        if (::syscall(SYS_setresgid, kInnerUser, kInnerUser, kInnerUser) != 0 ||
            ::syscall(SYS_setresuid, kInnerUser, kInnerUser, kInnerUser) != 0)
            return failed(Step::BecomeUser);
    }
    (void)::sethostname("assize", 6);
    // The names of its groups are the machine's. Not with version 2: there the groups of runs, which the box
    // is not in, would be out of its reach; each program hides its own.
    if (m_accounting.includesTheBox())
        (void)::unshare(CLONE_NEWCGROUP);
    // The kernel does not limit the processes of its first user, and a group would.
    m_facts.limitsProcesses = !m_setup.userNamespace || m_setup.uid != 0 || m_accounting.countsProcesses();
    Attempt<Root> root = buildRoot(m_facts.uid, m_facts.uid, m_accounting.countsMemory());
    if (!root)
        return root.failure();
    m_notes += root->notes;
    m_facts.lastNumber = std::move(root->lastNumber);
    m_area.emplace(std::move(*root), m_facts.key);
    if (m_setup.strict) {
        if (Attempt<> prepared = m_facts.fresh.prepare(m_facts.key, m_facts.lastNumber.get()); !prepared)
            return prepared;
    }
    dropBoundingSet();
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return failed(Step::DropPrivileges);
    // Where no group counts memory, programs can have none that belongs to no process.
    return loadFilter(m_facts.key, m_accounting.countsMemory());
}

/// Without isolation: a private folder somewhere, and nothing else between the program and the machine.
Attempt<> BoxServer::prepareUnisolated()
{
    if (::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return failed(Step::AdoptOrphans);
    Attempt<Root> root = makePlainRoot();
    if (!root)
        return root.failure();
    m_area.emplace(std::move(*root), 0);
    return {};
}

void BoxServer::announce(const Attempt<>& prepared)
{
    Ready ready;
    if (!prepared)
        ready.failure = prepared.failure();
    ready.notes = m_notes;
    encode(m_writer, ready);
    if (sandbox::protocol::sendPacket(m_facts.engine, m_writer.view()) != 0 || !prepared)
        ::_exit(1);
}

bool BoxServer::report(FinishedRun& finished)
{
    Report& report = finished.report;
    report.errorOutput = finished.errorOutput;
    std::vector<int> descriptors;
    for (const Product& product : finished.products) {
        report.collected.push_back({product.name, product.size, product.executable});
        descriptors.push_back(product.fd.get());
    }
    const std::size_t written = std::min(finished.written.size(), sandbox::protocol::kMaximumWritten);
    report.written.assign(finished.written.begin(),
                          finished.written.begin() + static_cast<std::ptrdiff_t>(written));
    encode(m_writer, report);
    return sandbox::protocol::sendPacket(m_facts.engine, m_writer.view(), descriptors) == 0;
}

bool BoxServer::serveOne(std::string_view packet, std::vector<unique_fd>& descriptors)
{
    sandbox::protocol::Cancel cancel;
    if (decode(packet, cancel))
        return true; // it crossed our report
    if (!decode(packet, m_run))
        return false;
    std::optional<RunDescriptors> given = assign(m_run, descriptors);
    if (!given)
        return false;
    FinishedRun finished = runProgram(m_facts, *m_area, m_accounting, m_run, std::move(*given));
    const bool going = !finished.engineGone && report(finished);
    m_facts.errorOutput = std::move(finished.errorOutput);
    // Nobody waits now: the group and the namespaces of the next run are made. If they cannot be, that is
    // tried again then, and told.
    m_accounting.renew();
    if (going && m_facts.fresh.isPrepared())
        (void)m_facts.fresh.enter();
    return going;
}

void BoxServer::serve()
{
    static std::array<char, sandbox::protocol::kMaximumMessage> packet;
    std::vector<unique_fd> descriptors;
    for (;;) {
        const sandbox::protocol::Received received =
            sandbox::protocol::receivePacket(m_facts.engine, packet, descriptors);
        if (received.error != 0 || received.endOfFile ||
            !serveOne({packet.data(), received.size}, descriptors))
            break;
    }
    m_area->remove();
}

} // namespace

unsigned long cloneFlags(const OpenBox& setup)
{
    if (!setup.isolated)
        return 0;
    return CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS |
           (setup.userNamespace ? CLONE_NEWUSER : 0);
}

void serveBox(const OpenBox& setup, int engine, const CgroupPlan& cgroups, int spawner)
{
    BoxServer server(setup, engine);
    const Attempt<> prepared = server.prepare(cgroups, spawner);
    // Only now: the kernel forgets it when a process changes its user. A spawner that died earlier did so
    // because the engine had, and then our socket is at its end.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    server.announce(prepared);
    server.serve();
    ::_exit(0);
}

} // namespace assize::box
