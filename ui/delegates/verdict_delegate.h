// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace assize::ui {

/// Draws the mark's square before the text; for the verdict column of tables. The mark comes from `markRole`.
class VerdictDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit VerdictDelegate(int markRole, QObject* parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    int m_markRole;
};

} // namespace assize::ui
