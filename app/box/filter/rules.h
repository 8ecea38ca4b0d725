// SPDX-License-Identifier: GPL-3.0-or-later
// The system calls that programs in a box may not make. Used while Assize is built, by make_filter.
#pragma once

#include <cstdint>
#include <linux/filter.h>
#include <vector>

namespace assize::box {

/// The filter for this architecture, made by libseccomp. A list of refused calls, since lists of allowed
/// calls break with each new C library:
/// - calls that no program of a contest needs kill it (the verdict is SV);
/// - calls that runtimes try and do without get an error;
/// - calls that would be felt outside of the box, and that programs take for granted, do nothing and succeed.
///
/// The box runs under the same filter as its programs, because they inherit it. Calls that only the box may
/// make carry `key`, which programs cannot know, in an argument that the kernel does not look at.
///
/// `memoryFiles`: memory that belongs to no process (memfd, System V segments, shared anonymous maps) may be
/// made, as somebody counts it. The box may make files in memory even otherwise.
///
/// Empty, and a message on standard error, when libseccomp refuses.
std::vector<sock_filter> makeFilter(std::uint64_t key, bool memoryFiles);

} // namespace assize::box
