// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/judgement.h"

#include <optional>
#include <string>

namespace assize::exec {

/// Earlier results, as exec sees them; engine implements it over the store's snapshot. Called on the
/// scheduler's thread only.
class ResultCache
{
public:
    virtual ~ResultCache() = default;
    /// What is stored under `key` for this submission: a complete judgement (state Done), an incomplete one
    /// whose runs vector holds those that are stored (others have state Waiting; matched by Run::testCase),
    /// or nullopt.
    virtual std::optional<model::Judgement> find(int submission, const std::string& key) const = 0;
    /// A time limit computed earlier for the problem under the same key.
    virtual std::optional<std::chrono::nanoseconds> timeLimit(const std::string& problem,
                                                              const std::string& key) const = 0;
};

} // namespace assize::exec
