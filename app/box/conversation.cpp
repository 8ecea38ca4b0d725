// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation.h"

#include "system.h"

#include <algorithm>
#include <csignal>

namespace assize::box {

namespace {

/// A program that ends closes its pipe some time before it is known to have ended. The other one must not
/// hear of the first before we know of the second: it would end too, and which of them did so first would be
/// chance. So the other one hears of it as soon as it is known that this one has ended, or after so many ns
/// if it only closed its pipe.
constexpr std::uint64_t kSilence = 50'000'000;

/// A pipe whose reader has gone kills who writes to it, and the box is not to be killed. Not ignored, as
/// programs would inherit that; a handler is forgotten at their execve.
Attempt<> surviveBrokenPipes()
{
    struct sigaction action
    {
    };
    action.sa_handler = [](int) {};
    action.sa_flags = SA_RESTART;
    if (::sigaction(SIGPIPE, &action, nullptr) != 0)
        return failed(Step::HandleBrokenPipes);
    return {};
}

bool neverWait(const unique_fd& fd)
{
    const int flags = ::fcntl(fd.get(), F_GETFL);
    return flags >= 0 && ::fcntl(fd.get(), F_SETFL, flags | O_NONBLOCK) == 0;
}

} // namespace

Attempt<> Conversation::open(const sandbox::protocol::Conversation& rules, unique_fd fromProgram,
                             unique_fd toProgram, std::optional<unsigned> owner)
{
    close();
    m_program.source = std::move(fromProgram);
    m_program.speaker = '>';
    m_program.limit = rules.programOutput;
    m_jury.sink = std::move(toProgram);
    m_jury.speaker = '<';
    m_jury.limit = rules.juryOutput;
    for (Direction* direction : {&m_program, &m_jury}) {
        direction->bytes = direction->begin = direction->end = 0;
        direction->buffer.fill('x'); // memory that is not asked for when a program has filled the group
    }
    m_report = {};
    m_juryFellSilent = 0;
    m_juryEnded = false;
    m_transcript.begin(static_cast<std::size_t>(rules.transcript));
    if (Attempt<> survives = surviveBrokenPipes(); !survives)
        return survives;

    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0)
        return failed(Step::MakePipe);
    m_input = unique_fd(in[0]);
    m_program.sink = unique_fd(in[1]);
    if (::pipe2(out.data(), O_CLOEXEC) != 0)
        return failed(Step::MakePipe);
    m_jury.source = unique_fd(out[0]);
    m_output = unique_fd(out[1]);
    for (const unique_fd* ours : {&m_program.source, &m_program.sink, &m_jury.source, &m_jury.sink}) {
        if (!neverWait(*ours))
            return failed(Step::SetUpPipe);
    }
    if (owner) {
        for (const unique_fd* theirs : {&m_input, &m_output}) {
            if (::fchown(theirs->get(), *owner, *owner) != 0)
                return failed(Step::GivePipe);
        }
    }
    return {};
}

void Conversation::close()
{
    closeProgramEnds();
    for (Direction* direction : {&m_program, &m_jury}) {
        direction->source.reset();
        direction->sink.reset();
    }
}

void Conversation::closeProgramEnds()
{
    m_input.reset();
    m_output.reset();
}

void Conversation::await(std::span<pollfd, kEvents> events) const
{
    await(m_program, events.first<2>());
    await(m_jury, events.last<2>());
}

void Conversation::await(const Direction& direction, std::span<pollfd, 2> events) const
{
    // A source is not looked at before what came from it is passed on: one that is at its end would never let
    // poll wait.
    events[0] = {direction.isEmpty() ? direction.source.get() : -1, POLLIN, 0};
    events[1] = {direction.sink.get(), static_cast<short>(direction.isEmpty() ? 0 : POLLOUT), 0};
}

void Conversation::pump(std::span<const pollfd, kEvents> events)
{
    pump(m_program, events[0], events[1]);
    pump(m_jury, events[2], events[3]);
}

void Conversation::pump(Direction& direction, const pollfd& source, const pollfd& sink)
{
    if ((sink.revents & POLLERR) != 0)
        direction.sink.reset(); // its reader has gone
    if (source.revents != 0 && direction.isEmpty())
        read(direction);
    write(direction);
    if (&direction == &m_program && direction.limit != 0 && direction.bytes > direction.limit &&
        !m_report.programSaidTooMuch) {
        m_report.programSaidTooMuch = true;
        direction.source.reset();
        m_jury.sink.reset();
    }
    if (direction.source || !direction.isEmpty())
        return;
    const bool isJury = &direction == &m_jury;
    if (isJury && m_juryFellSilent == 0)
        m_juryFellSilent = monotonicNow();
    if (!isJury || m_juryEnded || monotonicNow() >= m_juryFellSilent + kSilence)
        direction.sink.reset();
}

std::uint64_t Conversation::patience(std::uint64_t now) const
{
    if (m_juryFellSilent == 0 || !m_jury.sink)
        return UINT64_MAX;
    const std::uint64_t until = m_juryFellSilent + kSilence;
    return until > now ? until - now : 0;
}

void Conversation::read(Direction& direction)
{
    const ssize_t got = ::read(direction.source.get(), direction.buffer.data(), direction.buffer.size());
    if (got == 0) {
        direction.source.reset();
        return;
    }
    if (got < 0)
        return;
    auto passed = static_cast<std::uint64_t>(got);
    if (direction.limit != 0)
        passed = std::min(passed, direction.limit - std::min(direction.limit, direction.bytes));
    direction.bytes += static_cast<std::uint64_t>(got);
    direction.begin = 0;
    direction.end = static_cast<std::size_t>(passed);
    m_transcript.note(direction.speaker, {direction.buffer.data(), direction.end});
}

void Conversation::write(Direction& direction)
{
    if (direction.isEmpty())
        return;
    if (direction.sink) {
        const ssize_t written = ::write(direction.sink.get(), direction.buffer.data() + direction.begin,
                                        direction.end - direction.begin);
        if (written > 0)
            direction.begin += static_cast<std::size_t>(written);
        else if (written < 0 && errno == EPIPE)
            direction.sink.reset();
    }
    if (!direction.sink)
        direction.begin = direction.end = 0; // nobody listens
}

bool Conversation::saidTooMuch() const
{
    return m_jury.limit != 0 && m_jury.bytes > m_jury.limit;
}

sandbox::protocol::ConversationReport Conversation::report() const
{
    sandbox::protocol::ConversationReport report = m_report;
    report.fromProgram = m_program.bytes;
    report.fromJury = m_jury.bytes;
    return report;
}

void Conversation::programEnded(bool accepted)
{
    m_report.programEndedFirst = !m_program.source;
    if (m_program.source) {
        pollfd end{m_program.source.get(), POLLIN, 0};
        m_report.programEndedFirst = ::poll(&end, 1, 0) > 0 && (end.revents & POLLHUP) != 0;
    }
    m_juryEnded = true;
    m_program.sink.reset();
    m_program.begin = m_program.end = 0;
    if (!m_jury.source && m_jury.isEmpty())
        m_jury.sink.reset();
    if (accepted)
        return;
    // Its last words, as far as they find room: whether the other one hears them does not matter any more.
    while (m_jury.sink && !saidTooMuch()) {
        std::array<pollfd, 2> events{};
        await(m_jury, events);
        if (::poll(events.data(), events.size(), 0) <= 0)
            break;
        pump(m_jury, events[0], events[1]);
    }
    m_program.source.reset();
    m_jury.source.reset();
    m_jury.sink.reset();
}

} // namespace assize::box
