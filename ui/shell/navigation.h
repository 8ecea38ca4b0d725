// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page_docks.h"

#include <QObject>

#include <memory>
#include <vector>

class QMenu;
class QStackedWidget;
class QToolBar;

namespace assize::ui {

class CommandTable;

/// The pages of a window, with all that stands around each of them. While a contest is open, one page is
/// shown; without a contest, the widgets that the stack held before. Owned by the window; GUI thread.
class Navigation final : public QObject
{
    Q_OBJECT

public:
    /// All of these outlive the navigation. At least one page; the first is the current one. Adds the pages'
    /// commands to the table and, where there are several pages, a command for each page that goes there.
    Navigation(QMainWindow* window, QStackedWidget* stack, CommandTable* table,
               std::vector<std::unique_ptr<Page>> pages);

    /// Puts into the menu View and the bars the commands and widgets of pages. `strips` is visible while
    /// there is a contest and the page has a strip.
    void fill(QMenu* view, QToolBar* bar, QToolBar* strips);
    Page* current() const { return m_entries[m_current].page; }
    void go(std::size_t page);
    /// To be called with false, too, when the window has restored its state: bars and docks then come to
    /// order.
    void setContestOpen(bool open);
    bool isContestOpen() const { return m_open; }
    void tell(const ContestChange& change);
    /// The next three: see PageDocks.
    void sizeDocks();
    void keepDockSizes();
    void takeDocksBack();

private:
    struct Entry
    {
        Page* page; ///< the stack owns it
        PageDocks docks;
        QList<QAction*> actions{}; ///< in menus and bars, separators and widgets among them
        bool strip = false;        ///< whether the page has a strip
    };
    void showActions();
    void showCurrent();
    void showMenu(const QStringList& ids, const QPoint& where);

    QStackedWidget* m_stack;
    QWidget* m_withoutContest;
    CommandTable* m_table;
    QToolBar* m_strips = nullptr;
    QStringList m_pageCommands; ///< ids; empty where there is one page
    std::vector<Entry> m_entries;
    std::size_t m_current = 0;
    bool m_open = false;
};

} // namespace assize::ui
