// SPDX-License-Identifier: GPL-3.0-or-later
// Which processor a slot stays on.
#pragma once

#include "base/unique_fd.h"

#include <mutex>
#include <optional>
#include <vector>

namespace assize::sandbox {

/// Gives each slot a processor that no other slot has, of this or another process that judges on this
/// machine. A slot whose programs stay where their input lies in the cache is measured more evenly, is
/// answered sooner, and is not disturbed by the programs of another slot (fork bombs). Slots beyond the
/// number of processors get no processor and run anywhere. Thread-safe.
class Processors
{
public:
    /// The processors that this process may run on.
    Processors();

    /// The processor of `slot` from 0, the same at each call.
    std::optional<int> of(int slot);

private:
    struct Claim
    {
        std::optional<int> processor;
        unique_fd sign; ///< a socket whose name says that the processor is taken, as long as it is open
    };
    Claim claimOne();

    std::mutex m_mutex;
    std::vector<int> m_free;     ///< the last is given first: interrupts are often served by the first
    std::vector<Claim> m_claims; ///< by slot
};

} // namespace assize::sandbox
