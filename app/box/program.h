// SPDX-License-Identifier: GPL-3.0-or-later
// Starting a program in the box.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/protocol/messages.h"
#include "system.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace assize::box {

/// Where programs are found that are named without a slash.
inline constexpr const char* kPath = "/usr/local/bin:/usr/bin:/bin";

/// A descriptor of ours that the program is to have under another number.
struct ProgramDescriptor
{
    int ours = -1;
    int number = -1; ///< above those of the standard streams
};

/// The arguments, limits and descriptors of a program's start. Descriptors are borrowed.
struct ProgramStart
{
    const sandbox::protocol::Run* run = nullptr;
    int input = -1;
    int output = -1;
    int errorOutput = -1;
    std::vector<ProgramDescriptor> pipes{}; ///< beside the standard streams
    int executable = -1;
    int group = -1;          ///< folder of the version 2 control group to start it in, or -1: the box's
    std::uint64_t key = 0;   ///< goes with calls that only the box may make
    int processes = -1;      ///< /proc of the box, or -1
    bool changeUser = false; ///< become `uid` first
    unsigned uid = 0;
    bool limitProcesses = false;      ///< by RLIMIT_NPROC
    std::uint32_t otherProcesses = 0; ///< of the box, that count with the program's
    bool limitData = false;           ///< by RLIMIT_DATA: there is no memory group
    bool ownGroup = false; ///< in a process group of its own: there is no pid namespace to kill as a whole
};

struct Program
{
    pid_t pid = -1;
    unique_fd handle; ///< pidfd, readable when the program has ended
    /// Why the kernel did not execute the given executable, if that is the fault of its content. The process
    /// has then ended with status 127.
    std::string refusal;
};

/// Starts the program and returns when it runs, or when the kernel has refused its content. A Failure names
/// the step that failed, Execute and ExecuteFile among them.
Attempt<Program> startProgram(const ProgramStart& start);

} // namespace assize::box
