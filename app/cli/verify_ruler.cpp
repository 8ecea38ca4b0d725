// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify_text.h"

#include "base/seconds_text.h"
#include "base/utf8.h"
#include "report/format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace assize::cli {
namespace {

using std::chrono::nanoseconds;

constexpr int kNarrowest = 20;
constexpr int kWidest = 60;

/// A place on the ruler: its letter, and the text in the line below.
struct Place
{
    char letter;
    nanoseconds at;
    std::string text;
};

std::string by(const model::Problem& problem, const std::string& file)
{
    return file.empty() ? std::string() : " (" + shownName(problem, file) + ")";
}

std::string alone(const std::optional<verify::Spread>& spread)
{
    return spread ? ", " + verify::spreadText(*spread) : std::string();
}

std::vector<Place> placesOf(const model::Problem& problem, const verify::TimeLimitRuler& ruler)
{
    std::vector<Place> places;
    if (ruler.slowestAccepted)
        places.push_back({'A', *ruler.slowestAccepted,
                          "slowest accepted " + secondsText(*ruler.slowestAccepted) +
                              by(problem, ruler.slowestBy) + alone(ruler.slowestSpread)});
    places.push_back(
        {'L', ruler.limit,
         "limit " + secondsText(ruler.limit) +
             (problem.timeLimitFrom.empty() ? "" : " (" + toPrintableLine(problem.timeLimitFrom) + ")")});
    places.push_back({'S', ruler.safety, "safety " + secondsText(ruler.safety)});
    if (ruler.fastestToFail)
        places.push_back({'F', *ruler.fastestToFail,
                          std::string("fastest that must fail ") + (ruler.fastestWasStopped ? "over " : "") +
                              secondsText(*ruler.fastestToFail) + by(problem, ruler.fastestBy) +
                              alone(ruler.fastestSpread)});
    return places;
}

/// "0 ---A------L---S------F": each letter at its time, moved on where another letter stands.
std::string scaleOf(std::vector<Place> places, int width)
{
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.at < b.at; });
    const double longest = static_cast<double>(std::max<std::int64_t>(places.back().at.count(), 1));
    std::string line(static_cast<std::size_t>(width), '-');
    // The last letters must find room: each may begin no later than leaves one column for each that follows.
    int next = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const int room = width - static_cast<int>(places.size() - i);
        const int wanted =
            static_cast<int>(std::lround(static_cast<double>(places[i].at.count()) / longest * (width - 1)));
        const int column = std::min(std::max(wanted, next), room);
        line[static_cast<std::size_t>(column)] = places[i].letter;
        next = column + 1;
    }
    return "0 " + line;
}

std::string suggestionText(const verify::TimeLimitRuler& ruler, const model::TimeLimitRule& rule)
{
    char multiplier[32];
    std::snprintf(multiplier, sizeof multiplier, "%g", rule.multiplier);
    std::string text =
        "suggested limit " + secondsText(*ruler.suggested) + " (" + multiplier + " x slowest accepted)";
    if (ruler.suggestedLegacy && rule.multiplier != 5)
        text += ", " + secondsText(*ruler.suggestedLegacy) + " by the legacy rule (5 x)";
    if (ruler.suggestedNew && rule.multiplier != 2)
        text += ", " + secondsText(*ruler.suggestedNew) + " by the rule of 2025-09 (2 x)";
    if (ruler.highest)
        text += "; at most " + secondsText(*ruler.highest) + " keeps the margin to what must fail";
    return text;
}

/// Of a limit that was computed: the submissions that it should have been computed from, too.
void addLeftOut(const PackageView& view, std::vector<std::string>& lines)
{
    for (const Diagnostic& one : view.package->limitWithout)
        lines.push_back("  warning: " + toPrintableLine(one.message));
}

} // namespace

std::vector<std::string> rulerLines(const PackageView& view, const VerifyTextOptions& options)
{
    std::vector<std::string> lines;
    if (view.package == nullptr || view.package->timeLimit.limit.count() <= 0)
        return lines;
    const verify::TimeLimitRuler& ruler = view.package->timeLimit;
    const std::vector<Place> places = placesOf(*view.problem, ruler);
    const int width = options.width > 0 ? std::clamp(options.width - 10, kNarrowest, kWidest) : kWidest;
    lines.push_back("  time " + scaleOf(places, width));
    std::string legend;
    for (const Place& place : places)
        legend += (legend.empty() ? "" : ", ") + std::string(1, place.letter) + ' ' + place.text;
    lines.push_back("       " + legend);
    if (ruler.suggested)
        lines.push_back("       " + suggestionText(ruler, view.problem->timeLimitRule));
    addLeftOut(view, lines);
    for (const verify::RulerWarning& warning : ruler.warnings) {
        verify::RulerWarning shown = warning;
        shown.submission = shownName(*view.problem, warning.submission);
        lines.push_back("  warning: " + verify::explain(shown, ruler));
    }
    return lines;
}

} // namespace assize::cli
