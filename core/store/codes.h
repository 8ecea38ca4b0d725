// SPDX-License-Identifier: GPL-3.0-or-later
// How states are spelt in the database: as in the JSON; and times that are not known. Used by the store only.
#pragma once

#include "model/judgement.h"

#include <chrono>
#include <string_view>

namespace assize::store {

/// submission_version.submitted_at where the time is not known: 0.
inline constexpr std::chrono::system_clock::time_point kUnknownTime{};

inline std::string_view codeOfState(model::SubmissionState state)
{
    switch (state) {
    case model::SubmissionState::Done:
        return "done";
    case model::SubmissionState::NoToolchain:
        return "no-toolchain";
    case model::SubmissionState::Unjudged: // there is no judgement to store
    case model::SubmissionState::Incomplete:
        break;
    }
    return "incomplete";
}

inline model::SubmissionState stateFromCode(std::string_view code)
{
    if (code == "done")
        return model::SubmissionState::Done;
    return code == "no-toolchain" ? model::SubmissionState::NoToolchain : model::SubmissionState::Incomplete;
}

} // namespace assize::store
