// SPDX-License-Identifier: GPL-3.0-or-later
// Contestants' archives: found in the cache, or unpacked inside a box by assize-unpack. The bytes of a
// hand-in never meet libarchive in the engine's own process.
#pragma once

#include "exec/slot.h"
#include "files/hand_in_cache.h"
#include "intake/archives.h"
#include "sandbox/sandbox.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace assize::engine {

/// On the I/O thread. One box serves all archives, one after the other.
class HandInArchives final : public intake::Archives
{
public:
    /// `sandbox` is null where nothing is to be run: then only archives that were unpacked before are found.
    /// `cache`: see files::handInCacheFolder. `program`: assize-unpack; empty: beside this program.
    HandInArchives(sandbox::Sandbox* sandbox, std::filesystem::path cache, std::stop_token stop,
                   std::filesystem::path program = {});

    Result<intake::OpenedArchive> open(const std::filesystem::path& archive) override;
    /// An archive of everybody's hand-ins: larger, and the archives in it stay archives.
    Result<intake::OpenedArchive> openAll(const std::filesystem::path& archive);
    /// Whether something was left packed because of the stop.
    bool wasStopped() const { return m_wasStopped; }
    /// Archives that were not found in the cache and have no sandbox to be unpacked in.
    const std::vector<std::filesystem::path>& stayedPacked() const { return m_stayedPacked; }

private:
    Result<intake::OpenedArchive> openAny(const std::filesystem::path& archive, bool all);
    Result<files::UnpackedHandIn> unpack(int archive, const std::string& key, bool all);
    /// Unpacks a part of an archive, or all of it, into `entry`. How it goes on: HandInContent::next.
    Result<std::uint64_t> unpackPart(int archive, std::uint64_t first, bool all,
                                     files::HandInCache::Entry& entry);
    Result<void> makeReady();

    sandbox::Sandbox* const m_sandbox;
    const std::stop_token m_stop;
    std::filesystem::path m_program;
    files::HandInCache m_cache;
    std::optional<exec::RenewedBox> m_box;
    unique_fd m_executable; ///< sealed
    std::vector<std::filesystem::path> m_stayedPacked;
    bool m_wasStopped = false;
    bool m_cleaned = false;
};

} // namespace assize::engine
