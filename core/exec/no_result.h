// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a program that is run for the judge ends without a result. A function that can end so
// gives a variant of its results and of these; a function that can only be cancelled gives an optional.
#pragma once

#include <string>

namespace assize::exec {

/// SandboxFailed::reason at Step::Memory.
inline constexpr const char* kOutOfMemory = "the judge itself ran out of memory";

/// It was told to stop.
struct Cancelled
{
};

/// The judge's fault: there is no result.
struct SandboxFailed
{
    enum class Step {
        Memory,  ///< the judge itself has none left
        Compile, ///< of a program
        Content, ///< the content here under a name of the work is not the content that the work means
    };
    Step step = Step::Memory;
    std::string reason; ///< English, one clause
};

/// The wall clock stopped a compiler beside other programs that took its processor, perhaps: to be repeated
/// with nothing beside it.
struct OutOfWallTime
{
    std::string reason{}; ///< the same, for callers that do not repeat it
};

} // namespace assize::exec
