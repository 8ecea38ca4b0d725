// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/standard_checker.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <xxhash.h>

namespace assize::check {
namespace {

struct KnownSource
{
    std::string_view hash;
    std::string_view name;
};

// Made by tests/fuzz/hash_standard_checkers.sh from the history of github.com/MikeMirzayanov/testlib; only
// versions that gave the results of the native checker in the differential test, each compiled with the
// newest testlib.h.
constexpr KnownSource kKnownSources[] = {
#include "check/standard_checker_hashes.inc"
};

std::string_view withoutTrailingBlanks(std::string_view line)
{
    const std::size_t last = line.find_last_not_of(" \t\r\v\f");
    return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// "std::wcmp.cpp" -> "wcmp".
std::string_view standardName(std::string_view polygonName)
{
    constexpr std::string_view kBegin = "std::";
    constexpr std::string_view kEnd = ".cpp";
    if (!polygonName.starts_with(kBegin) || !polygonName.ends_with(kEnd))
        return {};
    polygonName.remove_prefix(kBegin.size());
    polygonName.remove_suffix(kEnd.size());
    return polygonName;
}

} // namespace

std::string hashOfCheckerSource(std::string_view source)
{
    if (source.starts_with("\xEF\xBB\xBF"))
        source.remove_prefix(3);
    std::string normal;
    normal.reserve(source.size() + 1);
    std::size_t used = 0;
    for (std::size_t at = 0; at < source.size();) {
        const std::size_t end = std::min(source.find('\n', at), source.size());
        normal += withoutTrailingBlanks(source.substr(at, end - at));
        if (!normal.empty() && normal.back() != '\n')
            used = normal.size();
        normal += '\n';
        at = end + 1;
    }
    normal.resize(used);
    const XXH128_hash_t hash = XXH3_128bits(normal.data(), normal.size());
    XXH128_canonical_t bytes;
    XXH128_canonicalFromHash(&bytes, hash);
    std::string hex;
    for (const unsigned char byte : bytes.digest) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

std::optional<std::string> standardCheckerOf(std::string_view polygonName, std::string_view source)
{
    if (source.empty()) {
        const std::string_view name = standardName(polygonName);
        return isStandardChecker(name) ? std::optional<std::string>(name) : std::nullopt;
    }
    const std::string hash = hashOfCheckerSource(source);
    const auto* const known = std::find_if(std::begin(kKnownSources), std::end(kKnownSources),
                                           [&hash](const KnownSource& one) { return one.hash == hash; });
    return known == std::end(kKnownSources) ? std::nullopt : std::optional<std::string>(known->name);
}

} // namespace assize::check
