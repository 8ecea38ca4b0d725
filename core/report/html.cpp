// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/html.h"

#include "report/format.h"
#include "report/html_parts.h"
#include "report/isolation_note.h"
#include "report/not_counted.h"
#include "report/standings_notes.h"
#include "report/style.h"

#include <algorithm>
#include <array>
#include <map>

namespace assize::report {
namespace {

/// "<td class="...">content</td>"; content is already a fragment.
std::string td(std::string_view content, std::string_view className = {})
{
    std::string text = "<td";
    if (!className.empty())
        text += " class=\"" + std::string(className) + "\"";
    return text + ">" + std::string(content) + "</td>";
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ", ") + htmlText(part);
    return text;
}

std::string counted(std::size_t count, const std::string& one, const std::string& many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string notesOf(const ContestSnapshot& snapshot)
{
    std::string text;
    for (const StandingsNote& note : standingsNotes(snapshot))
        text += "<p class=\"note\"><b>" + htmlText(note.text) + "</b></p>\n";
    return text;
}

std::string isolationLine(const ContestSnapshot& snapshot)
{
    const model::EngineInfo& engine = snapshot.engine;
    std::string text = "<p class=\"soft\">Judged by Assize " + htmlText(engine.version) + ", sandbox " +
                       htmlText(engine.sandbox);
    if (!engine.isolation.empty())
        text += " (" + joined(engine.isolation) + ")";
    if (engine.slots > 0)
        text += ", " + counted(static_cast<std::size_t>(engine.slots), "slot", "slots");
    text += "</p>\n";
    if (snapshot.standings.empty())
        text += notesOf(snapshot);
    for (const std::string& warning : engine.warnings)
        text += "<p class=\"note\">" + htmlText(warning) + "</p>\n";
    return text;
}

std::string verdictChips(const ContestSnapshot& snapshot)
{
    std::array<std::size_t, model::kVerdicts> counts{};
    std::size_t noToolchain = 0;
    std::size_t unjudged = 0;
    std::size_t pending = 0;
    for (const ReportedSubmission& item : snapshot.submissions) {
        const model::Judgement& judgement = item.judgement;
        if (judgement.state == model::SubmissionState::Done && judgement.verdict)
            ++counts.at(static_cast<std::size_t>(*judgement.verdict));
        else if (judgement.state == model::SubmissionState::Unjudged)
            ++unjudged;
        else
            ++(judgement.state == model::SubmissionState::NoToolchain ? noToolchain : pending);
    }
    std::string text = "<ul class=\"chips\">";
    for (const model::VerdictMeaning& meaning : model::verdictMeanings()) {
        if (const std::size_t count = counts.at(static_cast<std::size_t>(meaning.verdict)); count > 0)
            text += "<li>" + verdictIcon(meaning.verdict) + "<b>" + std::to_string(count) + "</b> " +
                    std::string(meaning.name) + "</li>";
    }
    if (noToolchain > 0)
        text += "<li>" + skippedIcon() + "<b>" + std::to_string(noToolchain) + "</b> No toolchain</li>";
    if (unjudged > 0)
        text += "<li>" + skippedIcon() + "<b>" + std::to_string(unjudged) + "</b> Unjudged</li>";
    if (pending > 0)
        text += "<li>" + waitingIcon() + "<b>" + std::to_string(pending) + "</b> Not judged</li>";
    if (snapshot.submissions.empty())
        text += "<li>No submissions</li>";
    return text + "</ul>\n";
}

std::string header(const ContestSnapshot& snapshot)
{
    std::string text = "<header>\n<h1>" + htmlText(snapshot.name) + "</h1>\n<p class=\"soft\">" +
                       counted(snapshot.contestants.size(), "contestant", "contestants") + ", " +
                       counted(snapshot.problems.size(), "problem", "problems") + ", " +
                       counted(snapshot.submissions.size(), "submission", "submissions");
    if (snapshot.madeAt)
        text += ", report of " + timeForPeople(*snapshot.madeAt);
    return text + "</p>\n" + isolationLine(snapshot) + verdictChips(snapshot) + "</header>\n";
}

bool isColor(const std::string& color)
{
    return color.size() == 7 && color[0] == '#' &&
           color.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

/// The table of standings, whose cells show the tests too.
class StandingsTable
{
public:
    StandingsTable(const ContestSnapshot& snapshot, const std::vector<NumberedSubmission>& submissions)
        : m_snapshot(snapshot), m_byId(submissionsById(snapshot)),
          m_cellValue(standings::rankingRules(snapshot.mode).cellValue), m_values(shownRowValues(snapshot))
    {
        for (const model::Contestant& contestant : snapshot.contestants)
            m_names.emplace(contestant.id, nameOf(contestant));
        for (const NumberedSubmission& numbered : submissions)
            m_submissions.emplace(numbered.item->submission.id, &numbered);
    }

    std::string render() const
    {
        if (m_snapshot.standings.empty())
            return {};
        std::string text = "<h2>Standings</h2>\n" + notesOf(m_snapshot) +
                           "<div class=\"scroll\"><table class=\"standings\">\n" + heading() + "<tbody>\n";
        for (const standings::Row& row : m_snapshot.standings)
            text += rowOf(row);
        return text + "</tbody>\n" + footing() + "</table></div>\n";
    }

private:
    std::string heading() const
    {
        std::string text = "<thead><tr><th class=\"n\">Rank</th><th class=\"who\">Contestant</th>";
        for (const standings::RowValue value : m_values) {
            std::string name = nameOf(value);
            name.front() = static_cast<char>(name.front() - 'a' + 'A');
            text += "<th class=\"n\">" + name + "</th>";
        }
        for (const model::Problem& problem : m_snapshot.problems) {
            text += "<th class=\"problem\">";
            if (isColor(problem.color))
                text += "<i class=\"dot\" style=\"background:" + problem.color + "\"></i>";
            text += htmlText(headingOf(problem));
            if (!problem.name.empty() && problem.name != headingOf(problem))
                text += "<span>" + htmlText(problem.name) + "</span>";
            if (problem.isRefused())
                text += "<small class=\"unexpected\" title=\"" + htmlText(problem.refusedBecause) +
                        "\">refused</small>";
            text += "</th>";
        }
        return text + "</tr></thead>\n";
    }

    std::string rowOf(const standings::Row& row) const
    {
        const auto name = m_names.find(row.contestant);
        std::string text = "<tr>" + td(std::to_string(row.rank), "n") +
                           td(htmlText(name != m_names.end() ? name->second : row.contestant), "who");
        for (const standings::RowValue value : m_values)
            text += td(standings::textOf(row, value), "n");
        for (const standings::Cell& cell : row.cells)
            text += td(cellOf(cell));
        return text + "</tr>\n";
    }

    std::string cellOf(const standings::Cell& cell) const
    {
        // Of hand-ins that do not count the last is linked: the contestant thinks that it is judged.
        const std::optional<int> shown = cell.submission           ? cell.submission
                                         : cell.notCounted.empty() ? std::nullopt
                                                                   : std::optional(cell.notCounted.back());
        const auto found = shown ? m_submissions.find(*shown) : m_submissions.end();
        if (found == m_submissions.end())
            return {};
        const NumberedSubmission& numbered = *found->second;
        const model::Judgement& judgement = numbered.item->judgement;
        const std::string outdated = numbered.item->outdatedBecause.empty()
                                         ? std::string()
                                         : "<small class=\"unexpected\" title=\"" +
                                               htmlText(numbered.item->outdatedBecause) +
                                               "\">outdated</small>";
        return "<a class=\"cell" + std::string(cell.submission ? "" : " not-counted") + "\" href=\"#" +
               anchorOf(numbered) + "\">" + judgementIcon(judgement) + "<b>" + verdictForPeople(judgement) +
               "</b>" + remarksOf(cell) +
               (wasUnprotected(m_snapshot, *numbered.item)
                    ? "<small class=\"unexpected\">no isolation</small>"
                    : "") +
               outdated + "</a>" + testSquares(judgement);
    }

    /// "★ 3 attempts, 45 min".
    std::string remarksOf(const standings::Cell& cell) const
    {
        std::string text = cell.firstToSolve ? "<span title=\"first to solve\">★</span>" : "";
        std::string remarks;
        if (!cell.submission)
            remarks = "";
        else if (m_cellValue == standings::CellValue::Score)
            remarks = cell.score.toString();
        else if (cell.attempts > 1)
            remarks = std::to_string(cell.attempts) + " tries";
        if (cell.time)
            remarks += (remarks.empty() ? "" : ", ") + std::to_string(cell.time->count()) + " min" +
                       (cell.timeIsAssumed ? " (time not known)" : "");
        if (cell.pending > 0)
            remarks += (remarks.empty() ? "" : ", ") + std::to_string(cell.pending) + " pending";
        if (const std::string words = notCountedIn(cell, m_byId); !words.empty() && words != "unjudged")
            remarks += (remarks.empty() ? "" : ", ") + words;
        return remarks.empty() ? text : text + "<small>" + remarks + "</small>";
    }

    std::string footing() const
    {
        std::vector<std::size_t> solved(m_snapshot.problems.size());
        std::vector<std::size_t> tried(m_snapshot.problems.size());
        for (const standings::Row& row : m_snapshot.standings) {
            for (std::size_t i = 0; i < row.cells.size() && i < solved.size(); ++i) {
                tried[i] += row.cells[i].submission ? 1 : 0;
                solved[i] += row.cells[i].verdict == model::Verdict::AC ? 1 : 0;
            }
        }
        std::string text = "<tfoot><tr><td></td><th>Solved by</th>";
        for (std::size_t i = 0; i < m_values.size(); ++i)
            text += "<td></td>";
        for (std::size_t i = 0; i < solved.size(); ++i)
            text += td(m_snapshot.problems[i].isRefused()
                           ? "–"
                           : std::to_string(solved[i]) + " of " + std::to_string(tried[i]));
        return text + "</tr></tfoot>\n";
    }

    const ContestSnapshot& m_snapshot;
    SubmissionsById m_byId;
    standings::CellValue m_cellValue;
    std::vector<standings::RowValue> m_values;
    std::map<std::string_view, std::string> m_names;
    std::map<int, const NumberedSubmission*> m_submissions;
};

std::string legend()
{
    std::string text = "<h2>What the verdicts mean</h2>\n<table class=\"legend\"><tbody>\n";
    for (const model::VerdictMeaning& meaning : model::verdictMeanings()) {
        text +=
            "<tr>" + td(verdictIcon(meaning.verdict)) + td("<b>" + std::string(meaning.code) + "</b>") +
            td(std::string(meaning.name) + ". <span class=\"soft\">" + htmlText(meaning.help) + "</span>") +
            "</tr>\n";
    }
    return text + "<tr>" + td(skippedIcon()) + td("") +
           td("Skipped. <span class=\"soft\">The test was not run, because the verdict was known.</span>") +
           "</tr>\n<tr>" + td(waitingIcon()) + td("") + td("Not run yet.") + "</tr>\n</tbody></table>\n";
}

std::string timeLimitOf(const model::Problem& problem)
{
    if (problem.limits.cpuTime.count() == 0)
        return "not known";
    std::string text = exactSecondsOf(problem.limits.cpuTime) + " s";
    if (!problem.timeLimitFrom.empty())
        text += " <span class=\"soft\">(" + htmlText(problem.timeLimitFrom) + ")</span>";
    return text;
}

std::string problemsSection(const ContestSnapshot& snapshot)
{
    if (snapshot.problems.empty())
        return {};
    std::string text =
        "<h2>Problems</h2>\n<div class=\"scroll\"><table><thead><tr><th></th><th>Problem</th><th>Format</th>"
        "<th class=\"n\">Tests</th><th>Time limit</th><th class=\"n\">Memory "
        "limit</th></tr></thead><tbody>\n";
    for (const model::Problem& problem : snapshot.problems) {
        text += "<tr>" + td(htmlText(problem.label)) +
                td(htmlText(problem.name.empty() ? problem.id : problem.name) + " <span class=\"soft\">" +
                       htmlText(problem.file.empty() ? problem.id : problem.file) + "</span>",
                   "text");
        if (problem.isRefused()) {
            text += "<td class=\"text\" colspan=\"4\"><b>refused:</b> " + htmlText(problem.refusedBecause) +
                    "</td></tr>\n";
            continue;
        }
        text += td(htmlText(problem.format)) + td(std::to_string(problem.testCases.size()), "n") +
                td(timeLimitOf(problem)) + td(mebibytesOf(problem.limits.memory) + " MiB", "n") + "</tr>\n";
    }
    return text + "</tbody></table></div>\n";
}

std::string languagesSection(const ContestSnapshot& snapshot)
{
    if (snapshot.languages.empty())
        return {};
    std::string text =
        "<h2>Languages</h2>\n<table><thead><tr><th>Language</th><th>Version</th></tr></thead><tbody>\n";
    for (const model::Toolchain& toolchain : snapshot.languages) {
        const std::string& version = toolchain.available ? toolchain.version : toolchain.problem;
        text += "<tr>" + td(htmlText(toolchain.language.name)) +
                td((toolchain.available ? "" : "not available: ") + htmlText(version), "text") + "</tr>\n";
    }
    return text + "</tbody></table>\n";
}

std::string rulerSection(const ContestSnapshot& snapshot)
{
    if (!snapshot.packages || snapshot.packages->empty())
        return {};
    const auto time = [](const std::optional<std::chrono::nanoseconds>& value) {
        return value ? secondsForPeople(*value) : std::string("–");
    };
    std::string text =
        "<h2>Time limits</h2>\n<div class=\"scroll\"><table><thead><tr><th>Package</th><th "
        "class=\"n\">Slowest accepted</th>"
        "<th class=\"n\">Limit</th><th class=\"n\">Safety</th><th class=\"n\">Fastest to fail</th>"
        "<th class=\"n\">Suggested</th></tr></thead><tbody>\n";
    for (const PackageReport& package : *snapshot.packages) {
        const verify::TimeLimitRuler& ruler = package.timeLimit;
        text += "<tr>" + td(htmlText(package.file), "text") + td(time(ruler.slowestAccepted), "n") +
                td(secondsForPeople(ruler.limit), "n") + td(secondsForPeople(ruler.safety), "n") +
                td(time(ruler.fastestToFail), "n") + td(time(ruler.suggested), "n") + "</tr>\n";
    }
    return text + "</tbody></table></div>\n";
}

std::string unmatchedSection(const ContestSnapshot& snapshot)
{
    if (snapshot.unmatched.empty())
        return {};
    std::string text = "<h2>Files that are no submissions</h2>\n<div "
                       "class=\"scroll\"><table><thead><tr><th>File</th><th>Reason</th></tr>"
                       "</thead><tbody>\n";
    for (const model::UnmatchedFile& file : snapshot.unmatched)
        text += "<tr>" + td(htmlText(file.file), "text") + td(htmlText(file.reason), "text") + "</tr>\n";
    return text + "</tbody></table></div>\n";
}

std::string diagnosticsSection(const ContestSnapshot& snapshot)
{
    const Diagnostics diagnostics = allDiagnostics(snapshot);
    if (diagnostics.empty())
        return {};
    std::string text = "<h2>Notes on packages and files</h2>\n<div "
                       "class=\"scroll\"><table><thead><tr><th>Level</th><th>Where</th>"
                       "<th>What</th></tr></thead><tbody>\n";
    for (const Diagnostic& diagnostic : diagnostics)
        text += "<tr>" + td(levelName(diagnostic.level)) + td(htmlText(diagnostic.where), "text") +
                td(htmlLines(diagnostic.message), "text") + "</tr>\n";
    return text + "</tbody></table></div>\n";
}

} // namespace

std::string resultsHtml(const ContestSnapshot& snapshot, const HtmlOptions& options)
{
    std::vector<NumberedSubmission> submissions;
    std::size_t results = 0;
    for (const ReportedSubmission* item : sortedSubmissions(snapshot)) {
        submissions.push_back({static_cast<int>(submissions.size()) + 1, item});
        results += item->judgement.runs.size();
    }
    std::string text = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                       "<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>" +
                       htmlText(snapshot.name) + " – results</title>\n<style>\n" + kReportStyle +
                       "</style>\n</head>\n<body>\n";
    text += squareDefinitions();
    text += header(snapshot);
    text += StandingsTable(snapshot, submissions).render();
    text += unmatchedSection(snapshot);
    text += diagnosticsSection(snapshot);
    text += rulerSection(snapshot);
    text += detailsSection(snapshot, submissions, results > options.maximumDetails);
    text += problemsSection(snapshot);
    text += languagesSection(snapshot);
    text += legend();
    return text + "</body>\n</html>\n";
}

} // namespace assize::report
