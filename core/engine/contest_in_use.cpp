// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/contest_in_use.h"

#include "engine/folder_changes.h"

#include <utility>

namespace assize::engine {

bool ContestInUse::endJudging()
{
    const std::lock_guard lock(m_mutex);
    m_isJudging = false;
    return std::exchange(m_waits, false);
}

Result<FolderChanges> ContestInUse::readAgain(OpenContest& contest, const std::filesystem::path& resources,
                                              sandbox::Sandbox* sandbox, const std::stop_token& stop,
                                              const std::function<void(FolderRead)>& tell)
{
    for (;;) {
        const bool wasJudging = [this] {
            const std::lock_guard lock(m_mutex);
            return m_isJudging;
        }();
        Result<Reread> reread = rereadContest(contest, resources, sandbox, stop, wasJudging);
        if (!reread) {
            FolderRead told;
            told.error = reread.error();
            tell(std::move(told));
            return reread.error();
        }
        const FolderChanges changes = reread->told.changes;
        const std::lock_guard lock(m_mutex);
        // Judging began by the old problems, or they need no longer stay.
        if (m_isJudging != wasJudging && (!changes.problems.empty() || changes.settings))
            continue;
        takeOver(contest, *reread);
        m_waits = changes.waits;
        tell(std::move(reread->told));
        return changes;
    }
}

} // namespace assize::engine
