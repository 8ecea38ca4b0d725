// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/text.h"

#include "base/utf8.h"
#include "report/format.h"
#include "report/isolation_note.h"
#include "report/not_counted.h"
#include "report/standings_notes.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace assize::report {
namespace {

struct Range
{
    std::uint32_t first;
    std::uint32_t last;
};

// The large blocks of Unicode's East_Asian_Width W and F, and emoji that terminals show wide.
constexpr std::array<Range, 19> kWide = {{
    {0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23EC},   {0x26A1, 0x26A1},   {0x26D4, 0x26D4},
    {0x2705, 0x2705}, {0x274C, 0x274C}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF}, {0xA000, 0xA4CF}, {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD},
}};
// The large blocks of combining marks.
constexpr std::array<Range, 12> kCombining = {{
    {0x0300, 0x036F},
    {0x0483, 0x0489},
    {0x0591, 0x05BD},
    {0x0610, 0x061A},
    {0x064B, 0x065F},
    {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E},
    {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF},
    {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F},
}};

template<std::size_t size>
bool isIn(const std::array<Range, size>& ranges, std::uint32_t c)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](Range range) { return c >= range.first && c <= range.last; });
}

int widthOf(std::uint32_t c)
{
    if (c < 0x300)
        return 1;
    if (isIn(kCombining, c))
        return 0;
    return isIn(kWide, c) ? 2 : 1;
}

/// The first character of well-formed UTF-8 and its length.
std::pair<std::uint32_t, std::size_t> firstCharacter(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    std::uint32_t c = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length && i < text.size(); ++i)
        c = c << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
    return {c, std::min(length, text.size())};
}

/// ANSI colour of a verdict: it stands beside the code, never alone.
const char* colorOf(model::Verdict verdict)
{
    switch (verdict) {
    case model::Verdict::AC:
        return "\x1b[32m";
    case model::Verdict::PA:
        return "\x1b[36m";
    case model::Verdict::WA:
    case model::Verdict::PE:
        return "\x1b[31m";
    case model::Verdict::TLE:
    case model::Verdict::OLE:
        return "\x1b[33m";
    case model::Verdict::MLE:
    case model::Verdict::RTE:
    case model::Verdict::SV:
        return "\x1b[35m";
    case model::Verdict::CE:
        return "\x1b[90m";
    case model::Verdict::JE:
        return "\x1b[7m";
    }
    return "";
}

constexpr char kReset[] = "\x1b[0m";

struct TextCell
{
    std::string text;
    bool right = false;
    std::optional<model::Verdict> verdict = std::nullopt; ///< gives the cell its colour
    std::string colored = {}; ///< `text` with colours of its own; such a cell is never cut
};

/// Columns wide enough for their widest cell, two spaces between them.
class TextTable
{
public:
    void addRow(std::vector<TextCell> row) { m_rows.push_back(std::move(row)); }

    /// `flexible`: the columns that are cut (to 8 at least, by turns) when the table is wider than
    /// options.width.
    std::string render(const TextOptions& options, const std::vector<std::size_t>& flexible) const
    {
        std::vector<int> widths;
        for (const std::vector<TextCell>& row : m_rows) {
            widths.resize(std::max(widths.size(), row.size()));
            for (std::size_t i = 0; i < row.size(); ++i)
                widths[i] = std::max(widths[i], displayWidth(row[i].text));
        }
        fit(widths, options.width, flexible);
        std::string text;
        for (const std::vector<TextCell>& row : m_rows)
            appendRow(row, widths, options.color, text);
        return text;
    }

private:
    static void fit(std::vector<int>& widths, int available, const std::vector<std::size_t>& flexible)
    {
        constexpr int kLeast = 8;
        if (available <= 0)
            return;
        int total = -2;
        for (int width : widths)
            total += width + 2;
        while (total > available) {
            int* widest = nullptr;
            for (std::size_t column : flexible) {
                if (column < widths.size() && widths[column] > kLeast &&
                    (widest == nullptr || widths[column] > *widest))
                    widest = &widths[column];
            }
            if (widest == nullptr)
                return;
            --*widest;
            --total;
        }
    }

    static void appendRow(const std::vector<TextCell>& row, const std::vector<int>& widths, bool color,
                          std::string& text)
    {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string content = cutToWidth(row[i].text, widths[i]);
            const auto padding = static_cast<std::size_t>(std::max(0, widths[i] - displayWidth(content)));
            if (row[i].right)
                line.append(padding, ' ');
            if (color && !row[i].colored.empty())
                line += row[i].colored;
            else if (color && row[i].verdict && !content.empty())
                line += colorOf(*row[i].verdict) + content + kReset;
            else
                line += content;
            if (!row[i].right)
                line.append(padding, ' ');
            line += "  ";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }

    std::vector<std::vector<TextCell>> m_rows;
};

std::string noteLines(const ContestSnapshot& snapshot)
{
    std::string text;
    for (const StandingsNote& note : standingsNotes(snapshot)) {
        if (note.mark != 0)
            text += std::string(1, note.mark) + ' ';
        else if (!note.isWarning)
            text += "note: ";
        text += toPrintableLine(note.text) + '\n';
    }
    return text;
}

/// `notCounted`: see notCountedIn.
TextCell standingsCell(const standings::Cell& cell, standings::CellValue value, const std::string& notCounted)
{
    if (!cell.submission)
        return {notCounted.empty() ? "·" : notCounted, false, {}};
    TextCell result;
    result.verdict = cell.verdict;
    result.text = cell.verdict ? std::string(model::codeOf(*cell.verdict)) : "?";
    if (value == standings::CellValue::Score)
        result.text += ' ' + cell.score.toString();
    else if (cell.attempts > 1)
        result.text += ' ' + std::to_string(cell.attempts);
    if (cell.time)
        result.text += ' ' + std::to_string(cell.time->count()) + '\'' + (cell.timeIsAssumed ? "?" : "");
    if (cell.firstToSolve)
        result.text += '*';
    if (!notCounted.empty())
        result.text += " +" + notCounted;
    return result;
}

std::string lettersOf(const model::Judgement& judgement, bool color)
{
    std::string text;
    std::optional<model::Verdict> current;
    const auto setColor = [&](std::optional<model::Verdict> verdict) {
        if (!color || verdict == current)
            return;
        if (current)
            text += kReset;
        if (verdict)
            text += colorOf(*verdict);
        current = verdict;
    };
    for (std::size_t i = 0; i < judgement.runs.size(); ++i) {
        const model::Run& run = judgement.runs[i];
        if (i > 0 && i % 10 == 0) {
            setColor({});
            text += ' ';
        }
        const bool done = run.state == model::TaskState::Done && run.verdict;
        setColor(done ? run.verdict : std::nullopt);
        text += done                                     ? model::meaningOf(*run.verdict).letter
                : run.state == model::TaskState::Skipped ? '-'
                                                         : '.';
    }
    setColor({});
    return text;
}

std::string legendOf(const std::vector<const ReportedSubmission*>& submissions)
{
    std::array<bool, model::kVerdicts> occurs{};
    bool skipped = false;
    bool waiting = false;
    for (const ReportedSubmission* item : submissions) {
        for (const model::Run& run : item->judgement.runs) {
            if (run.state == model::TaskState::Done && run.verdict)
                occurs.at(static_cast<std::size_t>(*run.verdict)) = true;
            else
                (run.state == model::TaskState::Skipped ? skipped : waiting) = true;
        }
    }
    std::string text;
    for (const model::VerdictMeaning& meaning : model::verdictMeanings()) {
        if (occurs.at(static_cast<std::size_t>(meaning.verdict))) {
            text += text.empty() ? "" : ", ";
            text += std::string(1, meaning.letter) + ' ' + std::string(meaning.name);
        }
    }
    if (skipped)
        text += std::string(text.empty() ? "" : ", ") + "- skipped";
    if (waiting)
        text += std::string(text.empty() ? "" : ", ") + ". not run";
    return text.empty() ? text : text + '\n';
}

} // namespace

int displayWidth(std::string_view text)
{
    int width = 0;
    while (!text.empty()) {
        const auto [c, length] = firstCharacter(text);
        width += widthOf(c);
        text.remove_prefix(length);
    }
    return width;
}

std::string cutToWidth(const std::string& text, int width)
{
    if (width <= 0 || displayWidth(text) <= width)
        return text;
    std::string result;
    int used = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const auto [c, length] = firstCharacter(rest);
        used += widthOf(c);
        if (used > width - 1)
            break;
        result.append(rest.substr(0, length));
        rest.remove_prefix(length);
    }
    return result + "…";
}

std::string standingsText(const ContestSnapshot& snapshot, const TextOptions& options)
{
    const standings::RankingRules& rules = standings::rankingRules(snapshot.mode);
    std::map<std::string_view, std::string> names;
    for (const model::Contestant& contestant : snapshot.contestants)
        names.emplace(contestant.id, nameOf(contestant));
    const SubmissionsById submissions = submissionsById(snapshot);
    const bool mixed = isMixed(snapshot);
    std::set<int> marked;
    std::set<int> outdated;
    for (const ReportedSubmission& item : snapshot.submissions) {
        if (mixed && wasUnprotected(snapshot, item))
            marked.insert(item.submission.id);
        if (!item.outdatedBecause.empty())
            outdated.insert(item.submission.id);
    }
    const std::vector<standings::RowValue> values = shownRowValues(snapshot);
    TextTable table;
    std::vector<TextCell> heading = {{"rank", true, {}}, {"contestant", false, {}}};
    for (const standings::RowValue value : values)
        heading.push_back({nameOf(value), true, {}});
    std::vector<std::size_t> flexible = {1};
    for (const model::Problem& problem : snapshot.problems) {
        flexible.push_back(heading.size());
        heading.push_back(
            {toPrintableLine(headingOf(problem)) + (problem.isRefused() ? " (refused)" : ""), false, {}});
    }
    table.addRow(std::move(heading));
    for (const standings::Row& row : snapshot.standings) {
        const auto name = names.find(row.contestant);
        std::vector<TextCell> cells = {
            {std::to_string(row.rank), true, {}},
            {toPrintableLine(name != names.end() ? name->second : row.contestant), false, {}}};
        for (const standings::RowValue value : values)
            cells.push_back({standings::textOf(row, value), true, {}});
        for (const standings::Cell& cell : row.cells) {
            TextCell& shown =
                cells.emplace_back(standingsCell(cell, rules.cellValue, notCountedIn(cell, submissions)));
            if (cell.submission && marked.contains(*cell.submission))
                shown.text += kUnprotectedMark;
            if (cell.submission && outdated.contains(*cell.submission))
                shown.text += kOutdatedMark;
        }
        table.addRow(std::move(cells));
    }
    return table.render(options, flexible) + noteLines(snapshot);
}

std::string verdictGridText(const ContestSnapshot& snapshot, const TextOptions& options)
{
    const std::vector<const ReportedSubmission*> submissions = sortedSubmissions(snapshot);
    TextTable table;
    for (const ReportedSubmission* item : submissions) {
        const model::Judgement& judgement = item->judgement;
        std::string time;
        if (std::any_of(judgement.runs.begin(), judgement.runs.end(),
                        [](const model::Run& run) { return run.state == model::TaskState::Done; }))
            time = secondsForPeople(largestOf(judgement).cpuTime);
        TextCell verdict{verdictForPeople(judgement), false, {}};
        if (judgement.state == model::SubmissionState::Done)
            verdict.verdict = judgement.verdict;
        if (item->expectation && item->expectation->asExpected == false)
            verdict.text += " (unexpected)";
        if (item->submission.late)
            verdict.text += " (late)";
        if (wasUnprotected(snapshot, *item))
            verdict.text += " (no isolation)";
        if (!item->outdatedBecause.empty())
            verdict.text += " (outdated)";
        table.addRow({{toPrintableLine(item->submission.file), false, {}},
                      {toPrintableLine(item->submission.language), false, {}},
                      std::move(verdict),
                      {std::move(time), true, {}},
                      {lettersOf(judgement, false), false, {}, lettersOf(judgement, true)}});
    }
    return table.render(options, {0}) + legendOf(submissions) + noteLines(snapshot);
}

} // namespace assize::report
