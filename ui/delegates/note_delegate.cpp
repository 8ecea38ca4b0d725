// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/note_delegate.h"

#include "ui/models/note_model.h"

#include <QApplication>
#include <QStyle>

namespace assize::ui {
namespace {

QStyle::StandardPixmap signOf(Diagnostic::Level level)
{
    switch (level) {
    case Diagnostic::Level::Error:
        return QStyle::SP_MessageBoxCritical;
    case Diagnostic::Level::Warning:
        return QStyle::SP_MessageBoxWarning;
    case Diagnostic::Level::Info:
        break;
    }
    return QStyle::SP_MessageBoxInformation;
}

} // namespace

void NoteDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto level = static_cast<Diagnostic::Level>(index.data(NoteModel::LevelRole).toInt());
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = QApplication::style()->standardIcon(signOf(level));
    option->decorationSize =
        option->icon.actualSize(option->decorationSize).boundedTo(option->decorationSize);
}

} // namespace assize::ui
