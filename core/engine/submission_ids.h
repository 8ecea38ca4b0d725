// SPDX-License-Identifier: GPL-3.0-or-later
// How submissions are called in this call and in the store.
#pragma once

#include "model/submission.h"

#include <memory>
#include <vector>

namespace assize::engine {

/// Submissions' numbers: those of this call (1.. in order of files, as in the JSON; later submissions come
/// after those) and the store's own. Any thread; copies share added numbers.
class SubmissionIds
{
public:
    SubmissionIds();
    /// `stored[i]` belongs to `submissions[i]`; 0: there is none.
    SubmissionIds(const std::vector<model::Submission>& submissions, const std::vector<int>& stored);
    void add(int id, int stored);
    /// 0 where there is none.
    int storedOf(int id) const;
    int ofStored(int stored) const;

private:
    struct Table;
    std::shared_ptr<Table> m_table;
};

} // namespace assize::engine
