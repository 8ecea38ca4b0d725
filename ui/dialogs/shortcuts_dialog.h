// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

#include <utility>

namespace assize::ui {

/// The keyboard on one page.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Pairs of keys and what they do.
    explicit ShortcutsDialog(const QList<std::pair<QString, QString>>& shortcuts, QWidget* parent = nullptr);
};

} // namespace assize::ui
