// SPDX-License-Identifier: GPL-3.0-or-later
// The bundled sample contest: every verdict as its author meant it, and nothing judged twice.
#include "assize_process.h"

#include <QElapsedTimer>

namespace {

bool copyTree(const QString& from, const QString& to)
{
    return QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), from, to}) == 0;
}

} // namespace

class TestSampleContest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyVerdictIsTheIntendedOne();
    void jurySubmissionsAreAsExpected();
};

void TestSampleContest::everyVerdictIsTheIntendedOne()
{
    QTemporaryDir home;
    if (!e2e::canIsolate(home.path()))
        QSKIP("programs cannot be isolated on this machine (see above)");
    const QString contest = home.filePath(QStringLiteral("contest"));
    QVERIFY(copyTree(QStringLiteral(ASSIZE_SOURCE_DIR "/problems/sample-contest"), contest));
    QFile::remove(contest + QStringLiteral("/assize.db"));
    QElapsedTimer timer;
    timer.start();
    const QString html = home.filePath(QStringLiteral("report.html"));
    const e2e::Outcome outcome = e2e::run({QStringLiteral("judge"), contest, QStringLiteral("--json"),
                                           QStringLiteral("-"), QStringLiteral("--html"), html},
                                          home.path());
    qInfo("graded from nothing in %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
    const nlohmann::json results = outcome.json();
    QVERIFY(results.is_object());
    std::map<std::string, std::string> verdicts = e2e::verdicts(results);
    for (const nlohmann::json& file : results.at("unmatched"))
        verdicts[file.at("file")] = "UNMATCHED";

    QFile expectations(QStringLiteral(ASSIZE_SOURCE_DIR "/tests/data/sample-contest/expected.tsv"));
    QVERIFY(expectations.open(QIODevice::ReadOnly));
    int checked = 0;
    QByteArray differences;
    while (!expectations.atEnd()) {
        const QList<QByteArray> columns = expectations.readLine().trimmed().split('\t');
        if (columns.size() < 2 || columns[0].startsWith('#'))
            continue;
        const auto found = verdicts.find(columns[0].toStdString());
        const std::string actual = found == verdicts.end() ? "missing" : found->second;
        if (actual != columns[1].toStdString())
            differences += columns[0] + ": expected " + columns[1] + ", got " + actual.c_str() + '\n';
        ++checked;
    }
    QVERIFY2(differences.isEmpty(), differences.constData());
    QCOMPARE(static_cast<std::size_t>(checked), verdicts.size());
    QVERIFY(checked >= 100);
    QVERIFY(QFileInfo(html).size() > 10000);

    timer.restart();
    const e2e::Outcome again = e2e::run({QStringLiteral("judge"), contest}, home.path());
    qInfo("second call in %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(again.status, 0);
    QVERIFY2(again.errors.contains("0 submissions judged"), again.errors.constData());
}

void TestSampleContest::jurySubmissionsAreAsExpected()
{
    if (!qEnvironmentVariableIsSet("ASSIZE_TEST_LONG"))
        QSKIP("takes two minutes: packaging/test --long runs it");
    QTemporaryDir home;
    if (!e2e::canIsolate(home.path()))
        QSKIP("programs cannot be isolated on this machine (see above)");
    QStringList arguments{QStringLiteral("verify")};
    const QDir problems(QStringLiteral(ASSIZE_SOURCE_DIR "/problems/sample-contest/problems"));
    for (const QString& name : problems.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        arguments << problems.filePath(name);
    QCOMPARE(arguments.size(), 9);
    const e2e::Outcome outcome = e2e::run(arguments, home.path());
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
}

QTEST_GUILESS_MAIN(TestSampleContest)
#include "test_sample_contest.moc"
