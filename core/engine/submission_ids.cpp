// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/submission_ids.h"

#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace assize::engine {

struct SubmissionIds::Table
{
    mutable std::shared_mutex mutex;
    std::unordered_map<int, int> stored;
    std::unordered_map<int, int> ofStored;

    static int find(const std::unordered_map<int, int>& numbers, int number)
    {
        const auto found = numbers.find(number);
        return found == numbers.end() ? 0 : found->second;
    }
};

SubmissionIds::SubmissionIds() : m_table(std::make_shared<Table>()) {}

SubmissionIds::SubmissionIds(const std::vector<model::Submission>& submissions,
                             const std::vector<int>& stored)
    : SubmissionIds()
{
    for (std::size_t i = 0; i < submissions.size(); ++i)
        add(submissions[i].id, stored[i]);
}

void SubmissionIds::add(int id, int stored)
{
    if (stored == 0)
        return;
    const std::unique_lock lock(m_table->mutex);
    m_table->stored.emplace(id, stored);
    m_table->ofStored.emplace(stored, id);
}

int SubmissionIds::storedOf(int id) const
{
    const std::shared_lock lock(m_table->mutex);
    return Table::find(m_table->stored, id);
}

int SubmissionIds::ofStored(int stored) const
{
    const std::shared_lock lock(m_table->mutex);
    return Table::find(m_table->ofStored, stored);
}

} // namespace assize::engine
