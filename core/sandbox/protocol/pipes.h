// SPDX-License-Identifier: GPL-3.0-or-later
// The pipes that a program finds open when it begins, under which numbers. Used on both sides of the
// protocol, so that both mean the same by a request that makes sense.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace assize::sandbox::protocol {

/// The highest number that a pipe of a program can have: below the number of files that a program may have
/// open.
inline constexpr std::uint32_t kLastDescriptor = 255;
/// Pipes of one program. The box of a program whose pipes are relayed has a buffer for each.
inline constexpr std::size_t kMaximumPipes = 64;

struct ProgramPipe
{
    std::uint32_t descriptor = 0; ///< its number in the program
    bool reads = false;           ///< the program reads from it; false: writes to it
    std::uint32_t partner = 0;    ///< equal for those that lead to the same program
    bool operator==(const ProgramPipe&) const = default;
};

/// Whether a program can have all of these: not too many, each number once and none of standard error or
/// above the last, standard input read and standard output written.
bool canBeHad(std::span<const ProgramPipe> pipes);

/// The pipe with this number, or null.
const ProgramPipe* pipeAt(std::span<const ProgramPipe> pipes, std::uint32_t descriptor);

} // namespace assize::sandbox::protocol
