// SPDX-License-Identifier: GPL-3.0-or-later
#include "toolchain/toolchain.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

using namespace assize;

namespace {

const char* const kGood =
    "name: Toy\nextensions: [toy]\nrun: [/usr/bin/toy, '{main}']\nversion: [/usr/bin/toy, -v]\n";

void write(const std::filesystem::path& path, const std::string& content)
{
    std::ofstream(path, std::ios::binary) << content;
}

} // namespace

class TestLanguagesYaml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsShipped();
    void readsEveryKey();
    void reportsBrokenFiles_data();
    void reportsBrokenFiles();
    void leavesOutOnlyTheBrokenOne();
    void refusesUnreadableFolder();
};

void TestLanguagesYaml::readsWhatIsShipped()
{
    Diagnostics diagnostics;
    const auto languages = toolchain::readLanguages(ASSIZE_SOURCE_DIR "/resources/languages", diagnostics);
    QVERIFY(languages.hasValue());
    for (const Diagnostic& diagnostic : diagnostics)
        qWarning("%s: %s", diagnostic.where.c_str(), diagnostic.message.c_str());
    QVERIFY(diagnostics.empty());
    std::vector<std::string> ids;
    for (const model::Language& language : *languages) {
        ids.push_back(language.id);
        QVERIFY(!language.name.empty());
        QVERIFY(!language.installPackages.empty());
        QVERIFY(!language.compile.empty());
        QVERIFY(language.compileMemory >= 512U << 20);
        // Absolute paths: what is found does not depend on what lies in /usr/local/bin.
        QVERIFY(language.compile.front().front() == '/');
        QVERIFY(language.versionCommand.front().front() == '/');
    }
    QCOMPARE(ids, (std::vector<std::string>{"c", "cpp", "csharp", "go", "haskell", "java", "javascript",
                                            "kotlin", "pascal", "pypy3", "python3", "rust"}));
}

void TestLanguagesYaml::readsEveryKey()
{
    QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    write(path / "toy.yaml",
          "name: Toy\n"
          "extensions: [toy, t]\n"
          "priority: -3\n"
          "shebang: [toy3]\n"
          "shebang_refused: [toy2]\n"
          "compile: [/usr/bin/toyc, '-o{binary}', '{files}']\n"
          "run: [/usr/bin/toy, 'm={memory}', '{mainclass}']\n"
          "products: ['*.t']\n"
          "entry_point: java\n"
          "environment: {A: b=c, E: ''}\n"
          "version: [/usr/bin/toy]\n"
          "packages: [toy, libtoy]\n"
          "limits: {time_factor: 1.5, extra_memory_mib: 64, processes: 8, compile_memory_mib: 512}\n");
    write(path / "notes.txt", "not a language");
    Diagnostics diagnostics;
    const auto languages = toolchain::readLanguages(path, diagnostics);
    QVERIFY(languages.hasValue());
    QVERIFY(diagnostics.empty());
    QCOMPARE(languages->size(), std::size_t(1));
    const model::Language& toy = languages->front();
    QCOMPARE(toy.id, std::string("toy"));
    QCOMPARE(toy.name, std::string("Toy"));
    QCOMPARE(toy.extensions, (std::vector<std::string>{"toy", "t"}));
    QCOMPARE(toy.priority, -3);
    QCOMPARE(toy.shebang, std::vector<std::string>{"toy3"});
    QCOMPARE(toy.shebangRefused, std::vector<std::string>{"toy2"});
    QCOMPARE(toy.compile, (std::vector<std::string>{"/usr/bin/toyc", "-o{binary}", "{files}"}));
    QCOMPARE(toy.products, std::vector<std::string>{"*.t"});
    QCOMPARE(toy.entryPoint, std::string("java"));
    QCOMPARE(toy.environment, (std::vector<std::string>{"A=b=c", "E="}));
    QCOMPARE(toy.installPackages, std::string("toy libtoy"));
    QCOMPARE(toy.timeFactor, 1.5);
    QCOMPARE(toy.extraMemory, std::uint64_t(64) << 20);
    QCOMPARE(toy.processes, 8);
    QCOMPARE(toy.compileMemory, std::uint64_t(512) << 20);
}

void TestLanguagesYaml::reportsBrokenFiles_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("message");
    const QString good = QString::fromLatin1(kGood);
    const auto row = [&](const char* name, const QString& content, const char* where, const char* message) {
        QTest::newRow(name) << content << QString::fromLatin1(where) << QString::fromLatin1(message);
    };
    row("empty", {}, "bad.yaml", "expected keys and values");
    row("a list", QStringLiteral("- a\n"), "bad.yaml:1", "expected keys and values");
    row("not YAML", QStringLiteral("name: Toy\nextensions: [a\nrun: b\n"), "bad.yaml:3", "this is not YAML");
    row("unknown key", good + QStringLiteral("colour: red\n"), "bad.yaml:5 (colour)", "not known");
    row("twice", good + QStringLiteral("name: Other\n"), "bad.yaml:5 (name)", "twice");
    row("missing", QStringLiteral("name: Toy\n"), "bad.yaml:1 (extensions)", "missing");
    row("no list", good + QStringLiteral("compile: gcc\n"), "bad.yaml:5 (compile)", "expected a list");
    row("nested list", good + QStringLiteral("compile: [[a]]\n"), "bad.yaml:5 (compile)",
        "expected a list of texts");
    row("unknown placeholder", good + QStringLiteral("compile: [a, '{fils}']\n"), "bad.yaml:5 (compile)",
        "{fils} means nothing");
    row("part of an argument", good + QStringLiteral("compile: [a, '-c{files}']\n"), "bad.yaml:5 (compile)",
        "{files} must be an argument of its own");
    row("unknown limit", good + QStringLiteral("limits:\n  time: 3\n"), "bad.yaml:6 (limits.time)",
        "not known");
    row("factor zero", good + QStringLiteral("limits: {time_factor: 0}\n"), "bad.yaml:5 (limits.time_factor)",
        "expected a number from 0.01 to 100");
    row("factor nan", good + QStringLiteral("limits: {time_factor: .nan}\n"),
        "bad.yaml:5 (limits.time_factor)", "expected a number");
    row("half a process", good + QStringLiteral("limits: {processes: 1.5}\n"),
        "bad.yaml:5 (limits.processes)", "whole number");
    row("boolean", good + QStringLiteral("native_executable: 7\n"), "bad.yaml:5 (native_executable)",
        "true or false");
    row("native without compile", good + QStringLiteral("native_executable: true\n"),
        "bad.yaml:5 (native_executable)", "compile must make {binary}");
    row("products without compile", good + QStringLiteral("products: [a]\n"), "bad.yaml:5 (products)",
        "no compile command");
    row("product in a folder", good + QStringLiteral("compile: [a]\nproducts: [a/b]\n"),
        "bad.yaml:6 (products)", "without a folder");
    row("entry point", good + QStringLiteral("entry_point: cobol\n"), "bad.yaml:5 (entry_point)",
        "expected java, kotlin or pascal");
    row("point", QStringLiteral("name: A\nextensions: [.a]\n"), "bad.yaml:2 (extensions)", "without a point");
    row("variable", good + QStringLiteral("environment: {'A=': b}\n"), "bad.yaml:5 (environment)", "'='");
}

void TestLanguagesYaml::reportsBrokenFiles()
{
    QFETCH(QString, content);
    QFETCH(QString, where);
    QFETCH(QString, message);
    QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    write(path / "bad.yaml", content.toStdString());
    Diagnostics diagnostics;
    const auto languages = toolchain::readLanguages(path, diagnostics);
    QVERIFY(languages.hasValue());
    QVERIFY(languages->empty());
    QCOMPARE(diagnostics.size(), std::size_t(1));
    QCOMPARE(diagnostics[0].level, Diagnostic::Level::Error);
    QCOMPARE(QString::fromStdString(diagnostics[0].where), folder.path() + QLatin1Char('/') + where);
    QVERIFY2(diagnostics[0].message.find(message.toStdString()) != std::string::npos,
             diagnostics[0].message.c_str());
}

void TestLanguagesYaml::leavesOutOnlyTheBrokenOne()
{
    QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    write(path / "bad.yaml", "name: [");
    write(path / "good.yaml", kGood);
    std::filesystem::create_directory(path / "folder.yaml");
    Diagnostics diagnostics;
    const auto languages = toolchain::readLanguages(path, diagnostics);
    QVERIFY(languages.hasValue());
    QCOMPARE(languages->size(), std::size_t(1));
    QCOMPARE(languages->front().id, std::string("good"));
    QCOMPARE(diagnostics.size(), std::size_t(2));
}

void TestLanguagesYaml::refusesUnreadableFolder()
{
    Diagnostics diagnostics;
    const auto languages = toolchain::readLanguages("/nonexistent/languages", diagnostics);
    QVERIFY(!languages.hasValue());
    QVERIFY(languages.error().message.find("/nonexistent/languages") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestLanguagesYaml)
#include "test_languages_yaml.moc"
