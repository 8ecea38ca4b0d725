// SPDX-License-Identifier: GPL-3.0-or-later
// The jury's side of an interactive run: passes on what the program of another box and this box's program say
// to each other, and notes it. See sandbox.h for the rules.
//
// It never waits: run.cpp polls its descriptors beside its own. It holds at most a buffer for each direction:
// whoever talks to one that does not listen fills the buffer and the two pipes and then waits, as with a pipe
// alone. What a program can do to its pipes (their size, packets, other descriptions of them by
// /proc/self/fd) stays on its side of ours: no description of a pipe is shared with a program that does not
// live in this box.
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
#include <string_view>

namespace assize::box {

class Conversation
{
public:
    static constexpr std::size_t kEvents = 4;

    /// Takes the pipes of the other program and makes those of this one. `owner`: the user of this one, if
    /// that is not the box's.
    Attempt<> open(const sandbox::protocol::Conversation& rules, unique_fd fromProgram, unique_fd toProgram,
                   std::optional<unsigned> owner);
    /// Ends what open() began.
    void close();

    /// For this box's program.
    int input() const { return m_input.get(); }
    int output() const { return m_output.get(); }
    void closeProgramEnds();

    /// Fills what is to be polled next.
    void await(std::span<pollfd, kEvents> events) const;
    /// Passes on what can be without waiting.
    void pump(std::span<const pollfd, kEvents> events);

    /// For how long, from `now` on, there is nothing to do unless something happens.
    std::uint64_t patience(std::uint64_t now) const;

    /// This box's program has said more than it may.
    bool saidTooMuch() const;
    /// This box's program and all its children have ended. `accepted`: with the exit code that leaves the
    /// other one unharmed.
    void programEnded(bool accepted);
    /// Nothing can follow: everything that was to be passed on has been.
    bool isOver() const { return !m_program.source && !m_jury.sink; }

    sandbox::protocol::ConversationReport report() const;
    std::string transcript() const { return m_transcript.text(); }

private:
    struct Direction
    {
        unique_fd source;
        unique_fd sink;
        char speaker = '\0';
        std::uint64_t limit = 0; ///< of bytes from source; 0: none
        std::uint64_t bytes = 0;
        std::size_t begin = 0; ///< of what is in the buffer
        std::size_t end = 0;
        std::array<char, 64 << 10> buffer;
        bool isEmpty() const { return begin == end; }
    };

    /// `events`: of its source, of its sink.
    void await(const Direction& direction, std::span<pollfd, 2> events) const;
    void pump(Direction& direction, const pollfd& source, const pollfd& sink);
    void read(Direction& direction);
    void write(Direction& direction);

    Direction m_program; ///< from the other program to this one
    Direction m_jury;    ///< from this program to the other one
    unique_fd m_input;
    unique_fd m_output;
    std::uint64_t m_juryFellSilent = 0; ///< when its pipe was found at its end; 0: not yet
    bool m_juryEnded = false;
    Transcript m_transcript;
    sandbox::protocol::ConversationReport m_report;
};

} // namespace assize::box
