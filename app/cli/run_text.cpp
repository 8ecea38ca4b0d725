// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_text.h"

#include "base/seconds_text.h"
#include "base/utf8.h"
#include "report/format.h"

#include <algorithm>

namespace assize::cli {
namespace {

/// Bytes as lines behind a mark, so that nothing that a program writes can be taken for a line of ours.
void addBytes(const std::string& heading, const std::string& bytes, std::vector<std::string>& lines)
{
    if (bytes.empty())
        return;
    lines.push_back("  " + heading + ":");
    std::size_t begin = 0;
    while (begin < bytes.size()) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        lines.push_back("  | " + toPrintableLine(std::string_view(bytes).substr(begin, end - begin)));
        begin = end + 1;
    }
}

bool isJudged(const model::Problem& problem, bool ownInput)
{
    return !ownInput || model::isInteractive(problem.taskType);
}

std::string verdictText(const model::Problem& problem, const model::Run& run, bool ownInput)
{
    const bool byOutput = run.verdict == model::Verdict::AC || run.verdict == model::Verdict::WA;
    if (byOutput && !isJudged(problem, ownInput))
        return "ran to its end (there is no answer for this input: the output is not judged)";
    const model::VerdictMeaning& meaning = model::meaningOf(*run.verdict);
    return std::string(meaning.code) + " (" + std::string(meaning.name) + ")";
}

std::string outputHeading(const model::Run& run)
{
    std::string text =
        "output, " + std::to_string(run.outputSize) + (run.outputSize == 1 ? " byte" : " bytes");
    if (run.differenceOffset > 0)
        text += ", from byte " + std::to_string(run.differenceOffset);
    if (run.differenceOffset + run.output.size() < run.outputSize)
        text += ", the first " + std::to_string(run.output.size());
    return text;
}

void addRun(const model::Problem& problem, const std::string& name, const model::Run& run, bool ownInput,
            std::vector<std::string>& lines)
{
    const bool judged = isJudged(problem, ownInput);
    lines.push_back(name + " on " + toPrintableLine(run.testCase) + ": " +
                    verdictText(problem, run, ownInput));
    std::string measured =
        "  " + report::secondsForPeople(run.cpuTime) + " of " + secondsText(problem.limits.cpuTime) +
        " (wall " + report::secondsForPeople(run.wallTime) + "), " + report::memoryForPeople(run.memory);
    if (const std::string end = report::endOf(run); !end.empty())
        measured += ", " + end;
    if (run.given)
        measured += std::string(", ") + (run.given->isMultiplier ? "score multiplier " : "score ") +
                    run.given->value.toString();
    lines.push_back(measured);
    for (const model::Attempt& attempt : run.attempts)
        lines.push_back("  attempt: " + report::secondsForPeople(attempt.cpuTime));
    const bool talks = model::isInteractive(problem.taskType);
    if (judged)
        addBytes("message", run.message, lines);
    addBytes(talks ? "conversation" : outputHeading(run), run.output, lines);
    if (judged)
        addBytes("expected at the same place", run.expected, lines);
    addBytes("standard error", run.standardError, lines);
}

bool isDone(const model::Run& run)
{
    return run.state == model::TaskState::Done && run.verdict;
}

} // namespace

const model::Run* mostTelling(const model::Judgement& judgement)
{
    const model::Run* first = nullptr;
    for (const model::Run& run : judgement.runs) {
        if (!isDone(run))
            continue;
        if (run.verdict != model::Verdict::AC)
            return &run;
        if (first == nullptr)
            first = &run;
    }
    return first;
}

std::vector<std::string> runLines(const PackageView& view, bool ownInput)
{
    std::vector<std::string> lines;
    for (const report::ReportedSubmission* item : view.submissions) {
        const model::Judgement& judgement = item->judgement;
        const std::string name = shownName(*view.problem, item->submission.file);
        const model::Run* telling = mostTelling(judgement);
        if (judgement.compile && !judgement.compile->log.empty())
            addBytes("what the compiler says of " + name, judgement.compile->log, lines);
        if (telling == nullptr) {
            const std::string why = judgement.compile && !judgement.compile->ok ? "does not compile"
                                    : judgement.message.empty()                 ? "did not run"
                                                                : toPrintableLine(judgement.message);
            lines.push_back(name);
            lines.back().append(": ").append(why);
            continue;
        }
        addRun(*view.problem, name, *telling, ownInput, lines);
    }
    return lines;
}

} // namespace assize::cli
