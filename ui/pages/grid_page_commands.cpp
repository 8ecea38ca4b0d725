// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the page of results, and where they stand.
#include "ui/models/contest_model.h"
#include "ui/pages/grid_page.h"
#include "ui/shell/command_table.h"
#include "ui/views/verdict_grid.h"

#include <QClipboard>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLineEdit>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

std::vector<Command> GridPage::commands()
{
    std::vector<Command> all = sizeCommands();
    for (const std::vector<Command>& some : {filterCommands(), orderCommands()})
        all.insert(all.end(), some.begin(), some.end());
    all.push_back({.id = u"details"_s,
                   .icon = u"details"_s,
                   .keys = {QKeySequence(Qt::CTRL | Qt::Key_D)},
                   .made = m_detailDock->toggleViewAction()});
    // The key is the grid's: a text that has the focus copies its own selection.
    all.push_back({.id = u"copy"_s, .text = tr("&Copy as table\tCtrl+C"), .run = [this] {
                       QGuiApplication::clipboard()->setText(m_grid->selectionAsText());
                   }});
    // Nothing here makes sense without a contest.
    for (Command& command : all)
        command.enabledWhen = [this] { return hasContest(); };
    return all;
}

std::vector<Command> GridPage::sizeCommands()
{
    return {{.id = u"zoom-in"_s,
             .text = tr("Zoom &in"),
             .icon = u"zoom-in"_s,
             .keys = {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
             .run = [this] { stepZoom(1); }},
            {.id = u"zoom-out"_s,
             .text = tr("Zoom &out"),
             .icon = u"zoom-out"_s,
             .keys = {QKeySequence::ZoomOut},
             .run = [this] { stepZoom(-1); }},
            {.id = u"zoom-normal"_s,
             .text = tr("&Usual size"),
             .keys = {QKeySequence(Qt::CTRL | Qt::Key_0)},
             .run = [this] { setZoom(Zoom::Normal); }}};
}

std::vector<Command> GridPage::filterCommands()
{
    return {{.id = u"filter"_s,
             .text = tr("&Filter contestants"),
             .icon = u"filter"_s,
             .keys = {QKeySequence(Qt::Key_Slash), QKeySequence(QKeySequence::Find)},
             .run =
                 [this] {
                     m_filter->setFocus(Qt::ShortcutFocusReason);
                     m_filter->selectAll();
                 }},
            {.id = u"failing"_s,
             .text = tr("Only with fa&iling cells"),
             .iconText = tr("Failing"),
             .icon = u"failing"_s,
             .keys = {QKeySequence(Qt::Key_F)},
             .run =
                 [this] {
                     m_failingOnly = !m_failingOnly;
                     updateFilter();
                 },
             .checkedWhen = [this] { return m_failingOnly; }},
            {.id = u"next-failed"_s,
             .text = tr("&Next that failed"),
             .icon = u"next"_s,
             .keys = {QKeySequence(Qt::Key_N)},
             .run = [this] { m_grid->goToFailing(1); }},
            {.id = u"previous-failed"_s,
             .text = tr("&Previous that failed"),
             .icon = u"previous"_s,
             .keys = {QKeySequence(Qt::Key_P)},
             .run = [this] { m_grid->goToFailing(-1); }}};
}

std::vector<Command> GridPage::orderCommands()
{
    using Order = ContestModel::Order;
    return {{.id = u"order-rank"_s,
             .text = tr("Order by &rank"),
             .run = [this] { m_model->setOrder(Order::Rank); },
             .checkedWhen = [this] { return m_model->order() == Order::Rank; },
             .group = u"order"_s},
            {.id = u"order-name"_s,
             .text = tr("Order by n&ame"),
             .run = [this] { m_model->setOrder(Order::Name); },
             .checkedWhen = [this] { return m_model->order() == Order::Name; },
             .group = u"order"_s},
            {.id = u"sort"_s,
             .text = tr("&Sort now"),
             .icon = u"sort"_s,
             .keys = {QKeySequence(Qt::Key_S)},
             .run = [this] { sortNow(); },
             .toolTip =
                 [] {
                     return tr(
                         "Rows stay in place while judging; this moves them to their present ranks (S)");
                 }}};
}

QStringList GridPage::viewMenu() const
{
    const QString line = kSeparator;
    return {u"zoom-in"_s, u"zoom-out"_s,   u"zoom-normal"_s, line,
            u"filter"_s,  u"failing"_s,    u"next-failed"_s, u"previous-failed"_s,
            line,         u"order-rank"_s, u"order-name"_s,  u"sort"_s,
            line,         u"details"_s};
}

QStringList GridPage::toolBar() const
{
    return {u"failing"_s};
}

QList<std::pair<QString, QString>> GridPage::otherKeys() const
{
    return {{tr("Arrows, Page, Home, End"), tr("Move in the grid")},
            {tr("Shift+arrows, Ctrl+click"), tr("Select several cells; a header selects its row or column")},
            {tr("Ctrl+A"), tr("Select all cells")},
            {tr("Ctrl+C"), tr("Copy the selected cells as a table")},
            {tr("Enter or Space"), tr("To the tests of the cell")},
            {tr("Escape"), tr("Clear the filter, back to the grid")},
            {tr("Ctrl+wheel"), tr("Zoom")}};
}

} // namespace assize::ui
