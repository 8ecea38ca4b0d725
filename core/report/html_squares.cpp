// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/format.h"
#include "report/html_parts.h"

#include <algorithm>
#include <array>

namespace assize::report {
namespace {

constexpr std::size_t kSide = 11;

/// Tests in one line of squares.
std::size_t lineLength(std::size_t tests)
{
    return tests <= 40 ? 10 : 20;
}

/// How a square looks: the palette of the verdict grid. Glyphs are paths, so that no font decides; `stroke`
/// draws them as lines, otherwise they are filled.
struct Square
{
    std::string_view id;
    std::string_view fill;
    std::string_view glyph;
    std::string_view path;
    bool stroke;
    std::string_view border = {};
};

// The verdicts in the order of the enum.
constexpr std::array<Square, model::kVerdicts> kVerdicts = {{
    {"v-AC", "#009E73", "#000", "M2.8 5.8l2 2L8.4 3.6", true},
    {"v-PA", "#56B4E9", "#000", "M5.5 2.3a3.2 3.2 0 0 0 0 6.4z", false},
    {"v-WA", "#D55E00", "#000", "M3 3l5 5M8 3L3 8", true},
    {"v-PE", "#E69F00", "#000", "M5 8.6V2.6M7.4 8.6V2.6M7.8 2.6H4.9a1.5 1.5 0 0 0 0 3", true},
    {"v-TLE", "#F0C000", "#000", "M2.8 2.4h5.4L2.8 8.6h5.4z", false},
    {"v-MLE", "#CC79A7", "#000", "M3.2 3.2h4.6v4.6H3.2z", false},
    {"v-OLE", "#0072B2", "#fff", "M2.7 3.3h5.6M2.7 5.5h5.6M2.7 7.7h5.6", true},
    {"v-RTE", "#7B3294", "#fff", "M6.4 1.6L3 6.2h2.2l-.7 3.3L8 4.8H5.7z", false},
    {"v-SV", "#8C1C13", "#fff", "M5.5 2.4a3.1 3.1 0 1 0 .01 0zM3.4 5.5h4.2", true},
    {"v-CE", "#595959", "#fff", "M8 3.6a3 3 0 1 0 0 3.8", true},
    {"v-JE", "#fff", "#000", "M5.5 2v4.4M5.5 8v1", true, "#000"},
}};
constexpr Square kSkipped = {"v-skipped", "#D9D9D9", "#000", "M3.2 5.5h4.6", true};
constexpr Square kWaiting = {"v-waiting", "none", "currentColor", "M5 5h1v1H5z", false, "currentColor"};

const Square& squareOf(const model::Run& run)
{
    if (run.state == model::TaskState::Done && run.verdict)
        return kVerdicts.at(static_cast<std::size_t>(*run.verdict));
    return run.state == model::TaskState::Skipped ? kSkipped : kWaiting;
}

std::string definitionOf(const Square& square)
{
    const std::string side = std::to_string(kSide);
    std::string text = "<pattern id=\"" + std::string(square.id) + "\" width=\"" + side + "\" height=\"" +
                       side +
                       "\" patternUnits=\"userSpaceOnUse\"><rect x=\".5\" y=\".5\" width=\"10\" "
                       "height=\"10\" rx=\"2\" fill=\"" +
                       std::string(square.fill) + "\"";
    if (!square.border.empty())
        text += " stroke=\"" + std::string(square.border) + "\"";
    text += "/><path d=\"" + std::string(square.path) + "\" ";
    if (square.stroke)
        text += R"(fill="none" stroke-width="1.3" stroke=")" + std::string(square.glyph) + "\"";
    else
        text += "fill=\"" + std::string(square.glyph) + "\"";
    return text + "/></pattern>";
}

/// `count` squares side by side: one rectangle, because neighbours are often the same.
std::string rectangle(const Square& square, std::size_t column, std::size_t line, std::size_t count)
{
    std::string text = "<rect";
    if (column > 0)
        text += " x=\"" + std::to_string(column * kSide) + "\"";
    if (line > 0)
        text += " y=\"" + std::to_string(line * kSide) + "\"";
    return text + " width=\"" + std::to_string(count * kSide) + "\" height=\"" + std::to_string(kSide) +
           "\" fill=\"url(#" + std::string(square.id) + ")\"/>";
}

std::string icon(const Square& square)
{
    const std::string side = std::to_string(kSide);
    return R"(<svg width="16" height="16" viewBox="0 0 )" + side + ' ' + side + R"(" aria-hidden="true">)" +
           rectangle(square, 0, 0, 1) + "</svg>";
}

/// "18 AC, 1 WA, 1 skipped".
std::string countsOf(const model::Judgement& judgement)
{
    std::array<std::size_t, model::kVerdicts> counts{};
    std::size_t skipped = 0;
    std::size_t waiting = 0;
    for (const model::Run& run : judgement.runs) {
        if (run.state == model::TaskState::Done && run.verdict)
            ++counts.at(static_cast<std::size_t>(*run.verdict));
        else
            ++(run.state == model::TaskState::Skipped ? skipped : waiting);
    }
    std::string text;
    const auto add = [&text](std::size_t count, std::string_view name) {
        if (count > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + std::string(name);
    };
    for (const model::VerdictMeaning& meaning : model::verdictMeanings())
        add(counts.at(static_cast<std::size_t>(meaning.verdict)), meaning.code);
    add(skipped, "skipped");
    add(waiting, "not run");
    return text;
}

} // namespace

std::string squareDefinitions()
{
    std::string text = R"(<svg class="defs" aria-hidden="true"><defs>)";
    for (const Square& square : kVerdicts)
        text += definitionOf(square);
    return text + definitionOf(kSkipped) + definitionOf(kWaiting) + "</defs></svg>\n";
}

std::string verdictIcon(model::Verdict verdict)
{
    return icon(kVerdicts.at(static_cast<std::size_t>(verdict)));
}

std::string skippedIcon()
{
    return icon(kSkipped);
}

std::string waitingIcon()
{
    return icon(kWaiting);
}

std::string judgementIcon(const model::Judgement& judgement)
{
    if (judgement.state == model::SubmissionState::Done && judgement.verdict)
        return verdictIcon(*judgement.verdict);
    const bool nothingToRun = judgement.state == model::SubmissionState::NoToolchain ||
                              judgement.state == model::SubmissionState::Unjudged;
    return nothingToRun ? skippedIcon() : waitingIcon();
}

std::string testSquares(const model::Judgement& judgement)
{
    const std::vector<model::Run>& runs = judgement.runs;
    if (runs.empty())
        return {};
    const std::size_t perLine = lineLength(runs.size());
    const std::string counts = countsOf(judgement);
    const std::string width = std::to_string(std::min(runs.size(), perLine) * kSide);
    const std::string height = std::to_string((runs.size() + perLine - 1) / perLine * kSide);
    // With a viewBox they can shrink on paper.
    std::string text = R"(<svg class="tests" role="img" aria-label=")" + counts + "\" width=\"" + width +
                       "\" height=\"" + height + "\" viewBox=\"0 0 " + width + ' ' + height + "\"><title>" +
                       counts + "</title>";
    for (std::size_t i = 0; i < runs.size();) {
        const Square& square = squareOf(runs[i]);
        const std::size_t lineEnd = std::min(runs.size(), (i / perLine + 1) * perLine);
        std::size_t end = i + 1;
        while (end < lineEnd && &squareOf(runs[end]) == &square)
            ++end;
        text += rectangle(square, i % perLine, i / perLine, end - i);
        i = end;
    }
    return text + "</svg>";
}

} // namespace assize::report
