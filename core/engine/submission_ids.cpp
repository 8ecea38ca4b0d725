// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/submission_ids.h"

namespace assize::engine {

SubmissionIds::SubmissionIds(const std::vector<model::Submission>& submissions,
                             const std::vector<int>& stored)
{
    for (std::size_t i = 0; i < submissions.size(); ++i) {
        if (stored[i] != 0)
            add(submissions[i].id, stored[i]);
    }
}

void SubmissionIds::add(int id, int stored)
{
    m_stored.emplace(id, stored);
    m_ofStored.emplace(stored, id);
}

int SubmissionIds::storedOf(int id) const
{
    const auto found = m_stored.find(id);
    return found == m_stored.end() ? 0 : found->second;
}

int SubmissionIds::ofStored(int stored) const
{
    const auto found = m_ofStored.find(stored);
    return found == m_ofStored.end() ? 0 : found->second;
}

} // namespace assize::engine
