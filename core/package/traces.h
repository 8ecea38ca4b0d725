// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace assize::package {

/// Whether a folder that no reader recognises holds parts of a problem package all the same, such as answers
/// without inputs: a sentence that names them and the missing parts; empty where it holds none. Looks two
/// folders deep, at names only.
std::string traceOfPackage(const std::filesystem::path& folder);

} // namespace assize::package
