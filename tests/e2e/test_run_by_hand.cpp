// SPDX-License-Identifier: GPL-3.0-or-later
// `assize-box --run` as people and scripts use it: the real program, its JSON and its exit status.
#include "run_by_hand.h"

#include <QDir>
#include <QJsonArray>

#include <algorithm>

using namespace e2e;

class TestRunByHand : public QObject, private RunsByHand
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepare(); }
    void wrongUsage_data();
    void wrongUsage();
    void help();
    void ends_data();
    void ends();
    void shape();
    void textsThatAreNone();
    void longOutput();
    void outputToFiles();
    void unwritable();
    void input_data();
    void input();
    void environment();
    void filesInAndOut();
    void collectedOverALink();
    void programs();
    void programsThatAreNone_data();
    void programsThatAreNone();
};

void TestRunByHand::wrongUsage_data()
{
    QTest::addColumn<Strings>("arguments");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char* arguments, const char* said) {
        QTest::newRow(*arguments ? arguments : "nothing") << words(arguments) << QByteArray(said);
    };
    row("", "no program was given");
    row("--", "no program was given");
    row("--memory 64 --", "no program was given");
    row("--nonsense -- true", "unknown option --nonsense");
    row("-m 64 -- true", "unknown option -m");
    row("--memory=64 --strict=yes -- true", "--strict takes no value");
    row("--cpu-time", "--cpu-time needs a value");
    row("--cpu-time 0 -- true", "\"0\" was given; expected are seconds");
    row("--cpu-time -1 -- true", "\"-1\" was given; expected are seconds");
    row("--cpu-time 1s -- true", "\"1s\" was given; expected are seconds");
    row("--cpu-time 1e3 -- true", "expected are seconds");
    row("--cpu-time . -- true", "expected are seconds");
    row("--cpu-time 1.0000000001 -- true", "at most nine decimals");
    row("--cpu-time 99999999999999999999 -- true", "expected are seconds");
    row("--cpu-time nan -- true", "expected are seconds");
    row("--wall-time= -- true", "--wall-time: \"\" was given");
    row("--memory 0 -- true", "from 1 MiB");
    row("--memory 1.5 -- true", "\"1.5\" was given; expected is a whole number of MiB");
    row("--memory 64MB -- true", "\"64MB\" was given");
    row("--memory 99999999999999g -- true", "to 1024 GiB");
    row("--output 0 -- true", "--output: \"0\" was given");
    row("--error-output 97k -- true", "to 96 KiB");
    row("--file-space 1k -- true", "from 64 KiB");
    row("--processes 0 -- true", "from 1 to 30000");
    row("--processes many -- true", "\"many\" was given");
    row("--env PATH -- true", "expected is NAME=VALUE");
    row("--env =x -- true", "expected is NAME=VALUE");
    row("--file ../x=subject -- true", "expected is NAME=PATH");
    row("--file /x=subject -- true", "expected is NAME=PATH");
    row("--file x= -- true", "expected is NAME=PATH");
    row("--file subject --file subject=assize-box -- true", "two files are to be placed as \"subject\"");
    row("--file nothing-there -- true", "cannot open nothing-there: No such file or directory");
    row("--file x=/usr -- true", "/usr is a folder");
    row("--file x=/dev/zero -- true", "/dev/zero is not a regular file");
    row("--collect a/b --collect-to . -- true", "without folders");
    row("--collect a -- true", "go together");
    row("--collect-to . -- true", "go together");
    row("--input nothing-there -- true", "cannot open nothing-there");
    row("--input . -- true", "cannot read .: Is a directory");
    row("--stdout - -- true", "name the same file");
    row("--stdout a --stderr a -- true", "name the same file");
    row("--no-isolation --strict -- true", "--no-isolation goes with neither");
}

void TestRunByHand::wrongUsage()
{
    QFETCH(Strings, arguments);
    QFETCH(QByteArray, said);
    const Outcome outcome = run(arguments);
    QVERIFY2(outcome.status == 2 && outcome.output.isEmpty(), outcome.all().constData());
    QVERIFY2(outcome.errors.startsWith("assize-box: ") && outcome.errors.contains(said),
             outcome.errors.constData());
}

void TestRunByHand::help()
{
    const Outcome outcome = run(words("--help"));
    QCOMPARE(outcome.status, 0);
    for (const char* option :
         {"--cpu-time SECONDS", "--wall-time SECONDS", "--memory MIB",     "--output MIB",
          "--error-output MIB", "--file-space MIB",    "--processes N",    "--input FILE",
          "--stdout FILE",      "--stderr FILE",       "--json FILE",      "--file NAME=PATH",
          "--collect PATTERN",  "--collect-to FOLDER", "--env NAME=VALUE", "--strict",
          "--no-cgroups",       "--user-namespace",    "--no-isolation",   "--help"})
        QVERIFY2(outcome.output.contains("\n  " + QByteArray(option) + "\n"), option);
    // Every member of a result, and every status.
    const QJsonObject json = run(words("-- true")).json();
    QVERIFY(!json.isEmpty());
    for (const QString& key : json.keys()) {
        if (key != QLatin1String("schema") && key != QLatin1String("version") &&
            key != QLatin1String("arguments"))
            QVERIFY2(outcome.output.contains(key.toUtf8()), qPrintable(key));
    }
    for (const char* status : {"exited", "signalled", "cpu-limit", "wall-limit", "memory-limit",
                               "output-limit", "violation", "sandbox-failed"})
        QVERIFY2(outcome.output.contains(status), status);
    for (const QByteArray& line : outcome.output.split('\n'))
        QVERIFY2(line.size() <= 110, line.constData());
    // What it says to apply is what applies.
    const QJsonObject limits = json[QStringLiteral("limits")].toObject();
    const auto says = [&outcome](const char* option, double value) {
        const QByteArray section =
            outcome.output.mid(outcome.output.indexOf("\n  --" + QByteArray(option) + ' '));
        const QByteArray text = section.mid(section.indexOf("Default: ") + 9);
        return text.startsWith(QByteArray::number(value) + ".\n");
    };
    QVERIFY(says("cpu-time", limits[QStringLiteral("cpu_time_s")].toDouble()));
    QVERIFY(says("memory", limits[QStringLiteral("memory_kib")].toDouble() / 1024));
    QVERIFY(says("output", limits[QStringLiteral("output_bytes")].toDouble() / 1024 / 1024));
    QVERIFY(says("file-space", limits[QStringLiteral("file_space_bytes")].toDouble() / 1024 / 1024));
    QVERIFY(says("processes", limits[QStringLiteral("processes")].toDouble()));
    // assize-box --help has it, too.
    QProcess general;
    general.start(path("assize-box"), words("--help"));
    QVERIFY(general.waitForFinished());
    QVERIFY(general.readAllStandardOutput().contains(outcome.output));
}

void TestRunByHand::ends_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<Strings>("arguments");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QJsonValue>("code");
    QTest::addColumn<QJsonValue>("signal"); ///< name; undefined: any
    struct Row
    {
        const char* arguments;
        const char* status;
        QJsonValue code;
        QJsonValue signal;
    };
    const QJsonValue none;
    const Row rows[] = {
        {"-- ./subject exit 7", "exited", 7, none},
        {"./subject exit 0", "exited", 0, none},
        {"-- ./subject abort", "signalled", none, "SIGABRT"},
        {"-- ./subject crash", "signalled", none, "SIGSEGV"},
        {"-- ./subject divide", "signalled", none, "SIGFPE"},
        {"--cpu-time 0.2 -- ./subject loop", "cpu-limit", none, "SIGKILL"},
        {"--cpu-time 0.2 --processes 8 -- ./subject threads-loop", "cpu-limit", none, "SIGKILL"},
        {"--wall-time .2 --processes 1 -- ./subject sleep", "wall-limit", none, "SIGKILL"},
        {"--memory 32 --processes 1 -- ./subject touch-slowly 200", "memory-limit", none,
         QJsonValue(QJsonValue::Undefined)},
        {"--memory 32m -- ./subject touch-slowly 200", "memory-limit", none,
         QJsonValue(QJsonValue::Undefined)},
        {"--output 1000b -- ./subject print-forever", "output-limit", none, "SIGXFSZ"},
        {"--output 1k -- ./subject print 1024", "exited", 0, none},
        {"--file-space 2 -- ./subject fill-disk 10", "exited", 0, none},
        {"-- ./subject mount", "violation", none, "SIGSYS"},
        {"--strict -- ./subject exit 3", "exited", 3, none},
        {"--no-cgroups -- ./subject exit 3", "exited", 3, none},
        {"--user-namespace -- ./subject exit 3", "exited", 3, none},
    };
    for (const QByteArray& kind : m_kinds.trimmed().split(' ')) {
        for (const Row& row : rows)
            QTest::addRow("%s, as %s", row.arguments, kind.constData())
                << kind << words(row.arguments) << text(row.status) << row.code << row.signal;
    }
}

void TestRunByHand::ends()
{
    QFETCH(QByteArray, kind);
    QFETCH(Strings, arguments);
    QFETCH(QString, status);
    QFETCH(QJsonValue, code);
    QFETCH(QJsonValue, signal);
    const Outcome outcome = run(arguments, kind == "user" ? becomeNobody : std::function<void()>());
    const QJsonObject json = outcome.json();
    QVERIFY2(outcome.status == 0 && outcome.errors.isEmpty(), outcome.all().constData());
    QVERIFY2(json[QStringLiteral("status")] == status, outcome.output.constData());
    QVERIFY2(json[QStringLiteral("exit_code")] == code, outcome.output.constData());
    if (!signal.isUndefined())
        QVERIFY2(json[QStringLiteral("signal_name")] == signal, outcome.output.constData());
    QVERIFY(json[QStringLiteral("failure")].isNull());
    const QJsonArray isolation = json[QStringLiteral("isolation")].toArray();
    QVERIFY2(isolation.contains(QStringLiteral("seccomp")), outcome.output.constData());
}

void TestRunByHand::shape()
{
    const Outcome outcome =
        run(words("--cpu-time 1.25 --memory 64 --output 3 --error-output 2k --file-space 5 --processes 7 -- "
                  "./subject touch 20"));
    QJsonParseError error{};
    const QJsonObject json = QJsonDocument::fromJson(outcome.output, &error).object();
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    Strings keys =
        words("schema version arguments status exit_code signal signal_name cpu_time_s wall_time_s "
              "memory_kib output_bytes standard_output standard_output_cut standard_error "
              "standard_error_cut collected limits isolation warnings failure");
    keys.sort();
    QCOMPARE(Strings(json.keys()), keys);
    QCOMPARE(json[QStringLiteral("schema")].toString(), QStringLiteral("assize.run/1"));
    QCOMPARE(json[QStringLiteral("arguments")].toArray(),
             QJsonArray::fromStringList(words("./subject touch 20")));
    QVERIFY(json[QStringLiteral("signal")].isNull() && json[QStringLiteral("signal_name")].isNull());
    QVERIFY(json[QStringLiteral("cpu_time_s")].toDouble() > 0);
    QVERIFY(json[QStringLiteral("wall_time_s")].toDouble() > 0);
    const int memory = json[QStringLiteral("memory_kib")].toInt();
    // A group of version 1 is charged ahead, up to 64 pages for each processor: what the box has not used of
    // them the program takes uncounted.
    constexpr int kAhead = 2 * 64 * 4;
    QVERIFY2(memory >= (20 << 10) - kAhead && memory <= 23 << 10, outcome.output.constData());
    const QJsonObject limits{{QStringLiteral("cpu_time_s"), 1.25},
                             {QStringLiteral("wall_time_s"), 3.5},
                             {QStringLiteral("memory_kib"), 64 << 10},
                             {QStringLiteral("output_bytes"), 3 << 20},
                             {QStringLiteral("error_output_bytes"), 2 << 10},
                             {QStringLiteral("file_space_bytes"), 5 << 20},
                             {QStringLiteral("processes"), 7},
                             {QStringLiteral("collect_bytes"), 256 << 20}};
    QCOMPARE(json[QStringLiteral("limits")].toObject(), limits);
}

void TestRunByHand::textsThatAreNone()
{
    const QByteArray bytes("a\0b\xff\"\\\x1b[0m\x7f\xc3\xa4\n", 14);
    QVERIFY(write(path("bytes"), bytes));
    const QJsonObject json = run(words("--input bytes -- ./subject echo")).json();
    const QString shown = json[QStringLiteral("standard_output")].toString();
    QVERIFY2(shown.contains(QChar(0xFFFD)) && shown.contains(QChar(0xE4)) &&
                 shown.startsWith(QLatin1Char('a')),
             qPrintable(shown));
    QCOMPARE(QByteArray::fromBase64(json[QStringLiteral("standard_output_base64")].toString().toLatin1()),
             bytes);
    // What a terminal would obey does not reach it.
    QVERIFY(!run(words("--input bytes -- ./subject echo")).output.contains('\x1b'));
    const QJsonObject clean = run(words("-- ./subject print 5")).json();
    QCOMPARE(clean[QStringLiteral("standard_output")].toString(), QStringLiteral("xxxxx"));
    QVERIFY(!clean.contains(QStringLiteral("standard_output_base64")));
}

void TestRunByHand::longOutput()
{
    const QJsonObject json = run(words("-- ./subject print 3000000")).json();
    QCOMPARE(json[QStringLiteral("output_bytes")].toInt(), 3000000);
    QCOMPARE(json[QStringLiteral("standard_output")].toString().size(), 1 << 20);
    QCOMPARE(json[QStringLiteral("standard_output_cut")].toBool(), true);
    const QJsonObject errors = run(words("--error-output 1000b -- ./subject print-errors 200000")).json();
    QCOMPARE(errors[QStringLiteral("status")].toString(), QStringLiteral("exited"));
    QCOMPARE(errors[QStringLiteral("standard_error")].toString(), QString(1000, QLatin1Char('x')));
    QCOMPARE(errors[QStringLiteral("standard_error_cut")].toBool(), true);
}

void TestRunByHand::outputToFiles()
{
    QVERIFY(write(path("out"), QByteArray(100, 'o')));
    Outcome outcome = run(words("--stdout out --stderr err --json run.json -- ./subject print 70"));
    QVERIFY2(outcome.status == 0 && outcome.output.isEmpty(), outcome.all().constData());
    QCOMPARE(contentOf(path("out")), QByteArray(70, 'x'));
    QCOMPARE(contentOf(path("err")), QByteArray());
    const QJsonObject json = QJsonDocument::fromJson(contentOf(path("run.json"))).object();
    QVERIFY(json[QStringLiteral("standard_output")].isNull() &&
            json[QStringLiteral("standard_error")].isNull());
    QCOMPARE(json[QStringLiteral("output_bytes")].toInt(), 70);
    outcome = run(words("--output 50b --stdout - --stderr err --json run.json -- ./subject print 70"));
    QCOMPARE(outcome.output, QByteArray(50, 'x'));
    outcome = run(words("--stdout /dev/null --stderr err -- ./subject print-errors 70"));
    QCOMPARE(contentOf(path("err")), QByteArray(70, 'x'));
    // A file may be input and output.
    QVERIFY(write(path("both"), "both\n"));
    QCOMPARE(run(words("--input both --stdout both -- ./subject echo")).status, 0);
    QCOMPARE(contentOf(path("both")), QByteArray("both\n"));
}

void TestRunByHand::unwritable()
{
    const Outcome closed = run(words("-- ./subject print 10"), [] { ::close(STDOUT_FILENO); });
    QVERIFY2(closed.status == 2 && closed.errors.contains("cannot write standard output"),
             closed.all().constData());
    for (const char* arguments :
         {"--stdout nowhere/out -- true", "--json nowhere/out -- true",
          "--collect a --collect-to nowhere/to -- true", "--collect a --collect-to subject -- true"}) {
        const Outcome outcome = run(words(arguments));
        QVERIFY2(outcome.status == 2 && outcome.output.isEmpty() && outcome.errors.contains("cannot write"),
                 outcome.all().constData());
    }
    const Outcome full = run(words("--stdout /dev/full -- ./subject print 10"));
    QVERIFY2(full.status == 2 && full.errors.contains("ENOSPC"), full.all().constData());
}

void TestRunByHand::input_data()
{
    QTest::addColumn<Strings>("arguments");
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("seen");
    QTest::newRow("none") << words("-- ./subject echo") << QByteArray("ignored") << QByteArray();
    QTest::newRow("a file") << words("--input input -- ./subject echo") << QByteArray()
                            << QByteArray("from a file");
    QTest::newRow("our own") << words("--input - -- ./subject echo") << QByteArray(200'000, 'p')
                             << QByteArray(200'000, 'p');
    QTest::newRow("our own, empty") << words("--input=- -- ./subject echo") << QByteArray() << QByteArray();
    QTest::newRow("a pipe") << words("--input /dev/stdin -- ./subject echo") << QByteArray("piped")
                            << QByteArray("piped");
}

void TestRunByHand::input()
{
    QFETCH(Strings, arguments);
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, seen);
    QVERIFY(write(path("input"), "from a file"));
    const Outcome outcome = run(arguments, {}, given);
    QVERIFY2(outcome.json()[QStringLiteral("standard_output")] == text(seen.constData()),
             outcome.all().constData());
    QCOMPARE(
        run(words("--input input -- ./subject rewrite-input")).json()[QStringLiteral("exit_code")].toInt(),
        0);
    QCOMPARE(contentOf(path("input")), QByteArray("from a file"));
}

void TestRunByHand::environment()
{
    const Outcome outcome = run(words("--env A=1 --env B=x=y --env A=2 --env HOME=/work -- env"));
    QByteArray seen = outcome.json()[QStringLiteral("standard_output")].toString().toUtf8();
    QList<QByteArray> lines = seen.trimmed().split('\n');
    std::sort(lines.begin(), lines.end());
    QCOMPARE(lines, (QList<QByteArray>{"A=2", "B=x=y", "HOME=/work", "LANG=C.UTF-8",
                                       "PATH=/usr/local/bin:/usr/bin:/bin"}));
}

void TestRunByHand::filesInAndOut()
{
    QVERIFY(write(path("plain"), QByteArray("a\0b\xff", 4)));
    const Outcome outcome =
        run(words("--file sub/data=plain --file subject --file plain --collect *.o --collect "
                  "plain --collect none --collect-to to -- /work/subject exit 4"));
    QVERIFY2(outcome.json()[QStringLiteral("exit_code")] == 4, outcome.all().constData());
    QCOMPARE(contentOf(path("to/plain")), contentOf(path("plain")));
    // What a shell makes of them, in a folder that is there already.
    Strings arguments =
        words("--file subject --file plain --collect *.o --collect p* --collect-to to -- sh -c");
    arguments += text("cp plain a.o; cp subject b.o; ln -s /etc/passwd c.o; mkdir d.o; mkfifo e.o; exit 5");
    const QJsonObject json = run(arguments).json();
    QCOMPARE(json[QStringLiteral("exit_code")].toInt(), 5);
    QMap<QString, QJsonObject> collected;
    for (const QJsonValue& value : json[QStringLiteral("collected")].toArray())
        collected[value[QStringLiteral("name")].toString()] = value.toObject();
    QCOMPARE(Strings(collected.keys()), words("a.o b.o plain"));
    QCOMPARE(collected[QStringLiteral("a.o")][QStringLiteral("executable")].toBool(), false);
    QCOMPARE(collected[QStringLiteral("b.o")][QStringLiteral("executable")].toBool(), true);
    QCOMPARE(collected[QStringLiteral("a.o")][QStringLiteral("size")].toInt(), 4);
    QCOMPARE(collected[QStringLiteral("a.o")][QStringLiteral("path")].toString(), QStringLiteral("to/a.o"));
    QCOMPARE(contentOf(path("to/b.o")), contentOf(path("subject")));
    QVERIFY(QFileInfo(path("to/b.o")).isExecutable() && !QFileInfo(path("to/a.o")).isExecutable());
    QCOMPARE(QDir(path("to")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), words("a.o b.o plain"));
}

void TestRunByHand::collectedOverALink()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("links")));
    QVERIFY(write(path("precious"), "precious"));
    QVERIFY(QFile::link(path("precious"), path("links/a")));
    Strings arguments = words("--collect * --collect-to links -- sh -c");
    arguments += text("echo new > a");
    const Outcome outcome = run(arguments);
    QVERIFY2(outcome.status == 0, outcome.all().constData());
    QCOMPARE(contentOf(path("precious")), QByteArray("precious"));
    QCOMPARE(contentOf(path("links/a")), QByteArray("new\n"));
    QVERIFY(!QFileInfo(path("links/a")).isSymLink());
}

void TestRunByHand::programs()
{
    QVERIFY(QFile::link(path("subject"), path("link")));
    QVERIFY(QFile::link(QStringLiteral("/usr/bin/env"), path("tool")));
    QVERIFY(write(path("script"), "#!/bin/sh\nexit $1\n", 0755));
    QVERIFY(write(path("text"), "no program\n", 0755));
    const auto code = [this](const Strings& arguments) {
        const Outcome outcome = run(arguments);
        if (outcome.status != 0)
            qInfo("%s", outcome.all().constData());
        return outcome.json()[QStringLiteral("exit_code")].toInt(-1);
    };
    QCOMPARE(code({path("subject"), QStringLiteral("exit"), QStringLiteral("3")}), 3);
    QCOMPARE(code(words("./link exit 3")), 3);
    QCOMPARE(code(words("./tool sh -c exit")), 0);
    QCOMPARE(code(words("./script 3")), 3);
    QCOMPARE(code(words("false")), 1);
    QCOMPARE(code(words("/bin/false")), 1);
    QCOMPARE(code(words("--file x/y=subject -- /work/x/y exit 3")), 3);
    const QJsonObject text = run(words("./text")).json();
    QCOMPARE(text[QStringLiteral("exit_code")].toInt(), 127);
    QVERIFY(text[QStringLiteral("standard_error")].toString().contains(QStringLiteral("ENOEXEC")));
    // Options behind the program are the program's.
    QCOMPARE(run(words("echo --memory 1")).json()[QStringLiteral("standard_output")].toString(),
             QStringLiteral("--memory 1\n"));
}

void TestRunByHand::programsThatAreNone_data()
{
    QTest::addColumn<Strings>("arguments");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no such name")
        << words("no-such-program")
        << QByteArray("no-such-program is not in the PATH of the sandbox, which is /usr/local");
    QTest::newRow("a name of this folder")
        << words("subject") << QByteArray("the one in this folder is ./subject");
    QTest::newRow("no such path") << words("./no-such-program") << QByteArray("No such file or directory");
    QTest::newRow("no such path of the system") << words("/usr/bin/no-such-program") << QByteArray("ENOENT");
    QTest::newRow("a folder") << words("./to") << QByteArray("is a folder");
    QTest::newRow("a folder of the system") << words("/usr/lib") << QByteArray("is not an executable file");
    QTest::newRow("not executable") << words("./data") << QByteArray("is not executable; chmod +x");
    QTest::newRow("placed, not executable")
        << words("--file x=data -- /work/x") << QByteArray("is not executable");
    QTest::newRow("an empty name") << Strings{QString()} << QByteArray("no program was given");
    QTest::newRow("a script in the way")
        << words("--file script=data -- ./script") << QByteArray("write /work/script");
    Strings many = words("./subject exit");
    for (int i = 0; i < 200; ++i)
        many += QString(1000, QLatin1Char('x'));
    QTest::newRow("too long") << many << QByteArray("at most 160 KiB");
}

void TestRunByHand::programsThatAreNone()
{
    QFETCH(Strings, arguments);
    QFETCH(QByteArray, said);
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("to")));
    QVERIFY(write(path("data"), "data\n") && write(path("script"), "#!/bin/sh\n", 0755));
    const Outcome outcome = run(arguments);
    QVERIFY2(outcome.status == 2 && outcome.output.isEmpty(), outcome.all().constData());
    QVERIFY2(outcome.errors.contains(said), outcome.errors.constData());
}

QTEST_GUILESS_MAIN(TestRunByHand)
#include "test_run_by_hand.moc"
