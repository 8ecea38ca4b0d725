// SPDX-License-Identifier: GPL-3.0-or-later
// The open contest between the thread that plans judging from it and the thread that reads its folder again.
#pragma once

#include "engine/open_contest.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

namespace assize::engine {

/// Owned by the engine. The contest itself is changed on the I/O thread only, while nobody keeps it.
class ContestInUse
{
public:
    /// The contest stays as it is until the lock is given back. For other threads than the I/O thread, and
    /// not for long.
    [[nodiscard]] std::unique_lock<std::mutex> keep() const { return std::unique_lock(m_mutex); }
    /// The thread that keeps the contest has planned from it: problems and settings stay until endJudging().
    void beginJudging() { m_isJudging = true; }
    /// True: changes of problems or settings meanwhile were not taken over. Not while keeping the contest.
    bool endJudging();

    /// On the I/O thread: reads the folder, makes the contest the same as the folder, and calls `tell` before
    /// anybody can plan from that. Gives the changes; an Error has been told, too.
    Result<FolderChanges> readAgain(OpenContest& contest, const std::filesystem::path& resources,
                                    sandbox::Sandbox* sandbox, const std::stop_token& stop,
                                    const std::function<void(FolderRead)>& tell);

private:
    mutable std::mutex m_mutex;
    bool m_isJudging = false;
    bool m_waits = false; ///< problems or settings are to be taken over when judging has ended
};

} // namespace assize::engine
