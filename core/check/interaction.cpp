// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/interaction.h"

#include "base/utf8.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace assize::check {
namespace {

using model::RunStatus;
using model::Verdict;
using namespace std::chrono_literals;

/// What a validator may say is bounded only so that it ends: much of a hidden input may be told to the
/// program.
constexpr std::uint64_t kMostOfValidator = 256ULL << 20;
/// How long the other side may take to end by itself once it cannot change anything.
constexpr std::chrono::milliseconds kGraceOfProgram = 200ms;
constexpr std::chrono::milliseconds kGraceOfJury = 2s;
/// Boxes see the ends of their own programs, some time later on a busy machine.
constexpr std::chrono::milliseconds kDelay = 100ms;

/// Whether each side has ended, and the means to end it.
class Ends
{
public:
    explicit Ends(const std::stop_token& stop)
        : m_forward(stop, [this] {
              program.request_stop();
              jury.request_stop();
          })
    {
    }

    void noteProgram() { note(m_programEnded); }
    void noteJury() { note(m_juryEnded); }
    void stopProgramSoon() { stopSoon(m_programEnded, program, kGraceOfProgram); }
    void stopJurySoon() { stopSoon(m_juryEnded, jury, kGraceOfJury); }

    std::stop_source program;
    std::stop_source jury;

private:
    void note(bool& ended)
    {
        const std::lock_guard lock(m_mutex);
        ended = true;
        m_changed.notify_all();
    }
    void stopSoon(const bool& ended, std::stop_source& source, std::chrono::milliseconds grace)
    {
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_for(lock, grace, [&ended] { return ended; }))
            return;
        lock.unlock();
        source.request_stop();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_programEnded = false;
    bool m_juryEnded = false;
    std::stop_callback<std::function<void()>> m_forward;
};

struct Pair
{
    sandbox::RunResult program;
    sandbox::RunResult jury;
};

/// Whether the program's own end still matters after that of the jury's program.
bool leavesProgramToItself(const sandbox::RunResult& jury, int acceptExitCode)
{
    if (jury.status != RunStatus::Exited || !jury.conversation || jury.conversation->programSaidTooMuch)
        return false;
    return jury.exitCode == acceptExitCode || jury.conversation->programEndedFirst;
}

Pair withoutPipes(const Error& error)
{
    Pair pair;
    pair.program.status = RunStatus::SandboxFailed;
    pair.program.failure = {sandbox::Step::PassDescriptors, 0, error.message};
    return pair;
}

Pair converseOnce(sandbox::Box& contestant, sandbox::Box& jury, sandbox::RunRequest& program,
                  sandbox::RunRequest& validator, const std::stop_token& stop)
{
    Result<sandbox::Pipe> toJury = sandbox::makePipe();
    if (!toJury)
        return withoutPipes(toJury.error());
    Result<sandbox::Pipe> toProgram = sandbox::makePipe();
    if (!toProgram)
        return withoutPipes(toProgram.error());
    program.inputPipe = std::move(toProgram->readEnd);
    program.outputPipe = std::move(toJury->writeEnd);
    validator.conversation->fromProgram = std::move(toJury->readEnd);
    validator.conversation->toProgram = std::move(toProgram->writeEnd);

    Pair pair;
    Ends ends(stop);
    std::jthread waiting([&] {
        pair.jury = jury.run(validator, ends.jury.get_token());
        ends.noteJury();
        if (!leavesProgramToItself(pair.jury, validator.conversation->acceptExitCode))
            ends.stopProgramSoon();
    });
    pair.program = contestant.run(program, ends.program.get_token());
    ends.noteProgram();
    // One that both have waited for is over; one without a program never began.
    if (pair.program.status == RunStatus::SandboxFailed)
        ends.jury.request_stop();
    else if (pair.program.status == RunStatus::WallLimit)
        ends.stopJurySoon();
    waiting.join();
    return pair;
}

/// Both runs, once more where the sandbox failed.
Pair converseTwice(sandbox::Box& contestant, sandbox::Box& jury, sandbox::RunRequest& program,
                   sandbox::RunRequest& validator, const std::stop_token& stop)
{
    Pair pair = converseOnce(contestant, jury, program, validator, stop);
    const bool failed =
        pair.program.status == RunStatus::SandboxFailed || pair.jury.status == RunStatus::SandboxFailed;
    if (!failed || stop.stop_requested())
        return pair;
    const Pair before = std::move(pair);
    pair = converseOnce(contestant, jury, program, validator, stop);
    const auto remember = [](const sandbox::RunResult& first, sandbox::RunResult& second) {
        if (second.status == RunStatus::SandboxFailed && first.status == RunStatus::SandboxFailed)
            second.failureBefore = first.failure;
    };
    remember(before.program, pair.program);
    remember(before.jury, pair.jury);
    return pair;
}

std::string contentOf(int fd)
{
    std::string content(kTranscriptCap + 4096, '\0'); // with the line about what is left out
    std::size_t size = 0;
    for (ssize_t got = 1; got > 0 && size < content.size(); size += static_cast<std::size_t>(got)) {
        do
            got = ::pread(fd, content.data() + size, content.size() - size, static_cast<off_t>(size));
        while (got < 0 && errno == EINTR);
        if (got < 0)
            break;
    }
    content.resize(size);
    return content;
}

void prepareTalk(sandbox::RunRequest& request, const sandbox::RunRequest& program, int acceptExitCode)
{
    sandbox::Conversation& talk = request.conversation.emplace();
    talk.programOutput = program.limits.output;
    talk.juryOutput = kMostOfValidator;
    talk.transcript = kTranscriptCap;
    talk.acceptExitCode = acceptExitCode;
    // It may have to wait for the program all the time, and then has its own.
    if (request.limits.wallTime.count() != 0 && program.limits.wallTime.count() != 0)
        request.limits.wallTime += program.limits.wallTime;
}

/// All but `validator` and `output`.
Interaction describe(Pair pair)
{
    Interaction interaction;
    if (pair.jury.standardOutput)
        interaction.transcript = contentOf(pair.jury.standardOutput.get());
    if (pair.jury.conversation) {
        const sandbox::ConversationResult& talk = *pair.jury.conversation;
        interaction.outputSize = talk.fromProgram;
        // A program may close its pipe and go on.
        interaction.validatorEndedFirst =
            pair.jury.status != RunStatus::Cancelled &&
            (!talk.programEndedFirst || pair.program.endedAt > pair.jury.endedAt + kDelay);
        if (talk.programSaidTooMuch && pair.program.status != RunStatus::SandboxFailed)
            pair.program.status = RunStatus::OutputLimit;
    }
    pair.program.outputSize = interaction.outputSize;
    interaction.program = std::move(pair.program);
    return interaction;
}

} // namespace

std::optional<Interaction> converse(sandbox::Box& contestant, sandbox::Box& jury, sandbox::RunRequest program,
                                    const Protocol& protocol, const CheckContext& context,
                                    const CheckFiles& files, std::stop_token stop)
{
    Result<CheckRequest> made = protocol.request(context, files);
    if (!made) {
        Interaction interaction;
        interaction.program.status = RunStatus::SandboxFailed;
        interaction.program.failure = {sandbox::Step::UseRequest, 0, made.error().message};
        return interaction;
    }
    sandbox::RunRequest& request = made->request;
    prepareTalk(request, program, protocol.acceptExitCode);
    Pair pair = converseTwice(contestant, jury, program, request, stop);
    const bool someoneStopped =
        pair.program.status == RunStatus::Cancelled || pair.jury.status == RunStatus::Cancelled;
    if (someoneStopped && stop.stop_requested())
        return std::nullopt;
    // Not by `stop`: the jury's program was ended here, as the talk was over.
    CheckResult decision = pair.jury.status == RunStatus::Cancelled
                               ? judgeError("stopped")
                               : protocol.decide(context, files, pair.jury);
    unique_fd output;
    if (protocol.writesOutput && !pair.jury.collected.empty())
        output = std::move(pair.jury.collected.front().fd);
    Interaction interaction = describe(std::move(pair));
    interaction.validator = std::move(decision);
    interaction.output = std::move(output);
    return interaction;
}

InteractionDecision decideInteraction(const InteractionEnd& end)
{
    const bool accepts = end.validator == Verdict::AC || end.validator == Verdict::PA;
    if (end.program == Verdict::OLE)
        return {Verdict::OLE, end.limit, false};
    if (end.program == Verdict::TLE && end.limit == model::LimitKind::Wall && !end.validatorEndedFirst)
        return {Verdict::TLE, end.limit, false};
    if (end.validator == Verdict::JE)
        return {Verdict::JE, model::LimitKind::None, true};
    if (!accepts && end.validatorEndedFirst)
        return {end.validator, model::LimitKind::None, true};
    if (end.program)
        return {*end.program, end.limit, false};
    return {end.validator, model::LimitKind::None, true};
}

} // namespace assize::check
