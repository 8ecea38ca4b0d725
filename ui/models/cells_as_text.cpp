// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cells_as_text.h"

#include "ui/models/contest_model.h"
#include "ui/state/text.h"

#include <QStringList>

#include <algorithm>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

/// A name is a contestant's own: spreadsheets take a text that begins with such a sign for a formula.
QString asText(const QString& name)
{
    return !name.isEmpty() && u"=+-@"_s.contains(name.front()) ? u'\'' + name : name;
}

QString textOf(const ContestModel& model, int contestant, int problem)
{
    const GridCell& cell = model.data().cell(contestant, problem);
    const int row = model.rowOfContestant(contestant);
    const QString text = row < 0 ? markCode(cell.mark) : model.index(row, problem).data().toString();
    return cell.outdated ? ContestModel::tr("%1 (outdated)").arg(text) : text;
}

} // namespace

QString cellsAsText(const ContestModel& model, const std::vector<std::pair<int, int>>& cells)
{
    if (cells.empty())
        return {};
    if (cells.size() == 1)
        return textOf(model, cells.front().first, cells.front().second);
    std::vector<int> problems;
    for (const auto& [contestant, problem] : cells)
        problems.push_back(problem);
    std::sort(problems.begin(), problems.end());
    problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
    QStringList head{ContestModel::tr("Contestant")};
    for (const int problem : problems)
        head << asText(toLine(model.state().problems()[static_cast<std::size_t>(problem)].label));
    QStringList lines{head.join(u'\t')};
    for (auto cell = cells.begin(); cell != cells.end();) {
        const int contestant = cell->first;
        QStringList line{asText(model.contestantName(contestant))};
        for (const int problem : problems) {
            const bool isAmong = cell != cells.end() && *cell == std::pair(contestant, problem);
            line << (isAmong ? textOf(model, contestant, problem) : QString());
            if (isAmong)
                ++cell;
        }
        lines << line.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace assize::ui
