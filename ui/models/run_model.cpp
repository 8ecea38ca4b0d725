// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_model.h"

#include "ui/state/text.h"

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

int alignmentOf(int column)
{
    if (column == RunModel::Cpu || column == RunModel::Wall || column == RunModel::Memory)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return int(Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace

RunModel::RunModel(const engine::ContestState* state, QObject* parent)
    : QAbstractTableModel(parent), m_state(state)
{
}

void RunModel::show(int submission)
{
    beginResetModel();
    m_submission = submission;
    m_rows = testCount();
    endResetModel();
}

void RunModel::refresh()
{
    if (testCount() != m_rows) {
        show(m_submission);
        return;
    }
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
}

const engine::SubmissionView* RunModel::view() const
{
    const auto& all = m_state->submissions();
    return m_submission >= 0 && static_cast<std::size_t>(m_submission) < all.size()
               ? &all[static_cast<std::size_t>(m_submission)]
               : nullptr;
}

int RunModel::testCount() const
{
    const engine::SubmissionView* shown = view();
    return shown != nullptr ? static_cast<int>(shown->tests.size()) : 0;
}

Mark RunModel::markAt(int row) const
{
    const engine::SubmissionView* shown = view();
    return shown != nullptr && static_cast<std::size_t>(row) < shown->tests.size()
               ? markOf(shown->tests[static_cast<std::size_t>(row)])
               : Mark::None;
}

int RunModel::firstFailure() const
{
    for (int row = 0; row < m_rows; ++row) {
        if (isFailing(markAt(row)))
            return row;
    }
    return -1;
}

int RunModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int RunModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RunModel::textAt(int row, int column) const
{
    const engine::SubmissionView* shown = view();
    if (shown == nullptr)
        return {};
    const Mark mark = markAt(row);
    if (column == Test) {
        const auto& cases = m_state->problems()[static_cast<std::size_t>(shown->problemIndex)].testCases;
        return static_cast<std::size_t>(row) < cases.size() ? toLine(cases[static_cast<std::size_t>(row)].id)
                                                            : QString::number(row + 1);
    }
    if (column == Verdict)
        return isVerdict(mark) ? markCode(mark) : markName(mark);
    if (!isVerdict(mark) || static_cast<std::size_t>(row) >= shown->judgement.runs.size())
        return {};
    const model::Run& run = shown->judgement.runs[static_cast<std::size_t>(row)];
    switch (column) {
    // The sign says that there is more to see: the tool tip has all attempts.
    case Cpu:
        return secondsText(run.cpuTime) + (run.attempts.size() > 1 ? u"*"_s : QString());
    case Wall:
        return secondsText(run.wallTime);
    case Memory:
        return memoryText(run.memory);
    case Message:
        return explanationText(run);
    default:
        return {};
    }
}

QString RunModel::measuringAt(int row) const
{
    const engine::SubmissionView* shown = view();
    if (shown == nullptr || !isVerdict(markAt(row)) ||
        static_cast<std::size_t>(row) >= shown->judgement.runs.size())
        return {};
    const model::Run& run = shown->judgement.runs[static_cast<std::size_t>(row)];
    return run.reusedFrom ? reusedText(run) : attemptsText(run);
}

QVariant RunModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textAt(index.row(), index.column());
    case Qt::AccessibleTextRole:
        if (const QString measuring = measuringAt(index.row()); index.column() == Cpu && !measuring.isEmpty())
            return measuring;
        return index.column() == Verdict ? markName(markAt(index.row()))
                                         : textAt(index.row(), index.column());
    case Qt::ToolTipRole: {
        if (index.column() == Verdict) {
            const Mark mark = markAt(index.row());
            return plainToolTip(isVerdict(mark)
                                    ? QString(markName(mark) + u'\n' + verdictHelp(verdictOf(mark)))
                                    : markName(mark));
        }
        if (const QString measuring = measuringAt(index.row()); index.column() == Cpu && !measuring.isEmpty())
            return plainToolTip(measuring);
        const QString text = textAt(index.row(), index.column());
        return text.isEmpty() ? QVariant() : QVariant(plainToolTip(text));
    }
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case MarkRole:
        return static_cast<int>(markAt(index.row()));
    default:
        return {};
    }
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role == Qt::ToolTipRole && (section == Cpu || section == Wall))
        return plainToolTip(section == Cpu ? tr("CPU time: what the time limit is held against")
                                           : tr("Wall time: from the start of the program to its end"));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Test:
        return tr("Test");
    case Verdict:
        return tr("Verdict");
    case Cpu:
        return tr("CPU");
    case Wall:
        return tr("Wall");
    case Memory:
        return tr("Memory");
    case Message:
        return tr("Message");
    default:
        return {};
    }
}

} // namespace assize::ui
