// SPDX-License-Identifier: GPL-3.0-or-later
// Things with a secret in them, laid where a program would look that got out of its box.
#pragma once

#include "base/unique_fd.h"

#include <filesystem>
#include <string>
#include <vector>

namespace assize::hostile {

/// Makes the machine of this process a private one, as far as its user may: folders for temporary files, IPC
/// objects and a network of its own, so that whatever appears in them came from a box. To be called first in
/// main. Answers with what could not be made private.
std::vector<std::string> makePrivateMachine();

/// The secrets of this process, and where they lie. All files are readable for everybody: only the box's root
/// folder stands between them and a program. Belongs to the test; removes nothing, as the machine is private.
class Canaries
{
public:
    /// Lays files into `judge`, beside and below `contest`, and into the folders for temporary files; IPC
    /// objects; an abstract socket; an inherited descriptor; a variable of the environment.
    Canaries(const std::filesystem::path& judge, const std::filesystem::path& contest);

    /// No two of them have a part in common but "canary".
    const std::vector<std::string>& secrets() const { return m_secrets; }
    /// Why a file is not as it was, or empty.
    std::string changed() const;

private:
    struct File
    {
        std::filesystem::path path;
        std::string content;
    };
    std::string newSecret();
    void layFile(const std::filesystem::path& path);

    std::vector<std::string> m_secrets;
    std::vector<File> m_files;
    unique_fd m_inherited;
    unique_fd m_listening;
};

} // namespace assize::hostile
