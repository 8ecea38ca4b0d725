// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which something that is run for the judge ends without a result. What can end so gives a
// variant of its results and of these; what can only be cancelled gives an optional.
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
        Content, ///< what the work names is not what is here under that name
    };
    Step step = Step::Memory;
    std::string reason; ///< English, one clause
};

/// The wall clock stopped a compiler beside others that took its processor, perhaps: to be repeated with
/// nothing beside it.
struct OutOfWallTime
{
    std::string reason{}; ///< the same, for who does not repeat it
};

} // namespace assize::exec
