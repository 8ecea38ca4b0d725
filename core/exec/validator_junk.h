// SPDX-License-Identifier: GPL-3.0-or-later
// Junk for the jury's own output validators: outputs that no right program writes. A validator that crashes
// on such an output gives a judge error in the middle of a contest; a validator that accepts it accepts a
// wrong program. Called by the package's examination (`assize verify`), in a slot's jury box.
#pragma once

#include "base/diagnostics.h"
#include "exec/package_checks.h"
#include "model/problem.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assize::exec {

/// An output, or an input, that is thrown at a validator.
struct Junk
{
    std::string name; ///< for people, e.g. "an empty output"
    std::string bytes;
};

/// Findings of one kind, told together: equal findings are said once.
class JunkFindings
{
public:
    /// The junk `what` was thrown on `test`; `message` is the validator's answer, and may be empty. Of one
    /// kind of junk the first test is enough.
    void add(const std::string& what, const std::string& test, std::string_view message);
    bool isEmpty() const { return m_kinds.empty(); }
    std::string text() const;

private:
    std::vector<std::string> m_kinds;
    std::vector<std::pair<std::string, std::string>> m_said; // a message, and the junk that it is about
};

/// The junk to throw where the jury's answer is `answer`; nothing that is the same, word by word, as the
/// answer. Pure.
std::vector<Junk> junkFor(std::string_view answer);

/// Whether junk is thrown at all: programs of the jury judge outputs, which were written in one run without a
/// conversation.
bool takesJunk(const model::Problem& problem);

/// Limits for this: nobody waits a minute for a validator that loops on junk.
model::Limits junkLimits(model::Limits limits);

/// Throws all junk at the validators on the first two tests that have answers, secret tests if there are any.
/// Ends after `budget`, however much junk is left. Warnings at `shown`: the junk that is accepted, and the
/// junk on which there is no decision. Blocks.
Diagnostics throwJunk(Slot& slot, const model::Problem& problem,
                      const PackageCheckTools::JudgeOutput& judgeOutput, const std::string& shown,
                      std::chrono::steady_clock::duration budget, const std::stop_token& stop);

} // namespace assize::exec
