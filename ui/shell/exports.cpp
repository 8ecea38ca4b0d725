// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/exports.h"

#include "engine/snapshot.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/json.h"
#include "ui/state/remedies.h"
#include "ui/views/message_bar.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QSaveFile>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

Exports::Exports(const engine::ContestState* state, MessageBar* messages, QWidget* parent)
    : m_state(state), m_messages(messages), m_parent(parent)
{
}

std::vector<Command> Exports::commands(const std::function<bool()>& enabledWhen)
{
    const auto writes = [this](const QString& suggestion, const QString& kinds,
                               const std::function<std::string(const report::ContestSnapshot&)>& make) {
        return [this, suggestion, kinds, make] {
            ask(suggestion, kinds,
                [this, &make] { return make(engine::makeSnapshot(*m_state, remedyWords)); });
        };
    };
    return {
        {.id = u"export-html"_s,
         .text = tr("Export a &report (HTML)\u2026"),
         .iconText = tr("Export"),
         .icon = u"export"_s,
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_E)},
         .run = writes(u"report.html"_s, tr("Web page (*.html)"),
                       [](const report::ContestSnapshot& all) { return report::resultsHtml(all); }),
         .enabledWhen = enabledWhen,
         .toolTip = [] { return tr("Write all results as one self-contained web page (Ctrl+E)"); }},
        {.id = u"export-standings"_s,
         .text = tr("Export the &standings (CSV)\u2026"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)},
         .run = writes(u"standings.csv"_s, tr("Table (*.csv)"),
                       [](const report::ContestSnapshot& all) { return report::standingsCsv(all, {true}); }),
         .enabledWhen = enabledWhen},
        {.id = u"export-submissions"_s,
         .text = tr("Export all su&bmissions (CSV)\u2026"),
         .run =
             writes(u"submissions.csv"_s, tr("Table (*.csv)"),
                    [](const report::ContestSnapshot& all) { return report::submissionsCsv(all, {true}); }),
         .enabledWhen = enabledWhen},
        {.id = u"export-json"_s,
         .text = tr("Export all results (&JSON)\u2026"),
         .run = writes(u"results.json"_s, tr("JSON (*.json)"),
                       [](const report::ContestSnapshot& all) { return report::resultsJson(all); }),
         .enabledWhen = enabledWhen},
    };
}

void Exports::ask(const QString& suggestion, const QString& kinds, const std::function<std::string()>& make)
{
    const QString folder = QFile::decodeName(QByteArray::fromStdString(m_state->contest().folder.native()));
    const QString file =
        QFileDialog::getSaveFileName(m_parent, tr("Export"), folder + u'/' + suggestion, kinds);
    if (!file.isEmpty())
        write(file, make());
}

bool Exports::write(const QString& file, const std::string& content)
{
    QSaveFile out(file);
    const bool written = out.open(QIODevice::WriteOnly) &&
                         out.write(content.data(), static_cast<qint64>(content.size())) ==
                             static_cast<qint64>(content.size()) &&
                         out.commit();
    if (written)
        m_messages->display(MessageBar::Kind::Information,
                            tr("Written: %1").arg(QDir::toNativeSeparators(file)));
    else
        m_messages->display(MessageBar::Kind::Error,
                            tr("%1 could not be written: %2. Choose another folder, or make room.")
                                .arg(file, out.errorString()));
    return written;
}

} // namespace assize::ui
