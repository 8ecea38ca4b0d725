// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/message_bar.h"

#include "ui/delegates/icons.h"
#include "ui/state/theme.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace assize::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel), m_text(new QLabel), m_close(new QToolButton)
{
    setAutoFillBackground(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 5, 6, 5);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    hide();
}

void MessageBar::display(Kind kind, const QString& text)
{
    m_kind = kind;
    m_text->setText(text);
    setAccessibleName(text);
    setColors();
    show();
}

/// A tint of the kind's colour behind the usual text colour.
void MessageBar::setColors()
{
    QPalette own = QApplication::palette();
    const Mark tint = m_kind == Kind::Error ? Mark::WA : m_kind == Kind::Warning ? Mark::TLE : Mark::PA;
    own.setColor(QPalette::Window, cellTint(tint, own));
    if (own.color(QPalette::Window) != palette().color(QPalette::Window) ||
        own.color(QPalette::Text) != palette().color(QPalette::Text))
        setPalette(own);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    const QStyle::StandardPixmap icon = m_kind == Kind::Error     ? QStyle::SP_MessageBoxCritical
                                        : m_kind == Kind::Warning ? QStyle::SP_MessageBoxWarning
                                                                  : QStyle::SP_MessageBoxInformation;
    m_icon->setPixmap(style()->standardIcon(icon).pixmap(size));
    m_close->setIcon(themedIcon(QStringLiteral("close"), own));
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        setColors();
}

QString MessageBar::text() const
{
    return isVisibleTo(parentWidget()) ? m_text->text() : QString();
}

} // namespace assize::ui
