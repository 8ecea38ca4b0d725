// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/contest_state.h"
#include "ui/shell/command.h"

#include <QCoreApplication>

#include <functional>
#include <string>
#include <vector>

class QWidget;

namespace assize::ui {

class MessageBar;

/// Writes the results of the contest that is open into files. GUI thread.
class Exports
{
    Q_DECLARE_TR_FUNCTIONS(Exports)

public:
    /// All of them outlive this. `parent`: of the dialogs that ask for a file.
    Exports(const engine::ContestState* state, MessageBar* messages, QWidget* parent);
    std::vector<Command> commands(const std::function<bool()>& enabledWhen);
    /// Writes the whole file or nothing, and says in the message bar whether it was written.
    bool write(const QString& file, const std::string& content);

private:
    void ask(const QString& suggestion, const QString& kinds, const std::function<std::string()>& make);

    const engine::ContestState* m_state;
    MessageBar* m_messages;
    QWidget* m_parent;
};

} // namespace assize::ui
