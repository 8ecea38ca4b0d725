// SPDX-License-Identifier: GPL-3.0-or-later
// assize verify on packages that say more: scores, groups and expectations of their own (submissions.yaml),
// and inputs that validators must refuse.
#include "assize_process.h"

#include <memory>

namespace {

/// Scoring, 2025-09: group one (two tests, 40 points) and group two (two tests, 60 points).
bool makeScoringPackage(const QString& folder)
{
    bool ok =
        e2e::write(folder + QStringLiteral("/problem.yaml"),
                   "problem_format_version: 2025-09\nname: Sums\nuuid: 5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e\n"
                   "type: scoring\nlimits:\n  time_limit: 1.0\n  memory: 256\n");
    ok = ok && e2e::write(folder + QStringLiteral("/data/sample/1.in"), "1 1\n") &&
         e2e::write(folder + QStringLiteral("/data/sample/1.ans"), "2\n");
    const auto group = [&](const QString& name, const QByteArray& score, int first) {
        const QString base = folder + QStringLiteral("/data/secret/") + name;
        ok = ok && e2e::write(base + QStringLiteral("/test_group.yaml"), "max_score: " + score + "\n");
        for (int i = first; i < first + 2; ++i) {
            const QString test = base + QStringLiteral("/%1").arg(i);
            ok = ok &&
                 e2e::write(test + QStringLiteral(".in"),
                            QByteArray::number(i) + " " + QByteArray::number(i) + "\n") &&
                 e2e::write(test + QStringLiteral(".ans"), QByteArray::number(2 * i) + "\n");
        }
    };
    group(QStringLiteral("one"), "40", 5);
    group(QStringLiteral("two"), "60", 7);
    // kWrongC is right up to six.
    return ok && e2e::write(folder + QStringLiteral("/submissions/accepted/right.c"), e2e::kRightC) &&
           e2e::write(folder + QStringLiteral("/submissions/partial/wrong.c"), e2e::kWrongC);
}

} // namespace

class TestVerifyPackage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        if (!e2e::canIsolate(m_home->path()))
            QSKIP("programs cannot be isolated on this machine (see above)");
        m_package = m_home->filePath(QStringLiteral("sums"));
    }

    void scoresAndGroupsAsExpected()
    {
        QVERIFY(makeScoringPackage(m_package));
        QVERIFY(e2e::write(m_package + QStringLiteral("/submissions/submissions.yaml"),
                           "partial/wrong.c:\n  permitted: [AC, WA]\n  required: [WA]\n  score: 40\n"
                           "  secret/one:\n    permitted: [AC]\n    score: 40\n"
                           "  secret/two:\n    required: [WA]\n    score: 0\n"));
        const nlohmann::json wrong = verifyAndTake(0, "partial/wrong.c");
        QCOMPARE(wrong.at("expected_score"), nlohmann::json::parse("[40, 40]"));
        QCOMPARE(wrong.at("as_expected").get<bool>(), true);
        for (const nlohmann::json& group : wrong.at("groups")) {
            if (group.at("id") == "secret/one" || group.at("id") == "secret/two")
                QCOMPARE(group.at("as_expected").get<bool>(), true);
        }
    }

    void groupsThatAreNotAsExpected()
    {
        QVERIFY(makeScoringPackage(m_package));
        QVERIFY(e2e::write(m_package + QStringLiteral("/submissions/submissions.yaml"),
                           "partial/wrong.c:\n  score: 100\n  secret/two:\n    permitted: [AC]\n"));
        const nlohmann::json wrong = verifyAndTake(1, "partial/wrong.c");
        QCOMPARE(wrong.at("as_expected").get<bool>(), false);
        QVERIFY2(m_text.contains("  ! partial/wrong.c: expected a score of 100, got 40"), m_text.constData());
        QVERIFY2(m_text.contains("  ! partial/wrong.c: in secret/two: expected AC, got WA on every test"),
                 m_text.constData());
        QVERIFY2(m_text.contains("[AA]") && m_text.contains("[WW]") && m_text.contains("^^^^"),
                 m_text.constData());
    }

private:
    /// Verifies, keeps the text, and gives the JSON of one submission.
    nlohmann::json verifyAndTake(int status, const std::string& file)
    {
        const e2e::Outcome outcome =
            e2e::run({QStringLiteral("verify"), m_package, QStringLiteral("--json"), QStringLiteral("-")},
                     m_home->path());
        m_text = outcome.errors;
        if (outcome.status != status)
            qWarning("exit status %d instead of %d: %s", outcome.status, status, outcome.errors.constData());
        const nlohmann::json result = outcome.json();
        for (const nlohmann::json& submission : result.at("submissions")) {
            if (outcome.status == status && submission.at("file").get<std::string>().ends_with(file))
                return submission;
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_package;
    QByteArray m_text;
};

QTEST_GUILESS_MAIN(TestVerifyPackage)
#include "test_verify_package.moc"
