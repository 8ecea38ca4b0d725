// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/contest_model.h"

#include "engine/search_key.h"
#include "standings/ranking_rules.h"
#include "ui/state/text.h"

#include <QCollator>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

/// Where each of `before` is among `now`; -1: nowhere.
std::vector<int> placesOf(const std::vector<std::string>& before, const std::vector<std::string>& now)
{
    std::unordered_map<std::string_view, int> places;
    for (std::size_t i = 0; i < now.size(); ++i)
        places.emplace(now[i], static_cast<int>(i));
    std::vector<int> found;
    for (const std::string& id : before) {
        const auto place = places.find(id);
        found.push_back(place == places.end() ? -1 : place->second);
    }
    return found;
}

} // namespace

ContestModel::ContestModel(const engine::ContestState* state, QObject* parent)
    : QAbstractTableModel(parent), m_state(state)
{
}

void ContestModel::reset()
{
    beginResetModel();
    m_data.rebuild(*m_state);
    m_filter = {};
    m_searchKey.clear();
    m_sorted = orderedContestants();
    m_rowOf.resize(m_sorted.size());
    assignRows(m_sorted);
    rememberIds();
    endResetModel();
    Q_EMIT standingsChanged();
}

void ContestModel::rememberIds()
{
    m_contestantIds.clear();
    for (const model::Contestant& contestant : m_state->contestants())
        m_contestantIds.push_back(contestant.id);
    m_problemIds.clear();
    for (const model::Problem& problem : m_state->problems())
        m_problemIds.push_back(problem.id);
}

void ContestModel::reread()
{
    const std::vector<std::string> contestants = m_contestantIds;
    const std::vector<std::string> problems = m_problemIds;
    m_isRereading = true;
    beginResetModel();
    rememberIds();
    m_contestantsNow = placesOf(contestants, m_contestantIds);
    m_problemsNow = placesOf(problems, m_problemIds);
    m_data.rebuild(*m_state);
    std::vector<int> sorted;
    std::vector<bool> isKnown(m_contestantIds.size(), false);
    for (const int before : m_sorted) {
        if (const int now = contestantNow(before); now >= 0) {
            sorted.push_back(now);
            isKnown[at(now)] = true;
        }
    }
    const std::vector<int> ordered = orderedContestants();
    for (const int contestant : ordered) {
        if (!isKnown[at(contestant)])
            sorted.push_back(contestant);
    }
    m_sorted = m_state->judging() ? std::move(sorted) : ordered;
    m_rowOf.resize(m_sorted.size());
    assignRows(accepted(m_sorted));
    endResetModel();
    m_isRereading = false;
    m_contestantsNow.clear();
    m_problemsNow.clear();
    Q_EMIT standingsChanged();
}

void ContestModel::submissionsChanged(const std::vector<int>& submissions)
{
    std::vector<int> cells;
    cells.reserve(submissions.size());
    for (const int submission : submissions) {
        if (const int cell = m_data.update(*m_state, submission); cell >= 0)
            cells.push_back(cell);
    }
    appendAccepted(cells);
    emitCells(std::move(cells));
}

void ContestModel::refreshStandings()
{
    std::vector<int> cells = m_data.updateStandings(*m_state);
    appendAccepted(cells);
    emitCells(std::move(cells));
    Q_EMIT standingsChanged();
}

/// Contestants of these cells who match the filter by now.
void ContestModel::appendAccepted(const std::vector<int>& cells)
{
    if (!m_filter.asksForCells())
        return;
    for (const int cell : cells) {
        const int contestant = cell / m_data.problems();
        if (m_rowOf[at(contestant)] >= 0 || !accepts(contestant))
            continue;
        const int row = static_cast<int>(m_rows.size());
        beginInsertRows({}, row, row);
        m_rows.push_back(contestant);
        m_rowOf[at(contestant)] = row;
        endInsertRows();
    }
}

/// Tells the views about cells, neighbours of one row in one signal.
void ContestModel::emitCells(std::vector<int> cells)
{
    if (cells.empty())
        return;
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    const int problems = m_data.problems();
    for (std::size_t i = 0; i < cells.size();) {
        const int contestant = cells[i] / problems;
        const int first = cells[i] % problems;
        std::size_t end = i + 1;
        while (end < cells.size() && cells[end] == cells[end - 1] + 1 && cells[end] / problems == contestant)
            ++end;
        if (const int row = m_rowOf[at(contestant)]; row >= 0)
            Q_EMIT dataChanged(index(row, first), index(row, first + static_cast<int>(end - i) - 1));
        i = end;
    }
}

std::vector<int> ContestModel::orderedContestants() const
{
    if (m_order == Order::Rank)
        return m_data.rankOrder();
    std::vector<int> order(at(m_data.contestants()));
    std::iota(order.begin(), order.end(), 0);
    // The C locale knows neither numbers nor cases.
    QCollator collator(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale());
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::vector<QCollatorSortKey> keys;
    keys.reserve(order.size());
    for (const int contestant : order)
        keys.push_back(collator.sortKey(contestantName(contestant)));
    std::stable_sort(order.begin(), order.end(), [&keys](int a, int b) { return keys[at(a)] < keys[at(b)]; });
    return order;
}

bool ContestModel::accepts(int contestant) const
{
    if (!m_searchKey.isEmpty() && !engine::searchKey(contestantName(contestant)).contains(m_searchKey) &&
        !engine::searchKey(toLine(m_state->contestants()[at(contestant)].id)).contains(m_searchKey))
        return false;
    if (!m_filter.asksForCells())
        return true;
    for (int p = 0; p < m_data.problems(); ++p) {
        if (m_filter.matches(m_data.cell(contestant, p)))
            return true;
    }
    return false;
}

void ContestModel::sortNow()
{
    m_sorted = orderedContestants();
    applyFilter();
}

void ContestModel::setOrder(Order order)
{
    m_order = order;
    sortNow();
}

void ContestModel::setFilter(const GridFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_searchKey = engine::searchKey(filter.text);
    applyFilter();
}

std::vector<int> ContestModel::accepted(const std::vector<int>& contestants) const
{
    std::vector<int> rows;
    std::copy_if(contestants.begin(), contestants.end(), std::back_inserter(rows),
                 [this](int contestant) { return accepts(contestant); });
    return rows;
}

bool ContestModel::isUnsorted() const
{
    return accepted(orderedContestants()) != m_rows;
}

void ContestModel::applyFilter()
{
    setRows(accepted(m_sorted));
}

void ContestModel::assignRows(std::vector<int> rows)
{
    m_rows = std::move(rows);
    std::fill(m_rowOf.begin(), m_rowOf.end(), -1);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[at(m_rows[row])] = static_cast<int>(row);
}

/// Shows these contestants. A new order of the same contestants keeps selections; other contestants make the
/// views begin anew.
void ContestModel::setRows(std::vector<int> rows)
{
    if (rows == m_rows) {
        // The filter may still have changed which cells stand out.
        if (!rows.empty() && m_data.problems() > 0)
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(rows.size()) - 1, m_data.problems() - 1));
        return;
    }
    if (!std::is_permutation(rows.begin(), rows.end(), m_rows.begin(), m_rows.end())) {
        beginResetModel();
        assignRows(std::move(rows));
        endResetModel();
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    const std::vector<int> oldRows = m_rows;
    assignRows(std::move(rows));
    QModelIndexList after;
    for (const QModelIndex& old : before)
        after.append(index(m_rowOf[at(oldRows[at(old.row())])], old.column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

int ContestModel::rowOfContestant(int contestant) const
{
    return contestant >= 0 && at(contestant) < m_rowOf.size() ? m_rowOf[at(contestant)] : -1;
}

QString ContestModel::contestantName(int contestant) const
{
    const model::Contestant& who = m_state->contestants()[at(contestant)];
    return toLine(who.name.empty() ? who.id : who.name, 200);
}

QString ContestModel::cellDescription(int row, int column) const
{
    const GridCell& cell = cellAt(row, column);
    const model::Problem& problem = m_state->problems()[at(column)];
    QString what;
    switch (cell.mark) {
    case Mark::None:
        what = tr("nothing handed in");
        break;
    case Mark::Waiting:
        what = tr("waiting");
        break;
    case Mark::Running:
        what = tr("running, %1 of %2 tests done").arg(cell.testsDone).arg(cell.tests);
        break;
    case Mark::AC:
        what = tr("accepted on all %n test(s)", nullptr, cell.tests);
        break;
    default:
        what = markName(cell.mark).toLower();
        break;
    }
    if (cell.firstFailure >= 0 && cell.mark != Mark::AC) {
        const std::string& id = problem.testCases[at(cell.firstFailure)].id;
        what = tr("%1 on test %2 (%3)").arg(what).arg(cell.firstFailure + 1).arg(toLine(id));
    }
    if (cell.submission >= 0) {
        const engine::SubmissionView& view = m_state->submissions()[at(cell.submission)];
        if (cell.mark == Mark::Unjudged)
            what = tr("%1: %2").arg(what, toLine(view.judgement.message, 400));
        else if (!view.submission.notCountedBecause.empty())
            what = tr("%1; does not count: %2").arg(what, toLine(view.submission.notCountedBecause));
        if (!view.outdatedBecause.empty())
            what = tr("%1; outdated: %2").arg(what, toLine(view.outdatedBecause));
        else if (view.mayBeOutdated)
            what = tr("%1; whether it is outdated is known after judging").arg(what);
    } else if (problem.isRefused()) {
        what = tr("%1; the problem is refused").arg(what);
    }
    if (cell.timeIsAssumed)
        what = tr("%1; when it was handed in is not known").arg(what);
    if (cell.others > 0) {
        const std::vector<int>& all = m_state->cell(contestantOfRow(row), column);
        const auto late = std::count_if(all.begin(), all.end(), [&](int index) {
            return index != cell.submission && m_state->submissions()[at(index)].submission.late;
        });
        what = tr("%1; %n other submission(s)", nullptr, cell.others).arg(what);
        if (late > 0)
            what = tr("%1, %n of them late", nullptr, static_cast<int>(late)).arg(what);
    }
    return tr("%1, problem %2: %3").arg(contestantName(contestantOfRow(row)), toLine(problem.label), what);
}

QString ContestModel::testDescription(int row, int column, int test) const
{
    const GridCell& cell = cellAt(row, column);
    const model::Problem& problem = m_state->problems()[at(column)];
    if (cell.submission < 0 || test < 0 || at(test) >= problem.testCases.size())
        return {};
    const Mark mark = m_data.marks(contestantOfRow(row), column)[at(test)];
    QString text = tr("Test %1 (%2): %3")
                       .arg(test + 1)
                       .arg(toLine(problem.testCases[at(test)].id), markName(mark).toLower());
    const auto& runs = m_state->submissions()[at(cell.submission)].judgement.runs;
    if (isVerdict(mark) && at(test) < runs.size())
        text += u", "_s + secondsText(runs[at(test)].cpuTime) + u", "_s + memoryText(runs[at(test)].memory);
    return text;
}

int ContestModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ContestModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_data.problems();
}

QVariant ContestModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const GridCell& cell = cellAt(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole: {
        QString text = markCode(cell.mark);
        if (cell.late)
            text = tr("%1 late").arg(text);
        return cell.others > 0 ? QString(text + u" +"_s + QString::number(cell.others)) : text;
    }
    case Qt::AccessibleTextRole:
        return cellDescription(index.row(), index.column());
    case Qt::ToolTipRole:
        return plainToolTip(cellDescription(index.row(), index.column()));
    case ContestantRole:
        return contestantOfRow(index.row());
    case ProblemRole:
        return index.column();
    case MarkRole:
        return static_cast<int>(cell.mark);
    case SubmissionRole:
        return cell.submission < 0 ? 0 : m_state->submissions()[at(cell.submission)].submission.id;
    default:
        return {};
    }
}

QVariant ContestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole))
        return {};
    QString text;
    if (orientation == Qt::Horizontal) {
        if (section >= m_data.problems())
            return {};
        const model::Problem& problem = m_state->problems()[at(section)];
        text = toLine(problem.label) + u"  "_s + toLine(problem.name);
        if (problem.isRefused() && role != Qt::DisplayRole) {
            text = tr("Problem %1\nREFUSED, its hand-ins are not judged: %2")
                       .arg(text, toLine(problem.refusedBecause, 2000));
        } else if (role != Qt::DisplayRole) {
            const QString limit =
                problem.limits.cpuTime.count() > 0
                    ? tr("time limit %1 (%2)")
                          .arg(limitText(problem.limits.cpuTime), toLine(problem.timeLimitFrom))
                    : tr("time limit to be computed");
            text = tr("Problem %1\n%2, memory limit %3\n%n test(s)", nullptr, m_data.tests(section))
                       .arg(text, limit, memoryText(problem.limits.memory));
        }
    } else {
        if (section >= rowCount())
            return {};
        const int contestant = contestantOfRow(section);
        const GridRow& row = m_data.row(contestant);
        text = contestantName(contestant);
        if (role != Qt::DisplayRole) {
            const QString result =
                standings::rankingRules(m_state->contest().mode).shows(standings::RowValue::Score)
                    ? tr("score %1").arg(QString::fromStdString(row.score.toString()))
                    : tr("%n problem(s) solved", nullptr, row.solved);
            text = tr("%1\nrank %2, %3").arg(text).arg(row.rank).arg(result);
            if (m_data.hasTimes())
                text += tr(", penalty %n minute(s)", nullptr, static_cast<int>(row.penalty));
        }
    }
    return role == Qt::ToolTipRole ? plainToolTip(text)
                                   : text.replace(u'\n', role == Qt::AccessibleTextRole ? u' ' : u'\n');
}

} // namespace assize::ui
