// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/isolation.h"

#include <algorithm>

namespace assize::ui {

int unprotectedSubmissions(const engine::ContestState& state)
{
    const auto& all = state.submissions();
    return static_cast<int>(std::count_if(all.begin(), all.end(), [](const engine::SubmissionView& view) {
        return view.judgement.wasUnprotected();
    }));
}

} // namespace assize::ui
