// SPDX-License-Identifier: GPL-3.0-or-later
// NoteModel: notes for the operator on the contest: diagnostics of packages, files that matched nothing,
// languages that are missing, gaps of the isolation.
#pragma once

#include "engine/contest_state.h"

#include <QAbstractTableModel>

#include <vector>

namespace assize::ui {

class NoteModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Level, Where, What, ColumnCount };
    enum Roles {
        LevelRole = Qt::UserRole, ///< Diagnostic::Level as int
    };

    /// `state` outlives the model.
    explicit NoteModel(const engine::ContestState* state, QObject* parent = nullptr);
    /// Collects the notes anew.
    void refresh();
    /// How many are errors or warnings.
    int serious() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Note
    {
        Diagnostic::Level level = Diagnostic::Level::Info;
        QString where;
        QString what;
        bool operator==(const Note&) const = default;
    };

    const engine::ContestState* m_state;
    std::vector<Note> m_notes;
};

} // namespace assize::ui
