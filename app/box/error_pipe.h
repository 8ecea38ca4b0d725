// SPDX-License-Identifier: GPL-3.0-or-later
// A program's standard error: a pipe whose head is kept.
#pragma once

#include "base/unique_fd.h"
#include "system.h"

#include <cstdint>
#include <optional>
#include <string>

namespace assize::box {

class ErrorPipe
{
public:
    /// `owner`: the user who writes to it, if that is not the box's; otherwise a program that opens
    /// /dev/stderr would be refused.
    Attempt<> open(std::optional<unsigned> owner);

    int writeEnd() const { return m_write.get(); }
    void closeWriteEnd() { m_write.reset(); }
    /// -1 once all writers have gone and everything was read.
    int readEnd() const { return m_read.get(); }

    /// Reads the bytes that are there, but no more than a pipe can hold. Appends to `text` until that has
    /// `most` bytes; the rest is dropped, and `cut` set.
    void read(std::string& text, std::uint64_t most, bool& cut);
    /// Bytes that were read so far, those that were dropped among them.
    std::uint64_t size() const { return m_size; }

private:
    unique_fd m_read;
    unique_fd m_write;
    std::uint64_t m_size = 0;
};

} // namespace assize::box
