// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>

namespace assize::ui {

/// Something that a person can do in the window. The CommandTable makes an action of it, and of those the
/// menus, the tool bar, context menus and the page of shortcuts. GUI thread.
struct Command
{
    QString id;         ///< "judge"; one command in the window has it
    QString text{};     ///< in menus, with its mnemonic; translated
    QString iconText{}; ///< on a button, where that is another text
    QString icon{};     ///< the file resources/icons/ICON.svg; empty: none
    QList<QKeySequence> keys{};
    std::function<void()> run{};
    std::function<bool()> enabledWhen{}; ///< empty: always
    std::function<bool()> checkedWhen{}; ///< empty: this is no switch
    std::function<QString()> toolTip{};  ///< empty: Qt makes a tool tip of the text
    QString group{};                     ///< of the commands of a group one is checked, and no other
    QAction::MenuRole role = QAction::TextHeuristicRole;
    /// An action that Qt has made, such as that of a dock; it brings its text and does its work itself. Not
    /// owned.
    QAction* made = nullptr;
};

} // namespace assize::ui
