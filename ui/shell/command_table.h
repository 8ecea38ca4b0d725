// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/command.h"

#include <QObject>
#include <QStringList>

#include <utility>
#include <vector>

class QActionGroup;
class QPalette;

namespace assize::ui {

/// Stands for a line between two commands, among the ids that CommandTable::fill() takes.
inline constexpr QLatin1String kSeparator("-");

/// All commands of a window, each with its action. Owned by the window; GUI thread.
class CommandTable final : public QObject
{
    Q_OBJECT

public:
    /// Actions belong to `window`, so that their keys work in all of it once they are in a menu or a bar.
    explicit CommandTable(QWidget* window);

    void add(const std::vector<Command>& commands);
    /// Puts the commands with these ids into a menu or a bar. Returns the actions, separators included.
    QList<QAction*> fill(QWidget* menuOrBar, const QStringList& ids);
    QAction* action(const QString& id) const;
    /// Asks every command whether it is enabled and checked, and for its tool tip. To be called when the
    /// state that those depend on has changed; happens by itself after a command has run.
    void refresh();
    /// Icons in the colours of the palette.
    void setIcons(const QPalette& palette);
    /// Keys and what they do, of the commands that are visible, in the order in which they were added.
    QList<std::pair<QString, QString>> shortcuts() const;

private:
    struct Row
    {
        Command command;
        QAction* action;
    };
    QAction* makeAction(const Command& command);
    QActionGroup* groupOf(const QString& name);

    QWidget* m_window;
    std::vector<Row> m_rows;
    QList<QActionGroup*> m_groups;
};

} // namespace assize::ui
