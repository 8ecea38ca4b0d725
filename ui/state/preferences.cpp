// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/preferences.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRecentFolders = 8;

} // namespace

Preferences::Preferences(const QString& file) : m_settings(file, QSettings::IniFormat) {}

QString Preferences::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/assize/desktop.ini"_s;
}

QByteArray Preferences::geometry() const
{
    return m_settings.value("window/geometry"_L1).toByteArray();
}

QByteArray Preferences::windowState() const
{
    return m_settings.value("window/state"_L1).toByteArray();
}

void Preferences::setWindow(const QByteArray& geometry, const QByteArray& state)
{
    m_settings.setValue("window/geometry"_L1, geometry);
    m_settings.setValue("window/state"_L1, state);
}

QStringList Preferences::recentFolders() const
{
    QStringList folders = m_settings.value("recent/folders"_L1).toStringList();
    folders.removeIf([](const QString& folder) { return !QFileInfo(folder).isDir(); });
    return folders;
}

void Preferences::addRecentFolder(const QString& folder)
{
    QStringList folders = m_settings.value("recent/folders"_L1).toStringList();
    folders.removeAll(folder);
    folders.prepend(folder);
    m_settings.setValue("recent/folders"_L1, folders.mid(0, kRecentFolders));
}

Theme Preferences::theme() const
{
    const QString name = m_settings.value("view/theme"_L1).toString();
    return name == "light"_L1 ? Theme::Light : name == "dark"_L1 ? Theme::Dark : Theme::System;
}

void Preferences::setTheme(Theme theme)
{
    m_settings.setValue("view/theme"_L1, theme == Theme::Light  ? u"light"_s
                                         : theme == Theme::Dark ? u"dark"_s
                                                                : u"system"_s);
}

Zoom Preferences::zoom() const
{
    const QString name = m_settings.value("view/zoom"_L1).toString();
    return name == "compact"_L1 ? Zoom::Compact : name == "large"_L1 ? Zoom::Large : Zoom::Normal;
}

void Preferences::setZoom(Zoom zoom)
{
    m_settings.setValue("view/zoom"_L1, zoom == Zoom::Compact ? u"compact"_s
                                        : zoom == Zoom::Large ? u"large"_s
                                                              : u"normal"_s);
}

} // namespace assize::ui
