// SPDX-License-Identifier: GPL-3.0-or-later
#include "by_hand_values.h"

#include <array>
#include <charconv>
#include <limits>

namespace assize::box {

namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr std::size_t kDecimals = 9;

struct Unit
{
    std::string_view letter;
    std::string_view name;
    std::uint64_t bytes;
};
constexpr std::array kUnits = {Unit{"g", "GiB", 1ULL << 30}, Unit{"m", "MiB", 1ULL << 20},
                               Unit{"k", "KiB", 1ULL << 10}, Unit{"b", "bytes", 1}};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isSame(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

} // namespace

std::optional<std::uint64_t> parseNumber(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::uint64_t> parseSeconds(std::string_view text)
{
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string part(point == std::string_view::npos ? std::string_view() : text.substr(point + 1));
    if ((whole.empty() && part.empty()) || part.size() > kDecimals)
        return std::nullopt;
    part.append(kDecimals - part.size(), '0');
    const std::optional<std::uint64_t> seconds = whole.empty() ? 0 : parseNumber(whole);
    const std::optional<std::uint64_t> rest = parseNumber(part);
    if (!seconds || !rest || *seconds > std::numeric_limits<std::uint64_t>::max() / kSecond - 1)
        return std::nullopt;
    return *seconds * kSecond + *rest;
}

std::optional<std::uint64_t> parseSize(std::string_view text)
{
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    const std::string_view unit = text.substr(digits.size());
    const std::optional<std::uint64_t> value = parseNumber(digits);
    std::uint64_t bytes = unit.empty() ? 1ULL << 20 : 0;
    for (const Unit& known : kUnits) {
        if (isSame(unit, known.letter) || (known.bytes > 1 && isSame(unit, known.name)))
            bytes = known.bytes;
    }
    if (!value || bytes == 0 || *value > std::numeric_limits<std::uint64_t>::max() / bytes)
        return std::nullopt;
    return *value * bytes;
}

std::string secondsOf(std::uint64_t nanoseconds)
{
    std::string text = std::to_string(nanoseconds / kSecond);
    if (const std::uint64_t rest = nanoseconds % kSecond; rest != 0) {
        std::string decimals = std::to_string(rest);
        decimals.insert(0, kDecimals - decimals.size(), '0');
        decimals.erase(decimals.find_last_not_of('0') + 1);
        text += '.' + decimals;
    }
    return text;
}

std::string sizeOf(std::uint64_t bytes)
{
    for (const Unit& unit : kUnits) {
        if (bytes != 0 && bytes % unit.bytes == 0)
            return std::to_string(bytes / unit.bytes) + " " + std::string(unit.name);
    }
    return "0 bytes";
}

} // namespace assize::box
