// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <vector>

class QMainWindow;

namespace assize::ui {

/// The docks of one page: put away while the page is not shown, then back as the person left them.
class PageDocks
{
public:
    /// Places the docks in the window, which outlives this and owns them.
    PageDocks(QMainWindow* window, const QList<PageDock>& docks);
    void setShown(bool shown);
    /// Gives docks the width that they have until a person gives them another; the first time that the window
    /// and the dock are visible, as sizes mean nothing before.
    void size();
    /// The person's sizes are known: size() leaves them alone.
    void keepSizes();
    /// Before the window's state is saved: a dock that was only put away is wanted the next time.
    void takeBack();

private:
    struct Dock
    {
        PageDock placed;
        bool putAway = false;
        bool sized = false;
    };
    QMainWindow* m_window;
    std::vector<Dock> m_docks;
};

} // namespace assize::ui
