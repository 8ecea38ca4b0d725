// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a stored judgement is still the one that judging would give today, found without running anything:
// by the key that judging would look for.
#pragma once

#include "exec/content_key.h"
#include "exec/toolchain_cache.h"
#include "model/events.h"

#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace assize::exec {

enum class Currency {
    Current,
    Outdated, ///< something that decides it has changed since
    Unknown,  ///< it depends on facts that only judging finds out: the version of a tool, a computed time
              ///< limit
};

/// The input that judging would have now. Everything but `conditions` is borrowed.
struct Today
{
    const std::vector<model::Problem>& problems; ///< as read: a time limit that is to be computed is 0
    const std::vector<model::Submission>& jurySubmissions;
    const std::vector<model::Language>& languages;
    const std::vector<model::TimeLimitComputed>& limits; ///< in the order in which they were computed
    const ToolchainCache& tools;
    JudgementConditions conditions;
};

/// Owned by its caller; one thread. Reads the state of the tools' files, each language's once.
class CurrencyCheck
{
public:
    explicit CurrencyCheck(const Today& today);

    /// Of the judgement of `submission` that is stored under `key`.
    Currency of(const model::Submission& submission, const std::string& key);

private:
    /// A problem with a time limit that it may have.
    struct Candidate
    {
        model::Problem problem;
        bool certain = false;
    };

    const std::vector<Candidate>& candidatesOf(const model::Problem& problem);
    /// Nullopt: which version it has is not known.
    const std::optional<model::Toolchain>& toolchainOf(const std::string& language);

    const Today m_today;
    std::unordered_map<std::string, const model::Problem*> m_problems;
    std::unordered_map<std::string, std::vector<Candidate>> m_candidates;
    std::unordered_map<std::string, std::optional<model::Toolchain>> m_toolchains;
};

} // namespace assize::exec
