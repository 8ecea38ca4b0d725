// SPDX-License-Identifier: GPL-3.0-or-later
// Interactive problems: a program of a contestant and a program of the jury (a Kattis output validator, or an
// interactor of testlib) that talk to each other, and the verdict that follows from how they end. Used by
// exec, on the slot's thread.
#pragma once

#include "check/check.h"
#include "check/protocols/protocol.h"
#include "model/problem.h"
#include "sandbox/sandbox.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace assize::check {

/// Bytes of a transcript that are kept: its head and its tail.
inline constexpr std::uint64_t kTranscriptCap = 32 << 10;

/// A talk that is over.
struct Interaction
{
    /// Of the contestant. Its status is OutputLimit when it said more than limits.output, and Cancelled when
    /// it was stopped because nothing that it could still do would have changed the verdict.
    sandbox::RunResult program;
    /// Of the validator; JE when that failed. An interactor that accepts is AC here: the checker decides
    /// then.
    CheckResult validator;
    bool validatorEndedFirst = false;
    /// The words of both: lines that begin with '>' are the program's, with '<' the validator's; see
    /// sandbox::ConversationResult. Bytes, hardly more than kTranscriptCap.
    std::string transcript;
    std::uint64_t outputSize = 0; ///< bytes that the program said
    /// An interactor's second argument, the output for its checker to judge; closed when it wrote none. Not
    /// for validators.
    unique_fd output;
};

/// Whose boxes a talk needs, in this order.
inline constexpr std::array<sandbox::BoxRole, 2> kTalkers = {sandbox::BoxRole::Contestant,
                                                             sandbox::BoxRole::Jury};

/// Lets `program` talk to the jury's, each in its box (`boxes`, those of kTalkers): a sandbox::Group of two,
/// in which the box of the jury passes on the words of both (sandbox::Conversation). `program` has neither
/// input nor output, and limits of its own, which count nothing but itself; its wall limit ends a talk in
/// which both wait. A talk that fails by the sandbox's fault is tried once more (sandbox::runGroup);
/// program.status is SandboxFailed after the second. Nullopt: `stop` was requested, there is no result.
///
/// How they are joined: a program finds its pipe broken (SIGPIPE) only when the validator has ended without
/// accepting, or when it has said more than limits.output; a validator never does. A validator that has
/// accepted leaves the program as long as the program's limits do. A program that has ended leaves the
/// validator its time.
///
/// `files` has no output. With CheckContext::feedback this is one pass of an interactive multi-pass problem,
/// and the input that of the pass.
std::optional<Interaction> converse(std::span<sandbox::Box* const> boxes, sandbox::RunRequest program,
                                    const Protocol& protocol, const CheckContext& context,
                                    const CheckFiles& files, std::stop_token stop);

/// How the two ended, as far as it matters.
struct InteractionEnd
{
    /// Of the program's end alone (score::judgeProcess); unset: it ended by itself with exit code 0, or was
    /// stopped as it did not matter any more.
    std::optional<model::Verdict> program;
    model::LimitKind limit = model::LimitKind::None; ///< that goes with `program`
    model::Verdict validator = model::Verdict::JE;
    bool validatorEndedFirst = false;
};

struct InteractionDecision
{
    model::Verdict verdict = model::Verdict::JE;
    model::LimitKind limit = model::LimitKind::None;
    bool byValidator = false; ///< its score and message go with the verdict
    bool operator==(const InteractionDecision&) const = default;
};

/// The first that applies (problemtools, problemtools/judge/execute.py, and support/interactive):
/// 1. the program said more than it may: OLE. It was silenced; the validator's verdict on that says nothing.
/// 2. both waited until the program's wall limit: TLE. The validator's end comes of that too.
/// 3. the validator failed: JE.
/// 4. the validator does not accept and ended first: its verdict, however the program ended then.
/// 5. the program ran into a limit, crashed or ended with another exit code than 0: the program's verdict.
/// 6. the validator's verdict.
InteractionDecision decideInteraction(const InteractionEnd& end);

} // namespace assize::check
