// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/protocol/pipes.h"

#include <algorithm>
#include <bitset>
#include <unistd.h>

namespace assize::sandbox::protocol {

bool canBeHad(std::span<const ProgramPipe> pipes)
{
    if (pipes.size() > kMaximumPipes)
        return false;
    std::bitset<kLastDescriptor + 1> taken;
    taken.set(STDERR_FILENO);
    for (const ProgramPipe& pipe : pipes) {
        if (pipe.descriptor > kLastDescriptor || taken.test(pipe.descriptor) ||
            (pipe.descriptor == STDIN_FILENO && !pipe.reads) ||
            (pipe.descriptor == STDOUT_FILENO && pipe.reads))
            return false;
        taken.set(pipe.descriptor);
    }
    return true;
}

const ProgramPipe* pipeAt(std::span<const ProgramPipe> pipes, std::uint32_t descriptor)
{
    const auto found = std::find_if(pipes.begin(), pipes.end(), [descriptor](const ProgramPipe& pipe) {
        return pipe.descriptor == descriptor;
    });
    return found == pipes.end() ? nullptr : &*found;
}

} // namespace assize::sandbox::protocol
