// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandbox.h"

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
    const auto close = [](const PipeEnd& end) {
        if (end)
            end->reset();
    };
    close(request.inputPipe);
    close(request.outputPipe);
}

} // namespace assize::sandbox
