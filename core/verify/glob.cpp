// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/expectations.h"

#include <vector>

namespace assize::verify {
namespace {

/// A package may write "{a,b}{a,b}..." without end: alternatives beyond this many are not tried.
constexpr std::size_t kMostAlternatives = 1000;

/// Where the brace that opens at `open` closes; npos: nowhere.
std::size_t closingBrace(std::string_view text, std::size_t open)
{
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '{')
            ++depth;
        else if (text[i] == '}' && --depth == 0)
            return i;
    }
    return std::string_view::npos;
}

std::vector<std::string_view> alternativesIn(std::string_view inside)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= inside.size(); ++i) {
        if (i == inside.size() || (inside[i] == ',' && depth == 0)) {
            parts.push_back(inside.substr(begin, i - begin));
            begin = i + 1;
        } else if (inside[i] == '{') {
            ++depth;
        } else if (inside[i] == '}') {
            --depth;
        }
    }
    return parts;
}

/// Stars only; linear but for the text after the last star.
bool matchesStars(std::string_view glob, std::string_view name)
{
    std::size_t g = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;
    std::size_t retry = 0;
    while (n < name.size()) {
        if (g < glob.size() && glob[g] == '*') {
            star = ++g;
            retry = n;
        } else if (g < glob.size() && glob[g] == name[n]) {
            ++g;
            ++n;
        } else if (star != std::string_view::npos && name[retry] != '/') {
            g = star;
            n = ++retry;
        } else {
            return false;
        }
    }
    while (g < glob.size() && glob[g] == '*')
        ++g;
    return g == glob.size();
}

} // namespace

bool matchesGlob(std::string_view glob, std::string_view name)
{
    std::vector<std::string> left{std::string(glob)};
    for (std::size_t tried = 0; !left.empty() && tried < kMostAlternatives; ++tried) {
        const std::string one = std::move(left.back());
        left.pop_back();
        const std::size_t open = one.find('{');
        const std::size_t close = open == std::string::npos ? open : closingBrace(one, open);
        if (close == std::string::npos) {
            if (matchesStars(one, name))
                return true;
            continue;
        }
        for (const std::string_view part :
             alternativesIn(std::string_view(one).substr(open + 1, close - open - 1)))
            left.push_back(one.substr(0, open) + std::string(part) + one.substr(close + 1));
    }
    return false;
}

} // namespace assize::verify
