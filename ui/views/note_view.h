// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace assize::ui {

class NoteModel;

/// The table of the notes on the contest.
class NoteView final : public QTableView
{
    Q_OBJECT

public:
    /// `model` outlives the view.
    explicit NoteView(NoteModel* model, QWidget* parent = nullptr);
};

} // namespace assize::ui
