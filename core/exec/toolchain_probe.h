// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exec/toolchain_cache.h"
#include "model/language.h"
#include "sandbox/sandbox.h"

#include <stop_token>

namespace assize::exec {

/// Runs the language's version command in `juryBox`: the tools are those that compilations will find.
model::Toolchain probeToolchain(sandbox::Box& juryBox, const model::Language& language,
                                const std::stop_token& stop);

/// The same, but a tool is asked only for a version that `cache` does not know.
model::Toolchain toolchainFrom(const ToolchainCache& cache, sandbox::Box& juryBox,
                               const model::Language& language, const std::stop_token& stop);

/// Memory that a probe may use, for admission; bytes.
inline constexpr std::uint64_t kProbeMemory = 1ULL << 30;

} // namespace assize::exec
