// SPDX-License-Identifier: GPL-3.0-or-later
// Folders that a program needs for a while, below the system's temporary folder. A folder that a killed
// program left is removed when the next program of this user starts; the program that made it holds a lock on
// a file in it, so that nothing is removed that is in use, nor anything that Assize did not make.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <filesystem>
#include <string>

namespace assize {

/// The file with the lock, and its text. (assize-box writes it, too.)
inline constexpr const char* kTemporaryMark = ".assize-temporary";
inline constexpr const char* kTemporaryText = "Made by Assize for a while. Removed when the program that "
                                              "made it ends, else when Assize starts again.\n";

/// Removed, with its content, together with this object.
class TemporaryFolder
{
public:
    /// `purpose`: letters, as in "assize-<purpose>-XXXXXX". Error Io. Any thread.
    static Result<TemporaryFolder> make(const std::string& purpose);
    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    const std::filesystem::path& path() const { return m_path; }

private:
    TemporaryFolder(std::filesystem::path path, unique_fd lock);

    std::filesystem::path m_path; ///< empty: moved away
    unique_fd m_lock;
};

/// Removes the folders that killed programs of this user left behind. For main, at its start.
void removeLeftTemporaryFolders();

} // namespace assize
