// SPDX-License-Identifier: GPL-3.0-or-later
// Where a user's programs keep their files, by the XDG Base Directory Specification (version 0.8): relative
// paths in its variables are ignored. Read each time from the environment; any thread as long as no thread
// changes it.
#pragma once

#include <filesystem>

namespace assize {

/// $XDG_CACHE_HOME/assize, else $HOME/.cache/assize; its files can be made again. Empty where neither is set.
std::filesystem::path userCacheFolder();

/// $XDG_DATA_HOME/assize, else $HOME/.local/share/assize, else the same in the account's home folder: for
/// files that must not be lost.
std::filesystem::path userDataFolder();

} // namespace assize
