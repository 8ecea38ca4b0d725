// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace assize {

/// A helper program of Assize: beside this program, else in ../libexec/assize from there. Empty: it is in
/// neither. Any thread.
std::optional<std::filesystem::path> findHelper(std::string_view name);

} // namespace assize
