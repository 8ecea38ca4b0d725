// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation.h"

#include "system.h"

#include <algorithm>
#include <csignal>

namespace assize::box {

namespace {

/// A program that ends closes its pipe some time before it is known to have ended. The other program must not
/// hear of the closed pipe before we know of the end: it would end too, and which of them did so first would
/// be chance. So the other program hears of it as soon as this program is known to have ended, or after so
/// many ns if it only closed its pipe.
constexpr std::uint64_t kSilence = 50'000'000;

/// A pipe whose reader has gone kills a process that writes to it, and the box is not to be killed. Not
/// ignored, as programs would inherit that; a handler is forgotten at their execve.
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

Attempt<> Conversation::open(const sandbox::protocol::Conversation& rules,
                             std::span<const sandbox::protocol::ProgramPipe> pipes, std::span<unique_fd> ends,
                             std::optional<unsigned> owner)
{
    m_rules = rules;
    m_partners.clear();
    m_told = 0;
    m_juryEnded = false;
    m_transcript.begin(static_cast<std::size_t>(rules.transcript));
    m_directions.resize(pipes.size());
    if (Attempt<> survives = surviveBrokenPipes(); !survives)
        return survives;
    for (std::size_t i = 0; i < pipes.size(); ++i) {
        if (!m_directions[i])
            m_directions[i] = std::make_unique<Direction>();
        Direction& direction = *m_directions[i];
        direction.fromJury = !pipes[i].reads;
        direction.partner = partnerNumbered(pipes[i].partner);
        direction.speaker = pipes[i].descriptor > STDERR_FILENO ? std::to_string(pipes[i].descriptor) : "";
        direction.speaker += direction.fromJury ? '<' : '>';
        if (Attempt<> opened = openDirection(direction, ends[i], pipes[i].reads, owner); !opened)
            return opened;
    }
    return {};
}

std::size_t Conversation::partnerNumbered(std::uint32_t number)
{
    const auto found = std::find_if(m_partners.begin(), m_partners.end(),
                                    [number](const Partner& partner) { return partner.partner == number; });
    const auto place = static_cast<std::size_t>(found - m_partners.begin());
    if (found == m_partners.end())
        m_partners.push_back({number, 0, 0, false, false});
    return place;
}

Attempt<> Conversation::openDirection(Direction& direction, unique_fd& end, bool reads,
                                      std::optional<unsigned> owner)
{
    direction.unheard = false;
    direction.silent = direction.begin = direction.end = 0;
    direction.buffer.fill('x'); // memory that is not asked for when a program has filled the group
    std::array<int, 2> made{};
    if (::pipe2(made.data(), O_CLOEXEC) != 0)
        return failed(Step::MakePipe);
    unique_fd readEnd(made[0]);
    unique_fd writeEnd(made[1]);
    unique_fd& theirs = reads ? readEnd : writeEnd;
    direction.source = std::move(reads ? end : readEnd);
    direction.sink = std::move(reads ? writeEnd : end);
    if (!neverWait(direction.source) || !neverWait(direction.sink))
        return failed(Step::SetUpPipe);
    if (owner && ::fchown(theirs.get(), *owner, *owner) != 0)
        return failed(Step::GivePipe);
    end = std::move(theirs);
    return {};
}

void Conversation::close()
{
    for (const std::unique_ptr<Direction>& direction : m_directions) {
        direction->source.reset();
        direction->sink.reset();
    }
}

void Conversation::await(std::span<pollfd, kEvents> events) const
{
    for (std::size_t i = 0; i < m_directions.size(); ++i)
        await(*m_directions[i], events.subspan(2 * i).first<2>());
}

void Conversation::await(const Direction& direction, std::span<pollfd, 2> events)
{
    // A source is not looked at before its bytes are passed on: a source that is at its end would never let
    // poll wait.
    events[0] = {direction.isEmpty() ? direction.source.get() : -1, POLLIN, 0};
    events[1] = {direction.sink.get(), static_cast<short>(direction.isEmpty() ? 0 : POLLOUT), 0};
}

void Conversation::pump(std::span<const pollfd, kEvents> events)
{
    for (std::size_t i = 0; i < m_directions.size(); ++i)
        pump(*m_directions[i], events[2 * i], events[2 * i + 1]);
}

void Conversation::pump(Direction& direction, const pollfd& source, const pollfd& sink)
{
    if ((sink.revents & POLLERR) != 0)
        loseHearer(direction);
    if (source.revents != 0 && direction.source && direction.isEmpty())
        read(direction);
    write(direction);
    const Partner& partner = m_partners[direction.partner];
    if (m_rules.programOutput != 0 && partner.said > m_rules.programOutput && !partner.saidTooMuch)
        silence(direction.partner);
    passOnTheEnd(direction);
}

/// A program that writes no more, and whose bytes have all been passed on, has ended for its reader.
void Conversation::passOnTheEnd(Direction& direction)
{
    if (direction.source || !direction.isEmpty())
        return;
    if (direction.fromJury && direction.silent == 0)
        direction.silent = monotonicNow();
    if (!direction.fromJury || m_juryEnded || monotonicNow() >= direction.silent + kSilence)
        direction.sink.reset();
}

/// It has said too much, and finds all of its pipes broken. Its earlier bytes are still passed on.
void Conversation::silence(std::size_t partner)
{
    m_partners[partner].saidTooMuch = true;
    for (const std::unique_ptr<Direction>& direction : m_directions) {
        if (direction->partner != partner)
            continue;
        if (direction->fromJury)
            direction->sink.reset();
        else
            direction->source.reset();
        passOnTheEnd(*direction);
    }
}

std::uint64_t Conversation::patience(std::uint64_t now) const
{
    std::uint64_t patience = UINT64_MAX;
    for (const std::unique_ptr<Direction>& direction : m_directions) {
        if (direction->silent == 0 || !direction->sink)
            continue;
        const std::uint64_t until = direction->silent + kSilence;
        patience = std::min(patience, until > now ? until - now : 0);
    }
    return patience;
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
    const auto all = static_cast<std::uint64_t>(got);
    const std::uint64_t limit = direction.fromJury ? m_rules.juryOutput : m_rules.programOutput;
    const std::uint64_t before = direction.fromJury ? m_told : m_partners[direction.partner].said;
    const std::uint64_t passed = limit == 0 ? all : std::min(all, limit - std::min(limit, before));
    if (direction.fromJury) {
        m_told += all;
        m_partners[direction.partner].told += all;
    } else {
        m_partners[direction.partner].said += all;
    }
    direction.begin = 0;
    direction.end = static_cast<std::size_t>(passed);
    m_transcript.note(direction.speaker, {direction.buffer.data(), direction.end});
}

/// The program that reads from it has ended, or closed its pipe.
void Conversation::loseHearer(Direction& direction)
{
    direction.unheard = true;
    direction.sink.reset();
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
            loseHearer(direction);
    }
    if (!direction.sink)
        direction.begin = direction.end = 0; // nobody listens
}

bool Conversation::isOver() const
{
    return std::none_of(m_directions.begin(), m_directions.end(), [](const auto& direction) {
        return direction->fromJury ? static_cast<bool>(direction->sink)
                                   : static_cast<bool>(direction->source);
    });
}

/// Whether it has closed all pipes by which it says something, or all by which it hears if it says nothing.
bool Conversation::hasEnded(std::size_t partner) const
{
    const auto isClosed = [](const unique_fd& fd, short when) {
        pollfd end{fd.get(), 0, 0};
        return fd && ::poll(&end, 1, 0) > 0 && (end.revents & when) != 0;
    };
    bool speaks = false;
    bool isSilent = true;
    bool isDeaf = true;
    for (const std::unique_ptr<Direction>& direction : m_directions) {
        if (direction->partner != partner)
            continue;
        if (direction->fromJury) {
            isDeaf = isDeaf && (direction->unheard || isClosed(direction->sink, POLLERR));
        } else {
            speaks = true;
            isSilent = isSilent && (!direction->source || isClosed(direction->source, POLLHUP));
        }
    }
    return speaks ? isSilent : isDeaf;
}

void Conversation::programEnded(bool accepted)
{
    for (std::size_t partner = 0; partner < m_partners.size(); ++partner)
        m_partners[partner].endedFirst = hasEnded(partner);
    m_juryEnded = true;
    for (const std::unique_ptr<Direction>& direction : m_directions) {
        if (!direction->fromJury) {
            direction->sink.reset();
            direction->begin = direction->end = 0;
        } else if (!direction->source && direction->isEmpty()) {
            direction->sink.reset();
        }
    }
    if (accepted)
        return;
    for (const std::unique_ptr<Direction>& direction : m_directions) {
        if (direction->fromJury)
            sayLastWords(*direction);
    }
    close();
}

/// As far as they find room: whether the other program reads them does not matter any more.
void Conversation::sayLastWords(Direction& direction)
{
    while (direction.sink && !saidTooMuch()) {
        std::array<pollfd, 2> events{};
        await(direction, events);
        if (::poll(events.data(), events.size(), 0) <= 0)
            break;
        pump(direction, events[0], events[1]);
    }
}

} // namespace assize::box
