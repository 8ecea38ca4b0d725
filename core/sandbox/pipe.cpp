// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandbox.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>

namespace assize::sandbox {

Result<Pipe> makePipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return systemError("cannot make a pipe", errno);
    return Pipe{std::make_shared<unique_fd>(ends[0]), std::make_shared<unique_fd>(ends[1])};
}

void closePipes(const RunRequest& request)
{
    for (const ProgramPipe& pipe : request.pipes) {
        if (pipe.end)
            pipe.end->reset();
    }
}

int pipeAt(const RunRequest& request, int descriptor)
{
    for (const ProgramPipe& pipe : request.pipes) {
        if (pipe.descriptor == descriptor)
            return pipe.end ? pipe.end->get() : -1;
    }
    return -1;
}

const PartnerTalk* ConversationResult::with(std::size_t partner) const
{
    const auto found = std::find_if(partners.begin(), partners.end(),
                                    [partner](const PartnerTalk& talk) { return talk.partner == partner; });
    return found == partners.end() ? nullptr : &*found;
}

} // namespace assize::sandbox
