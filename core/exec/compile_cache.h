// SPDX-License-Identifier: GPL-3.0-or-later
// The results of compilations, by content: kept on disk between calls, shared in memory during one.
//
// An entry is one file, written whole under another name and then renamed; it ends in a hash of itself, and
// an entry whose hash does not agree is removed and compiled again. The least recently used entries go when
// the folder grows past its limit. Several programs may share the folder. Executables are handed out as
// sealed files in memory or as the sandbox's own copies: no descriptor that could write to them exists, so
// starting an executable never meets "Text file busy".
#pragma once

#include "base/clock.h"
#include "base/unique_fd.h"
#include "model/judgement.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace assize::exec {

/// A file that a run needs: an executable, a class file, a script.
struct ProgramFile
{
    std::string name; ///< in the work folder; bytes
    unique_fd fd;
    std::uint64_t size = 0;
    bool executable = false;
};

/// The result of one compilation; never changes once it is shared.
struct Compiled
{
    model::CompileOutcome outcome;
    std::vector<ProgramFile> files; ///< empty unless outcome.ok
};

/// Thread-safe.
class CompileCache
{
public:
    /// `folder` is made when first needed; empty: nothing is kept on disk. `limit`: bytes of all entries
    /// together.
    CompileCache(const std::filesystem::path& folder, std::uint64_t limit, const Clock& clock);

    /// Nullptr when it is not known, or cannot be read.
    std::shared_ptr<const Compiled> find(const std::string& key);
    /// Shares `compiled` and keeps it on disk; a disk that refuses is reported to the log once and does no
    /// harm.
    std::shared_ptr<const Compiled> insert(const std::string& key, Compiled compiled);

private:
    std::filesystem::path pathOf(const std::string& key) const;
    std::shared_ptr<const Compiled> share(const std::string& key, Compiled compiled);
    void store(const std::string& key, const Compiled& compiled);
    void makeRoom(std::uint64_t added);
    void complain(const std::string& message);

    const std::filesystem::path m_folder;
    const std::uint64_t m_limit;
    const Clock& m_clock;
    std::mutex m_mutex; ///< guards the members below
    std::unordered_map<std::string, std::weak_ptr<const Compiled>> m_shared;
    bool m_measured = false;
    std::uint64_t m_size = 0; ///< of the folder, as far as this process knows
    bool m_complained = false;
};

} // namespace assize::exec
