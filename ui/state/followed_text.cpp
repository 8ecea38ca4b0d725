// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/followed_text.h"

#include "ui/state/text.h"

#include <QCoreApplication>
#include <QDateTime>

namespace assize::ui {
using namespace Qt::Literals::StringLiterals;

QString followedText(const engine::Followed& followed)
{
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(followed.asOf.time_since_epoch()).count();
    const QString time = QDateTime::fromMSecsSinceEpoch(milliseconds).toString(u"HH:mm:ss"_s);
    if (!followed.by || followed.by->process == 0)
        return QCoreApplication::translate("followed", "as of %1, judged by another program").arg(time);
    return QCoreApplication::translate("followed", "as of %1, judged by another program (%2, process %3)")
        .arg(time, toLine(followed.by->host, 40))
        .arg(followed.by->process);
}

} // namespace assize::ui
