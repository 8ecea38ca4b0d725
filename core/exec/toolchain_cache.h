// SPDX-License-Identifier: GPL-3.0-or-later
// Which version a language's tools have, kept between calls: some compilers take seconds to say it.
//
// A kept version holds as long as its surroundings look the same: the files that the language's commands name
// by their whole path, the targets of symbolic links among them, the folders they lie in, those of libraries,
// and the records of the system's package managers. As ccache does with compilers, "the same" means device,
// inode, size and times. A change of a program elsewhere that a script calls is not seen. Only versions of
// tools that are there are kept.
#pragma once

#include "model/language.h"

#include <filesystem>
#include <optional>
#include <string>

namespace assize::exec {

/// Any thread, also several at once and several programs with the same folder.
class ToolchainCache
{
public:
    /// `folder` is made when first needed; empty: nothing is kept. `sandboxFingerprint`: see SandboxInfo.
    ToolchainCache(const std::filesystem::path& folder, std::string sandboxFingerprint);

    /// The state of the files on which the version depends. To be asked for before the tools are asked.
    std::string stateOf(const model::Language& language) const;
    /// Nullopt: not known in this state.
    std::optional<std::string> version(const model::Language& language, const std::string& state) const;
    /// A disk that refuses is reported to the log and does no harm.
    void keep(const model::Language& language, const std::string& state, const std::string& version) const;

private:
    std::filesystem::path pathOf(const model::Language& language) const;

    const std::filesystem::path m_folder;
    const std::string m_sandboxFingerprint;
};

} // namespace assize::exec
