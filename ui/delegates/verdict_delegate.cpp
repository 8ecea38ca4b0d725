// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/verdict_delegate.h"

#include "ui/delegates/glyphs.h"
#include "ui/state/theme.h"

#include <QPixmapCache>
#include <QWidget>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

VerdictDelegate::VerdictDelegate(int markRole, QObject* parent)
    : QStyledItemDelegate(parent), m_markRole(markRole)
{
}

void VerdictDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const int mark = index.data(m_markRole).toInt();
    if (mark < 0 || mark >= kMarkCount)
        return;
    const bool dark = isDark(option->palette);
    const int size = option->fontMetrics.height();
    const qreal ratio = option->widget != nullptr ? option->widget->devicePixelRatioF() : 1.0;
    const QString key = u"assize-mark/%1/%2/%3/%4"_s.arg(mark).arg(dark).arg(size).arg(ratio);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = markIcon(static_cast<Mark>(mark), dark, size, ratio).pixmap(QSize(size, size), ratio);
        QPixmapCache::insert(key, pixmap);
    }
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(size, size);
    // A selection shall not tint the colour that tells the verdict.
    option->icon = QIcon(pixmap);
    option->icon.addPixmap(pixmap, QIcon::Selected);
}

} // namespace assize::ui
