// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/mark.h"

#include <QWidget>

#include <array>
#include <bitset>

class QLabel;
class QProgressBar;
class QToolButton;

namespace assize::ui {

class Session;

/// The strip above the grid: how far judging is, and one chip per verdict that occurs, which filters the
/// grid.
class ProgressStrip final : public QWidget
{
    Q_OBJECT

public:
    /// `session` outlives the strip.
    explicit ProgressStrip(Session* session, QWidget* parent = nullptr);
    /// Takes over counts and estimate.
    void refresh();
    std::bitset<kMarkCount> chosen() const;
    /// Whether only outdated results are asked for.
    bool outdatedChosen() const;
    void clearChosen();

Q_SIGNALS:
    void chosenChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeIcons();
    QToolButton* makeChip(const QString& toolTip);

    Session* m_session;
    QLabel* m_summary;
    QLabel* m_pace;
    QProgressBar* m_bar;
    std::array<QToolButton*, kMarkCount> m_chips{};
    QToolButton* m_outdated; ///< how many results are outdated; filters like the other chips
};

} // namespace assize::ui
