// SPDX-License-Identifier: GPL-3.0-or-later
#include "run.h"

#include "limit_watch.h"
#include "processes.h"
#include "program_streams.h"
#include "run_ending.h"
#include "sandbox/protocol/channel.h"
#include "system.h"
#include "traces.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

namespace assize::box {

namespace {

using sandbox::protocol::Run;
using sandbox::protocol::Status;

std::uint64_t nanoseconds(const timeval& time)
{
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(time.tv_usec) * 1'000U;
}

std::uint64_t cpuTimeIn(const rusage& usage)
{
    return nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
}

class ProgramRun
{
public:
    ProgramRun(BoxFacts& facts, WorkArea& area, Accounting& accounting, const Run& run,
               RunDescriptors& descriptors, FinishedRun& finished)
        : m_facts(facts), m_area(area), m_accounting(accounting), m_run(run), m_descriptors(descriptors),
          m_finished(finished), m_streams(run, descriptors), m_limits(facts, area, accounting, run)
    {
    }

    /// The whole of it.
    void run();

private:
    Attempt<> prepare();
    Attempt<> start();
    void watch();
    /// Until the program ends or `wait` ns are over. True: it has ended.
    bool waitForEvents(std::uint64_t wait);
    void endConversation(Conversation& talk);
    void finish();
    void reset();
    std::uint32_t otherProcesses() const;
    void readErrorOutput();
    void readFromEngine();
    void killAllProcesses() const;
    void reapAll();

    BoxFacts& m_facts;
    WorkArea& m_area;
    Accounting& m_accounting;
    const Run& m_run;
    RunDescriptors& m_descriptors;
    FinishedRun& m_finished;

    std::uint64_t m_decoded = monotonicNow();
    ProgramStreams m_streams;
    LimitWatch m_limits;
    Program m_program;
    Ending m_end;
    std::uint64_t m_runs = 0; ///< its execve has succeeded
};

Attempt<> ProgramRun::prepare()
{
    if (Attempt<> set = m_area.setSpace(m_run.fileSpace, m_descriptors.files); !set)
        return set;
    if (!m_run.files.empty())
        m_accounting.lift(); // that of the run before, which may be less than the files
    if (Attempt<> placed = m_area.place(m_run.files, m_descriptors.files); !placed)
        return placed;
    if (Attempt<> opened = m_streams.open(m_facts); !opened)
        return opened;
    if (m_facts.fresh.isPrepared()) {
        if (Attempt<> entered = m_facts.fresh.enter(); !entered)
            return entered;
    }
    // The numbers of a run's processes shall not tell how many there were before.
    if (m_facts.lastNumber)
        (void)writeText(m_facts.lastNumber.get(), "1");
    return m_accounting.begin(m_run.memory, m_run.output, m_run.processes, otherProcesses());
}

/// Processes that are counted with the program's.
std::uint32_t ProgramRun::otherProcesses() const
{
    return m_facts.fresh.isPrepared() ? 1 : 0;
}

Attempt<> ProgramRun::start()
{
    ProgramStart start;
    start.run = &m_run;
    m_streams.give(start);
    start.executable = m_run.hasExecutable ? m_descriptors.executable.get() : -1;
    start.group = m_accounting.group();
    start.key = m_facts.key;
    start.processes = m_area.processes();
    start.changeUser = m_facts.changeUser;
    start.uid = m_facts.uid;
    start.otherProcesses = otherProcesses();
    // Beside the group, too: the kernel looks at this limit before it copies the process, so that a bomb that
    // has met it costs the machine little.
    start.limitProcesses = m_facts.isolated;
    // Not with threads: each reserves a stack as large as the limit of stacks.
    start.limitData = !m_accounting.countsMemory() && m_run.processes <= 1;
    start.ownGroup = !m_facts.isolated;
    m_end.output = m_streams.outputFile();
    m_end.ownCpuBefore = ownCpuTime();
    m_end.started = monotonicNow();
    Attempt<Program> program = startProgram(start);
    m_runs = monotonicNow();
    m_streams.closeProgramEnds();
    if (!program) {
        reapAll();
        return program.failure();
    }
    m_program = std::move(*program);
    m_finished.errorOutput.append(m_program.refusal);
    return {};
}

void ProgramRun::readErrorOutput()
{
    ErrorPipe& errors = m_streams.errors();
    errors.read(m_finished.errorOutput, std::min(m_run.errorOutput, sandbox::protocol::kMaximumErrorOutput),
                m_finished.report.errorOutputCut);
    m_finished.report.errorOutputSize = errors.size();
}

void ProgramRun::readFromEngine()
{
    std::array<char, 64> packet;
    std::vector<unique_fd> none;
    const sandbox::protocol::Received received =
        sandbox::protocol::receivePacket(m_facts.engine, packet, none, MSG_DONTWAIT);
    sandbox::protocol::Cancel cancel;
    if (received.error == EAGAIN)
        return;
    if (received.error == 0 && !received.endOfFile &&
        sandbox::protocol::decode({packet.data(), received.size}, cancel)) {
        if (cancel.number == m_run.number)
            m_end.stop = Stop::Cancelled;
        return;
    }
    m_end.stop = Stop::EngineGone;
}

void ProgramRun::watch()
{
    Conversation* const talk = m_streams.conversation();
    while (m_end.stop == Stop::None) {
        std::uint64_t wait = 3'600'000 * kMillisecond;
        if (talk && talk->saidTooMuch())
            m_end.stop = Stop::Output;
        else if (m_limits.isMet(m_end, m_program.pid, monotonicNow(), wait) || waitForEvents(wait))
            break;
    }
    m_end.ended = monotonicNow();
    if (talk)
        endConversation(*talk);
}

bool ProgramRun::waitForEvents(std::uint64_t wait)
{
    const std::uint64_t until = monotonicNow() + wait;
    constexpr std::size_t kOwn = 3;
    std::array<pollfd, kOwn + Conversation::kEvents> events{};
    Conversation* const talk = m_streams.conversation();
    const auto ofTalk = std::span(events).subspan<kOwn>();
    const std::size_t number = kOwn + (talk ? talk->events() : 0);
    for (std::uint64_t now = until - wait; now < until; now = monotonicNow()) {
        events[0] = {m_program.handle.get(), POLLIN, 0};
        events[1] = {m_facts.engine, POLLIN, 0};
        events[2] = {m_streams.errors().readEnd(), POLLIN, 0};
        if (talk)
            talk->await(ofTalk);
        std::uint64_t left = until - now;
        if (talk)
            left = std::min(left, talk->patience(now));
        const timespec timeout{static_cast<time_t>(left / 1'000'000'000),
                               static_cast<long>(left % 1'000'000'000)};
        if (::ppoll(events.data(), number, &timeout, nullptr) < 0)
            return false;
        if (events[1].revents != 0)
            readFromEngine();
        if (events[2].revents != 0)
            readErrorOutput();
        if (talk)
            talk->pump(ofTalk);
        if (events[0].revents != 0)
            return true;
        // Looking at the limits again for each word of a conversation would cost more than passing it on.
        const bool isOver = !m_program.handle && talk && talk->isOver();
        if (!talk || m_end.stop != Stop::None || talk->saidTooMuch() || isOver)
            return false;
    }
    return false;
}

/// The program has ended, or will at once. A program of the jury that has accepted leaves the other programs
/// to themselves until they end.
void ProgramRun::endConversation(Conversation& talk)
{
    reapAll();
    // Before memory is taken to pass on the remaining bytes, which is not the program's memory any more.
    m_end.groupPeak = m_accounting.countsMemory() ? m_accounting.peakMemory() : 0;
    m_accounting.lift();
    const bool accepted = m_end.stop == Stop::None && WIFEXITED(m_end.waitStatus) &&
                          WEXITSTATUS(m_end.waitStatus) == m_run.conversation->acceptExitCode;
    talk.programEnded(accepted);
    m_program.handle.reset(); // nothing more to be heard of it
    while (m_end.stop == Stop::None && !talk.isOver()) {
        const std::uint64_t elapsed = monotonicNow() - m_end.started;
        if (m_run.wallTime != 0 && elapsed >= m_run.wallTime)
            break;
        (void)waitForEvents(m_run.wallTime != 0 ? m_run.wallTime - elapsed : 3'600'000 * kMillisecond);
        if (talk.saidTooMuch())
            m_end.stop = Stop::Output;
    }
    m_finished.report.partners = talk.partners();
    talk.close();
}

void ProgramRun::killAllProcesses() const
{
    m_accounting.killAll();
    killAll(m_facts.isolated, m_program.pid);
}

/// Kills the remaining processes and collects every process that became ours.
void ProgramRun::reapAll()
{
    if (m_end.stop != Stop::None)
        killAllProcesses();
    for (int options = __WALL | WNOHANG;;) {
        int status = 0;
        rusage usage{};
        const pid_t pid = ::wait4(-1, &status, options, &usage);
        if (pid < 0 && errno == EINTR)
            continue;
        if (pid < 0)
            return; // ECHILD: nobody is left
        if (pid == 0) {
            // A process lives on: the program ended and left other processes, or killed processes are on
            // their way.
            killAllProcesses();
            if (m_facts.isolated)
                options = __WALL; // the kernel lets nobody escape: all of them are dying
            else
                ::usleep(200);
            continue;
        }
        if (pid == m_program.pid)
            m_end.waitStatus = status;
        m_end.childrenCpu += cpuTimeIn(usage);
        m_end.largest = std::max(m_end.largest, static_cast<std::uint64_t>(usage.ru_maxrss) * 1024);
    }
}

void ProgramRun::finish()
{
    reapAll();
    // The box's own work takes memory of its groups too, and where files of the program fill them the
    // box would be the next to be killed.
    if (!m_streams.conversation()) {
        m_end.groupPeak = m_accounting.countsMemory() ? m_accounting.peakMemory() : 0;
        if (!m_run.collect.empty() || m_accounting.limitReached())
            m_accounting.lift();
    }
    readErrorOutput();
    decideEnding(m_end, m_run, m_facts, m_area, m_accounting, m_finished);
    if (m_streams.conversation())
        m_streams.keepTranscript();
    bool tooMuch = false;
    m_finished.products = m_area.collect(m_run.collect, m_run.collectLimit, tooMuch);
    if (tooMuch && m_finished.report.status == Status::Exited)
        m_finished.report.status = Status::OutputLimit;
}

void ProgramRun::reset()
{
    m_facts.fresh.leave();
    if (!m_run.keepWorkFolder) {
        if (!m_area.reset(m_finished.written))
            m_finished.report.renew = true;
        std::erase_if(m_finished.written, [this](const std::string& name) {
            return std::any_of(m_run.files.begin(), m_run.files.end(),
                               [&name](const auto& placed) { return placed.name == name; });
        });
    }
    if (m_facts.isolated && leftIpcObjects())
        m_finished.report.renew = true;
}

void ProgramRun::run()
{
    Attempt<> started = prepare();
    if (started)
        started = start();
    if (started) {
        watch();
        finish();
    } else {
        m_finished.report.status = Status::SandboxFailed;
        m_finished.report.failure = started.failure();
    }
    const std::uint64_t collected = monotonicNow();
    reset();
    if (started) {
        const std::uint64_t now = monotonicNow();
        m_finished.report.times = {now - m_decoded, m_end.started - m_decoded, m_runs - m_end.started,
                                   collected - m_end.ended, now - collected};
    }
}

} // namespace

FinishedRun runProgram(BoxFacts& facts, WorkArea& area, Accounting& accounting, const Run& run,
                       RunDescriptors descriptors)
{
    FinishedRun finished;
    finished.report.number = run.number;
    finished.errorOutput = std::move(facts.errorOutput);
    finished.errorOutput.clear();
    ProgramRun(facts, area, accounting, run, descriptors, finished).run();
    return finished;
}

} // namespace assize::box
