// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/toolchain.h"

#include <cstdlib>

namespace assize::toolchain {

std::filesystem::path resourceFolder()
{
    std::error_code ignored;
    const char* chosen = std::getenv("ASSIZE_RESOURCES");
    if (chosen != nullptr && *chosen != '\0')
        return chosen;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const std::filesystem::path installed = program.parent_path().parent_path() / "share" / "assize";
    if (!program.empty() && std::filesystem::is_directory(installed / "languages", ignored))
        return installed;
    const std::filesystem::path sourceTree = ASSIZE_SOURCE_RESOURCES;
    if (std::filesystem::is_directory(sourceTree / "languages", ignored))
        return sourceTree;
    return {};
}

} // namespace assize::toolchain
