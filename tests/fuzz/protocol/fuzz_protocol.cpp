// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target of the protocol between engine, spawner and boxes: see checks.h.
#include "checks.h"

#include <cstddef>

using namespace assize::fuzz;

/// Freed memory is not kept for long: large messages would make each input slow.
extern "C" const char* __asan_default_options() // NOLINT(bugprone-reserved-identifier): the sanitizer's name
{
    return "quarantine_size_mb=4";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::uint8_t choice = data[0] & 0x0F;
    const bool ownHeader = (data[0] & kOwnHeader) != 0;
    const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (choice) {
    case kEveryType:
        checkEveryType(rest);
        break;
    case kReader:
        checkReader(rest);
        break;
    case kNames:
        checkName(rest);
        break;
    case kBuilt:
        checkBuilt(rest);
        break;
    case kChannel:
        checkChannel(rest);
        break;
    default:
        if (choice < kMessageTypes)
            checkMessage(choice, ownHeader, rest);
    }
    return 0;
}
