// SPDX-License-Identifier: GPL-3.0-or-later
// Starting the trusted helper programs of Assize (the spawner of boxes, docker): never a contestant's.
//
// The only user of Boost.Process, version 2, whose 1.81 forks: call it before there are threads or much
// memory.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace assize::process {

/// A running helper. Its owner's thread only. Destroying it waits for its end; see wait().
class Helper
{
public:
    virtual ~Helper() = default;
    virtual int pid() const = 0;
    /// Waits until the helper has ended and kills it when that takes longer. True when it ended by itself.
    virtual bool wait(std::chrono::milliseconds patience) = 0;
};

/// Starts `program` with `arguments`. Its standard input is `standardInput` (borrowed; a socket, for a
/// program that serves), its standard output /dev/null, its standard error ours. It inherits no other
/// descriptor. The error says that the program is missing or not executable.
Result<std::unique_ptr<Helper>> startHelper(const std::filesystem::path& program,
                                            const std::vector<std::string>& arguments, int standardInput);

} // namespace assize::process
