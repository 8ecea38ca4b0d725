// SPDX-License-Identifier: GPL-3.0-or-later
// The tests of one submission in a table whose columns are always in view. GUI thread.
#pragma once

#include <QTableView>

namespace assize::ui {

class RunModel;

class TestTable final : public QTableView
{
    Q_OBJECT

public:
    /// `runs` outlives the table.
    explicit TestTable(RunModel* runs, QWidget* parent = nullptr);

    /// To be called when what stands in the table is of another length than before.
    void fitColumns();

protected:
    bool viewportEvent(QEvent* event) override;

private:
    RunModel* m_runs;
};

} // namespace assize::ui
