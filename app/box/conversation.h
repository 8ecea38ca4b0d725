// SPDX-License-Identifier: GPL-3.0-or-later
// The jury's side of an interactive run: passes on the bytes that this box's program and those of other boxes
// write to each other, and notes them. See sandbox.h for the rules.
//
// It never waits: run.cpp polls its descriptors beside its own. It holds at most a buffer for each pipe: a
// program that talks to a program that does not listen fills the buffer and the two pipes and then waits, as
// with a pipe alone, and keeps no other program from talking. Anything that a program can do to its pipes
// (their size, packets, other descriptions of them by /proc/self/fd) stays on its side of ours: no
// description of a pipe is shared with a program that does not live in this box.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/protocol/messages.h"
#include "system.h"
#include "transcript.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <poll.h>
#include <span>
#include <string>
#include <vector>

namespace assize::box {

class Conversation
{
public:
    /// The most that there is to poll.
    static constexpr std::size_t kEvents = 2 * sandbox::protocol::kMaximumPipes;

    /// Takes the pipes that lead to other programs, which `ends` are in the order of `pipes`, and leaves
    /// those of this program in their places. `owner`: the user of this program, if that is not the box's.
    Attempt<> open(const sandbox::protocol::Conversation& rules,
                   std::span<const sandbox::protocol::ProgramPipe> pipes, std::span<unique_fd> ends,
                   std::optional<unsigned> owner);
    /// Ends the conversation that open() began.
    void close();

    /// How many events the next two take: the first of `events`, of which there are kEvents.
    std::size_t events() const { return 2 * m_directions.size(); }
    /// Fills `events` with the descriptors to be polled next.
    void await(std::span<pollfd, kEvents> events) const;
    /// Passes on the bytes that can be passed on without waiting.
    void pump(std::span<const pollfd, kEvents> events);

    /// For how long, from `now` on, there is nothing to do unless something happens.
    std::uint64_t patience(std::uint64_t now) const;

    /// This box's program has said more than it may.
    bool saidTooMuch() const { return m_rules.juryOutput != 0 && m_told > m_rules.juryOutput; }
    /// This box's program and all its children have ended. `accepted`: with the exit code that leaves the
    /// other programs unharmed.
    void programEnded(bool accepted);
    /// Nothing can follow: everything that was to be passed on has been.
    bool isOver() const;

    const std::vector<sandbox::protocol::PartnerReport>& partners() const { return m_partners; }
    std::string transcript() const { return m_transcript.text(); }

private:
    using Partner = sandbox::protocol::PartnerReport;

    /// A pipe of the program, in two halves with us between them.
    struct Direction
    {
        unique_fd source;
        unique_fd sink;
        bool fromJury = false;    ///< from this box's program
        std::size_t partner = 0;  ///< whom it leads to or comes from, in m_partners
        std::string speaker{};    ///< before its lines in the transcript
        bool unheard = false;     ///< the reader of its sink has gone
        std::uint64_t silent = 0; ///< since when its source is known to be at its end; 0: not yet
        std::size_t begin = 0;    ///< of the bytes in the buffer
        std::size_t end = 0;
        std::array<char, 64 << 10> buffer{};
        bool isEmpty() const { return begin == end; }
    };

    Attempt<> openDirection(Direction& direction, unique_fd& end, bool reads, std::optional<unsigned> owner);
    std::size_t partnerNumbered(std::uint32_t number);
    /// `events`: of its source, of its sink.
    static void await(const Direction& direction, std::span<pollfd, 2> events);
    void pump(Direction& direction, const pollfd& source, const pollfd& sink);
    void read(Direction& direction);
    static void write(Direction& direction);
    static void loseHearer(Direction& direction);
    void passOnTheEnd(Direction& direction);
    void silence(std::size_t partner);
    bool hasEnded(std::size_t partner) const;
    void sayLastWords(Direction& direction);

    std::vector<std::unique_ptr<Direction>> m_directions; ///< their buffers are kept for the next run
    std::vector<Partner> m_partners;
    sandbox::protocol::Conversation m_rules;
    std::uint64_t m_told = 0; ///< bytes that this box's program said to all
    bool m_juryEnded = false;
    Transcript m_transcript;
};

} // namespace assize::box
