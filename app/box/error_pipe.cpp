// SPDX-License-Identifier: GPL-3.0-or-later
#include "error_pipe.h"

#include "system.h"

#include <algorithm>
#include <array>

namespace assize::box {

Attempt<> ErrorPipe::open(std::optional<unsigned> owner)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return failed(Step::MakePipe);
    m_read = unique_fd(ends[0]);
    m_write = unique_fd(ends[1]);
    ::fcntl(m_read.get(), F_SETFL, O_NONBLOCK);
    if (owner && ::fchown(m_write.get(), *owner, *owner) != 0)
        return failed(Step::GivePipe);
    return {};
}

void ErrorPipe::read(std::string& text, std::uint64_t most, bool& cut)
{
    if (!m_read)
        return;
    std::array<char, 16 << 10> buffer;
    // Not as much as there is: a program may write as fast as we read.
    constexpr int kMostReads = 64;
    for (int reads = 0; reads < kMostReads; ++reads) {
        const ssize_t got = ::read(m_read.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got == 0)
            m_read.reset();
        if (got <= 0)
            return;
        const std::uint64_t room = most - std::min<std::uint64_t>(most, text.size());
        const auto size = static_cast<std::uint64_t>(got);
        m_size += size;
        text.append(buffer.data(), std::min(size, room));
        if (size > room)
            cut = true;
        if (size < buffer.size())
            return;
    }
}

} // namespace assize::box
