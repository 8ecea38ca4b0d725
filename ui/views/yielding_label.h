// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace assize::ui {

/// A label of one line that gives way: it shows as much of its text as there is room for, and all of it as
/// tool tip.
class YieldingLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit YieldingLabel(QWidget* parent = nullptr);
    void setFullText(const QString& text);
    const QString& fullText() const { return m_full; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();
    QString m_full;
};

} // namespace assize::ui
