// SPDX-License-Identifier: GPL-3.0-or-later
// Answers for front ends about languages without a contest: for `assize doctor` and the window's page about
// this machine.
#pragma once

#include "base/diagnostics.h"
#include "base/result.h"
#include "model/language.h"
#include "sandbox/sandbox.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace assize::engine {

/// The folder of languages/, schema/ and the other resources of this program; see toolchain::resourceFolder.
std::filesystem::path resourceFolder();

/// Every language of `resources`, sorted by id, with the output of its version command in a box of `sandbox`.
/// Blocks for some seconds at most; any thread. Broken descriptions are diagnostics; an unreadable folder is
/// an Error.
Result<std::vector<model::Toolchain>> probeLanguages(sandbox::Sandbox& sandbox,
                                                     const std::filesystem::path& resources,
                                                     Diagnostics& diagnostics, std::stop_token stop);

} // namespace assize::engine
