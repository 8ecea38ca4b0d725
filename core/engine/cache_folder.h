// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace assize::engine {

/// Where executables and what is known of tools are kept between calls: $XDG_CACHE_HOME/assize or
/// ~/.cache/assize; empty (nothing is kept) where there is no home.
std::filesystem::path cacheFolder();

} // namespace assize::engine
