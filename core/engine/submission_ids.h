// SPDX-License-Identifier: GPL-3.0-or-later
// How submissions are called in this call and in the store.
#pragma once

#include "model/submission.h"

#include <unordered_map>
#include <vector>

namespace assize::engine {

/// Submissions' numbers: those of this call (1.. in order of files, as in the JSON) and the store's own.
class SubmissionIds
{
public:
    SubmissionIds() = default;
    /// `stored[i]` belongs to `submissions[i]`.
    SubmissionIds(const std::vector<model::Submission>& submissions, const std::vector<int>& stored);
    void add(int id, int stored);
    /// 0 where there is none.
    int storedOf(int id) const;
    int ofStored(int stored) const;

private:
    std::unordered_map<int, int> m_stored;
    std::unordered_map<int, int> m_ofStored;
};

} // namespace assize::engine
