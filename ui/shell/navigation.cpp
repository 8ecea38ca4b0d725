// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigation.h"

#include "ui/shell/command_table.h"

#include <QMenu>
#include <QStackedWidget>
#include <QToolBar>

#include <utility>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

Navigation::Navigation(QMainWindow* window, QStackedWidget* stack, CommandTable* table,
                       std::vector<std::unique_ptr<Page>> pages)
    : m_stack(stack), m_withoutContest(stack->currentWidget()), m_table(table)
{
    Q_ASSERT(!pages.empty());
    for (std::unique_ptr<Page>& page : pages) {
        table->add(page->commands());
        connect(page.get(), &Page::commandsChanged, table, &CommandTable::refresh);
        connect(page.get(), &Page::menuRequested, this, &Navigation::showMenu);
        m_entries.push_back({page.get(), PageDocks(window, page->docks())});
        stack->addWidget(page.release());
    }
    for (std::size_t i = 0; m_entries.size() > 1 && i < m_entries.size(); ++i) {
        const QString number = QString::number(i + 1);
        m_pageCommands << u"page-"_s + number;
        table->add({{.id = m_pageCommands.last(),
                     .text = m_entries[i].page->title(),
                     .keys = {QKeySequence(u"Ctrl+"_s + number)},
                     .run = [this, i] { go(i); },
                     .enabledWhen = [this] { return m_open; },
                     .checkedWhen = [this, i] { return m_current == i; },
                     .group = u"page"_s}});
    }
}

void Navigation::fill(QMenu* view, QToolBar* bar, QToolBar* strips)
{
    m_strips = strips;
    if (!m_pageCommands.isEmpty()) {
        m_table->fill(bar, QStringList{kSeparator} + m_pageCommands);
        m_table->fill(view, m_pageCommands + QStringList{kSeparator});
    }
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    for (Entry& entry : m_entries) {
        entry.actions += m_table->fill(view, entry.page->viewMenu());
        entry.actions += m_table->fill(bar, entry.page->toolBar());
        if (QWidget* tool = entry.page->toolWidget())
            entry.actions += bar->addWidget(tool);
        if (QWidget* strip = entry.page->strip()) {
            entry.actions += strips->addWidget(strip);
            entry.strip = true;
        }
    }
    showActions();
}

void Navigation::go(std::size_t page)
{
    if (page == m_current)
        return;
    if (m_open)
        current()->leave();
    m_current = page;
    showCurrent();
    if (m_open) {
        current()->enter();
        current()->setFocus();
    }
    m_table->refresh();
}

void Navigation::setContestOpen(bool open)
{
    const bool changes = std::exchange(m_open, open) != open;
    if (changes && !open)
        current()->leave();
    // In any case, as the state that a window restores may have brought bars and docks back.
    showCurrent();
    if (changes && open)
        current()->enter();
}

void Navigation::showActions()
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        for (QAction* action : m_entries[i].actions)
            action->setVisible(i == m_current);
    }
}

void Navigation::showCurrent()
{
    m_stack->setCurrentWidget(m_open ? current() : m_withoutContest);
    showActions();
    m_strips->setVisible(m_open && m_entries[m_current].strip);
    // First away with those of other pages, so that there is room.
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (i != m_current)
            m_entries[i].docks.setShown(false);
    }
    m_entries[m_current].docks.setShown(m_open);
}

void Navigation::showMenu(const QStringList& ids, const QPoint& where)
{
    auto* menu = new QMenu(m_stack);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_table->fill(menu, ids);
    menu->popup(where);
}

void Navigation::tell(const ContestChange& change)
{
    for (const Entry& entry : m_entries)
        entry.page->contestChanged(change);
}

void Navigation::sizeDocks()
{
    for (Entry& entry : m_entries)
        entry.docks.size();
}

void Navigation::keepDockSizes()
{
    for (Entry& entry : m_entries)
        entry.docks.keepSizes();
}

void Navigation::takeDocksBack()
{
    for (Entry& entry : m_entries)
        entry.docks.takeBack();
}

} // namespace assize::ui
