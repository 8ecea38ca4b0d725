// SPDX-License-Identifier: GPL-3.0-or-later
// Which format a folder's content looks like.
#pragma once

#include "package/common/reader.h"

#include <filesystem>
#include <string>

namespace assize::package {

struct Recognised
{
    std::string format;    ///< empty: looks like no package at all
    bool readable = false; ///< this version reads it
    std::string reason;    ///< readable: the marks by which it was recognised, a phrase; otherwise why not: a
                           ///< sentence for people
    bool unreadable = false;        ///< nobody can tell: the folder cannot be read
    const Reader* reader = nullptr; ///< set where readable
    Recognition recognition{};      ///< the marks that this reader saw
    /// The other formats that it looks like: a sentence for people, empty when only one reader is sure.
    std::string doubt{};
};

/// Asks all readers; the surest reader counts.
Recognised recognise(const std::filesystem::path& path);

} // namespace assize::package
