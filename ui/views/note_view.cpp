// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/note_view.h"

#include "ui/delegates/note_delegate.h"
#include "ui/models/note_model.h"

#include <QHeaderView>

namespace assize::ui {

NoteView::NoteView(NoteModel* model, QWidget* parent) : QTableView(parent)
{
    setModel(model);
    setItemDelegateForColumn(NoteModel::Level, new NoteDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->resizeSection(NoteModel::Level, fontMetrics().averageCharWidth() * 14);
    horizontalHeader()->resizeSection(NoteModel::Where, fontMetrics().averageCharWidth() * 44);
    setAccessibleName(tr("Notes on the contest"));
}

} // namespace assize::ui
