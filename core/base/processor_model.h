// SPDX-License-Identifier: GPL-3.0-or-later
// The model of this machine's processors: times measured on another model are not comparable.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace assize {

/// From the text of /proc/cpuinfo: the "model name" of the first processor; on ARM, where there is none, its
/// implementer, part, variant and revision. Empty: it says neither. Pure.
std::string processorModelFrom(std::string_view cpuinfo);

/// Of this machine. Any thread.
std::string processorModel(const std::filesystem::path& cpuinfo = "/proc/cpuinfo");

} // namespace assize
