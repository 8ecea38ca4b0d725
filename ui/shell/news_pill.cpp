// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/news_pill.h"

#include "engine/folder_news.h"
#include "ui/state/changes_text.h"
#include "ui/state/text.h"

#include <QAction>
#include <QEvent>
#include <QPainter>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

NewsPill::NewsPill(QWidget* parent) : QPushButton(parent)
{
    setObjectName("folderNews"_L1);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(
        plainToolTip(tr("The folder of hand-ins is not as it was when it was read. This reads it again "
                        "and judges what is new, changed or outdated (F5); nothing else is touched.")));
}

void NewsPill::setAction(QAction* action)
{
    m_action = action;
    m_action->setVisible(false);
}

void NewsPill::display(const engine::FolderNews& news)
{
    if (!news.none())
        setText(tr("%1: judge").arg(newsText(news)));
    m_action->setVisible(!news.none());
}

void NewsPill::changeEvent(QEvent* event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
}

/// In the colour of a selection, round at its ends, so that it is no command that is always there.
void NewsPill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF shape = QRectF(rect()).adjusted(1, 1, -1, -1);
    QColor fill = palette().color(QPalette::Highlight);
    if (isDown())
        fill = fill.darker(115);
    else if (underMouse())
        fill = fill.lighter(110);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::HighlightedText), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(shape.adjusted(2, 2, -2, -2), shape.height() / 2, shape.height() / 2);
    }
    painter.setPen(palette().color(QPalette::HighlightedText));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, text());
}

} // namespace assize::ui
