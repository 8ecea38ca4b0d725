// SPDX-License-Identifier: GPL-3.0-or-later
// The system calls that programs in a box may not make.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>

namespace assize::sandbox {

/// The filter as an array of sock_filter. A list of what is refused, since lists of what is allowed break
/// with each new C library: calls that no program of a contest needs kill it (the verdict is SV), calls that
/// runtimes try and do without get an error.
///
/// The box runs under the same filter as its programs, because they inherit it. Calls that only the box may
/// make carry `key`, which programs cannot know, in an argument that the kernel does not look at.
Result<std::string> makeSeccompFilter(std::uint64_t key);

} // namespace assize::sandbox
