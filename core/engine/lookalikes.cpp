// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookalikes.h"

#include "base/utf8.h"
#include "files/read.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <map>

namespace assize::engine {
namespace {

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// lookOf for names of ASCII characters only: names of hand-ins are looked up by the million.
std::string lookOfAscii(std::string_view name)
{
    std::string look;
    look.reserve(name.size());
    for (const char c : name) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!blank)
            look += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!look.empty() && look.back() != ' ')
            look += ' ';
    }
    if (!look.empty() && look.back() == ' ')
        look.pop_back();
    return look;
}

bool isInvisible(char32_t c)
{
    const bool variationSelector = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    return variationSelector || c == 0x034F || QChar::category(c) == QChar::Other_Format;
}

QString withoutInvisible(const QString& text)
{
    QString visible;
    visible.reserve(text.size());
    for (const uint c : text.toUcs4()) {
        if (!isInvisible(c))
            visible += QChar::fromUcs4(c);
    }
    return visible;
}

/// The difference between two names that look the same.
std::string differenceOf(std::string_view a, std::string_view b)
{
    const QString left = QString::fromUtf8(a.data(), static_cast<qsizetype>(a.size()));
    const QString right = QString::fromUtf8(b.data(), static_cast<qsizetype>(b.size()));
    const auto composed = [](const QString& text) { return text.normalized(QString::NormalizationForm_C); };
    if (left == right)
        return "they differ only in bytes that are no UTF-8";
    if (composed(left) == composed(right))
        return "they differ only in how accented letters are composed (NFC, NFD)";
    if (composed(left).toCaseFolded() == composed(right).toCaseFolded())
        return "they differ only in upper and lower case";
    return "they differ only in blanks, invisible characters or case";
}

} // namespace

std::string lookOf(std::string_view name)
{
    if (isAscii(name))
        return lookOfAscii(name);
    const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    // Folding may take a character apart, and composing may join the characters around an invisible
    // character.
    return withoutInvisible(text)
        .normalized(QString::NormalizationForm_D)
        .toCaseFolded()
        .normalized(QString::NormalizationForm_C)
        .simplified()
        .toStdString();
}

std::vector<std::string> lookalikeFiles(const std::vector<std::string>& names)
{
    constexpr std::size_t kMost = 10;
    std::vector<std::string> notes;
    std::map<std::string, const std::string*> byLook;
    for (const std::string& name : names) {
        const auto [first, isNew] = byLook.emplace(lookOf(name), &name);
        if (isNew || (isAscii(name) && isAscii(*first->second)))
            continue;
        if (notes.size() == kMost)
            break;
        notes.push_back("The archive holds " + files::quoted(*first->second) + " and " + files::quoted(name) +
                        ", which look the same: " + differenceOf(*first->second, name) + ". Both are taken.");
    }
    return notes;
}

Diagnostics lookalikes(const std::vector<model::Problem>& problems,
                       const std::vector<model::Contestant>& contestants)
{
    Diagnostics found;
    std::map<std::string, const model::Problem*> problemsByLook;
    for (const model::Problem& problem : problems) {
        const auto [first, isNew] = problemsByLook.emplace(lookOf(problem.id), &problem);
        if (isNew)
            continue;
        found.push_back({Diagnostic::Level::Warning, problem.file,
                         "the name looks like that of " + toPrintableLine(first->second->file) + ": " +
                             differenceOf(first->second->id, problem.id) +
                             ". A hand-in is for the one whose name it has exactly; give one of them another "
                             "name"});
    }
    std::map<std::string, const model::Contestant*> contestantsByLook;
    for (const model::Contestant& contestant : contestants) {
        const auto [first, isNew] = contestantsByLook.emplace(
            lookOf(contestant.name.empty() ? contestant.id : contestant.name), &contestant);
        if (isNew)
            continue;
        const model::Contestant& other = *first->second;
        const bool sameName = !contestant.name.empty() && contestant.name == other.name;
        found.push_back(
            {Diagnostic::Level::Warning, contestant.id,
             "the contestant's name looks like that of " + toPrintableLine(other.id) + ": " +
                 (sameName ? std::string("they have the same name") : differenceOf(other.id, contestant.id)) +
                 ". They are ranked as two; where they are one person, put the hand-ins into one folder"});
    }
    return found;
}

} // namespace assize::engine
