// SPDX-License-Identifier: GPL-3.0-or-later
// All windows of this process. Windows on the same contest show the same, live; selection, filter and
// scrolling are each window's own.
#pragma once

#include "ui/state/shared_engines.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace assize::ui {

class MainWindow;
class Preferences;
class Session;

/// Owns the windows and their sessions; a window that was closed is deleted soon. GUI thread.
class Windows final : public QObject
{
    Q_OBJECT

public:
    /// `preferences` outlives this. `judgeRefusal`: see MainWindow.
    Windows(SharedEngines::Factory factory, Preferences* preferences, QString judgeRefusal);
    ~Windows() override;

    /// One more window, shown, with nothing open.
    MainWindow& add();
    std::vector<MainWindow*> all() const;

private:
    struct One;

    void addBeside(const MainWindow& window);
    void remove(const MainWindow& window);

    SharedEngines m_engines;
    Preferences* m_preferences;
    const QString m_judgeRefusal;
    std::vector<std::unique_ptr<One>> m_windows;
};

} // namespace assize::ui
