// SPDX-License-Identifier: GPL-3.0-or-later
#include "styled_line.h"
#include "verify_text.h"

#include "base/utf8.h"
#include "report/format.h"
#include "report/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace assize::cli {
namespace {

using model::Verdict;
using report::ReportedSubmission;

constexpr int kGap = 2;
constexpr int kShortestName = 16;
constexpr int kLongestName = 50;
constexpr int kLongestHeading = 8;

/// Neighbouring tests of one group.
struct Block
{
    std::string group;
    std::size_t begin = 0;
    std::size_t end = 0;

    int tests() const { return static_cast<int>(end - begin); }
};

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

std::string lastPart(const std::string& path)
{
    return toPrintableLine(path.substr(path.rfind('/') + 1));
}

/// Columns of the brackets of a block, wide enough for the beginning of its heading, and the space behind.
int widthOf(const Block& block)
{
    return std::max(block.tests() + 2,
                    std::min(kLongestHeading, report::displayWidth(lastPart(block.group)))) +
           1;
}

/// Verdicts that are expected, or a word where the package says nothing.
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

bool isWrong(const std::optional<bool>& asExpected)
{
    return asExpected == false;
}

class Matrix
{
public:
    Matrix(const PackageView& view, const VerifyTextOptions& options)
        : m_view(view), m_options(options), m_blocks(blocksOf(*view.problem)),
          m_scoring(view.problem->isScoring())
    {
        measure();
    }

    std::vector<std::string> lines();

private:
    /// How the tests are shown, from the most to the least that is told.
    enum class Form { Tests, Groups, Counts };

    void measure();
    Form chooseForm();
    int testsWidth() const;
    int cellWidth() const;
    StyledLine beginRow(const std::string& mark, const ReportedSubmission* item) const;
    std::string headingOfTests() const;
    void addTests(const ReportedSubmission& item, StyledLine& line) const;
    std::string marksBelow(const ReportedSubmission& item);
    std::string groupCell(const ReportedSubmission& item, const Block& block,
                          std::optional<Verdict>& verdict) const;
    void addGroups(const ReportedSubmission& item, StyledLine& line) const;
    void addCounts(const ReportedSubmission& item, StyledLine& line) const;
    std::string legend() const;
    std::string gotText(const ReportedSubmission& item) const;
    static std::string timeText(const ReportedSubmission& item);
    const model::Run* runOf(const ReportedSubmission& item, std::size_t test) const;
    std::optional<bool> groupAsExpected(const ReportedSubmission& item, const std::string& group) const;

    const PackageView& m_view;
    const VerifyTextOptions& m_options;
    const std::vector<Block> m_blocks;
    const bool m_scoring;
    int m_name = 4;
    int m_expected = 8;
    int m_got = 3;
    int m_time = 7;
    int m_start = 0; ///< column where the tests begin
    bool m_markedWrong = false;
    bool m_markedNear = false;
};

const model::Run* Matrix::runOf(const ReportedSubmission& item, std::size_t test) const
{
    const std::vector<model::Run>& runs = item.judgement.runs;
    return test < runs.size() ? &runs[test] : nullptr;
}

std::string Matrix::gotText(const ReportedSubmission& item) const
{
    const model::Judgement& judgement = item.judgement;
    if (judgement.state != model::SubmissionState::Done || !judgement.verdict)
        return "-";
    std::string text(model::codeOf(*judgement.verdict));
    if (m_scoring && judgement.verdict != Verdict::CE && judgement.verdict != Verdict::JE)
        text += ' ' + judgement.score.toString();
    return text;
}

std::string Matrix::timeText(const ReportedSubmission& item)
{
    const bool ran = std::any_of(item.judgement.runs.begin(), item.judgement.runs.end(),
                                 [](const model::Run& run) { return run.state == model::TaskState::Done; });
    return ran ? report::secondsForPeople(report::largestOf(item.judgement).cpuTime) : "-";
}

void Matrix::measure()
{
    for (const ReportedSubmission* item : m_view.submissions) {
        m_name = std::max(m_name, report::displayWidth(shownName(*m_view.problem, item->submission.file)));
        m_expected = std::max(m_expected, report::displayWidth(expectedText(*item)));
        m_got = std::max(m_got, report::displayWidth(gotText(*item)));
        m_time = std::max(m_time, report::displayWidth(timeText(*item)));
    }
    if (m_options.width > 0)
        m_name = std::min(m_name, kLongestName);
}

int Matrix::testsWidth() const
{
    int width = -1;
    for (const Block& block : m_blocks)
        width += widthOf(block);
    return width;
}

/// Of a group's cell and its heading, with the gap.
int Matrix::cellWidth() const
{
    int width = 0;
    for (const Block& block : m_blocks) {
        width = std::max(width, std::min(10, report::displayWidth(lastPart(block.group))));
        for (const ReportedSubmission* item : m_view.submissions) {
            std::optional<Verdict> verdict;
            width = std::max(width, report::displayWidth(groupCell(*item, block, verdict)));
        }
    }
    return width + kGap;
}

Matrix::Form Matrix::chooseForm()
{
    const int fixed = 2 + kGap + m_expected + kGap + m_got + kGap + m_time + kGap;
    m_start = fixed + m_name;
    if (m_options.width <= 0)
        return Form::Tests;
    const auto fits = [&](int wanted) {
        // Names are cut before tests are folded.
        const int name = std::min(m_name, m_options.width - fixed - wanted);
        if (name < std::min(m_name, kShortestName))
            return false;
        m_name = name;
        m_start = fixed + name;
        return true;
    };
    if (fits(testsWidth()))
        return Form::Tests;
    if (fits(cellWidth() * static_cast<int>(m_blocks.size()) - kGap))
        return Form::Groups;
    m_name = std::max(std::min(m_name, kShortestName), std::min(m_name, m_options.width - fixed - 24));
    m_start = fixed + m_name;
    return Form::Counts;
}

StyledLine Matrix::beginRow(const std::string& mark, const ReportedSubmission* item) const
{
    StyledLine line(m_options.colors);
    const int expectedAt = 2 + m_name + kGap;
    const int gotAt = expectedAt + m_expected + kGap;
    const int timeEnd = gotAt + m_got + kGap + m_time;
    const bool wrong = mark == "!";
    line.add(mark, wrong ? "1;31" : "").fillTo(2);
    const std::string name =
        item != nullptr ? shownName(*m_view.problem, item->submission.file) : std::string("file");
    line.add(report::cutToWidth(name, m_name), wrong ? "1" : "").fillTo(expectedAt);
    line.add(item != nullptr ? expectedText(*item) : "expected").fillTo(gotAt);
    const std::string got = item != nullptr ? gotText(*item) : "got";
    if (item != nullptr && got != "-")
        line.add(got, *item->judgement.verdict);
    else
        line.add(got);
    const std::string time = item != nullptr ? timeText(*item) : "slowest";
    line.fillTo(timeEnd - report::displayWidth(time)).add(time).fillTo(m_start);
    return line;
}

std::string Matrix::headingOfTests() const
{
    StyledLine line = beginRow("", nullptr);
    int column = m_start;
    for (const Block& block : m_blocks) {
        line.fillTo(column).add(report::cutToWidth(lastPart(block.group), widthOf(block) - 1));
        column += widthOf(block);
    }
    return line.take();
}

void Matrix::addTests(const ReportedSubmission& item, StyledLine& line) const
{
    int column = m_start;
    for (const Block& block : m_blocks) {
        line.fillTo(column).add("[");
        column += widthOf(block);
        for (std::size_t i = block.begin; i < block.end; ++i) {
            const model::Run* run = runOf(item, i);
            const bool done = run != nullptr && run->state == model::TaskState::Done && run->verdict;
            if (done)
                line.add(std::string(1, model::meaningOf(*run->verdict).letter), *run->verdict);
            else
                line.add("-");
        }
        line.add("]");
    }
}

std::optional<bool> Matrix::groupAsExpected(const ReportedSubmission& item, const std::string& group) const
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

std::string Matrix::marksBelow(const ReportedSubmission& item)
{
    std::string marks;
    const std::vector<bool> within = verify::runsWithinMargin(*m_view.problem, item.judgement);
    std::size_t column = 0;
    for (const Block& block : m_blocks) {
        marks.resize(column, ' ');
        column += static_cast<std::size_t>(widthOf(block));
        const bool groupIsWrong = isWrong(groupAsExpected(item, block.group));
        m_markedWrong = m_markedWrong || groupIsWrong;
        marks += groupIsWrong ? '^' : ' ';
        for (std::size_t i = block.begin; i < block.end; ++i) {
            const bool wrong = item.expectation && i < item.expectation->comparison.runs.size() &&
                               isWrong(item.expectation->comparison.runs[i]);
            const bool near = i < within.size() && within[i];
            m_markedWrong = m_markedWrong || wrong;
            m_markedNear = m_markedNear || (near && !wrong);
            marks += wrong ? '^' : near ? '~' : ' ';
        }
        marks += groupIsWrong ? '^' : ' ';
    }
    marks.erase(marks.find_last_not_of(' ') + 1);
    return marks;
}

std::string Matrix::groupCell(const ReportedSubmission& item, const Block& block,
                              std::optional<Verdict>& verdict) const
{
    int done = 0;
    int accepted = 0;
    for (std::size_t i = block.begin; i < block.end; ++i) {
        const model::Run* run = runOf(item, i);
        if (run == nullptr || run->state != model::TaskState::Done || !run->verdict)
            continue;
        ++done;
        if (run->verdict == Verdict::AC)
            ++accepted;
        else if (!verdict)
            verdict = run->verdict;
    }
    if (done == 0)
        return "-";
    std::string text;
    for (const model::GroupResult& group : item.judgement.groups) {
        if (group.group != block.group || !group.verdict)
            continue;
        verdict = group.verdict;
        if (m_scoring)
            text = ' ' + group.score.toString();
    }
    if (!verdict)
        verdict = Verdict::AC;
    text = std::string(model::codeOf(*verdict)) + text;
    if (!m_scoring)
        text += ' ' + std::to_string(accepted) + '/' + std::to_string(block.tests());
    return isWrong(groupAsExpected(item, block.group)) ? text + '!' : text;
}

void Matrix::addGroups(const ReportedSubmission& item, StyledLine& line) const
{
    const int width = cellWidth();
    int column = m_start;
    for (const Block& block : m_blocks) {
        std::optional<Verdict> verdict;
        const std::string text = groupCell(item, block, verdict);
        line.fillTo(column);
        if (verdict)
            line.add(text, *verdict);
        else
            line.add(text);
        column += width;
    }
}

void Matrix::addCounts(const ReportedSubmission& item, StyledLine& line) const
{
    std::array<int, model::kVerdicts> counts{};
    for (const model::Run& run : item.judgement.runs) {
        if (run.state == model::TaskState::Done && run.verdict)
            ++counts.at(static_cast<std::size_t>(*run.verdict));
    }
    bool first = true;
    for (const model::VerdictMeaning& meaning : model::verdictMeanings()) {
        const int count = counts.at(static_cast<std::size_t>(meaning.verdict));
        if (count == 0)
            continue;
        line.add(first ? "" : " ")
            .add(std::string(meaning.code) + ' ' + std::to_string(count), meaning.verdict);
        first = false;
    }
}

std::string Matrix::legend() const
{
    std::array<bool, model::kVerdicts> occurs{};
    bool skipped = false;
    for (const ReportedSubmission* item : m_view.submissions) {
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
    if (m_markedWrong)
        append("^ unexpected");
    if (m_markedNear)
        append("~ within the margin of the time limit");
    return text;
}

std::vector<std::string> Matrix::lines()
{
    std::vector<std::string> lines;
    if (m_view.submissions.empty())
        return lines;
    const Form form = chooseForm();
    if (form == Form::Tests) {
        lines.push_back(headingOfTests());
    } else {
        StyledLine heading = beginRow("", nullptr);
        int column = m_start;
        for (const Block& block : form == Form::Groups ? m_blocks : std::vector<Block>()) {
            heading.fillTo(column).add(report::cutToWidth(lastPart(block.group), cellWidth() - kGap));
            column += cellWidth();
        }
        lines.push_back(heading.take());
    }
    for (const ReportedSubmission* item : m_view.submissions) {
        const bool undecided = !item->judgement.verdict;
        const bool wrong = (item->expectation && isWrong(item->expectation->asExpected)) ||
                           item->judgement.verdict == Verdict::JE;
        StyledLine line = beginRow(wrong ? "!" : undecided ? "?" : "", item);
        std::string below;
        if (form == Form::Tests) {
            addTests(*item, line);
            below = marksBelow(*item);
        } else if (form == Form::Groups) {
            addGroups(*item, line);
        } else {
            addCounts(*item, line);
        }
        lines.push_back(line.take());
        if (!below.empty())
            lines.push_back(std::string(static_cast<std::size_t>(m_start), ' ') + below);
    }
    if (form == Form::Tests) {
        if (const std::string text = legend(); !text.empty())
            lines.push_back("  " + text);
    }
    return lines;
}

} // namespace

std::vector<std::string> matrixLines(const PackageView& view, const VerifyTextOptions& options)
{
    return Matrix(view, options).lines();
}

} // namespace assize::cli
