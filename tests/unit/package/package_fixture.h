// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of package readers share: a small package to change, and how to look at what came out.
#pragma once

#include "package/package.h"
#include "support/tree_builder.h"

#include <QString>
#include <QStringList>

namespace assize::test {

/// problems/hello: one secret test and one accepted submission, nothing wrong with it.
inline void addPackage(TreeBuilder& tree, const std::string& name = "hello")
{
    const std::string folder = "problems/" + name;
    tree.file(folder + "/problem.yaml", "name: Hello\n");
    tree.file(folder + "/data/secret/1.in", "1\n").file(folder + "/data/secret/1.ans", "2\n");
    tree.file(folder + "/submissions/accepted/a.cpp", "int main() {}\n");
}

inline package::ReadPackage readHello(const TreeBuilder& tree)
{
    return package::readPackage(tree.path("problems/hello"), "problems/hello");
}

/// One line for each diagnostic.
inline QString textOf(const Diagnostics& diagnostics)
{
    QString text;
    for (const Diagnostic& diagnostic : diagnostics)
        text += QString::fromLatin1(levelName(diagnostic.level)) + QStringLiteral(" ") +
                QString::fromStdString(diagnostic.where) + QStringLiteral(": ") +
                QString::fromStdString(diagnostic.message) + QStringLiteral("\n");
    return text;
}

inline QStringList idsOf(const model::Problem& problem)
{
    QStringList ids;
    for (const model::TestCase& test : problem.testCases)
        ids << QString::fromStdString(test.id);
    return ids;
}

inline QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list << QString::fromStdString(word);
    return list.join(QLatin1Char(' '));
}

inline QString codesOf(const std::vector<model::Verdict>& verdicts)
{
    QStringList codes;
    for (const model::Verdict verdict : verdicts)
        codes << QString::fromUtf8(model::codeOf(verdict).data(),
                                   static_cast<int>(model::codeOf(verdict).size()));
    return codes.join(QLatin1Char(' '));
}

} // namespace assize::test
