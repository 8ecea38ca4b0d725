// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/local_box.h"

#include "sandbox/protocol/channel.h"
#include "sandbox/protocol/output_file.h"
#include "sandbox/protocol/sealed_copy.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assize::sandbox {

namespace {

using model::RunStatus;
using protocol::Failure;
using protocol::Step;

static_assert(static_cast<int>(protocol::Status::Exited) == static_cast<int>(RunStatus::Exited) &&
              static_cast<int>(protocol::Status::CpuLimit) == static_cast<int>(RunStatus::CpuLimit) &&
              static_cast<int>(protocol::Status::OutputLimit) == static_cast<int>(RunStatus::OutputLimit) &&
              static_cast<int>(protocol::Status::SandboxFailed) ==
                  static_cast<int>(RunStatus::SandboxFailed));

std::uint64_t count(std::chrono::nanoseconds duration)
{
    return static_cast<std::uint64_t>(std::max<std::chrono::nanoseconds::rep>(0, duration.count()));
}

/// `request` as a message; it holds views of the request.
void fill(protocol::Run& message, const RunRequest& request)
{
    const RunLimits& limits = request.limits;
    message.cpuTime = count(limits.cpuTime);
    message.wallTime = count(limits.wallTime);
    message.memory = limits.memory;
    message.output = limits.output;
    message.errorOutput = std::min(limits.errorOutput, protocol::kMaximumErrorOutput);
    message.fileSpace = limits.fileSpace;
    message.processes = static_cast<std::uint32_t>(std::max(1, limits.processes));
    message.collectLimit = request.collectLimit;
    message.keepWorkFolder = request.keepWorkFolder;
    message.hasInput = request.standardInput >= 0;
    message.hasExecutable = request.executable >= 0;
    message.pipes.clear();
    for (const ProgramPipe& pipe : request.pipes)
        message.pipes.push_back({static_cast<std::uint32_t>(pipe.descriptor), pipe.reads,
                                 static_cast<std::uint32_t>(pipe.partner)});
    message.conversation.reset();
    if (request.conversation) {
        const Conversation& talk = *request.conversation;
        message.conversation = {talk.programOutput, talk.juryOutput,
                                std::min(talk.transcript, protocol::kMaximumTranscript), talk.acceptExitCode};
    }
    message.arguments.assign(request.arguments.begin(), request.arguments.end());
    message.environment.assign(request.environment.begin(), request.environment.end());
    message.files.clear();
    for (const InputFile& file : request.files)
        message.files.push_back({file.name, file.executable, file.writable});
    message.collect.assign(request.collect.begin(), request.collect.end());
}

/// Why a request cannot be sent at all, or empty: a fault of the caller.
std::string problemWith(const RunRequest& request, const protocol::Run& message)
{
    if (message.arguments.empty())
        return "the request names no program";
    if (!protocol::canBeHad(message.pipes) ||
        std::any_of(request.pipes.begin(), request.pipes.end(),
                    [](const ProgramPipe& pipe) { return !pipe.end || !*pipe.end; }))
        return "a pipe has a number that it cannot have, or is not open";
    if (message.hasInput && protocol::pipeAt(message.pipes, STDIN_FILENO))
        return "standard input is a file and a pipe";
    if (message.conversation && message.pipes.empty())
        return "a program that converses has no pipe";
    if (protocol::descriptorsOf(message) > protocol::kMaximumDescriptors)
        return "too many files and pipes for one run: " +
               std::to_string(message.files.size() + message.pipes.size());
    for (const protocol::PlacedFile& file : message.files) {
        if (!protocol::isPlaceableName(file.name))
            return "a file cannot be placed under this name: " + std::string(file.name);
    }
    const auto hasNul = [](std::string_view text) { return text.find('\0') != std::string_view::npos; };
    for (const auto* list : {&message.arguments, &message.environment, &message.collect}) {
        if (list->size() > protocol::kMaximumArguments || std::any_of(list->begin(), list->end(), hasNul))
            return "too many arguments, or one with a NUL in it";
    }
    return {};
}

RunResult failed(Failure failure)
{
    RunResult result;
    result.status = RunStatus::SandboxFailed;
    result.failure = std::move(failure);
    return result;
}

Failure cannotPass(const Error& error)
{
    return {Step::PassDescriptors, 0, error.message};
}

} // namespace

/// The descriptors that go with a request, in the order of the protocol.
struct LocalBox::Descriptors
{
    unique_fd output;
    unique_fd transcript;
    std::vector<unique_fd> owned;
    std::vector<int> all;
};

LocalBox::LocalBox(std::shared_ptr<LocalShared> shared, int processor)
    : m_shared(std::move(shared)), m_processor(processor), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

LocalBox::~LocalBox()
{
    drop();
}

void LocalBox::drop()
{
    if (m_connection)
        m_shared->spawner->close(std::move(*m_connection));
    m_connection.reset();
    m_renew = false;
}

protocol::Attempt<> LocalBox::connect()
{
    if (m_connection)
        return {};
    protocol::Attempt<BoxConnection> connection = m_shared->spawner->open(m_shared->kind, m_processor);
    if (!connection)
        return connection.failure();
    m_connection = std::move(*connection);
    return {};
}

RunResult LocalBox::run(const RunRequest& request, std::stop_token stop)
{
    RunResult result = runInBox(request, stop);
    closePipes(request);
    // The same failure may come again here: the next run gets a fresh box. This run is not repeated here: its
    // slot does that.
    const bool isFault = isMissingProgram(result.failure) || result.failure.step == Step::UseRequest;
    if (result.status == RunStatus::SandboxFailed && !isFault)
        drop();
    return result;
}

protocol::Attempt<> LocalBox::gather(const RunRequest& request, Descriptors& descriptors)
{
    const auto addNew = [&descriptors](unique_fd& file) -> protocol::Attempt<> {
        Result<unique_fd> made = protocol::makeOutputFile();
        if (!made)
            return cannotPass(made.error());
        file = std::move(*made);
        descriptors.all.push_back(file.get());
        return {};
    };
    const auto addSealed = [&](int fd) -> protocol::Attempt<> {
        Result<unique_fd> sealed = m_shared->files.open(fd);
        if (!sealed)
            return cannotPass(sealed.error());
        descriptors.all.push_back(sealed->get());
        descriptors.owned.push_back(std::move(*sealed));
        return {};
    };
    protocol::Attempt<> added;
    if (protocol::writesToFile(m_message))
        added = addNew(descriptors.output);
    if (added && request.conversation)
        added = addNew(descriptors.transcript);
    if (added && request.standardInput >= 0)
        added = addSealed(request.standardInput);
    if (added && request.executable >= 0)
        added = addSealed(request.executable);
    for (const ProgramPipe& pipe : request.pipes)
        descriptors.all.push_back(pipe.end->get());
    for (const InputFile& file : request.files)
        descriptors.all.push_back(file.fd);
    return added;
}

RunResult LocalBox::runInBox(const RunRequest& request, const std::stop_token& stop)
{
    RunResult result;
    if (stop.stop_requested()) {
        result.status = RunStatus::Cancelled;
        return result;
    }
    fill(m_message, request);
    if (std::string problem = problemWith(request, m_message); !problem.empty())
        return failed({Step::UseRequest, 0, std::move(problem)});
    if (m_renew)
        drop();
    if (protocol::Attempt<> connected = connect(); !connected)
        return failed(connected.failure());
    Descriptors descriptors;
    if (protocol::Attempt<> gathered = gather(request, descriptors); !gathered)
        return failed(gathered.failure());
    m_message.number = ++m_number;
    m_cancelSent = false;
    protocol::encode(m_writer, m_message);
    if (const int error = protocol::sendPacket(m_connection->socket.get(), m_writer.view(), descriptors.all))
        return failed({Step::SendRequest, error});
    closePipes(request);
    std::vector<unique_fd> products;
    if (!await(request, stop, result, products))
        return result;
    if (result.status != RunStatus::SandboxFailed && result.status != RunStatus::Cancelled) {
        if (request.limits.output != 0 && descriptors.output &&
            ::ftruncate(descriptors.output.get(), static_cast<off_t>(result.outputSize)) != 0)
            return failed({Step::KeepOutput, errno});
        // A program of our own user may have taken the permissions away; a validator shall read it.
        if (descriptors.output)
            (void)::fchmod(descriptors.output.get(), 0600);
        result.standardOutput = std::move(descriptors.output);
        result.transcript = std::move(descriptors.transcript);
        takeProducts(result, products);
    }
    return result;
}

bool LocalBox::await(const RunRequest& request, const std::stop_token& stop, RunResult& result,
                     std::vector<unique_fd>& products)
{
    const int wake = m_wake.get();
    const std::stop_callback callback(stop, [wake] { (void)!::eventfd_write(wake, 1); });
    using Clock = std::chrono::steady_clock;
    const bool limited = request.limits.wallTime.count() > 0;
    Clock::time_point deadline = Clock::now() + request.limits.wallTime + m_shared->patience;
    for (;;) {
        pollfd events[] = {{m_connection->socket.get(), POLLIN, 0}, {wake, POLLIN, 0}};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        const bool timed = limited || m_cancelSent;
        const int ready =
            ::poll(events, 2, timed ? static_cast<int>(std::clamp<long>(left, 0, 1'000'000'000)) : -1);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready < 0 || (ready == 0 && left <= 0)) {
            result = failed({Step::AwaitReport, 0,
                             std::to_string(m_shared->patience.count()) + " s after the wall limit"});
            return false;
        }
        if (events[1].revents != 0) {
            eventfd_t value = 0;
            (void)!::eventfd_read(wake, &value);
            if (stop.stop_requested() && !std::exchange(m_cancelSent, true)) {
                protocol::encode(m_writer, protocol::Cancel{m_number});
                (void)protocol::sendPacket(m_connection->socket.get(), m_writer.view());
                deadline = Clock::now() + m_shared->patience;
            }
        }
        if (events[0].revents != 0)
            return readReport(result, products);
    }
}

bool LocalBox::readReport(RunResult& result, std::vector<unique_fd>& products)
{
    m_packet.resize(protocol::kMaximumMessage);
    const protocol::Received received =
        protocol::receivePacket(m_connection->socket.get(), m_packet, products);
    if (received.error != 0) {
        result = failed({Step::HearReport, received.error});
        return false;
    }
    if (received.endOfFile) {
        result = failed({Step::SurviveRun});
        return false;
    }
    if (!protocol::decode({m_packet.data(), received.size}, m_report) || m_report.number != m_number ||
        m_report.collected.size() != products.size()) {
        result = failed({Step::UnderstandReport});
        return false;
    }
    m_renew = m_report.renew;
    result.status = static_cast<RunStatus>(m_report.status);
    result.exitCode = m_report.exitCode;
    result.signal = m_report.signal;
    result.cpuTime = std::chrono::nanoseconds(m_report.cpuTime);
    result.wallTime = std::chrono::nanoseconds(m_report.wallTime);
    const protocol::BoxTimes& times = m_report.times;
    result.boxTimes = {std::chrono::nanoseconds(times.whole), std::chrono::nanoseconds(times.prepare),
                       std::chrono::nanoseconds(times.start), std::chrono::nanoseconds(times.collect),
                       std::chrono::nanoseconds(times.reset)};
    result.endedAt = std::chrono::nanoseconds(m_report.endedAt);
    if (!m_report.partners.empty())
        result.conversation.emplace();
    for (const protocol::PartnerReport& talk : m_report.partners)
        result.conversation->partners.push_back(
            {talk.partner, talk.said, talk.told, talk.saidTooMuch, talk.endedFirst});
    result.memory = m_report.memory;
    result.outputSize = m_report.outputSize;
    result.standardError = m_report.errorOutput;
    result.standardErrorCut = m_report.errorOutputCut;
    result.standardErrorSize = m_report.errorOutputSize;
    result.failure = m_report.failure;
    if (result.status == RunStatus::SandboxFailed && !result.failure)
        result.failure = {Step::GiveReason};
    result.writtenFiles.assign(m_report.written.begin(), m_report.written.end());
    return true;
}

/// Copies of our own: files from the box are charged to the box, and only our own are known to be sealed.
void LocalBox::takeProducts(RunResult& result, std::vector<unique_fd>& products) const
{
    for (std::size_t i = 0; i < products.size(); ++i) {
        Result<unique_fd> copy = protocol::sealedCopy(products[i].get());
        if (!copy) {
            result = failed(
                {Step::KeepFile, 0, std::string(m_report.collected[i].name) + ": " + copy.error().message});
            return;
        }
        struct stat info
        {
        };
        ::fstat(copy->get(), &info);
        result.collected.push_back({std::string(m_report.collected[i].name), std::move(*copy),
                                    static_cast<std::uint64_t>(info.st_size),
                                    m_report.collected[i].executable});
    }
}

} // namespace assize::sandbox
