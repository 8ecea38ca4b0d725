// SPDX-License-Identifier: GPL-3.0-or-later
// How states are spelt in the database: as in the JSON. Used by the store only.
#pragma once

#include "model/judgement.h"

#include <string_view>

namespace assize::store {

inline std::string_view codeOfState(model::SubmissionState state)
{
    switch (state) {
    case model::SubmissionState::Done:
        return "done";
    case model::SubmissionState::NoToolchain:
        return "no-toolchain";
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
