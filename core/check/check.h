// SPDX-License-Identifier: GPL-3.0-or-later
// What every way of judging an output answers with.
#pragma once

#include "base/decimal.h"
#include "model/verdict.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace assize::check {

/// The decision on one output.
struct CheckResult
{
    model::Verdict verdict = model::Verdict::JE; ///< AC, WA, PE, PA, or JE when the judge's own part failed
    std::optional<Decimal> score;                ///< only where the validator gives one
    bool scoreIsMultiplier = false;              ///< of what the test is worth: see model::GivenScore
    /// For people: what differs and where (line, token), or what the validator said. Bytes, at most 4 KiB.
    std::string message;
    /// Offsets of the first difference in the program's output and in the answer, where they are known.
    std::optional<std::uint64_t> outputOffset;
    std::optional<std::uint64_t> answerOffset;
};

/// Messages of validators and of the comparer are cut here.
inline constexpr std::size_t kMessageCap = 4096;

} // namespace assize::check
