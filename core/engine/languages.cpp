// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/languages.h"

#include "exec/scheduler.h"
#include "toolchain/toolchain.h"

namespace assize::engine {

std::filesystem::path resourceFolder()
{
    return toolchain::resourceFolder();
}

Result<std::vector<model::Toolchain>> probeLanguages(sandbox::Sandbox& sandbox,
                                                     const std::filesystem::path& resources,
                                                     Diagnostics& diagnostics, std::stop_token stop)
{
    const auto languages = toolchain::readLanguages(resources / "languages", diagnostics);
    if (!languages)
        return languages.error();
    return exec::probeToolchains(sandbox, *languages, stop);
}

} // namespace assize::engine
