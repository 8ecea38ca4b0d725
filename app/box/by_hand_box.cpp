// SPDX-License-Identifier: GPL-3.0-or-later
#include "by_hand_box.h"

#include "sandbox/protocol/connection.h"
#include "sandbox/protocol/mechanisms.h"
#include "sandbox/protocol/output_file.h"
#include "sandbox/protocol/sealed_copy.h"
#include "spawner.h"
#include "system.h"

#include <algorithm>
#include <array>
#include <climits>
#include <csignal>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace assize::box {

namespace {

namespace protocol = sandbox::protocol;

constexpr std::array kEndingSignals = {SIGINT, SIGTERM, SIGHUP};
/// A box that has not reported this long after the wall limit is taken for dead.
constexpr std::uint64_t kGrace = 15'000 * kMillisecond;
constexpr std::string_view kProbeAnswer = "assize-box probe\n";

/// The descriptors and the process for the handler of signals.
volatile std::sig_atomic_t endingSocket = -1;
volatile std::sig_atomic_t endingBox = -1;
volatile std::sig_atomic_t endingSpawner = -1;

/// Only calls that are permitted in a handler. Box and spawner end when they see the end of their sockets.
void endByHand(int signal)
{
    if (endingSpawner > 0) {
        ::shutdown(endingBox, SHUT_RDWR);
        ::shutdown(endingSocket, SHUT_RDWR);
        while (::waitpid(endingSpawner, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    ::raise(signal); // its handler is the default again
}

void setHandlers(void (*handler)(int))
{
    struct sigaction action
    {
    };
    action.sa_handler = handler;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_NODEFER;
    for (const int signal : kEndingSignals) {
        struct sigaction before
        {
        };
        // Not where somebody wants it ignored: nohup, or a shell that started us in the background.
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            ::sigaction(signal, &action, nullptr);
    }
}

/// Runs the spawner with the descriptors that it would have from the engine.
[[noreturn]] void beSpawner(int socket)
{
    const int sink = ::open("/dev/null", O_WRONLY);
    if (::dup2(socket, STDIN_FILENO) < 0 || ::dup2(sink, STDOUT_FILENO) < 0)
        ::_exit(1);
    ::syscall(SYS_close_range, 3, UINT_MAX, 0);
    ::_exit(runSpawner(STDIN_FILENO));
}

std::string contentOf(int fd, std::uint64_t size)
{
    std::string text(size, '\0');
    const ssize_t got = ::pread(fd, text.data(), text.size(), 0);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
}

/// Waits until the box has something to say or cannot be expected to any more.
bool awaitReport(int socket, std::uint64_t wallTime)
{
    const std::uint64_t deadline = monotonicNow() + wallTime + kGrace;
    for (;;) {
        const std::uint64_t now = monotonicNow();
        const std::uint64_t left = deadline > now ? (deadline - now) / kMillisecond + 1 : 0;
        pollfd event{socket, POLLIN, 0};
        if (::poll(&event, 1, static_cast<int>(std::min<std::uint64_t>(left, INT_MAX))) > 0)
            return true;
        if (left == 0)
            return false;
    }
}

} // namespace

HandBox::~HandBox()
{
    setHandlers(SIG_DFL); // the handler's work is done here now
    endingSpawner = -1;
    m_box.reset();
    m_spawner.reset();
    if (m_pid > 0) {
        while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
}

Result<void> HandBox::start()
{
    protocol::allowManyDescriptors();
    Result<protocol::SocketPair> sockets = protocol::makeSockets();
    if (!sockets)
        return sockets.error();
    m_pid = ::fork();
    if (m_pid == 0) {
        sockets->ours.reset();
        beSpawner(sockets->theirs.get());
    }
    if (m_pid < 0)
        return systemError("fork the spawner", errno, ErrorKind::Internal);
    m_spawner = std::move(sockets->ours);
    sockets->theirs.reset();
    endingSocket = m_spawner.get();
    endingSpawner = m_pid;
    setHandlers(endByHand);
    std::string buffer;
    protocol::Hello hello;
    if (Result<void> heard = protocol::awaitMessage(m_spawner.get(), buffer, hello, "the spawner"); !heard)
        return heard;
    m_cgroups = hello.cgroups;
    m_cgroupRefusals = hello.refusals;
    return {};
}

/// Ends the box, if any.
void HandBox::close()
{
    if (!m_box)
        return;
    endingBox = -1;
    m_box.reset();
    protocol::Writer writer;
    protocol::encode(writer, protocol::CloseBox{m_id});
    (void)protocol::sendPacket(m_spawner.get(), writer.view());
}

/// Makes a box; the result are notes on isolation that is weaker than wished in it.
Result<std::string> HandBox::open(const Kind& kind)
{
    close();
    Result<protocol::SocketPair> sockets = protocol::makeSockets();
    if (!sockets)
        return sockets.error();
    protocol::OpenBox setup;
    setup.id = ++m_id;
    setup.isolated = kind.isolated;
    setup.strict = kind.strict;
    setup.userNamespace = kind.way.userNamespace;
    setup.cgroups = kind.way.cgroups;
    setup.uid = kind.way.userNamespace ? ::geteuid() : protocol::userOfBox(m_pid, m_id);
    setup.gid = ::getegid();
    protocol::Writer writer;
    protocol::encode(writer, setup);
    const int theirs = sockets->theirs.get();
    if (const int error = protocol::sendPacket(m_spawner.get(), writer.view(), {&theirs, 1}); error != 0)
        return systemError("cannot ask the spawner for a box", error, ErrorKind::Internal);
    sockets->theirs.reset();
    m_box = std::move(sockets->ours);
    endingBox = m_box.get();
    std::string buffer;
    protocol::Ready ready;
    if (Result<void> heard = protocol::awaitMessage(m_box.get(), buffer, ready, "a new box"); !heard)
        return heard.error();
    if (ready.failure)
        return Error{ErrorKind::Internal, textOf(ready.failure)};
    return std::string(ready.notes);
}

/// Runs assize-box itself as a program in the box; the result is whether the box must be made anew.
Result<bool> HandBox::probe()
{
    const unique_fd self(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
    if (!self)
        return systemError("open /proc/self/exe", errno, ErrorKind::Internal);
    Result<unique_fd> sealed = protocol::sealedCopy(self.get());
    Result<unique_fd> program = sealed ? protocol::openForProgram(sealed->get(), true) : std::move(sealed);
    if (!program)
        return program.error();
    const Result<unique_fd> output = protocol::makeOutputFile();
    if (!output)
        return output.error();
    protocol::Run request;
    request.cpuTime = request.wallTime = 10'000 * kMillisecond;
    request.memory = 64 << 20;
    request.output = 4096;
    request.fileSpace = 1 << 20;
    request.hasExecutable = true;
    request.arguments = {"assize-box", "--probe"};
    const std::array<int, 2> descriptors = {output->get(), program->get()};
    const Outcome outcome = run(request, descriptors);
    if (outcome.failure)
        return Error{ErrorKind::Internal, textOf(outcome.failure)};
    const protocol::Report& report = outcome.report;
    if (report.status != protocol::Status::Exited || report.exitCode != 0 ||
        contentOf(output->get(), kProbeAnswer.size() + 1) != kProbeAnswer)
        return Error{ErrorKind::Internal, "a first program in it did not run: status " +
                                              std::to_string(static_cast<int>(report.status)) +
                                              ", exit code " + std::to_string(report.exitCode) + ", signal " +
                                              std::to_string(report.signal)};
    return report.renew;
}

/// Makes a box and runs a program in it.
Result<std::string> HandBox::tryKind(const Kind& kind)
{
    Result<std::string> notes = open(kind);
    if (!notes)
        return notes;
    Result<bool> renew = probe();
    if (!renew)
        return renew.error();
    return *renew ? open(kind) : notes;
}

Result<Isolation> HandBox::openBest(const protocol::WantedIsolation& wanted)
{
    std::vector<std::string> refusals;
    for (const protocol::Way& way : protocol::waysToTry(wanted, !m_cgroups.empty())) {
        Kind kind;
        kind.strict = wanted.strict;
        kind.way = way;
        if (Result<std::string> notes = tryKind(kind))
            return Isolation{
                isolationOf(way, wanted, m_cgroups),
                warningsOf(mechanismsOf({way, wanted, m_cgroups, m_cgroupRefusals, *notes, refusals},
                                        protocol::machineFacts({})))};
        else
            refusals.push_back(nameOf(way) + ": " + notes.error().message);
    }
    std::array<char, PATH_MAX> self{};
    const ssize_t length = ::readlink("/proc/self/exe", self.data(), self.size());
    return Error{
        ErrorKind::NoIsolation,
        protocol::whyNoWay(refusals, {self.data(), static_cast<std::size_t>(std::max<ssize_t>(0, length))}) +
            " To run the program without any protection, say `--no-isolation`."};
}

Result<Isolation> HandBox::openUnisolated()
{
    Kind kind;
    kind.isolated = false;
    kind.way.cgroups = false;
    if (Result<std::string> notes = tryKind(kind); !notes)
        return notes.error();
    return Isolation{
        {"none"},
        {"The program ran without any isolation, as the user who started it: it could read and change "
         "that user's files and use the network."}};
}

Outcome HandBox::run(protocol::Run& request, std::span<const int> descriptors)
{
    Outcome outcome;
    outcome.report.status = protocol::Status::SandboxFailed;
    request.number = ++m_number;
    protocol::Writer writer;
    protocol::encode(writer, request);
    if (const int error = protocol::sendPacket(m_box.get(), writer.view(), descriptors); error != 0) {
        outcome.failure = {Step::SendRequest, error};
        return outcome;
    }
    if (!awaitReport(m_box.get(), request.wallTime)) {
        outcome.failure = {Step::AwaitReport, 0, "15 s after the wall limit"};
        return outcome;
    }
    outcome.packet.resize(protocol::kMaximumMessage);
    const protocol::Received received =
        protocol::receivePacket(m_box.get(), outcome.packet, outcome.products);
    outcome.packet.resize(received.size);
    if (received.error != 0)
        outcome.failure = {Step::HearReport, received.error};
    else if (received.endOfFile)
        outcome.failure = {Step::SurviveRun};
    else if (!protocol::decode(outcome.packet, outcome.report) || outcome.report.number != m_number ||
             outcome.report.collected.size() != outcome.products.size())
        outcome.failure = {Step::UnderstandReport};
    else if (outcome.report.status == protocol::Status::SandboxFailed)
        outcome.failure = outcome.report.failure ? outcome.report.failure : Failure{Step::GiveReason};
    if (outcome.failure)
        outcome.report.status = protocol::Status::SandboxFailed;
    return outcome;
}

} // namespace assize::box
