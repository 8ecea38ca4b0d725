// SPDX-License-Identifier: GPL-3.0-or-later
#include "package/recognise.h"

#include <algorithm>
#include <map>

namespace assize::package {
namespace {

/// A format that is known but not read: a file or folder that gives it away, and its name.
struct Foreign
{
    const char* mark;
    const char* name;
};

constexpr Foreign kForeign[] = {
    {"init.yml", "a DMOJ package"},    {"task.yaml", "a CMS task"},
    {"task.yml", "a CMS task"},        {"problem.json", "a TPS task"},
    {"config.yml", "a sinol package"}, {"testdata/config.yaml", "a Hydro package"},
};

char lowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

} // namespace

Recognised recognise(const std::filesystem::path& path)
{
    const Result<PackageView> view = PackageView::of(path);
    Recognised best;
    if (!view) {
        best.reason = view.error().message;
        best.unreadable = true;
        return best;
    }
    std::string other;
    for (const Reader* reader : readers()) {
        Recognition seen = reader->recognise(*view);
        if (seen.confidence == Confidence::None)
            continue;
        if (seen.confidence == best.recognition.confidence)
            other = std::string(reader->name()) + " (" + seen.reason + ")";
        if (seen.confidence <= best.recognition.confidence)
            continue;
        other.clear();
        best.reader = reader;
        best.recognition = std::move(seen);
    }
    const auto foreign = std::find_if(std::begin(kForeign), std::end(kForeign),
                                      [&](const Foreign& one) { return view->has(one.mark); });
    const bool isForeign = foreign != std::end(kForeign);
    // Inputs in some sub-folder may well be the tests of a format that is not read.
    if (best.reader == nullptr || (isForeign && best.recognition.confidence == Confidence::Possible)) {
        best.reader = nullptr;
        best.reason = isForeign
                          ? "this looks like " + std::string(foreign->name) + " (it has " + foreign->mark +
                                "), which this version of Assize does not read; it reads ICPC/Kattis "
                                "packages, Polygon packages and folders of .in and .ans files"
                          : "this is no problem package: expected a problem.yaml, a folder data/secret, "
                            "a Polygon problem.xml, or files *.in with *.ans or *.out";
        best.format = isForeign ? foreign->name : "";
        return best;
    }
    best.format = best.recognition.format;
    best.readable = true;
    best.reason = best.recognition.reason;
    if (isForeign && best.recognition.confidence < Confidence::Certain)
        other = std::string(foreign->name) + " (it has " + foreign->mark +
                "), whose settings this version of Assize does not read,";
    if (!other.empty())
        best.doubt = "read as " + std::string(best.reader->name()) + " (" + best.reason +
                     "); it looks like " + other + " as well";
    return best;
}

std::string normalisedColor(std::string_view color)
{
    std::string text(color);
    std::transform(text.begin(), text.end(), text.begin(), lowerCase);
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
