// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of every way of judging an output.
#pragma once

#include "base/decimal.h"
#include "model/verdict.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assize::check {

/// The decision on one output.
struct CheckResult
{
    model::Verdict verdict = model::Verdict::JE; ///< AC, WA, PE, PA, or JE when the judge's own part failed
    std::optional<Decimal> score;                ///< only where the validator gives one
    bool scoreIsMultiplier = false;              ///< of the test's worth: see model::GivenScore
    /// For people: the difference and its place (line, token), or the validator's words. Bytes, at most 4
    /// KiB.
    std::string message;
    /// Offsets of the first difference in the program's output and in the answer, where they are known.
    std::optional<std::uint64_t> outputOffset;
    std::optional<std::uint64_t> answerOffset;
};

/// The files of one test, open for reading; borrowed. -1: there is none. Here and everywhere in this order,
/// which is that of a Kattis validator's arguments.
struct CheckFiles
{
    int input = -1;
    int answer = -1; ///< the jury's
    int output = -1; ///< the program's output; none while the jury's program talks to it
};

/// The same, as bytes: for the checkers and validators that run in this process.
struct CheckBytes
{
    std::string_view input{};
    std::string_view answer{};
    std::string_view output{};
};

/// Messages of validators and of the comparer are cut here.
inline constexpr std::size_t kMessageCap = 4096;

} // namespace assize::check
