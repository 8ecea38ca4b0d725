// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace assize::model {
struct Run;
}

namespace assize::ui {

class TextPane;

/// Expected and actual output of one run side by side, at the place where they first differ.
class DifferenceView final : public QWidget
{
    Q_OBJECT

public:
    explicit DifferenceView(QWidget* parent = nullptr);
    /// `testName` as the table shows it; null: nothing to show, `reason` says why.
    void show(const model::Run* run, const QString& testName, const QString& reason);

private:
    QLabel* m_summary;
    QWidget* m_panes;
    TextPane* m_expected;
    TextPane* m_output;
};

} // namespace assize::ui
