// SPDX-License-Identifier: GPL-3.0-or-later
// Waits until something below some folders changes (inotify). For `assize verify --watch`, on the main
// thread.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <chrono>
#include <filesystem>
#include <string_view>
#include <vector>

namespace assize::cli {

/// Whether a changed file of this name says nothing of a package: a file that editors leave beside the file
/// they write.
bool isEditorsOwn(std::string_view name);

class FolderWatch
{
public:
    /// Watches the folders with all folders below them, and for a file the folder that it lies in. Changes
    /// from here on are seen, also before wait(). Links are not followed. The Error says what cannot be
    /// watched.
    static Result<FolderWatch> watch(const std::vector<std::filesystem::path>& paths);

    enum class End { Changed, Interrupted };
    /// Until something has changed and nothing more has for `quiet`, or until `interrupt` is readable.
    End wait(int interrupt, std::chrono::milliseconds quiet);

private:
    Result<void> addFolder(const std::filesystem::path& folder);
    bool readChanges();

    unique_fd m_fd;
    std::size_t m_count = 0;
};

} // namespace assize::cli
