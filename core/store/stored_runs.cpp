// SPDX-License-Identifier: GPL-3.0-or-later
// ContestReader's part that finds single runs.
#include "store/connection.h"
#include "store/contest_reader.h"
#include "store/run_row.h"

#include <map>
#include <unordered_set>

namespace assize::store {

StoredRuns ContestReader::findRuns(int submission, const std::vector<std::string>& keys, bool isolated)
{
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::DEFERRED);
    StoredRuns found;
    std::unordered_set<std::string> wanted(keys.begin(), keys.end());
    /// By judgement, then test: indices into `found.runs`.
    std::map<std::int64_t, std::map<int, std::size_t>> places;
    bindAll(m_keyed, submission, isolated ? 1 : 0);
    while (!wanted.empty() && m_keyed.executeStep()) {
        std::string key = keyOfBytes(bytesOf(m_keyed.getColumn(kAfterRun)));
        if (wanted.erase(key) == 0)
            continue;
        places[m_keyed.getColumn(0).getInt64()].emplace(m_keyed.getColumn(1).getInt(), found.runs.size());
        StoredRun& one = found.runs.emplace_back();
        one.key = std::move(key);
        one.run = runFromRow(m_keyed);
        one.measuredAt = timeOf(m_keyed.getColumn(kMeasuredAt));
        one.processor = textOf(m_keyed.getColumn(kAfterRun + 1));
    }
    m_keyed.reset();
    for (const auto& [judgement, tests] : places) {
        std::uint64_t textBudget = UINT64_MAX;
        const auto runOf = [&found, &at = tests](int test) {
            const auto place = at.find(test);
            return place == at.end() ? nullptr : &found.runs[place->second].run;
        };
        readTexts(judgement, runOf, textBudget);
    }
    if (!places.empty())
        found.compiled = readCompile(places.rbegin()->first);
    return found;
}

} // namespace assize::store
