// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search_key.h"

#include <QHash>

namespace assize::engine {

QString searchKey(const QString& text)
{
    using namespace Qt::StringLiterals;
    // Letters that Unicode does not take apart, and the letters that people type for them.
    static const QHash<QChar, QString> plain = {
        {u'\u0142', u"l"_s},  {u'\u00f8', u"o"_s}, {u'\u0111', u"d"_s},  {u'\u0127', u"h"_s},
        {u'\u0131', u"i"_s},  {u'\u0167', u"t"_s}, {u'\u00e6', u"ae"_s}, {u'\u0153', u"oe"_s},
        {u'\u00fe', u"th"_s}, {u'\u00f0', u"d"_s}, {u'\u00df', u"ss"_s}};
    QString key;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        if (c.category() == QChar::Mark_NonSpacing)
            continue;
        const auto found = plain.constFind(c);
        key += found != plain.constEnd() ? *found : QString(c);
    }
    return key;
}

} // namespace assize::engine
