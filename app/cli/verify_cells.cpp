// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify_cells.h"

#include "base/utf8.h"
#include "report/format.h"

#include <algorithm>
#include <array>

namespace assize::cli {

using model::Verdict;
using report::ReportedSubmission;

std::vector<Block> blocksOf(const model::Problem& problem)
{
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < problem.testCases.size(); ++i) {
        if (blocks.empty() || blocks.back().group != problem.testCases[i].group)
            blocks.push_back({problem.testCases[i].group, i, i});
        blocks.back().end = i + 1;
    }
    return blocks;
}

std::string headingOf(const Block& block)
{
    return toPrintableLine(block.group.substr(block.group.rfind('/') + 1));
}

std::string expectedText(const ReportedSubmission& item)
{
    if (!item.expectation)
        return "?";
    const report::Expectation& e = *item.expectation;
    std::string text;
    for (const Verdict verdict : e.required.empty() ? e.permitted : e.required)
        text += (text.empty() ? "" : "|") + std::string(model::codeOf(verdict));
    if (e.score) {
        text += (text.empty() ? "" : " ") + e.score->first.toString();
        if (e.score->second != e.score->first)
            text += ".." + e.score->second.toString();
    }
    return text.empty() ? "any" : text;
}

std::string gotText(const ReportedSubmission& item, bool scoring)
{
    const model::Judgement& judgement = item.judgement;
    if (judgement.state != model::SubmissionState::Done || !judgement.verdict)
        return "-";
    std::string text(model::codeOf(*judgement.verdict));
    if (scoring && judgement.verdict != Verdict::CE && judgement.verdict != Verdict::JE)
        text += ' ' + judgement.score.toString();
    return text;
}

std::string timeText(const ReportedSubmission& item)
{
    const bool ran = std::any_of(item.judgement.runs.begin(), item.judgement.runs.end(),
                                 [](const model::Run& run) { return run.state == model::TaskState::Done; });
    return ran ? report::secondsForPeople(report::largestOf(item.judgement).cpuTime) : "-";
}

std::optional<Verdict> verdictOf(const ReportedSubmission& item, std::size_t test)
{
    const std::vector<model::Run>& runs = item.judgement.runs;
    if (test >= runs.size() || runs[test].state != model::TaskState::Done)
        return std::nullopt;
    return runs[test].verdict;
}

bool isWrong(const std::optional<bool>& asExpected)
{
    return asExpected == false;
}

std::optional<bool> groupAsExpected(const ReportedSubmission& item, const std::string& group)
{
    if (!item.expectation)
        return std::nullopt;
    const std::vector<std::optional<bool>>& places = item.expectation->comparison.groups;
    for (std::size_t i = 0; i < item.judgement.groups.size() && i < places.size(); ++i) {
        if (item.judgement.groups[i].group == group)
            return places[i];
    }
    return std::nullopt;
}

GroupCell groupCell(const ReportedSubmission& item, const Block& block, bool scoring)
{
    std::optional<Verdict> verdict;
    int done = 0;
    int accepted = 0;
    for (std::size_t i = block.begin; i < block.end; ++i) {
        const std::optional<Verdict> ofTest = verdictOf(item, i);
        if (!ofTest)
            continue;
        ++done;
        if (ofTest == Verdict::AC)
            ++accepted;
        else if (!verdict)
            verdict = ofTest;
    }
    if (done == 0)
        return {"-", std::nullopt};
    std::string text;
    for (const model::GroupResult& group : item.judgement.groups) {
        if (group.group != block.group || !group.verdict)
            continue;
        verdict = group.verdict;
        if (scoring)
            text = ' ' + group.score.toString();
    }
    if (!verdict)
        verdict = Verdict::AC;
    text = std::string(model::codeOf(*verdict)) + text;
    if (!scoring)
        text += ' ' + std::to_string(accepted) + '/' + std::to_string(block.tests());
    if (isWrong(groupAsExpected(item, block.group)))
        text += '!';
    return {text, verdict};
}

std::string legendOf(const PackageView& view, bool markedWrong, bool markedNear)
{
    std::array<bool, model::kVerdicts> occurs{};
    bool skipped = false;
    for (const ReportedSubmission* item : view.submissions) {
        for (const model::Run& run : item->judgement.runs) {
            if (run.state == model::TaskState::Done && run.verdict)
                occurs.at(static_cast<std::size_t>(*run.verdict)) = true;
            else
                skipped = true;
        }
    }
    std::string text;
    const auto append = [&](const std::string& entry) { text += (text.empty() ? "" : ", ") + entry; };
    for (const model::VerdictMeaning& meaning : model::verdictMeanings()) {
        if (occurs.at(static_cast<std::size_t>(meaning.verdict)))
            append(std::string(1, meaning.letter) + ' ' + std::string(meaning.name));
    }
    if (skipped)
        append("- not run");
    if (markedWrong)
        append("^ unexpected");
    if (markedNear)
        append("~ within the margin of the time limit");
    return text;
}

} // namespace assize::cli
