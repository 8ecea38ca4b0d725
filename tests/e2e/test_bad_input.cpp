// SPDX-License-Identifier: GPL-3.0-or-later
// What people and contestants really hand over: every case ends with a clear message, none with a crash or a
// hang.
#include "assize_process.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

class TestBadInput : public QObject
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

    void unusable_data();
    void unusable();
    void hostileSubmissions();
    void ownFaultsAreNotTheJudges_data();
    void ownFaultsAreNotTheJudges();
    void everyFileHasItsFate();
    void refusedPackageBesideGradedOnes();
    void singlePackageWithSubmissions();
    void submissionsElsewhere();
    void newerDatabase();
    void readOnlyContestFolder();
    void fullDisk();
    void missingToolchain();

private:
    e2e::Outcome judge(const QStringList& more = {})
    {
        return e2e::run(QStringList{QStringLiteral("judge"), m_contest} + more, m_home->path(), 60);
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_contest;
};

void TestBadInput::unusable_data()
{
    QTest::addColumn<QStringList>("files"); // path=content
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("said");
    using Strings = QStringList;
    QTest::newRow("no such folder") << Strings{} << Strings{} << QStringLiteral("contest");
    QTest::newRow("empty contest") << Strings{QStringLiteral("empty/x=")} << Strings{}
                                   << QStringLiteral("problems");
    QTest::newRow("problem without tests") << Strings{QStringLiteral("problems/a/problem.yaml=name: A\n"),
                                                      QStringLiteral("submissions/u/a.c=int main(){}\n")}
                                           << Strings{} << QStringLiteral("problems/a");
    QTest::newRow("input without answer") << Strings{QStringLiteral("problems/a/problem.yaml=name: A\n"),
                                                     QStringLiteral("problems/a/data/secret/07.in=1\n"),
                                                     QStringLiteral("submissions/u/a.c=int main(){}\n")}
                                          << Strings{} << QStringLiteral("07");
    QTest::newRow("broken YAML") << Strings{QStringLiteral(
                                                "problems/a/problem.yaml=name: A\nlimits: [1, 2\n"),
                                            QStringLiteral("problems/a/data/secret/1.in=1\n"),
                                            QStringLiteral("problems/a/data/secret/1.ans=1\n"),
                                            QStringLiteral("submissions/u/a.c=int main(){}\n")}
                                 << Strings{} << QStringLiteral("problem.yaml:");
    QTest::newRow("bad limit names its key")
        << Strings{QStringLiteral("problems/a/problem.yaml=name: A\nlimits:\n  memory: lots\n"),
                   QStringLiteral("problems/a/data/secret/1.in=1\n"),
                   QStringLiteral("problems/a/data/secret/1.ans=1\n"),
                   QStringLiteral("submissions/u/a.c=int main(){}\n")}
        << Strings{} << QStringLiteral("memory");
    QTest::newRow("no submissions") << Strings{QStringLiteral("problems/a/problem.yaml=name: A\n"),
                                               QStringLiteral("problems/a/.timelimit=1\n"),
                                               QStringLiteral("problems/a/data/secret/1.in=1\n"),
                                               QStringLiteral("problems/a/data/secret/1.ans=1\n")}
                                    << Strings{} << QStringLiteral("submissions");
    QTest::newRow("a package instead of a contest")
        << Strings{QStringLiteral("problem.yaml=name: A\n"), QStringLiteral("data/secret/1.in=1\n"),
                   QStringLiteral("data/secret/1.ans=1\n")}
        << Strings{} << QStringLiteral("verify");
    QTest::newRow("wrong option") << Strings{QStringLiteral("x=")}
                                  << Strings{QStringLiteral("--jobs"), QStringLiteral("0")}
                                  << QStringLiteral("--jobs");
}

void TestBadInput::unusable()
{
    QFETCH(QStringList, files);
    QFETCH(QStringList, options);
    QFETCH(QString, said);
    for (const QString& file : files) {
        const auto equals = file.indexOf(QLatin1Char('='));
        QVERIFY(e2e::write(m_contest + QLatin1Char('/') + file.left(equals), file.mid(equals + 1).toUtf8()));
    }
    const e2e::Outcome outcome = judge(options);
    QVERIFY2(outcome.status == 2, (QByteArray::number(outcome.status) + outcome.errors).constData());
    QVERIFY2(outcome.errors.contains(said.toUtf8()), outcome.errors.constData());
}

void TestBadInput::hostileSubmissions()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 2, 1));
    const QByteArray base = (m_contest + QStringLiteral("/submissions/")).toLocal8Bit();
    const auto makeFile = [](const QByteArray& path, const QByteArray& content) {
        const int fd = ::open(path.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        const bool ok = fd >= 0 && ::write(fd, content.constData(),
                                           static_cast<std::size_t>(content.size())) == content.size();
        ::close(fd);
        return ok;
    };
    const auto makeFolder = [](const QByteArray& path) { return ::mkdir(path.constData(), 0755) == 0; };
    QVERIFY(makeFolder(base + "new\nline") && makeFile(base + "new\nline/sum.c", e2e::kRightC));
    // Directions, nothing to see, and a line that could be taken for one of ours.
    const QByteArray disguised = "new\nassize: error: x\u202e\u200b";
    QVERIFY(makeFolder(base + disguised) && makeFile(base + disguised + "/no\ntes.txt", "no program\n"));
    QVERIFY(makeFolder(base + "quo\"te'<b>") && makeFile(base + "quo\"te'<b>/sum.c", e2e::kRightC));
    QVERIFY(makeFolder(base + "bytes\xff\xfe") && makeFile(base + "bytes\xff\xfe/sum.c", e2e::kRightC));
    QVERIFY(makeFolder(base + "-rf") && makeFile(base + "-rf/sum.c", e2e::kRightC));
    QVERIFY(makeFolder(base + "huge") &&
            makeFile(base + "huge/sum.c", "/*" + QByteArray(10 << 20, 'x') + "*/\n" + e2e::kRightC));
    QVERIFY(makeFolder(base + "link") && ::symlink("/etc/passwd", (base + "link/sum.c").constData()) == 0);
    QVERIFY(makeFolder(base + "fifo") && ::mkfifo((base + "fifo/sum.c").constData(), 0644) == 0);
    QVERIFY(makeFolder(base + "stranger") && makeFile(base + "stranger/other.c", "int main(){}\n") &&
            makeFile(base + "stranger/sum.txt", "no program\n"));

    const QString html = m_home->filePath(QStringLiteral("report.html"));
    const e2e::Outcome outcome =
        judge({QStringLiteral("--json"), QStringLiteral("-"), QStringLiteral("--html"), html});
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
    QVERIFY2(
        outcome.errors.contains("\nnot a submission: new\\nassize: error: x\\u202e\\u200b/no\\ntes.txt: "),
        outcome.errors.constData());
    QVERIFY2(!outcome.errors.contains("\nassize: error: x"), outcome.errors.constData());
    const nlohmann::json results = outcome.json();
    QVERIFY(results.is_object());
    const std::map<std::string, std::string> verdicts = e2e::verdicts(results);
    QCOMPARE(verdicts.at("new\nline/sum.c"), std::string("AC"));
    QCOMPARE(verdicts.at("quo\"te'<b>/sum.c"), std::string("AC"));
    QCOMPARE(verdicts.at("bytes\xEF\xBF\xBD\xEF\xBF\xBD/sum.c"), std::string("AC"));
    QCOMPARE(verdicts.at("-rf/sum.c"), std::string("AC"));
    QCOMPARE(verdicts.at("huge/sum.c"), std::string("CE"));
    bool hasBase64 = false;
    for (const nlohmann::json& submission : results.at("submissions"))
        hasBase64 = hasBase64 || submission.contains("file_base64");
    QVERIFY(hasBase64);
    std::map<std::string, std::string> reasons;
    for (const nlohmann::json& file : results.at("unmatched"))
        reasons[file.at("file")] = file.at("reason");
    // There is one problem, so whatever is handed in is for it.
    QCOMPARE(verdicts.at("stranger/other.c"), std::string("WA"));
    for (const char* file : {"link/sum.c", "fifo/sum.c", "stranger/sum.txt"})
        QVERIFY2(reasons.contains(file) && !reasons[file].empty(), file);
    QFile report(html);
    QVERIFY(report.open(QIODevice::ReadOnly));
    QVERIFY(!report.readAll().contains("te'<b>"));
    // QTemporaryDir cannot remove a name that is not UTF-8.
    QCOMPARE(
        QProcess::execute(QStringLiteral("rm"), {QStringLiteral("-rf"), QStringLiteral("--"), m_contest}), 0);
}

void TestBadInput::ownFaultsAreNotTheJudges_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("a loader that does not exist")
        << QStringLiteral("gcc") << QStringLiteral("sum.c")
        << QByteArray("__attribute__((section(\".interp\"))) const char loader[] = \"/none\";\nint "
                      "main(void) { return 0; }\n")
        << QStringLiteral("RTE");
    QTest::newRow("a class with a name longer than that of a file")
        << QStringLiteral("javac") << QStringLiteral("sum.java")
        << "public class " + QByteArray(300, 'L') + " { public static void main(String[] a) { } }\n"
        << QStringLiteral("CE");
}

/// What a contestant brings about by the source is never a judge error.
void TestBadInput::ownFaultsAreNotTheJudges()
{
    QFETCH(QString, tool);
    QFETCH(QString, file);
    QFETCH(QByteArray, source);
    QFETCH(QString, verdict);
    if (!QFile::exists(QStringLiteral("/usr/bin/") + tool))
        QSKIP(qPrintable(tool + QStringLiteral(" is not installed")));
    QVERIFY(e2e::makeSmallContest(m_contest, 2, 0));
    QVERIFY(e2e::write(m_contest + QStringLiteral("/submissions/odd/") + file, source));
    const e2e::Outcome outcome = judge({QStringLiteral("--json"), QStringLiteral("-")});
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
    QCOMPARE(e2e::verdicts(outcome.json()).at("odd/" + file.toStdString()), verdict.toStdString());
}

/// Also where nothing is judged: a preview, a layout that fits nothing.
void TestBadInput::everyFileHasItsFate()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 2, 1));
    const QString submissions = m_contest + QStringLiteral("/submissions");
    QVERIFY(QDir(submissions).removeRecursively());
    QVERIFY(e2e::write(submissions + QStringLiteral("/week 1/ann/x.py"), "print(1)\n"));
    QVERIFY(e2e::write(submissions + QStringLiteral("/week 1/ann/main.c"), e2e::kRightC));
    QVERIFY(e2e::write(submissions + QStringLiteral("/notes.txt"), "no program\n"));
    const QStringList fitting{QStringLiteral("--layout"), QStringLiteral("week 1/{contestant}/{files}")};
    const e2e::Outcome preview = judge(fitting + QStringList{QStringLiteral("--dry-run")});
    QVERIFY2(preview.status == 0, preview.errors.constData());
    QVERIFY2(preview.output.startsWith(
                 "submission: week 1/ann: of ann for sum in c; main.c is started, because it is "
                 "called main; not x.py\n  part of it: main.c\n  left out: week 1/ann/x.py: "),
             preview.output.constData());
    QVERIFY2(preview.output.contains("not a submission: notes.txt: the path does not fit the pattern"),
             preview.output.constData());
    QVERIFY(!QFile::exists(m_contest + QStringLiteral("/assize.db")));

    const e2e::Outcome nothing =
        judge({QStringLiteral("--layout"), QStringLiteral("{contestant}/{problem}.{extension}")});
    QCOMPARE(nothing.status, 2);
    QVERIFY2(nothing.errors.contains("not a submission: week 1/ann/main.c: "), nothing.errors.constData());
    const e2e::Outcome wrong = judge({QStringLiteral("--layout"), QStringLiteral("{problem}")});
    QCOMPARE(wrong.status, 2);
    QVERIFY2(wrong.errors.contains("{contestant} is missing"), wrong.errors.constData());

    const e2e::Outcome judged = judge(fitting + QStringList{QStringLiteral("--json"), QStringLiteral("-")});
    QVERIFY2(judged.status == 0, judged.errors.constData());
    QVERIFY2(judged.errors.contains("left out of week 1/ann: week 1/ann/x.py: "), judged.errors.constData());
    const nlohmann::json submission = judged.json().at("submissions").at(0);
    QCOMPARE(submission.at("verdict"), nlohmann::json("AC"));
    QCOMPARE(submission.at("left_out").at(0).at("file"), nlohmann::json("week 1/ann/x.py"));
    // A report on standard output has it for itself; without one the choices stand there.
    const e2e::Outcome html = judge(fitting + QStringList{QStringLiteral("--html"), QStringLiteral("-")});
    QVERIFY2(html.output.startsWith("<!DOCTYPE html>") && html.errors.contains("left out of week 1/ann"),
             html.output.left(200).constData());
    QVERIFY(judge(fitting).output.contains("left out of week 1/ann"));
    const e2e::Outcome standings =
        e2e::run(QStringList{QStringLiteral("standings"), m_contest} + fitting, m_home->path());
    QVERIFY2(standings.output.contains("ann") && !standings.errors.contains("no result"),
             (standings.output + standings.errors).constData());
}

void TestBadInput::refusedPackageBesideGradedOnes()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 2, 1));
    QVERIFY(e2e::write(m_contest + QStringLiteral("/problems/talk/problem.yaml"),
                       "name: Talk\nvalidation: custom interactive\n"));
    QVERIFY(e2e::write(m_contest + QStringLiteral("/problems/talk/data/secret/1.in"), "1\n"));
    QVERIFY(e2e::write(m_contest + QStringLiteral("/problems/talk/data/secret/1.ans"), "1\n"));
    QVERIFY(e2e::write(m_contest + QStringLiteral("/submissions/right00/talk.py"), "print(1)\n"));
    const e2e::Outcome outcome = judge({QStringLiteral("--json"), QStringLiteral("-")});
    QVERIFY2(outcome.status == 1, outcome.errors.constData());
    QVERIFY2(outcome.errors.contains("interactive"), outcome.errors.constData());
    QCOMPARE(outcome.json().at("problems").size(), std::size_t(2));
    QCOMPARE(outcome.json().at("problems").at(1).at("state").get<std::string>(), std::string("refused"));
    QCOMPARE(outcome.json().at("submissions").size(), std::size_t(6));
    const nlohmann::json all = outcome.json();
    for (const auto& submission : all.at("submissions")) {
        if (submission.at("problem") == "talk")
            QVERIFY(submission.at("state") == "unjudged" && submission.at("verdict").is_null());
    }
}

void TestBadInput::singlePackageWithSubmissions()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 2, 1));
    const QString submissions = m_contest + QStringLiteral("/submissions");
    m_contest += QStringLiteral("/problems/sum");
    const QStringList more = {QStringLiteral("--submissions"), submissions, QStringLiteral("--json"),
                              QStringLiteral("-")};
    const e2e::Outcome outcome = judge(more);
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
    QCOMPARE(outcome.json().at("submissions").size(), std::size_t(5));
    // The database that now lies in the package is no part of it.
    const e2e::Outcome again = judge(more);
    QVERIFY2(again.errors.contains("0 submissions judged, 5 as stored"), again.errors.constData());
}

void TestBadInput::submissionsElsewhere()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 2, 1));
    const QString elsewhere = m_home->filePath(QStringLiteral("elsewhere"));
    QVERIFY(QDir().rename(m_contest + QStringLiteral("/submissions"), elsewhere));
    const e2e::Outcome missing = judge();
    QCOMPARE(missing.status, 2);
    QVERIFY2(missing.errors.contains("--submissions"), missing.errors.constData());
    const QStringList where = {m_contest, QStringLiteral("--submissions"), elsewhere};
    const auto standings = [&] {
        return e2e::run(QStringList(QStringLiteral("standings")) + where, m_home->path());
    };
    QVERIFY2(standings().errors.contains("5 of 5 submissions have no result"),
             standings().errors.constData());
    QCOMPARE(judge(where.mid(1)).status, 0);
    const e2e::Outcome after = standings();
    QCOMPARE(after.status, 0);
    QVERIFY2(after.output.contains("right00") && after.errors.isEmpty(),
             (after.output + after.errors).constData());
}

void TestBadInput::newerDatabase()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 2, 1));
    QCOMPARE(judge().status, 0);
    QFile database(m_contest + QStringLiteral("/assize.db"));
    QVERIFY(database.open(QIODevice::ReadWrite));
    // SQLite file format, section 1.3: the user version is the big-endian number at offset 60.
    QVERIFY(database.seek(60));
    QCOMPARE(database.write(QByteArray("\0\0\x27\x10", 4)), 4);
    database.close();
    const e2e::Outcome outcome = judge();
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.errors.contains("10000"), outcome.errors.constData());
}

void TestBadInput::readOnlyContestFolder()
{
    // Root may write anywhere, so the folder is mounted read-only.
    QVERIFY(e2e::makeSmallContest(m_contest, 2, 1));
    const QByteArray path = m_contest.toLocal8Bit();
    if (::mount(path.constData(), path.constData(), nullptr, MS_BIND, nullptr) != 0)
        QSKIP("this test needs to mount, which only root may");
    const bool readOnly =
        ::mount(nullptr, path.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    const e2e::Outcome outcome = judge();
    ::umount2(path.constData(), MNT_DETACH);
    QVERIFY(readOnly);
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
    QVERIFY2(outcome.errors.contains(m_home->filePath(QStringLiteral("data/assize")).toUtf8()),
             outcome.errors.constData());
}

void TestBadInput::fullDisk()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 20, 6));
    const QString disk = m_home->filePath(QStringLiteral("disk"));
    QDir().mkpath(disk);
    if (::mount("none", disk.toLocal8Bit().constData(), "tmpfs", 0, "size=160k") != 0)
        QSKIP("this test needs to mount, which only root may");
    const e2e::Outcome outcome = judge({QStringLiteral("--db"), disk + QStringLiteral("/assize.db")});
    ::umount2(disk.toLocal8Bit().constData(), MNT_DETACH);
    QVERIFY2(outcome.status == 4, (QByteArray::number(outcome.status) + ": " + outcome.errors).constData());
    QVERIFY2(outcome.errors.contains("full") || outcome.errors.contains("space"), outcome.errors.constData());
}

void TestBadInput::missingToolchain()
{
    QVERIFY(e2e::makeSmallContest(m_contest, 2, 1));
    // A language whose compiler cannot be there, in a resource folder of its own.
    const QString resources = m_home->filePath(QStringLiteral("resources"));
    QCOMPARE(
        QProcess::execute(QStringLiteral("cp"),
                          {QStringLiteral("-r"), QStringLiteral(ASSIZE_SOURCE_DIR "/resources"), resources}),
        0);
    QVERIFY(e2e::write(
        resources + QStringLiteral("/languages/nowhere.yaml"),
        "name: Nowhere\nextensions: [nw]\ncompile: [/usr/bin/no-such-compiler, -o, '{binary}', '{files}']\n"
        "run: ['./{binary}']\nnative_executable: true\nversion: [/usr/bin/no-such-compiler, --version]\n"
        "packages: [no-such-package]\n"));
    QVERIFY(e2e::write(m_contest + QStringLiteral("/submissions/odd/sum.nw"), "x\n"));
    qputenv("ASSIZE_RESOURCES", resources.toLocal8Bit());
    const e2e::Outcome outcome = judge({QStringLiteral("--json"), QStringLiteral("-")});
    qunsetenv("ASSIZE_RESOURCES");
    QVERIFY2(outcome.status == 1, outcome.errors.constData());
    const nlohmann::json all = outcome.json();
    for (const nlohmann::json& submission : all.at("submissions")) {
        const bool odd = submission.at("contestant") == "odd";
        QCOMPARE(submission.at("state").get<std::string>(), std::string(odd ? "no-toolchain" : "done"));
        QCOMPARE(submission.at("verdict").is_null(), odd);
    }
    QVERIFY2(outcome.errors.contains("no-such-package"), outcome.errors.constData());
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "test_bad_input.moc"
