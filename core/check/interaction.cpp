// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/interaction.h"

#include "base/utf8.h"
#include "sandbox/group.h"

#include <algorithm>
#include <cerrno>

namespace assize::check {
namespace {

using model::RunStatus;
using model::Verdict;
using namespace std::chrono_literals;

/// A validator's words are bounded only so that they end: much of a hidden input may be told to the program.
constexpr std::uint64_t kMostOfValidator = 256ULL << 20;
/// How long the other side may take to end by itself once it cannot change anything.
constexpr std::chrono::milliseconds kGraceOfProgram = 200ms;
constexpr std::chrono::milliseconds kGraceOfJury = 2s;
/// Boxes see the ends of their own programs, some time later on a busy machine.
constexpr std::chrono::milliseconds kDelay = 100ms;

/// The runs of the group, in the order of kTalkers.
constexpr std::size_t kProgram = 0;
constexpr std::size_t kJury = 1;

struct Pair
{
    sandbox::RunResult program;
    sandbox::RunResult jury;
};

/// Null when the sandbox failed or the run was stopped before it began.
const sandbox::PartnerTalk* talkWithProgram(const sandbox::RunResult& jury)
{
    return jury.conversation ? jury.conversation->with(kProgram) : nullptr;
}

/// Whether the program's own end still matters after that of the jury's program.
bool leavesProgramToItself(const sandbox::RunResult& jury, int acceptExitCode)
{
    const sandbox::PartnerTalk* talk = talkWithProgram(jury);
    if (jury.status != RunStatus::Exited || !talk || talk->saidTooMuch)
        return false;
    return jury.exitCode == acceptExitCode || talk->endedFirst;
}

/// Both runs, of which one is ended when nothing that it could still do matters.
Pair talk(std::span<sandbox::Box* const> boxes, sandbox::RunRequest program, sandbox::RunRequest validator,
          const std::stop_token& stop)
{
    const int acceptExitCode = validator.conversation->acceptExitCode;
    const auto ended = [&](std::size_t run, const sandbox::RunResult& result,
                           sandbox::GroupControl& control) {
        if (run == kJury && !leavesProgramToItself(result, acceptExitCode))
            control.stopAfter(kProgram, kGraceOfProgram);
        // A talk in which both have waited is over.
        if (run == kProgram && result.status == RunStatus::WallLimit)
            control.stopAfter(kJury, kGraceOfJury);
    };
    sandbox::Group group{{std::move(program), std::move(validator)}, {{kProgram, kJury}, {kJury, kProgram}}};
    std::vector<sandbox::RunResult> results = sandbox::runGroup(boxes, std::move(group), ended, stop);
    return {std::move(results[kProgram]), std::move(results[kJury])};
}

std::string contentOf(int fd)
{
    std::string content(kTranscriptCap + 4096, '\0'); // with the line about the part left out
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
    if (pair.jury.transcript)
        interaction.transcript = contentOf(pair.jury.transcript.get());
    if (const sandbox::PartnerTalk* talk = talkWithProgram(pair.jury)) {
        interaction.outputSize = talk->said;
        // A program may close its pipe and go on.
        interaction.validatorEndedFirst =
            pair.jury.status != RunStatus::Cancelled &&
            (!talk->endedFirst || pair.program.endedAt > pair.jury.endedAt + kDelay);
        if (talk->saidTooMuch && pair.program.status != RunStatus::SandboxFailed)
            pair.program.status = RunStatus::OutputLimit;
    }
    pair.program.outputSize = interaction.outputSize;
    interaction.program = std::move(pair.program);
    return interaction;
}

} // namespace

std::optional<Interaction> converse(std::span<sandbox::Box* const> boxes, sandbox::RunRequest program,
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
    Pair pair = talk(boxes, std::move(program), std::move(request), stop);
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
