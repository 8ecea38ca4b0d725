// SPDX-License-Identifier: GPL-3.0-or-later
// RunModel: the tests of one submission as a table, for the detail pane.
#pragma once

#include "ui/state/mark.h"

#include <QAbstractTableModel>

#include <vector>

namespace assize::ui {

class RunModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Test, Verdict, Cpu, Wall, Memory, Message, ColumnCount };
    enum Roles { MarkRole = Qt::UserRole };

    /// `state` outlives the model.
    explicit RunModel(const engine::ContestState* state, QObject* parent = nullptr);

    /// Shows this submission (an index); -1: none.
    void show(int submission);
    /// The submission shown has changed: rows in place.
    void refresh();
    int submission() const { return m_submission; }
    /// Of the first test that failed; -1: none.
    int firstFailure() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const engine::SubmissionView* view() const;
    int testCount() const;
    Mark markAt(int row) const;
    QString textAt(int row, int column) const;
    /// All attempts of a test that was repeated, or when a result that is reused was made; empty otherwise.
    QString measuringAt(int row) const;

    const engine::ContestState* m_state;
    int m_submission = -1;
    int m_rows = 0;
};

} // namespace assize::ui
