// SPDX-License-Identifier: GPL-3.0-or-later
// What problem.yaml says and judging does not need: told of where it is malformed.
#include "package_fixture.h"

#include "package/icpc/problem_metadata.h"

#include <QTest>

using namespace assize;

namespace {

constexpr const char* kLegacy = "name: S\n";
constexpr const char* kCurrent =
    "problem_format_version: 2025-09\nuuid: 8ee7605a-6f2a-4b53-8e0c-2f8f3c1b3c11\n";

} // namespace

class TestProblemMetadata : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tells_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("files");
        QTest::addColumn<QString>("expected");
        const auto legacy = [](const char* yaml, const char* expected) {
            QTest::addRow("legacy %s", yaml) << QByteArray(kLegacy) + yaml << "" << expected;
        };
        const auto current = [](const char* yaml, const char* expected) {
            QTest::addRow("2025-09 %s", yaml) << QByteArray(kCurrent) + "name: S\n" + yaml << "" << expected;
        };
        const auto names = [](const char* name, const char* files, const char* expected) {
            QTest::addRow("%s, %s", name, files) << QByteArray(kCurrent) + name << files << expected;
        };
        current("type: [pass-fail, pass-fail]\n", ":4 (type): a type is given twice");
        current("type: [scoring, pass-fail]\n", "a problem is either pass-fail or scoring");
        current("type: []\n", "(type): expected at least one type");
        current("license: cc by-sa\nrights_owner: me\n", "");
        current("license: cc-by-sa\nrights_owner: me\n",
                "(license): no such license is known; meant cc by-sa?");
        legacy("license: MIT\n",
               "(license): expected unknown, public domain, cc0, cc by, cc by-sa, educational or "
               "permission, found \"MIT\"");
        legacy("license: cc0\n", "(license): a license needs a rights owner");
        legacy("license: cc0\nauthor: me\n", "");
        legacy("license: public domain\nrights_owner: me\n", "(rights_owner): what is in the public domain");
        current("embargo_until: 2026-11-21\n", "");
        current("embargo_until: 2026-11-21T09:30:00Z\n", "");
        current("embargo_until: next week\n", "(embargo_until): expected a day such as 2026-11-21");
        current("embargo-until: 2026-11-21\n",
                "(embargo-until): the key \"embargo-until\" is not known and is "
                "ignored; meant embargo_until?");
        current("keywords: [a, b]\n", "");
        current("keywords: [a, 5]\n",
                "(keywords): expected a list of texts, such as [graphs, \"2024\"]; one of these");
        current("keywords: [a, '5']\n", "");
        current("keywords: a b\n", "(keywords): expected a list of texts");
        legacy("keywords: a b\n", "");
        legacy("keywords: {a: b}\n", "(keywords): expected words, found keys and values");
        current("languages: []\n", "(languages): the list is empty");
        current("languages: [all, cpp]\n", "(languages): \"all\" stands beside languages");
        current("limits: {memory: 256.5}\n",
                "(limits.memory): the 2025-09 format asks for a whole number, found "
                "\"256.5\"");
        current("limits: {memory: 256, output: 8}\n", "");
        legacy("limits: {memory: 256.5}\n", "");
        current("limits: {validation_passes: 3}\n", "(limits.validation_passes): only multi-pass problems");
        current("limits: {time_multiplier: 3}\n", "(limits.time_multiplier): since 2025-09 it is called");
        current("limits: {time_multipliers: {ac_to_time_limit: 0.5}}\n", "multipliers of 1 or more");
        current("limits: {memory: 5, memory: 6}\n", "the key is given twice");
        current("constants: {a_1: 5}\n", "");
        current("constants: {1a: 5}\n", "(constants.1a): the 2025-09 format asks for names of letters");
        current("constants: {a-b: 5}\n", "(constants.a-b): the 2025-09 format asks for names");
        current("constants: {a: {tex: 5}}\n", "(constants.a): the key value is missing");
        legacy("constants: {a: 5}\n", "(constants): a key of the 2025-09 format, and not used");
        current("allow_file_writing: true\n", "");
        current("allow_file_writing: sometimes\n",
                "(allow_file_writing): expected true or false, found \"sometimes\"");
        current("credits: Ada\n", "");
        current("credits: {authors: [Ada, {name: Bob}]}\n", "");
        current("credits: {authers: Ada}\n",
                "(credits.authers): the key \"authers\" is not known and is ignored; meant "
                "authors?");
        current("credits: {authors: [{mail: a}]}\n", "(credits.authors): expected a name");
        current("source: [{url: a}]\n", "(source): expected a text, a map with name and url");
        current("author: Ada\n",
                "(author): a key of the legacy format, which other judges refuse or do not heed; since "
                "2025-09 there is credits: authors");
        current("validator_flags: case_sensitive\n", "(validator_flags): a key of the legacy format");
        // Names and statements.
        names("name: S\n", "statement/problem.en.tex", "");
        names("name: S\n", "statement/problem.de.tex",
              "there is a name in \"en\", but no statement: "
              "statement/problem.en.tex (or .md, .pdf). A single text");
        names("name: {en: S, de: T}\n", "statement/problem.en.tex statement/problem.de.md", "");
        names("name: {en: S, de: T}\n", "statement/problem.en.tex",
              "there is a name in \"de\", but no statement");
        names("name: {en: S}\n", "statement/problem.en.tex statement/problem.de.pdf",
              "there is a statement in \"de\", but no name");
        names("name: S\n", "statement/problem.tex",
              "statement/problem.tex: the 2025-09 format asks for the statement's "
              "language in its name: problem.en.tex");
        names("name: {english: S}\n", "", "\"english\" is no code of a language");
        names("name: {pt-BR: S}\n", "", "");
    }
    void tells()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, files);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString()).file("problems/hello/.timelimit", "1\n");
        for (const QString& file : files.split(QLatin1Char(' '), Qt::SkipEmptyParts))
            tree.file("problems/hello/" + file.toStdString());
        const package::ReadPackage read = test::readHello(tree);
        const QString text = test::textOf(read.diagnostics);
        QVERIFY2(read.problem, qPrintable(text));
        if (expected.isEmpty())
            QCOMPARE(text, QString());
        else
            QVERIFY2(text.contains(expected), qPrintable(text));
        // No line stands there twice.
        QCOMPARE(text.split(QLatin1Char('\n')).removeDuplicates(), qsizetype(0));
    }

    void whatIsRefusedIsToldOnce_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("languages") << QByteArray("languages: [[a]]\n");
        QTest::newRow("type") << QByteArray("type: [[a]]\n");
    }
    void whatIsRefusedIsToldOnce()
    {
        QFETCH(QByteArray, yaml);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", kCurrent + ("name: S\n" + yaml.toStdString()))
            .file("problems/hello/.timelimit", "1\n");
        const QString text = test::textOf(test::readHello(tree).diagnostics);
        QCOMPARE(text.count(QStringLiteral("expected words separated by spaces")), qsizetype(1));
    }

    /// The folder is named as the version of the format names it.
    void adviceOnOutputValidators_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("expected");
        const QByteArray current = QByteArray(kCurrent) + "name: S\n";
        QTest::newRow("none, legacy") << QByteArray("validation: custom\n") << ""
                                      << "put its source into output_validators/\n";
        QTest::newRow("none, 2025-09") << current + "type: interactive\n"
                                       << ""
                                       << "put its source into output_validator/\n";
        QTest::newRow("on a server, legacy")
            << QByteArray("name: S\n") << "domjudge-problem.ini|special_compare = mine\n"
            << "put its source into output_validators/ and \"validation: custom\" into problem.yaml\n";
        QTest::newRow("on a server, 2025-09") << current << "domjudge-problem.ini|special_compare = mine\n"
                                              << "put its source into output_validator/\n";
        QTest::newRow("not used, legacy") << QByteArray("name: S\n") << "output_validators/v.py|exit(42)\n"
                                          << "hello/output_validators: not used: without";
        QTest::newRow("not used, 2025-09")
            << current + "validation: default\n"
            << "output_validator/v.py|exit(42)\n"
            << "hello/output_validator: not used: problem.yaml says \"validation: default\"";
    }
    void adviceOnOutputValidators()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, file);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        if (!file.isEmpty())
            tree.file("problems/hello/" + file.section(QLatin1Char('|'), 0, 0).toStdString(),
                      file.section(QLatin1Char('|'), 1).toStdString());
        const QString text = test::textOf(test::readHello(tree).diagnostics);
        QVERIFY2(text.contains(expected), qPrintable(text));
    }

    void embargoes()
    {
        for (const char* good : {"2026-11-21", "2024-02-29", "2026-11-21T00:00:00Z"})
            QVERIFY2(package::isEmbargo(good), good);
        for (const char* bad : {"", "2026-11-31", "2025-02-29", "2026-11-21T09:30", "2026-11-21T24:00:00Z",
                                "2026-11-21 09:30:00", "21.11.2026", "2026-1-1"})
            QVERIFY2(!package::isEmbargo(bad), bad);
    }
};

QTEST_APPLESS_MAIN(TestProblemMetadata)
#include "test_problem_metadata.moc"
