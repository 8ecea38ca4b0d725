// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/note_model.h"

#include "ui/state/isolation.h"
#include "ui/state/remedies.h"
#include "ui/state/text.h"

#include <algorithm>

namespace assize::ui {
namespace {

QString levelText(Diagnostic::Level level)
{
    switch (level) {
    case Diagnostic::Level::Error:
        return NoteModel::tr("Error");
    case Diagnostic::Level::Warning:
        return NoteModel::tr("Warning");
    case Diagnostic::Level::Info:
        break;
    }
    return NoteModel::tr("Note");
}

} // namespace

NoteModel::NoteModel(const engine::ContestState* state, QObject* parent)
    : QAbstractTableModel(parent), m_state(state)
{
}

void NoteModel::refresh()
{
    std::vector<Note> notes;
    const engine::ContestLoaded& contest = m_state->contest();
    for (const Diagnostic& diagnostic : contest.diagnostics)
        notes.push_back({diagnostic.level, toLine(diagnostic.where), toLine(fullMessage(diagnostic), 2000)});
    for (const model::UnmatchedFile& file : contest.unmatched)
        notes.push_back({Diagnostic::Level::Warning, toLine(file.file),
                         tr("Not graded: %1").arg(toLine(file.reason, 2000))});
    if (m_state->ended()) {
        for (const model::Toolchain& toolchain : m_state->ended()->toolchains) {
            if (toolchain.available)
                continue;
            // Only languages that somebody handed in are worth a note.
            const auto& all = m_state->submissions();
            const auto uses = [&](const engine::SubmissionView& view) {
                return view.submission.language == toolchain.language.id;
            };
            const auto count = std::count_if(all.begin(), all.end(), uses);
            if (count > 0)
                notes.push_back(
                    {Diagnostic::Level::Warning, toLine(toolchain.language.name),
                     tr("%n submission(s) cannot be judged: %1. Install %2 and judge again.", nullptr,
                        static_cast<int>(count))
                         .arg(toLine(toolchain.problem), toLine(toolchain.language.installPackages))});
        }
    }
    for (const std::string& warning : contest.engine.warnings)
        notes.push_back({Diagnostic::Level::Warning, tr("Isolation"), toLine(warning, 2000)});
    // The warning on `--sandbox none` in this call is among the warnings above; stored results may be older.
    if (const int unprotected = unprotectedSubmissions(*m_state);
        unprotected > 0 && contest.engine.sandbox != "none")
        notes.push_back({Diagnostic::Level::Warning, tr("Isolation"),
                         tr("%n submission(s) ran without any isolation and could read the answers. "
                            "Judge them again in a sandbox.",
                            nullptr, unprotected)});
    for (const std::string& layout : contest.layouts)
        notes.push_back({Diagnostic::Level::Info, tr("Submissions"), toLine(layout, 2000)});
    std::stable_sort(notes.begin(), notes.end(),
                     [](const Note& a, const Note& b) { return a.level > b.level; });
    if (notes == m_notes)
        return;
    beginResetModel();
    m_notes = std::move(notes);
    endResetModel();
}

int NoteModel::serious() const
{
    return static_cast<int>(std::count_if(m_notes.begin(), m_notes.end(), [](const Note& note) {
        return note.level != Diagnostic::Level::Info;
    }));
}

int NoteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_notes.size());
}

int NoteModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NoteModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Note& note = m_notes[static_cast<std::size_t>(index.row())];
    if (role == LevelRole)
        return static_cast<int>(note.level);
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == Where ? note.where : note.what);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Level:
        return levelText(note.level);
    case Where:
        return note.where;
    default:
        return note.what;
    }
}

QVariant NoteModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Level:
        return tr("Level");
    case Where:
        return tr("Where");
    default:
        return tr("What");
    }
}

} // namespace assize::ui
