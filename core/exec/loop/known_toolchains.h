// SPDX-License-Identifier: GPL-3.0-or-later
// The languages of a plan, and their tools as far as they were probed.
#pragma once

#include "exec/preparation/prepared_problem.h"
#include "model/language.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace assize::exec {

/// Filled by the loop. Slots read of it the tools of work that was queued when they were known.
class KnownToolchains
{
public:
    /// `languages` outlive it.
    explicit KnownToolchains(const std::vector<model::Language>& languages);

    const std::vector<model::Language>& languages() const { return m_languages; }
    /// Nullopt: there is no such language.
    std::optional<std::size_t> indexOf(const std::string& language) const;
    /// Nullopt: none is needed, as the program has scripts of its own, or none is known that fits.
    std::optional<std::size_t> indexOf(const model::JuryProgram& program) const;

    void need(std::optional<std::size_t> language);
    /// Those that became needed since the last call.
    std::vector<std::size_t> takeNeeded();
    void set(std::size_t language, model::Toolchain toolchain)
    {
        m_toolchains[language] = std::move(toolchain);
    }
    /// Nothing is to be waited for where there is no language.
    bool isProbed(std::optional<std::size_t> language) const;
    /// The languages of all its programs.
    bool areProbed(const PreparedProblem& prepared) const;
    /// Null: there is none, or it is not probed.
    const model::Toolchain* of(std::optional<std::size_t> language) const;
    std::vector<model::Toolchain> probed() const;

private:
    const std::vector<model::Language>& m_languages;
    std::vector<bool> m_isNeeded; ///< by language
    std::vector<std::size_t> m_newlyNeeded;
    std::vector<std::optional<model::Toolchain>> m_toolchains; ///< the same
};

} // namespace assize::exec
