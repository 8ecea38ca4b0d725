// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_table.h"

#include "ui/delegates/icons.h"
#include "ui/state/text.h"

#include <QActionGroup>
#include <QWidget>

#include <algorithm>

namespace assize::ui {

CommandTable::CommandTable(QWidget* window) : QObject(window), m_window(window) {}

void CommandTable::add(const std::vector<Command>& commands)
{
    for (const Command& command : commands) {
        Q_ASSERT(action(command.id) == nullptr);
        m_rows.push_back({command, makeAction(command)});
    }
}

QAction* CommandTable::makeAction(const Command& command)
{
    QAction* action = command.made != nullptr ? command.made : new QAction(command.text, m_window);
    if (!command.iconText.isEmpty())
        action->setIconText(command.iconText);
    action->setShortcuts(command.keys);
    if (command.role != QAction::TextHeuristicRole)
        action->setMenuRole(command.role);
    if (command.checkedWhen)
        action->setCheckable(true);
    if (!command.group.isEmpty())
        groupOf(command.group)->addAction(action);
    if (command.run) {
        connect(action, &QAction::triggered, this, [this, run = command.run] {
            run();
            refresh();
        });
    }
    return action;
}

QActionGroup* CommandTable::groupOf(const QString& name)
{
    for (QActionGroup* group : m_groups) {
        if (group->objectName() == name)
            return group;
    }
    auto* group = new QActionGroup(this);
    group->setObjectName(name);
    m_groups.append(group);
    return group;
}

QList<QAction*> CommandTable::fill(QWidget* menuOrBar, const QStringList& ids)
{
    QList<QAction*> actions;
    for (const QString& id : ids) {
        if (id == kSeparator) {
            actions.append(new QAction(menuOrBar));
            actions.last()->setSeparator(true);
        } else if (QAction* one = action(id)) {
            actions.append(one);
        }
    }
    menuOrBar->addActions(actions);
    return actions;
}

QAction* CommandTable::action(const QString& id) const
{
    const auto row =
        std::find_if(m_rows.begin(), m_rows.end(), [&id](const Row& each) { return each.command.id == id; });
    return row != m_rows.end() ? row->action : nullptr;
}

void CommandTable::refresh()
{
    for (const auto& [command, action] : m_rows) {
        if (command.enabledWhen)
            action->setEnabled(command.enabledWhen());
        if (command.checkedWhen)
            action->setChecked(command.checkedWhen());
        if (command.toolTip)
            action->setToolTip(plainToolTip(command.toolTip()));
    }
}

void CommandTable::setIcons(const QPalette& palette)
{
    for (const auto& [command, action] : m_rows) {
        if (!command.icon.isEmpty())
            action->setIcon(themedIcon(command.icon, palette));
    }
}

QList<std::pair<QString, QString>> CommandTable::shortcuts() const
{
    QList<std::pair<QString, QString>> rows;
    for (const auto& [command, action] : m_rows) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        keys.removeDuplicates();
        if (!keys.isEmpty() && action->isVisible())
            rows.append({keys.join(tr(" or ")), action->text().remove(u'&').remove(u'\u2026')});
    }
    return rows;
}

} // namespace assize::ui
