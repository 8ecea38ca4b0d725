// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_docks.h"

#include <QDockWidget>
#include <QMainWindow>

#include <algorithm>

namespace assize::ui {

PageDocks::PageDocks(QMainWindow* window, const QList<PageDock>& docks) : m_window(window)
{
    for (const PageDock& placed : docks) {
        window->addDockWidget(placed.area, placed.dock);
        m_docks.push_back({placed, false, placed.percent == 0});
    }
}

void PageDocks::setShown(bool shown)
{
    for (Dock& each : m_docks) {
        QDockWidget* dock = each.placed.dock;
        if (shown && each.putAway)
            dock->show();
        else if (!shown && !dock->isHidden())
            dock->hide();
        else
            continue;
        each.putAway = !shown;
    }
    size();
}

void PageDocks::size()
{
    if (!m_window->isVisible())
        return;
    for (Dock& each : m_docks) {
        if (each.sized || each.placed.dock->isHidden())
            continue;
        each.sized = true;
        const int width = std::max(each.placed.minimumWidth, m_window->width() * each.placed.percent / 100);
        m_window->resizeDocks({each.placed.dock}, {width}, Qt::Horizontal);
    }
}

void PageDocks::keepSizes()
{
    for (Dock& each : m_docks)
        each.sized = true;
}

void PageDocks::takeBack()
{
    for (const Dock& each : m_docks)
        each.placed.dock->setVisible(each.putAway || !each.placed.dock->isHidden());
}

} // namespace assize::ui
