// SPDX-License-Identifier: GPL-3.0-or-later
// The common parts of all programs of the jury that judge an output in the jury box: validators of Kattis and
// checkers of testlib.
#pragma once

#include "check/check.h"
#include "model/problem.h"
#include "sandbox/sandbox.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace assize::check {

/// A validator or checker that has been compiled, ready to run in a jury box. Descriptors are borrowed from
/// the compile cache and stay valid as long as it does.
struct PreparedJuryProgram
{
    std::string name;                   ///< for messages
    std::vector<std::string> arguments; ///< argv[0..]: how it is started, before the protocol's arguments
    std::vector<std::string> environment;
    int executable = -1;                   ///< see RunRequest::executable
    std::vector<sandbox::InputFile> files; ///< see RunRequest::files
    int processes = 1;
    std::uint64_t extraMemory = 0;
};

/// JE with this message, capped.
CheckResult judgeError(std::string message);

/// The size of a regular file or memfd; 0 when it cannot be told.
std::uint64_t sizeOfFile(int fd);

/// At most the first `maximum` bytes of a file, without trailing whitespace and zeros.
std::string readHead(int fd, std::size_t maximum);

/// A name in the work folder that none of the program's own files has.
std::string freeName(const PreparedJuryProgram& program, std::string name);

/// A request that starts `program` with its own files and limits; arguments and files of the protocol go
/// behind.
sandbox::RunRequest juryRequest(const PreparedJuryProgram& program, const model::Limits& limits);

/// Places a file of ours, which does not count against the program's memory and space.
void placeFile(sandbox::RunRequest& request, std::string name, int fd);

/// The end of a run that did not end by itself, in words: "was killed by SIGSEGV", ...
std::string describeEnd(const sandbox::RunResult& run, const model::Limits& limits);

} // namespace assize::check
