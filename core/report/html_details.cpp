// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"
#include "report/format.h"
#include "report/html_parts.h"
#include "report/isolation_note.h"
#include "report/not_counted.h"

#include <algorithm>
#include <map>
#include <set>

namespace assize::report {
namespace {

constexpr std::size_t kFailedTestsShown = 10;
constexpr std::size_t kLogShown = 16384;
constexpr std::size_t kStandardErrorsShown = 3;
constexpr std::size_t kStandardErrorShown = 2048;

std::string escaped(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

std::string codes(const std::vector<model::Verdict>& verdicts)
{
    std::string text;
    for (model::Verdict verdict : verdicts)
        text += (text.empty() ? "" : " or ") + std::string(model::codeOf(verdict));
    return text;
}

/// All attempts of a run that was repeated alone; the attempt that counts is the CPU time in its row.
std::string attemptsOf(const model::Run& run)
{
    std::string text;
    for (const model::Attempt& attempt : run.attempts)
        text += (text.empty() ? "" : ", ") + secondsForPeople(attempt.cpuTime);
    return "<span class=\"soft\">(" + std::to_string(run.attempts.size()) + " runs: " + text +
           "; all but the first alone)</span>";
}

/// Where it was not made for the judgement that shows it.
std::string reusedNote(const model::Run& run)
{
    return "<span class=\"soft\">(measured on " + timeForPeople(*run.reusedFrom) + ", reused)</span>";
}

std::string runRow(const model::Run& run)
{
    std::string text = "<tr><td>" + htmlText(run.testCase) + "</td>";
    const bool done = run.state == model::TaskState::Done && run.verdict;
    if (!done) {
        const bool skipped = run.state == model::TaskState::Skipped;
        return text + "<td><span class=\"verdict\">" +
               (skipped ? skippedIcon() + "skipped" : waitingIcon() + "not run") +
               "</span></td><td></td><td></td><td></td><td></td></tr>\n";
    }
    text += "<td><span class=\"verdict\">" + verdictIcon(*run.verdict) +
            std::string(model::codeOf(*run.verdict)) + "</span></td><td class=\"n\">" +
            secondsForPeople(run.cpuTime) + "</td><td class=\"n\">" + secondsForPeople(run.wallTime) +
            "</td><td class=\"n\">" + memoryForPeople(run.memory) + "</td><td class=\"text\">";
    const std::string explanation = htmlLines(explanationOf(run));
    text += explanation;
    if (run.attempts.size() > 1)
        text += (explanation.empty() ? "" : " ") + attemptsOf(run);
    if (run.reusedFrom)
        text += (explanation.empty() ? "" : " ") + reusedNote(run);
    return text + "</td></tr>\n";
}

std::string runTable(const model::Judgement& judgement, bool cut)
{
    if (judgement.runs.empty())
        return {};
    std::string rows;
    std::size_t accepted = 0;
    std::size_t leftOut = 0;
    std::size_t shown = 0;
    for (const model::Run& run : judgement.runs) {
        const bool isAccepted = run.state == model::TaskState::Done && run.verdict == model::Verdict::AC;
        const bool failed = run.state == model::TaskState::Done && !isAccepted;
        if (cut && (!failed || shown == kFailedTestsShown)) {
            ++(isAccepted ? accepted : leftOut);
            continue;
        }
        rows += runRow(run);
        ++shown;
    }
    std::string text;
    if (shown > 0) {
        text = "<div class=\"scroll\"><table class=\"runs\"><thead><tr><th>Test</th><th>Verdict</th><th "
               "class=\"n\">CPU time</th><th "
               "class=\"n\">Wall time</th><th class=\"n\">Memory</th><th>Message</th></tr></thead><tbody>\n" +
               rows + "</tbody></table></div>\n";
    }
    if (accepted + leftOut > 0) {
        text += "<p class=\"soft\">Not listed: " + std::to_string(accepted) + " accepted, " +
                std::to_string(leftOut) + " failed, skipped or not run.</p>\n";
    }
    return text;
}

/// Standard error of failed programs: texts that differ, each with the first test that has it.
std::string standardErrors(const model::Judgement& judgement, bool detailsLeftOut)
{
    std::vector<const model::Run*> shown;
    bool failed = false;
    for (const model::Run& run : judgement.runs) {
        if (run.state != model::TaskState::Done || !run.verdict || run.verdict == model::Verdict::AC)
            continue;
        failed = true;
        const bool known = std::any_of(shown.begin(), shown.end(), [&](const model::Run* other) {
            return other->standardError == run.standardError;
        });
        if (!run.standardError.empty() && !known && shown.size() < kStandardErrorsShown)
            shown.push_back(&run);
    }
    std::string text;
    for (const model::Run* run : shown) {
        const std::string_view head = headOf(run->standardError, kStandardErrorShown);
        text += "<p class=\"soft\">Standard error on " + htmlText(run->testCase) + ":</p>\n<pre>" +
                htmlBlock(head) + "</pre>\n";
        if (head.size() < run->standardError.size())
            text += "<p class=\"soft\">" + std::to_string(run->standardError.size() - head.size()) +
                    " more bytes are not shown.</p>\n";
    }
    if (failed && shown.empty() && detailsLeftOut)
        text +=
            "<p class=\"soft\">What it wrote to standard error was not loaded, because the contest is very "
            "large.</p>\n";
    return text;
}

std::string compilerLog(const model::CompileOutcome& compile)
{
    if (compile.log.empty())
        return compile.ok ? std::string() : "<p>The compiler failed without a message.</p>\n";
    const std::string_view shown = headOf(compile.log, kLogShown);
    std::string text = "<p class=\"soft\">The compiler wrote:</p>\n<pre>" + htmlBlock(shown) + "</pre>\n";
    if (shown.size() < compile.log.size())
        text += "<p class=\"soft\">" + std::to_string(compile.log.size() - shown.size()) +
                " more bytes are not shown.</p>\n";
    return text;
}

std::string expectationMark(const Expectation& expectation)
{
    if (!expectation.asExpected)
        return {};
    const std::string permitted = codes(expectation.permitted);
    const std::string required = codes(expectation.required);
    std::string words = permitted.empty() ? "" : "expected " + permitted;
    if (!required.empty())
        words += (words.empty() ? "" : ", ") + std::string("required ") + required;
    if (*expectation.asExpected)
        return "<span class=\"mark\">as " + (words.empty() ? "expected" : words) + "</span>";
    return "<span class=\"unexpected\">unexpected: " + words + "</span>";
}

std::string summaryOf(const NumberedSubmission& numbered, bool unprotected)
{
    const ReportedSubmission& item = *numbered.item;
    const model::Judgement& judgement = item.judgement;
    const bool hasScore = judgement.state == model::SubmissionState::Done && judgement.maxScore != Decimal(1);
    const Totals totals = largestOf(judgement);
    std::string text = "<summary><span class=\"verdict\">" + judgementIcon(judgement) + "<b>" +
                       verdictForPeople(judgement) + "</b></span><span class=\"file\">" +
                       htmlText(item.submission.file) + "</span><span class=\"soft\">" +
                       htmlText(item.submission.language);
    if (hasScore)
        text += ", " + judgement.score.toString();
    // Without an upper end (model::Problem::unbounded) it is 0.
    if (hasScore && judgement.maxScore > Decimal(0))
        text += " of " + judgement.maxScore.toString();
    if (totals.wallTime.count() > 0)
        text += ", " + secondsForPeople(totals.cpuTime) + " (wall " + secondsForPeople(totals.wallTime) +
                "), " + memoryForPeople(totals.memory);
    text += "</span>";
    if (item.counts)
        text += "<span class=\"mark\">counts</span>";
    if (const std::string_view word = notCountedWord(item); !word.empty() && word != "unjudged")
        text += "<span class=\"unexpected\">" + std::string(word) + "</span>";
    if (unprotected)
        text += "<span class=\"unexpected\">no isolation</span>";
    if (!item.outdatedBecause.empty())
        text += "<span class=\"unexpected\">outdated: " + htmlText(item.outdatedBecause) + "</span>";
    if (item.expectation)
        text += expectationMark(*item.expectation);
    return text + "</summary>\n";
}

/// Which of several files is started, which are left out, and notes on the files.
std::string handInRemarks(const model::Submission& submission)
{
    std::string text;
    const auto add = [&text](const std::string& remark) { text += "<p class=\"note\">" + remark + "</p>\n"; };
    if (!submission.choice.empty())
        add(htmlText(submission.choice));
    for (const model::UnmatchedFile& file : submission.leftOut)
        add("Left out: <b>" + htmlText(file.file) + "</b>: " + htmlText(file.reason));
    for (const std::string& note : submission.notes)
        add(htmlText(note));
    return text;
}

std::string submissionDetails(const NumberedSubmission& numbered, bool cut, const ContestSnapshot& snapshot)
{
    const model::Judgement& judgement = numbered.item->judgement;
    const auto& submittedAt = numbered.item->submission.submittedAt;
    std::string text = "<details>" + summaryOf(numbered, wasUnprotected(snapshot, *numbered.item)) +
                       R"(<div class="inside" id=")" + anchorOf(numbered) + "\">\n";
    text += "<p class=\"soft\">Submission " + std::to_string(numbered.number) + ", problem " +
            htmlText(numbered.item->submission.problem) + ", " +
            (submittedAt ? "file of " + timeForPeople(*submittedAt) : "time of the file not known") +
            "</p>\n";
    if (const std::string& why = numbered.item->submission.notCountedBecause; !why.empty())
        text += "<p class=\"note\">Not counted: " + htmlText(why) + "</p>\n";
    if (!judgement.message.empty())
        text += "<p class=\"note\">" + htmlLines(judgement.message) + "</p>\n";
    text += handInRemarks(numbered.item->submission);
    text += runTable(judgement, cut);
    text += standardErrors(judgement, snapshot.detailsLeftOut);
    if (judgement.compile)
        text += compilerLog(*judgement.compile);
    return text + "</div></details>\n";
}

} // namespace

std::string htmlText(std::string_view bytes)
{
    return escaped(toPrintableLine(bytes));
}

std::string htmlBlock(std::string_view bytes)
{
    return escaped(toPrintable(bytes));
}

std::string htmlLines(std::string_view bytes)
{
    const std::string block = htmlBlock(bytes.substr(0, bytes.find_last_not_of(" \t\r\n") + 1));
    std::string text;
    for (const char c : block) {
        if (c == '\n')
            text += "<br/>";
        else
            text += c;
    }
    return text;
}

std::string anchorOf(const NumberedSubmission& submission)
{
    return "s" + std::to_string(submission.number);
}

std::string detailsSection(const ContestSnapshot& snapshot,
                           const std::vector<NumberedSubmission>& submissions, bool cut)
{
    if (submissions.empty())
        return {};
    std::string text = "<h2 id=\"submissions\">Submissions</h2>\n";
    if (cut) {
        text += "<p class=\"note\">There are so many results that accepted tests are not listed one by one, "
                "and of "
                "each submission at most " +
                std::to_string(kFailedTestsShown) +
                " failed ones. The squares above show every test; the JSON export has every result.</p>\n";
    }
    std::map<std::string_view, std::string> names;
    for (const model::Contestant& contestant : snapshot.contestants)
        names.emplace(contestant.id, nameOf(contestant));
    // By contestant, as they stand in the table above; those that are not in it in the order in which their
    // first submissions come.
    std::map<std::string_view, std::vector<const NumberedSubmission*>> byContestant;
    std::vector<std::string_view> order;
    std::set<std::string_view> ordered;
    for (const standings::Row& row : snapshot.standings) {
        order.push_back(row.contestant);
        ordered.insert(row.contestant);
    }
    for (const NumberedSubmission& numbered : submissions) {
        std::vector<const NumberedSubmission*>& own = byContestant[numbered.item->submission.contestant];
        if (ordered.insert(numbered.item->submission.contestant).second)
            order.push_back(numbered.item->submission.contestant);
        own.push_back(&numbered);
    }
    for (std::string_view contestant : order) {
        if (byContestant[contestant].empty())
            continue;
        const auto name = names.find(contestant);
        text +=
            "<h3>" + htmlText(name != names.end() ? std::string_view(name->second) : contestant) + "</h3>\n";
        for (const NumberedSubmission* numbered : byContestant[contestant])
            text += submissionDetails(*numbered, cut, snapshot);
    }
    return text;
}

} // namespace assize::report
