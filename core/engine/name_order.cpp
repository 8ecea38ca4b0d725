// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/name_order.h"

#include <QCollator>
#include <QLocale>
#include <QString>

#include <algorithm>

namespace assize::engine {

std::vector<std::string> idsInOrderOfNames(const std::vector<model::Contestant>& contestants)
{
    QCollator collator{QLocale(QLocale::English)};
    collator.setNumericMode(true);
    struct Named
    {
        QCollatorSortKey key;
        const std::string* id;
    };
    std::vector<Named> named;
    named.reserve(contestants.size());
    for (const model::Contestant& contestant : contestants) {
        const std::string& name = contestant.name.empty() ? contestant.id : contestant.name;
        named.push_back({collator.sortKey(QString::fromStdString(name)), &contestant.id});
    }
    std::sort(named.begin(), named.end(), [](const Named& a, const Named& b) {
        const int order = a.key.compare(b.key);
        return order != 0 ? order < 0 : *a.id < *b.id;
    });
    std::vector<std::string> ids;
    ids.reserve(named.size());
    for (const Named& one : named)
        ids.push_back(*one.id);
    return ids;
}

} // namespace assize::engine
