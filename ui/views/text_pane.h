// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace assize::ui {

/// Read-only plain text in a fixed-width font; text that contestants' programs wrote is shown in these alone.
class TextPane final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit TextPane(const QString& accessibleName, QWidget* parent = nullptr);

    /// Replaces the text, keeping the place when it is the same as before.
    void setContent(const QString& text);
    /// Marks the line, and `length` characters of it, and scrolls there; line < 0 marks nothing.
    void mark(int line, int column, int length, const QColor& color);
};

} // namespace assize::ui
