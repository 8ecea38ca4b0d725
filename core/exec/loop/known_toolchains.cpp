// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/loop/known_toolchains.h"

#include "exec/jury_program_builder.h"

#include <algorithm>
#include <utility>

namespace assize::exec {

KnownToolchains::KnownToolchains(const std::vector<model::Language>& languages)
    : m_languages(languages), m_isNeeded(languages.size()), m_toolchains(languages.size())
{
}

std::optional<std::size_t> KnownToolchains::indexOf(const std::string& language) const
{
    for (std::size_t i = 0; i < m_languages.size(); ++i) {
        if (m_languages[i].id == language)
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> KnownToolchains::indexOf(const model::JuryProgram& program) const
{
    const std::optional<std::string> language = languageOfJuryProgram(program, m_languages);
    return language ? indexOf(*language) : std::nullopt;
}

void KnownToolchains::need(std::optional<std::size_t> language)
{
    if (!language || m_isNeeded[*language])
        return;
    m_isNeeded[*language] = true;
    m_newlyNeeded.push_back(*language);
}

std::vector<std::size_t> KnownToolchains::takeNeeded()
{
    std::sort(m_newlyNeeded.begin(), m_newlyNeeded.end());
    return std::exchange(m_newlyNeeded, {});
}

bool KnownToolchains::isProbed(std::optional<std::size_t> language) const
{
    return !language || m_toolchains[*language].has_value();
}

bool KnownToolchains::areProbed(const PreparedProblem& prepared) const
{
    return std::all_of(
        prepared.programs.begin(), prepared.programs.end(),
        [this](const RequiredProgram& required) { return isProbed(indexOf(required.program)); });
}

const model::Toolchain* KnownToolchains::of(std::optional<std::size_t> language) const
{
    return language && m_toolchains[*language] ? &*m_toolchains[*language] : nullptr;
}

std::vector<model::Toolchain> KnownToolchains::probed() const
{
    std::vector<model::Toolchain> found;
    for (const std::optional<model::Toolchain>& toolchain : m_toolchains) {
        if (toolchain)
            found.push_back(*toolchain);
    }
    return found;
}

} // namespace assize::exec
