// SPDX-License-Identifier: GPL-3.0-or-later
#include "styled_line.h"
#include "verify_cells.h"
#include "verify_text.h"

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

/// Columns of the brackets of a block, wide enough for the beginning of its heading, and the space behind.
int widthOf(const Block& block)
{
    return std::max(block.tests() + 2, std::min(kLongestHeading, report::displayWidth(headingOf(block)))) + 1;
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
    void addGroups(const ReportedSubmission& item, StyledLine& line) const;
    void addCounts(const ReportedSubmission& item, StyledLine& line) const;

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

void Matrix::measure()
{
    for (const ReportedSubmission* item : m_view.submissions) {
        m_name = std::max(m_name, report::displayWidth(shownName(*m_view.problem, item->submission.file)));
        m_expected = std::max(m_expected, report::displayWidth(expectedText(*item)));
        m_got = std::max(m_got, report::displayWidth(gotText(*item, m_scoring)));
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
        width = std::max(width, std::min(10, report::displayWidth(headingOf(block))));
        for (const ReportedSubmission* item : m_view.submissions) {
            width = std::max(width, report::displayWidth(groupCell(*item, block, m_scoring).text));
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
    const std::string got = item != nullptr ? gotText(*item, m_scoring) : "got";
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
        line.fillTo(column).add(report::cutToWidth(headingOf(block), widthOf(block) - 1));
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
            if (const std::optional<Verdict> verdict = verdictOf(item, i))
                line.add(std::string(1, model::meaningOf(*verdict).letter), *verdict);
            else
                line.add("-");
        }
        line.add("]");
    }
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

void Matrix::addGroups(const ReportedSubmission& item, StyledLine& line) const
{
    const int width = cellWidth();
    int column = m_start;
    for (const Block& block : m_blocks) {
        const GroupCell cell = groupCell(item, block, m_scoring);
        line.fillTo(column);
        if (cell.verdict)
            line.add(cell.text, *cell.verdict);
        else
            line.add(cell.text);
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
            heading.fillTo(column).add(report::cutToWidth(headingOf(block), cellWidth() - kGap));
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
        if (const std::string text = legendOf(m_view, m_markedWrong, m_markedNear); !text.empty())
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
