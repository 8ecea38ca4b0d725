// SPDX-License-Identifier: GPL-3.0-or-later
// Which type of task a package has, and that the type goes into the package's hashes by the same bytes as
// ever: with another hash, the results that people have stored count as outdated. The hashes below were
// computed before there was model::TaskType.
#include "package_fixture.h"
#include "polygon_fixture.h"

#include <QTest>

using namespace assize;

namespace {

QString passText(const std::variant<model::Batch, model::Interactive>& pass)
{
    const auto* talk = std::get_if<model::Interactive>(&pass);
    if (talk == nullptr)
        return QStringLiteral("batch");
    return talk->interactor ? QStringLiteral("talks by ") + QString::fromStdString(talk->interactor->name)
                            : QStringLiteral("talks");
}

QString textOf(const model::TaskType& type)
{
    if (const auto* passes = std::get_if<model::MultiPass>(&type))
        return QStringLiteral("%1 x %2").arg(passes->passes).arg(passText(passes->pass));
    if (std::holds_alternative<model::OutputOnly>(type))
        return QStringLiteral("answers");
    if (const auto* talk = std::get_if<model::Interactive>(&type))
        return passText(*talk);
    return passText(std::get<model::Batch>(type));
}

QString hashesOf(const model::Problem& problem)
{
    return QString::fromStdString(problem.contentHash + ' ' + problem.judgingHash);
}

constexpr const char* kNew = "problem_format_version: 2025-09\nname: Hello\n";

} // namespace

class TestTaskTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void icpc_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("hashes"); // the package's, and that of what judges
        const auto add = [](const char* name, const std::string& yaml, const char* type, const char* hashes) {
            QTest::newRow(name) << QString::fromStdString(yaml) << type << hashes;
        };
        const auto current = [](const char* more) { return kNew + std::string(more); };
        add("nothing is said", "name: Hello\n", "batch",
            "6349895fd6bd22fde5d9fcffc74756d2 05d3efd3b5138da11af7ba7912c9fab7");
        add("own validator", "validation: custom\n", "batch",
            "020f229103dad2deef72da4fa1264c76 fdfdeb61267e94457f0c3d6f308d69ec");
        add("interactive", "validation: custom interactive\n", "talks",
            "2c10ac2f43e4389e17030345d1a5c84d d811f804b23a9c6cecedc0ef3dbfc25c");
        add("interactive, 2025-09", current("type: interactive\n"), "talks",
            "2c10ac2f43e4389e17030345d1a5c84d d811f804b23a9c6cecedc0ef3dbfc25c");
        add("multi-pass", current("type: multi-pass\n"), "2 x batch",
            "d1db0ebe2efbe89adbace6b23d277f77 4195ce9c0e3dc84a1cdc53c77d797071");
        add("five passes", current("type: multi-pass\nlimits: {validation_passes: 5}\n"), "5 x batch",
            "64d1366c9ab734bfd94759436518f6cd f595bc139e18de67781084cb45b2f2d8");
        add("one pass", current("type: multi-pass\nlimits: {validation_passes: 1}\n"), "batch",
            "994672f371c52e326c9fb93cf4212369 fdfdeb61267e94457f0c3d6f308d69ec");
        add("one talk", current("type: [interactive, multi-pass]\nlimits: {validation_passes: 1}\n"), "talks",
            "5ac30d6dcdbb6dd47844a61df2a6f778 d811f804b23a9c6cecedc0ef3dbfc25c");
        add("several talks", current("type: [scoring, multi-pass, interactive]\n"), "2 x talks",
            "bfe96fd80424cc41c3b3b6e6a76b35d2 67a1dfa22dbb0a047b088d8ae5f38dff");
        add("answers", current("type: submit-answer\n"), "answers",
            "bbe45e320db92eecb2a75236032acece fdfdeb61267e94457f0c3d6f308d69ec");
    }
    void icpc()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, type);
        QFETCH(QString, hashes);
        test::TreeBuilder tree;
        test::addPackage(tree);
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        if (yaml != QLatin1String("name: Hello\n"))
            tree.file("problems/hello/output_validators/v.py", "print(42)\n");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(textOf(read.problem->taskType), type);
        QCOMPARE(hashesOf(*read.problem), hashes);
    }

    void polygon_data()
    {
        QTest::addColumn<bool>("interactor");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("hashes");
        QTest::newRow("a checker") << false << "batch"
                                   << "d8be32b40b87103cc8389b1941e3c4d9 14e1cb5540920cb0aae09c30985ae764";
        QTest::newRow("an interactor, too")
            << true << "talks by files/i.cpp"
            << "9b0259465e6ad5a9704fddbd6b164ee9 8bfd9dd38139ab036ae61983439e454b";
    }
    void polygon()
    {
        QFETCH(bool, interactor);
        QFETCH(QString, type);
        QFETCH(QString, hashes);
        test::TreeBuilder tree;
        test::PolygonXml xml;
        if (interactor)
            xml.assets = "<interactor><source path='files/i.cpp' type='cpp.g++17'/></interactor>";
        test::addPolygonPackage(tree, xml);
        tree.file("p/sum/files/i.cpp", "int main() {}\n");
        const test::ReadPolygon read = test::readPolygon(tree);
        QVERIFY2(!read.refused(), qPrintable(read.text()));
        QCOMPARE(textOf(read.problem.taskType), type);
        QCOMPARE(hashesOf(read.problem), hashes);
    }

    /// Whatever a problem.yaml beside them says of answers; it may say that a program talks.
    void bareTests_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("type");
        QTest::newRow("nothing") << "name: Hello\n"
                                 << "batch";
        QTest::newRow("answers") << "type: submit-answer\n"
                                 << "batch";
        QTest::newRow("interactive") << "validation: custom interactive\n"
                                     << "talks";
        QTest::newRow("multi-pass") << "validation: custom multi-pass\n"
                                    << "2 x batch";
    }
    void bareTests()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, type);
        test::TreeBuilder tree;
        tree.file("problems/hello/1.in", "1\n").file("problems/hello/1.ans", "2\n");
        tree.file("problems/hello/problem.yaml", yaml.toStdString());
        tree.file("problems/hello/output_validators/v.py", "print(42)\n");
        const package::ReadPackage read = test::readHello(tree);
        QVERIFY2(read.problem, qPrintable(test::textOf(read.diagnostics)));
        QCOMPARE(QString::fromStdString(read.problem->format), QStringLiteral("test-folder"));
        QCOMPARE(textOf(read.problem->taskType), type);
    }
};

QTEST_GUILESS_MAIN(TestTaskTypes)
#include "test_task_types.moc"
