// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/local/processors.h"

#include <cstring>
#include <sched.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>

namespace assize::sandbox {

namespace {

/// A socket with a name in the abstract space, which the kernel gives to one process at a time and takes back
/// when that ends, however it ends. None: somebody else has the name.
unique_fd signFor(int processor)
{
    const std::string name = "assize/processor/" + std::to_string(processor);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, name.data(), name.size());
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    unique_fd sign(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (sign && ::bind(sign.get(), reinterpret_cast<const sockaddr*>(&address), length) != 0)
        sign.reset();
    return sign;
}

} // namespace

Processors::Processors()
{
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) != 0)
        return; // more processors than the set has room for: slots run anywhere
    for (int processor = 0; processor < CPU_SETSIZE; ++processor) {
        if (CPU_ISSET(static_cast<std::size_t>(processor), &set))
            m_free.push_back(processor);
    }
}

Processors::Claim Processors::claimOne()
{
    while (!m_free.empty()) {
        const int processor = m_free.back();
        m_free.pop_back();
        if (unique_fd sign = signFor(processor))
            return {processor, std::move(sign)};
    }
    return {};
}

std::optional<int> Processors::of(int slot)
{
    const std::lock_guard lock(m_mutex);
    while (m_claims.size() <= static_cast<std::size_t>(slot))
        m_claims.push_back(claimOne());
    return m_claims[static_cast<std::size_t>(slot)].processor;
}

} // namespace assize::sandbox
