// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/yielding_label.h"

#include "ui/state/text.h"

namespace assize::ui {

YieldingLabel::YieldingLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void YieldingLabel::setFullText(const QString& text)
{
    m_full = text;
    setToolTip(text.isEmpty() ? QString() : plainToolTip(text));
    setAccessibleName(text);
    elide();
}

void YieldingLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    elide();
}

void YieldingLabel::elide()
{
    setText(fontMetrics().elidedText(m_full, Qt::ElideMiddle, width() - 4));
}

} // namespace assize::ui
