// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QAction;

namespace assize::engine {
struct FolderNews;
}

namespace assize::ui {

/// "3 new, 1 changed: judge": a button in the tool bar that is there while something has happened in the
/// folder of hand-ins that has not been read. GUI thread.
class NewsPill final : public QPushButton
{
    Q_OBJECT

public:
    explicit NewsPill(QWidget* parent = nullptr);
    /// The tool bar's action of this widget, by which it is shown and hidden.
    void setAction(QAction* action);
    void display(const engine::FolderNews& news);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QAction* m_action = nullptr;
};

} // namespace assize::ui
