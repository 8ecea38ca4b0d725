// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/common/color.h"

#include "package/common/names.h"

#include <algorithm>
#include <map>

namespace assize::package {
namespace {

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

} // namespace

std::string normalisedColor(std::string_view color)
{
    const std::string text = lowerCase(color);
    static const std::map<std::string, const char*, std::less<>> names = {
        {"black", "#000000"},  {"white", "#ffffff"},  {"red", "#ff0000"},     {"green", "#008000"},
        {"blue", "#0000ff"},   {"yellow", "#ffff00"}, {"orange", "#ffa500"},  {"purple", "#800080"},
        {"pink", "#ffc0cb"},   {"brown", "#a52a2a"},  {"gray", "#808080"},    {"grey", "#808080"},
        {"silver", "#c0c0c0"}, {"gold", "#ffd700"},   {"cyan", "#00ffff"},    {"magenta", "#ff00ff"},
        {"lime", "#00ff00"},   {"maroon", "#800000"}, {"navy", "#000080"},    {"olive", "#808000"},
        {"teal", "#008080"},   {"violet", "#ee82ee"}, {"indigo", "#4b0082"},  {"turquoise", "#40e0d0"},
        {"beige", "#f5f5dc"},  {"salmon", "#fa8072"}, {"skyblue", "#87ceeb"}, {"darkgreen", "#006400"},
    };
    if (const auto named = names.find(text); named != names.end())
        return named->second;
    if (text.empty() || text.front() != '#' || !std::all_of(text.begin() + 1, text.end(), isHex))
        return {};
    if (text.size() == 4)
        return {'#', text[1], text[1], text[2], text[2], text[3], text[3]};
    return text.size() == 7 ? text : std::string();
}

} // namespace assize::package
