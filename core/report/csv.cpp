// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv.h"

#include "base/utf8.h"
#include "report/format.h"
#include "report/isolation_note.h"
#include "report/not_counted.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace assize::report {
namespace {

/// Bytes of a run's standard error: as many as a cell of a spreadsheet still shows.
constexpr std::size_t kStandardErrorShown = 1024;

/// One table: texts are made harmless, numbers are taken as they are. Names keep to one line, for tools that
/// read a table line by line; texts of programs and the judge may have several.
class Table
{
public:
    explicit Table(const CsvOptions& options) : m_text(options.byteOrderMark ? "\xEF\xBB\xBF" : "") {}

    void text(std::string_view bytes) { harmless(toPrintableLine(bytes)); }
    void lines(std::string_view bytes) { harmless(toPrintable(bytes)); }
    void number(std::string_view value) { cell(value); }
    void number(long long value) { cell(std::to_string(value)); }
    void empty() { cell({}); }
    void endRow()
    {
        m_text += "\r\n";
        m_first = true;
    }
    std::string take() { return std::move(m_text); }

private:
    /// Spreadsheets take some beginnings for formulas.
    void harmless(std::string value)
    {
        constexpr std::string_view kFormulaBeginnings = "=+-@\t\r";
        if (!value.empty() && kFormulaBeginnings.find(value.front()) != std::string_view::npos)
            value.insert(0, 1, '\'');
        cell(value);
    }
    void cell(std::string_view value)
    {
        if (!m_first)
            m_text += ',';
        m_first = false;
        if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
            m_text += value;
            return;
        }
        m_text += '"';
        for (char c : value) {
            m_text += c;
            if (c == '"')
                m_text += '"';
        }
        m_text += '"';
    }

    std::string m_text;
    bool m_first = true;
};

std::string verdictOf(const standings::Cell& cell, const SubmissionsById& submissions)
{
    if (!cell.submission)
        return notCountedIn(cell, submissions);
    return cell.verdict ? std::string(model::codeOf(*cell.verdict)) : "pending";
}

/// How many are solved stands in every table, whichever value decides.
std::vector<standings::RowValue> rowValues(const standings::RankingRules& rules)
{
    std::vector<standings::RowValue> values{standings::RowValue::Solved};
    std::copy_if(rules.rowValues.begin(), rules.rowValues.end(), std::back_inserter(values),
                 [](standings::RowValue value) { return value != standings::RowValue::Solved; });
    return values;
}

void writeHeading(Table& table, const ContestSnapshot& snapshot)
{
    const standings::RankingRules& rules = standings::rankingRules(snapshot.mode);
    table.text("rank");
    table.text("contestant");
    table.text("name");
    for (const standings::RowValue value : rowValues(rules))
        table.text(nameOf(value));
    for (const model::Problem& problem : snapshot.problems) {
        const std::string& heading = headingOf(problem);
        table.text(heading);
        if (rules.cellValue == standings::CellValue::Attempts) {
            table.text(heading + " attempts");
            table.text(heading + " minute");
        } else {
            table.text(heading + " score");
        }
    }
    table.text("sandbox");
    table.text("outdated");
    table.text("not counted");
    table.text("notes");
    table.endRow();
}

void writeCell(Table& table, const standings::Cell& cell, const SubmissionsById& submissions,
               standings::CellValue value)
{
    table.text(verdictOf(cell, submissions));
    if (value == standings::CellValue::Score) {
        if (cell.submission)
            table.number(cell.score.toString());
        else
            table.empty();
        return;
    }
    if (cell.submission)
        table.number(cell.attempts);
    else
        table.empty();
    if (cell.time)
        table.number(cell.time->count());
    else
        table.empty();
}

/// "none" where anything that counts ran without isolation.
std::string sandboxOfRow(const ContestSnapshot& snapshot, const standings::Row& row,
                         const SubmissionsById& submissions)
{
    std::string sandbox;
    for (const standings::Cell& cell : row.cells) {
        const auto found = cell.submission ? submissions.find(*cell.submission) : submissions.end();
        if (found == submissions.end())
            continue;
        const std::string own = sandboxOf(snapshot, *found->second);
        if (sandbox.empty() || own == "none")
            sandbox = own;
    }
    return sandbox;
}

/// The problems whose results in this row are outdated: "A C".
std::string outdatedOfRow(const ContestSnapshot& snapshot, const standings::Row& row,
                          const std::map<int, const ReportedSubmission*>& submissions)
{
    std::string text;
    for (std::size_t i = 0; i < row.cells.size() && i < snapshot.problems.size(); ++i) {
        const auto found =
            row.cells[i].submission ? submissions.find(*row.cells[i].submission) : submissions.end();
        if (found != submissions.end() && !found->second->outdatedBecause.empty())
            text += (text.empty() ? "" : " ") + headingOf(snapshot.problems[i]);
    }
    return text;
}

/// The hand-ins of a row that do not count: "A late; C 2 late".
std::string notCountedInRow(const ContestSnapshot& snapshot, const standings::Row& row,
                            const SubmissionsById& submissions)
{
    std::string text;
    for (std::size_t i = 0; i < row.cells.size() && i < snapshot.problems.size(); ++i) {
        if (const std::string words = notCountedIn(row.cells[i], submissions); !words.empty())
            text += (text.empty() ? "" : "; ") + headingOf(snapshot.problems[i]) + ' ' + words;
    }
    return text;
}

std::string_view outdatedText(const ReportedSubmission& item)
{
    if (!item.outdatedBecause.empty())
        return "yes";
    return item.mayBeOutdated ? "unknown" : "no";
}

} // namespace

std::string standingsCsv(const ContestSnapshot& snapshot, const CsvOptions& options)
{
    const standings::RankingRules& rules = standings::rankingRules(snapshot.mode);
    std::map<std::string_view, std::string> names;
    for (const model::Contestant& contestant : snapshot.contestants)
        names.emplace(contestant.id, nameOf(contestant));
    const SubmissionsById submissions = submissionsById(snapshot);
    // A table has no other place for notes on all of it: they stand in its first row.
    std::string notes;
    for (const std::string& note : snapshot.standingsNotes)
        notes += (notes.empty() ? "" : " ") + note;
    Table table(options);
    writeHeading(table, snapshot);
    for (const standings::Row& row : snapshot.standings) {
        table.number(row.rank);
        table.text(row.contestant);
        const auto name = names.find(row.contestant);
        table.text(name != names.end() ? name->second : row.contestant);
        for (const standings::RowValue value : rowValues(rules))
            table.number(standings::textOf(row, value));
        for (const standings::Cell& cell : row.cells)
            writeCell(table, cell, submissions, rules.cellValue);
        table.text(sandboxOfRow(snapshot, row, submissions));
        table.text(outdatedOfRow(snapshot, row, submissions));
        table.text(notCountedInRow(snapshot, row, submissions));
        table.text(std::exchange(notes, std::string()));
        table.endRow();
    }
    return table.take();
}

std::string submissionsCsv(const ContestSnapshot& snapshot, const CsvOptions& options)
{
    Table table(options);
    for (const char* heading : {"id",
                                "contestant",
                                "problem",
                                "language",
                                "file",
                                "state",
                                "verdict",
                                "score",
                                "max score",
                                "counts",
                                "cpu time (s)",
                                "wall time (s)",
                                "memory (KiB)",
                                "submitted at",
                                "first failed test",
                                "message",
                                "sandbox",
                                "late",
                                "not counted because",
                                "outdated",
                                "standard error"})
        table.text(heading);
    table.endRow();
    int id = 0;
    for (const ReportedSubmission* item : sortedSubmissions(snapshot)) {
        const model::Submission& submission = item->submission;
        const model::Judgement& judgement = item->judgement;
        const bool done = judgement.state == model::SubmissionState::Done && judgement.verdict;
        const Totals totals = largestOf(judgement);
        table.number(++id);
        table.text(submission.contestant);
        table.text(submission.problem);
        table.text(submission.language);
        table.text(submission.file);
        table.text(nameOf(judgement.state));
        table.text(done ? model::codeOf(*judgement.verdict) : std::string_view());
        table.number((done ? judgement.score : Decimal(0)).toString());
        // Without an upper end (model::Problem::unbounded) it is 0.
        table.number(judgement.maxScore > Decimal(0) ? judgement.maxScore.toString() : std::string());
        table.text(item->counts ? "yes" : "no");
        table.number(secondsOf(totals.cpuTime));
        table.number(secondsOf(totals.wallTime));
        table.number(static_cast<long long>(totals.memory / 1024));
        table.text(submission.submittedAt ? isoTime(*submission.submittedAt) : std::string());
        const model::Run* failed = firstFailure(judgement);
        table.text(failed != nullptr ? failed->testCase : std::string());
        table.lines(failed != nullptr && judgement.message.empty() ? explanationOf(*failed)
                                                                   : judgement.message);
        table.text(sandboxOf(snapshot, *item));
        table.text(submission.late ? "yes" : "no");
        table.text(submission.notCountedBecause);
        table.text(outdatedText(*item));
        table.lines(failed != nullptr ? headOf(failed->standardError, kStandardErrorShown)
                                      : std::string_view());
        table.endRow();
    }
    return table.take();
}

} // namespace assize::report
