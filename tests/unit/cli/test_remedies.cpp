// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../../app/cli/remedies.h"

#include <QTest>

namespace assize::cli {

class TestRemedies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data();
    void words();
    void standAfterTheMessage();
};

void TestRemedies::words_data()
{
    using Code = Remedy::Code;
    QTest::addColumn<Remedy>("remedy");
    QTest::addColumn<QString>("named"); ///< what the words must name
    const auto row = [](const char* name, const Remedy& remedy, const char* named) {
        QTest::newRow(name) << remedy << QString::fromLatin1(named);
    };
    row("database on a local disk", {Code::DatabaseOnALocalDisk}, "--db FILE");
    row("other database", {Code::OtherDatabase}, "--db FILE");
    row("writable database", {Code::WritableDatabase}, "--db FILE");
    row("one submissions folder", {Code::OneSubmissionsFolder}, "--submissions PATH");
    row("submissions folder", {Code::SubmissionsFolder}, "--submissions PATH");
    row("submissions layout", {Code::SubmissionsLayout}, "--dry-run");
    row("packages", {Code::PackagesAndSubmissions, {"\"my packages\""}}, "--problems \"my packages\"");
    row("a package", {Code::VerifyOrSubmissions, {"\"sum\""}}, "assize verify \"sum\"");
    row("a pattern", {Code::PatternOfLayout, {"{contestant}/{problem}"}}, "\"{contestant}/{problem}\"");
    row("PyPy is missing", {Code::InstallPyPy}, "--python cpython");
    row("without PyPy", {Code::JudgeAgainWithPyPy}, "--python pypy");
    row("unprotected", {Code::JudgeUnprotected}, "--sandbox none");
}

void TestRemedies::words()
{
    QFETCH(const Remedy, remedy);
    QFETCH(const QString, named);
    const QString words = QString::fromStdString(remedyWords(remedy));
    QVERIFY2(words.contains(named), qPrintable(words));
    QVERIFY2(words.endsWith(QLatin1Char('.')), qPrintable(words));
}

void TestRemedies::standAfterTheMessage()
{
    const Error plain{ErrorKind::Io, "it is gone."};
    QCOMPARE(fullMessage(plain), std::string("it is gone."));
    const Error error{ErrorKind::Io, "it is gone.", {Remedy::Code::DatabaseOnALocalDisk}};
    QCOMPARE(fullMessage(error), std::string("it is gone. Name a file on a local disk with --db FILE."));
    QCOMPARE(fullMessage(error.context("opening")),
             std::string("opening: it is gone. Name a file on a local disk with --db FILE."));
    const Error list{ErrorKind::Io, "these:\n  a\n  b", {Remedy::Code::DatabaseOnALocalDisk}};
    QCOMPARE(fullMessage(list), std::string("these:\n  a\n  b\nName a file on a local disk with --db FILE."));
}

} // namespace assize::cli

QTEST_APPLESS_MAIN(assize::cli::TestRemedies)
#include "test_remedies.moc"
