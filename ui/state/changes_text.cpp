// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/changes_text.h"

#include "ui/state/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

namespace {

struct Changes
{
    Q_DECLARE_TR_FUNCTIONS(Changes)
};

QString countsText(int added, int changed, int removed)
{
    QStringList parts;
    if (added > 0)
        parts << Changes::tr("%1 new").arg(added);
    if (changed > 0)
        parts << Changes::tr("%1 changed").arg(changed);
    if (removed > 0)
        parts << Changes::tr("%1 removed").arg(removed);
    return parts.join(u", "_s);
}

QString labelOf(const std::string& id, const engine::ContestState& state)
{
    for (const model::Problem& problem : state.problems()) {
        if (problem.id == id)
            return toLine(problem.label, 20);
    }
    return toLine(id, 100);
}

} // namespace

QString newsText(const engine::FolderNews& news)
{
    return countsText(news.added, news.changed, news.removed);
}

QString changesText(const engine::FolderChanges& changes, const engine::ContestState& state)
{
    if (changes.none())
        return Changes::tr("Nothing has changed in the folder");
    QStringList parts;
    if (const QString counts =
            countsText(static_cast<int>(changes.added.size()), static_cast<int>(changes.changed.size()),
                       static_cast<int>(changes.removed.size()));
        !counts.isEmpty())
        parts << counts;
    QStringList problems;
    for (const std::string& id : changes.problems)
        problems << labelOf(id, state);
    problems.removeDuplicates();
    if (problems.size() == 1)
        parts << Changes::tr("problem %1 has changed").arg(problems.first());
    else if (!problems.isEmpty())
        parts << Changes::tr("problems %1 have changed").arg(problems.join(u", "_s));
    if (changes.settings)
        parts << Changes::tr("the contest's settings have changed");
    QString text = parts.join(u"; "_s);
    text[0] = text[0].toUpper();
    return text;
}

int toBeJudged(const engine::ContestState& state)
{
    const auto& all = state.submissions();
    return static_cast<int>(std::count_if(all.begin(), all.end(), [](const engine::SubmissionView& view) {
        return view.state != model::TaskState::Done || !view.outdatedBecause.empty() ||
               view.judgement.verdict == model::Verdict::JE;
    }));
}

} // namespace assize::ui
