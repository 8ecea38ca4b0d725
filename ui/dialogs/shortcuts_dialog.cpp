// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcuts_dialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace assize::ui {

ShortcutsDialog::ShortcutsDialog(const QList<std::pair<QString, QString>>& shortcuts, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(5);
    // Two columns, so that the page fits a small screen.
    const int rows = static_cast<int>(shortcuts.size() + 1) / 2;
    for (int i = 0; i < shortcuts.size(); ++i) {
        auto* keys = new QLabel(shortcuts[i].first);
        keys->setTextFormat(Qt::PlainText);
        QFont bold = keys->font();
        bold.setBold(true);
        keys->setFont(bold);
        auto* what = new QLabel(shortcuts[i].second);
        what->setTextFormat(Qt::PlainText);
        const int column = i < rows ? 0 : 3;
        grid->addWidget(keys, i % rows, column, Qt::AlignLeft);
        grid->addWidget(what, i % rows, column + 1, Qt::AlignLeft);
    }
    grid->setColumnMinimumWidth(2, 24);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(grid);
    layout->addSpacing(8);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

} // namespace assize::ui
