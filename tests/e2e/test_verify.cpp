// SPDX-License-Identifier: GPL-3.0-or-later
// assize verify: jury submissions against what their package expects.
#include "assize_process.h"

#include <csignal>

class TestVerify : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        if (!e2e::canIsolate(m_home->path()))
            QSKIP("programs cannot be isolated on this machine (see above)");
        m_package = m_home->filePath(QStringLiteral("sum"));
        QVERIFY(e2e::makeSumProblem(m_package, 9));
        QVERIFY(e2e::write(m_package + QStringLiteral("/submissions/accepted/right.c"), e2e::kRightC));
        QVERIFY(e2e::write(m_package + QStringLiteral("/submissions/wrong_answer/wrong.c"), e2e::kWrongC));
        QVERIFY(e2e::write(m_package + QStringLiteral("/submissions/run_time_error/abort.c"), e2e::kAbortC));
    }

    void asExpected()
    {
        const e2e::Outcome outcome =
            e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--json"), QStringLiteral("-")},
                     m_home->path());
        QVERIFY2(outcome.status == 0, outcome.errors.constData());
        const nlohmann::json results = outcome.json();
        QCOMPARE(results.at("submissions").size(), std::size_t(3));
        for (const nlohmann::json& submission : results.at("submissions")) {
            QCOMPARE(submission.at("as_expected").get<bool>(), true);
            QVERIFY(submission.at("file").get<std::string>().starts_with("sum/submissions/"));
        }
        QCOMPARE(results.at("packages").size(), std::size_t(1));
    }

    void unexpected()
    {
        QVERIFY(e2e::write(m_package + QStringLiteral("/submissions/accepted/wrong.c"), e2e::kWrongC));
        const e2e::Outcome outcome = e2e::run({QStringLiteral("verify"), m_package}, m_home->path());
        QVERIFY2(outcome.status == 1, outcome.errors.constData());
        QVERIFY2(outcome.output.contains("! accepted/wrong.c"), outcome.output.constData());
        QVERIFY2(outcome.output.contains("[AAAAAAWWW]"), outcome.output.constData());
        QVERIFY2(outcome.output.contains(
                     "  ! accepted/wrong.c: expected AC, got WA on 3 of 9 tests, first secret/07"),
                 outcome.output.constData());
        QVERIFY2(outcome.output.contains("; 1 unexpected\n"), outcome.output.constData());
        QVERIFY(!outcome.output.contains('\x1b'));
    }

    /// Not a terminal: colours only where they are asked for, and the JSON alone on standard output.
    void colorsAndStreams()
    {
        const e2e::Outcome colored = e2e::run(
            {QStringLiteral("verify"), m_package, QStringLiteral("--color"), QStringLiteral("always")},
            m_home->path());
        QCOMPARE(colored.status, 0);
        QVERIFY(colored.output.contains("\x1b["));
        const e2e::Outcome json =
            e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--json"), QStringLiteral("-")},
                     m_home->path());
        QVERIFY(json.json().is_object());
        QVERIFY2(json.errors.contains("accepted/right.c"), json.errors.constData());
        const nlohmann::json all = json.json();
        for (const nlohmann::json& run : all.at("submissions").at(0).at("runs"))
            QCOMPARE(run.at("as_expected").get<bool>(), true);
    }

    void oneTestOfOneSubmission()
    {
        const e2e::Outcome outcome = e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--only"),
                                               QStringLiteral("wrong.c:secret/08"), QStringLiteral("--json"),
                                               m_home->filePath(QStringLiteral("one.json"))},
                                              m_home->path());
        QVERIFY2(outcome.status == 0, outcome.errors.constData());
        QVERIFY2(outcome.output.contains("wrong_answer/wrong.c on secret/08: WA (Wrong answer)"),
                 outcome.output.constData());
        QVERIFY2(outcome.output.contains("  | 8\n") && outcome.output.contains("  | 24\n"),
                 outcome.output.constData());
        QFile file(m_home->filePath(QStringLiteral("one.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const nlohmann::json results = nlohmann::json::parse(file.readAll().toStdString());
        QCOMPARE(results.at("submissions").size(), std::size_t(1));
        QCOMPARE(results.at("submissions").at(0).at("runs").size(), std::size_t(1));
    }

    void nothingMatchesOnly()
    {
        const e2e::Outcome outcome = e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--only"),
                                               QStringLiteral("right.c:secret/77")},
                                              m_home->path());
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.errors.contains("secret/77") && outcome.errors.contains("secret/01"),
                 outcome.errors.constData());
    }

    void inputOfOnesOwn()
    {
        const QString input = m_home->filePath(QStringLiteral("mine.txt"));
        QVERIFY(e2e::write(input, "1000 234\n"));
        const e2e::Outcome outcome =
            e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--only"),
                      QStringLiteral("accepted/*"), QStringLiteral("--input"), input},
                     m_home->path());
        QVERIFY2(outcome.status == 0, outcome.errors.constData());
        QVERIFY2(outcome.output.contains("  | 1234\n"), outcome.output.constData());
        QVERIFY2(!outcome.output.contains("WA"), outcome.output.constData());
        // That it has no answer and is no sample needs not be said.
        QVERIFY2(!(outcome.output + outcome.errors).contains("answers are empty"),
                 outcome.output.constData());
        QVERIFY2(!(outcome.output + outcome.errors).contains("there are no answers"),
                 outcome.output.constData());
        QVERIFY2(!(outcome.output + outcome.errors).contains("no sample"), outcome.output.constData());
        const e2e::Outcome missing = e2e::run(
            {QStringLiteral("verify"), m_package, QStringLiteral("--input"), input + QStringLiteral(".not")},
            m_home->path());
        QCOMPARE(missing.status, 2);
    }

    /// Each program of the jury that cannot be built is named, not just the first.
    void allProgramsThatFail()
    {
        QVERIFY(e2e::write(m_package + QStringLiteral("/problem.yaml"), "name: S\nvalidation: custom\n"));
        for (const char* name : {"one", "two"})
            QVERIFY(e2e::write(m_package + QStringLiteral("/output_validators/%1.c").arg(QLatin1String(name)),
                               "int main() { return missing; }\n"));
        const e2e::Outcome outcome = e2e::run({QStringLiteral("verify"), m_package}, m_home->path());
        QCOMPARE(outcome.status, 1);
        for (const char* name : {"output_validators/one.c", "output_validators/two.c"})
            QVERIFY2(outcome.output.count(QByteArray("this problem cannot be judged: ")) == 2 &&
                         outcome.output.contains(name),
                     outcome.output.constData());
    }

    void inputThatIsRefused()
    {
        QVERIFY(e2e::write(m_package + QStringLiteral("/input_validators/two.py"),
                           "import sys\nsys.exit(42 if len(sys.stdin.read().split()) == 2 else 43)\n"));
        const QString input = m_home->filePath(QStringLiteral("mine.txt"));
        const auto verified = [&](const char* content) {
            e2e::write(input, content);
            return e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--only"),
                             QStringLiteral("accepted/*"), QStringLiteral("--input"), input,
                             QStringLiteral("--json"), m_home->filePath(QStringLiteral("mine.json"))},
                            m_home->path());
        };
        const e2e::Outcome refused = verified("1 2 3\n");
        // What was not run has no verdict.
        QFile file(m_home->filePath(QStringLiteral("mine.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const nlohmann::json results = nlohmann::json::parse(file.readAll().toStdString());
        const nlohmann::json& submission = results.at("submissions").at(0);
        QCOMPARE(submission.at("state").get<std::string>(), std::string("unjudged"));
        QVERIFY(submission.at("verdict").is_null());
        QCOMPARE(submission.at("runs").at(0).at("state").get<std::string>(), std::string("skipped"));
        QVERIFY(submission.at("runs").at(0).at("verdict").is_null());
        QVERIFY2(refused.status == 1, refused.errors.constData());
        QVERIFY2(refused.output.contains("accepted/right.c: not run: the input validator "
                                         "input_validators/two.py refuses this input"),
                 refused.output.constData());
        const e2e::Outcome taken = verified("1000 234\n");
        QVERIFY2(taken.status == 0, taken.output.constData());
        QVERIFY2(taken.output.contains("  | 1234\n"), taken.output.constData());
    }

    /// What changed is run again, the rest is not; Ctrl-C ends.
    void watch()
    {
        QProcess process;
        e2e::begin(process, {QStringLiteral("verify"), m_package, QStringLiteral("--watch")}, m_home->path());
        QByteArray output;
        QByteArray errors;
        const auto waitFor = [&](const QByteArray& text, int count) {
            return QTest::qWaitFor(
                [&] {
                    process.waitForReadyRead(50);
                    output += process.readAllStandardOutput();
                    errors += process.readAllStandardError();
                    return errors.count(text) >= count;
                },
                100'000);
        };
        QVERIFY2(waitFor("watching for changes", 1), errors.constData());
        QVERIFY2(output.contains("all as expected"), output.constData());
        output.clear();
        QVERIFY(e2e::write(m_package + QStringLiteral("/submissions/accepted/right.c"), e2e::kWrongC));
        QVERIFY2(waitFor("watching for changes", 2), errors.constData());
        QVERIFY2(output.contains("! accepted/right.c") && output.contains("; 1 unexpected"),
                 output.constData());
        QVERIFY2(::kill(static_cast<pid_t>(process.processId()), SIGINT) == 0, "no process");
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
    }

    void computedTimeLimit()
    {
        QVERIFY(QFile::remove(m_package + QStringLiteral("/.timelimit")));
        const e2e::Outcome outcome =
            e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--json"), QStringLiteral("-")},
                     m_home->path());
        QVERIFY2(outcome.status == 0, outcome.errors.constData());
        const nlohmann::json problem = outcome.json().at("problems").at(0);
        QCOMPARE(problem.at("time_limit_from").get<std::string>(), std::string("computed"));
        QCOMPARE(problem.at("time_limit_s").get<double>(), 1.0);
    }

    void notAPackage()
    {
        const e2e::Outcome outcome =
            e2e::run({QStringLiteral("verify"), m_home->filePath(QStringLiteral("nothing"))}, m_home->path());
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.errors.contains("nothing"), outcome.errors.constData());
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_package;
};

QTEST_GUILESS_MAIN(TestVerify)
#include "test_verify.moc"
