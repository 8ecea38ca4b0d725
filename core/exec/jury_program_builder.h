// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles the jury's programs (validators, checkers, interactors, graders, generators), in a jury box.
#pragma once

#include "check/jury_program.h"
#include "exec/compiler.h"
#include "exec/no_result.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace assize::exec {

/// A program of the jury and the owners of its descriptors; shared by all slots, never changes.
struct BuiltJuryProgram
{
    check::PreparedJuryProgram prepared;
    std::shared_ptr<const Program> program;
};

/// The language of a validator, or nullopt when it is built by its own scripts or no language fits.
std::optional<std::string> languageOfJuryProgram(const model::JuryProgram& validator,
                                                 const std::vector<model::Language>& languages);

using Constants = std::vector<std::pair<std::string, std::string>>;

/// The package's fault or the judge's: there is no program.
struct BuildFailed
{
    std::string reason; ///< why the problem cannot be judged
};

/// The outcome of a build. OutOfWallTime only with Beside::Others.
using BuildResult =
    std::variant<std::shared_ptr<const BuiltJuryProgram>, BuildFailed, Cancelled, OutOfWallTime>;

/// `toolchain` is that of languageOfJuryProgram among `languages`, or nullptr. A folder with a script `build`
/// or `run` is used as the formats say: `build` is run in the folder, then `run` is the program. `constants`:
/// model::Problem::constants.
BuildResult buildJuryProgram(Compiler& compiler, sandbox::Box& juryBox, const model::JuryProgram& validator,
                             const model::Toolchain* toolchain, const std::vector<model::Language>& languages,
                             const Constants& constants, const model::Limits& limits, std::stop_token stop,
                             Beside beside = Beside::Others);

} // namespace assize::exec
