// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people write them on a command line, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assize::box {

/// "2", "0.5": seconds with at most nine decimals, as nanoseconds. No sign, no exponent.
std::optional<std::uint64_t> parseSeconds(std::string_view text);

/// A whole number with b, k, m or g behind it (bytes, KiB, MiB, GiB; also "KiB" and so on), or alone: MiB.
std::optional<std::uint64_t> parseSize(std::string_view text);

/// A whole number in decimal digits.
std::optional<std::uint64_t> parseNumber(std::string_view text);

/// Nanoseconds as exact seconds, without trailing zeros.
std::string secondsOf(std::uint64_t nanoseconds);

/// Bytes in the largest unit that gives a whole number: "64 MiB".
std::string sizeOf(std::uint64_t bytes);

} // namespace assize::box
