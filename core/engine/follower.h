// SPDX-License-Identifier: GPL-3.0-or-later
// Results that other processes store for the contest that is open here become events.
//
// Owned by the engine; on the I/O thread only.
#pragma once

#include "base/clock.h"
#include "engine/open_contest.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace assize::engine {

class Follower
{
public:
    explicit Follower(const Clock& clock) : m_clock(clock) {}

    /// A contest has been opened, and read up to `position`.
    void begin(const OpenContest& contest, store::Position position);
    /// Events of new facts, for as long as nothing is written here: reads only those facts, and next to
    /// nothing where nobody has written. Opens a database that was made meanwhile. Ends with Followed while
    /// another process judges, and once when it has ended.
    std::vector<Event> look(OpenContest& contest);
    /// After beginWriting: events of the facts that other processes have stored until then.
    std::vector<Event> catchUp(OpenContest& contest);
    /// Before endWriting: the facts that were written here have been told.
    void passOver(const OpenContest& contest);

private:
    /// Which file it is, or, where a copy is read, which version of it.
    using FileState = std::array<std::int64_t, 5>;
    FileState stateOf(const OpenContest& contest) const;
    bool reopen(OpenContest& contest, std::vector<Event>& events);
    bool read(OpenContest& contest, std::vector<Event>& events);
    void tell(const std::vector<store::Fact>& facts, OpenContest& contest, std::vector<Event>& events);
    void endBegun(std::vector<Event>& events);
    void tellWhoJudges(bool hasRead, const OpenContest& contest, std::vector<Event>& events);
    void failed(const OpenContest& contest, const Error& error, std::vector<Event>& events);

    const Clock& m_clock;
    store::Position m_position;
    FileState m_file{};
    bool m_isOfFile = true; ///< m_position holds numbers of that file, not of a copy with more in it
    std::chrono::steady_clock::time_point m_opened{};
    std::set<int> m_begun; ///< submissions that are judged elsewhere
    std::optional<store::Holder> m_by;
    bool m_hasFailed = false; ///< and that has been told
};

} // namespace assize::engine
