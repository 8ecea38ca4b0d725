// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/hand_in_numbers.h"

#include <algorithm>
#include <vector>

namespace assize::engine {

void HandInNumbers::number(intake::Found& found)
{
    const auto byNumber = [](const auto& a, const auto& b) { return a.id < b.id; };
    std::vector<model::Submission*> all;
    for (std::vector<model::Submission>* handIns : {&found.submissions, &found.unusable}) {
        for (model::Submission& submission : *handIns)
            all.push_back(&submission);
    }
    std::sort(all.begin(), all.end(),
              [&](const model::Submission* a, const model::Submission* b) { return byNumber(*a, *b); });
    for (model::Submission* submission : all) {
        const auto [known, isNew] = m_numbers.try_emplace(
            {submission->contestant, submission->problem, submission->file}, m_last + 1);
        m_last += isNew ? 1 : 0;
        submission->id = known->second;
    }
    for (std::vector<model::Submission>* handIns : {&found.submissions, &found.unusable})
        std::sort(handIns->begin(), handIns->end(), byNumber);
}

} // namespace assize::engine
