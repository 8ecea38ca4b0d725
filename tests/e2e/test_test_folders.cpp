// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of tests as teachers have them: made on Windows, called in their own way, with points.
#include "assize_process.h"

class TestTestFolders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        if (!e2e::canIsolate(m_home->path()))
            QSKIP("programs cannot be isolated on this machine (see above)");
        m_contest = m_home->filePath(QStringLiteral("contest"));
    }

    void windowsLinesAndNamedFiles();

private:
    bool write(const char* name, const QByteArray& content)
    {
        return e2e::write(m_contest + QLatin1Char('/') + QString::fromLatin1(name), content);
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_contest;
};

void TestTestFolders::windowsLinesAndNamedFiles()
{
    // Whoever reads the line with its \r takes it for no palindrome.
    QVERIFY(write("problems/echo/1.in", "abba\r\n") && write("problems/echo/1.out", "yes\r\n"));
    QVERIFY(write("submissions/ann/echo.py", "s = input(); print('yes' if s == s[::-1] else 'no')\n"));
    // The same in a format that fixes the bytes.
    QVERIFY(write("problems/fixed/data/secret/1.in", "abba\r\n") &&
            write("problems/fixed/data/secret/1.ans", "yes\n"));
    QVERIFY(write("submissions/ann/fixed.py", "s = input(); print('yes' if s == s[::-1] else 'no')\n"));
    // A folder for each test, points, and files by name.
    QVERIFY(write("problems/sum/Test01/SUM.INP", "1 2\n") && write("problems/sum/Test01/SUM.OUT", "3\n") &&
            write("problems/sum/Test02/SUM.INP", "5 5\n") && write("problems/sum/Test02/SUM.OUT", "10\n"));
    // Limits that a busy machine does not reach.
    QVERIFY(
        write("contest.yaml",
              "assize:\n  mode: sum\n  problems:\n    echo: {time_limit: 20}\n    sum: {points: [40, 60], "
              "input_file: sum.inp, output_file: sum.out, time_limit: 20}\n"));
    QVERIFY(write("submissions/ann/sum.py",
                  "a, b = map(int, open('sum.inp').read().split())\nprint(a + b if a < 5 else 0, "
                  "file=open('sum.out', 'w'))\n"));
    // A program that writes a file where standard output is read.
    QVERIFY(write("submissions/bob/echo.py", "print('yes', file=open('echo.out', 'w'))\n"));

    // One that reads standard input where a file is the input.
    QVERIFY(write("submissions/bob/sum.py",
                  "import sys\nprint(len(sys.stdin.read()), file=open('sum.out', 'w'))\n"));

    const e2e::Outcome outcome = e2e::run(
        {QStringLiteral("judge"), m_contest, QStringLiteral("--json"), QStringLiteral("-")}, m_home->path());
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
    std::map<std::string, nlohmann::json> byFile;
    const nlohmann::json results = outcome.json();
    for (const nlohmann::json& submission : results.at("submissions"))
        byFile[submission.at("file")] = submission;
    QCOMPARE(byFile.at("ann/echo.py").at("verdict").get<std::string>(), std::string("AC"));
    QCOMPARE(byFile.at("ann/echo.py").at("score").get<double>(), 100.0);
    QCOMPARE(byFile.at("ann/fixed.py").at("verdict").get<std::string>(), std::string("WA"));
    QCOMPARE(byFile.at("ann/sum.py").at("verdict").get<std::string>(), std::string("PA"));
    QCOMPARE(byFile.at("ann/sum.py").at("score").get<double>(), 40.0);
    QCOMPARE(byFile.at("bob/echo.py").at("verdict").get<std::string>(), std::string("WA"));
    const std::string message = byFile.at("bob/echo.py").at("runs").at(0).at("message");
    QVERIFY2(message.starts_with("nothing was written to standard output, which is what is read here; the "
                                 "program wrote the file echo.out"),
             message.c_str());
    const std::string unread = byFile.at("bob/sum.py").at("runs").at(0).at("message");
    QVERIFY2(unread.ends_with("the input is in the file sum.inp; standard input is empty"), unread.c_str());
    QVERIFY2(outcome.errors.contains("such tests are judged with copies without the \\r"),
             outcome.errors.constData());
    // Said before anything runs.
    const qsizetype told = outcome.errors.indexOf("a right program that reads whole lines gets the \\r");
    const qsizetype judged = outcome.errors.indexOf("submissions judged");
    QVERIFY2(told >= 0 && judged > told, outcome.errors.constData());
}

QTEST_GUILESS_MAIN(TestTestFolders)
#include "test_test_folders.moc"
