// SPDX-License-Identifier: GPL-3.0-or-later
// Where the results of `assize-box --run` go.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "by_hand_box.h"
#include "by_hand_options.h"

#include <string>
#include <string_view>

namespace assize::box {

/// The first `size` bytes of a file, or all of a shorter file.
std::string headOfFile(int fd, std::uint64_t size);

/// Opened before the run, so that a file that cannot be written is known before. Errors: Io, naming the file.
class Destinations
{
public:
    static Result<Destinations> open(const ByHandOptions& options);

    /// Writes the program's standard output (`output`), standard error and collected files.
    Result<void> write(const Outcome& outcome, int output) const;
    Result<void> writeJson(std::string_view json) const;

private:
    explicit Destinations(const ByHandOptions& options) : m_options(&options) {}
    Result<void> writeCollected(const Outcome& outcome) const;

    const ByHandOptions* m_options;
    unique_fd m_output; ///< none: not wanted, as of the next
    unique_fd m_error;
    unique_fd m_json;
    unique_fd m_folder;
};

} // namespace assize::box
