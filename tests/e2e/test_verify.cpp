// SPDX-License-Identifier: GPL-3.0-or-later
// assize verify: jury submissions against what their package expects.
#include "assize_process.h"

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
        const e2e::Outcome outcome = e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--json"), QStringLiteral("-")}, m_home->path());
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
        QVERIFY2((outcome.output + outcome.errors).contains("accepted/wrong.c"), outcome.output.constData());
    }

    void computedTimeLimit()
    {
        QVERIFY(QFile::remove(m_package + QStringLiteral("/.timelimit")));
        const e2e::Outcome outcome = e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--json"), QStringLiteral("-")}, m_home->path());
        QVERIFY2(outcome.status == 0, outcome.errors.constData());
        const nlohmann::json problem = outcome.json().at("problems").at(0);
        QCOMPARE(problem.at("time_limit_from").get<std::string>(), std::string("computed"));
        QCOMPARE(problem.at("time_limit_s").get<double>(), 1.0);
    }

    void notAPackage()
    {
        const e2e::Outcome outcome = e2e::run({QStringLiteral("verify"), m_home->filePath(QStringLiteral("nothing"))}, m_home->path());
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.errors.contains("nothing"), outcome.errors.constData());
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_package;
};

QTEST_GUILESS_MAIN(TestVerify)
#include "test_verify.moc"
