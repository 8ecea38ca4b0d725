// SPDX-License-Identifier: GPL-3.0-or-later
// A jury's own output validator: a program that says 42 (accepted) or 43 (wrong answer).
#pragma once

#include "check/check.h"
#include "model/problem.h"
#include "sandbox/sandbox.h"

namespace assize::check
{

/// An output validator that has been compiled, ready to run in a jury box. Descriptors are borrowed from the
/// compile cache and stay valid as long as it does.
struct CompiledValidator
{
    std::string name;                              ///< for messages
    std::vector<std::string> arguments;            ///< argv[0..]: how it is started, before the protocol's arguments
    std::vector<std::string> environment;
    int executable = -1;                           ///< see RunRequest::executable
    std::vector<sandbox::InputFile> files;         ///< see RunRequest::files
    int processes = 1;
    std::uint64_t extraMemory = 0;
};

/// Runs one validator as `validator input answer feedbackdir/ [flags] < output` (legacy specification, "Output
/// validators"). Exit 42 is AC, 43 WA; anything else, a crash or a limit met is JE with the reason. The
/// message is the feedback folder's judgemessage.txt, capped. Blocks the slot's thread; `juryBox` must be the
/// slot's jury box. `output` may be larger than memory: it is passed by descriptor.
CheckResult runOutputValidator(sandbox::Box& juryBox, const CompiledValidator& validator,
                               const std::vector<std::string>& flags, int input, int answer, int output,
                               const model::Limits& limits, std::stop_token stop);

} // namespace assize::check
