// SPDX-License-Identifier: GPL-3.0-or-later
// Mark: the state that one square or one cell of the grid shows. One byte, because a contest has a million of
// them.
#pragma once

#include "engine/contest_state.h"

#include <QString>

#include <cstdint>

namespace assize::ui {

/// The verdicts with their own numbers, then the states of work that is not decided.
enum class Mark : std::uint8_t {
    AC,
    PA,
    WA,
    PE,
    TLE,
    MLE,
    OLE,
    RTE,
    SV,
    CE,
    JE,
    Waiting, ///< to be run
    Running,
    Skipped,     ///< not run, because it could no longer matter
    NoToolchain, ///< the language's tools are missing on this machine
    Unjudged,    ///< its problem was refused
    None,        ///< nothing was handed in
};
inline constexpr int kMarkCount = 17;

constexpr bool isVerdict(Mark mark)
{
    return mark <= Mark::JE;
}
static_assert(static_cast<std::size_t>(Mark::JE) + 1 == model::kVerdicts &&
                  static_cast<std::size_t>(Mark::TLE) == static_cast<std::size_t>(model::Verdict::TLE) &&
                  static_cast<std::size_t>(Mark::JE) == static_cast<std::size_t>(model::Verdict::JE),
              "the verdicts come first, in their own order");
constexpr Mark markOf(model::Verdict verdict)
{
    return static_cast<Mark>(verdict);
}
/// Only for marks that are verdicts.
constexpr model::Verdict verdictOf(Mark mark)
{
    return static_cast<model::Verdict>(mark);
}
/// Decided, and not accepted.
constexpr bool isFailing(Mark mark)
{
    return (isVerdict(mark) && mark != Mark::AC) || mark == Mark::NoToolchain;
}

Mark markOf(const engine::TestCell& test);
Mark markOf(const engine::SubmissionView& submission);

/// "AC", or a short word for a mark that is no verdict; translated.
QString markCode(Mark mark);
/// "Wrong answer", "Running"; translated.
QString markName(Mark mark);

} // namespace assize::ui
