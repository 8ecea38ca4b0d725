// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that the window keeps between calls: its geometry, recent folders, theme, zoom. Never anything
// that affects a verdict; that lies in the contest.
#pragma once

#include "ui/state/theme.h"
#include "ui/state/zoom.h"

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace assize::ui {

class Preferences
{
public:
    /// An INI file; `defaultFile()` for people, another file for callers that leave people's own alone.
    explicit Preferences(const QString& file);
    static QString defaultFile();

    QByteArray geometry() const;
    QByteArray windowState() const;
    void setWindow(const QByteArray& geometry, const QByteArray& state);
    /// Newest first; folders that are gone are left out.
    QStringList recentFolders() const;
    void addRecentFolder(const QString& folder);
    Theme theme() const;
    void setTheme(Theme theme);
    Zoom zoom() const;
    void setZoom(Zoom zoom);

private:
    QSettings m_settings;
};

} // namespace assize::ui
