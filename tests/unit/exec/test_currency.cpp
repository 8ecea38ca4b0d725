// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a stored judgement is outdated is found without running anything, and never guessed.
#include "exec/currency.h"
#include "exec/time_limit_key.h"
#include "support/scheduler_run.h"
#include "support/tree_builder.h"
#include "toolchain/toolchain.h"

#include <QTest>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;
using std::chrono::seconds;

namespace {

struct Desk
{
    TreeBuilder tree;
    std::vector<model::Problem> problems{1};
    std::vector<model::Submission> jury;
    std::vector<model::Language> languages;
    std::vector<model::TimeLimitComputed> limits;
    JudgementConditions conditions;
    model::Submission submission;
    std::string sandbox = "sandbox";

    Desk()
    {
        tree.file("bin/cc", "one");
        languages = {SmallContest::nativeLanguage()};
        languages[0].versionCommand = {tree.path("bin/cc"), "--version"};
        problems[0].id = "sum";
        problems[0].contentHash = "tests";
        problems[0].limits.cpuTime = seconds(1);
        submission.problem = "sum";
        submission.contentHash = "source";
        submission.language = languages[0].id;
        cache().keep(languages[0], cache().stateOf(languages[0]), "1.2.3");
    }
    ToolchainCache cache() const { return {tree.path("cache"), sandbox}; }
    std::string fingerprint() const { return toolchain::fingerprint(languages[0], "1.2.3"); }
    std::string key() const { return judgementKey(submission, fingerprint(), problems[0], conditions); }
    QString of(const std::string& key) const
    {
        const ToolchainCache tools = cache();
        switch (CurrencyCheck({problems, jury, languages, limits, tools, conditions}).of(submission, key)) {
        case Currency::Current:
            return "current";
        case Currency::Outdated:
            return "outdated";
        case Currency::Unknown:
            break;
        }
        return "unknown";
    }
    /// A limit that is computed from one submission of the jury.
    void computeLimit()
    {
        problems[0].limits.cpuTime = seconds(0);
        model::JurySubmission accepted;
        accepted.file = "accepted/a.cpp";
        accepted.forTimeLimit = true;
        problems[0].jurySubmissions = {accepted};
        jury = {submission};
        jury[0].file = "sum/accepted/a.cpp";
        jury[0].contentHash = "jury";
    }
    std::string limitKey() const { return timeLimitKey(problems[0], {{&jury[0], fingerprint()}}); }
};

} // namespace

class TestCurrency : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << ""
                                 << "current";
        for (const char* change : {"source", "language", "tests", "limit", "conditions", "compiler"})
            QTest::newRow(change) << change << "outdated";
        // Nobody has asked these tools what they are.
        for (const char* change : {"compiler's file", "sandbox"})
            QTest::newRow(change) << change << "unknown";
        QTest::newRow("no language") << "no language"
                                     << "unknown";
        QTest::newRow("no problem") << "no problem"
                                    << "unknown";
    }

    void changes()
    {
        QFETCH(QString, change);
        QFETCH(QString, expected);
        Desk desk;
        const std::string key = desk.key();
        if (change == "source")
            desk.submission.contentHash = "other";
        else if (change == "language")
            desk.languages[0].compile.push_back("-O3");
        else if (change == "tests")
            desk.problems[0].contentHash = "other";
        else if (change == "limit")
            desk.problems[0].limits.cpuTime = seconds(2);
        else if (change == "conditions")
            desk.conditions.stopAtFirstFailure = true;
        else if (change == "sandbox")
            desk.sandbox = "another";
        else if (change == "no language")
            desk.submission.language = "cobol";
        else if (change == "no problem")
            desk.submission.problem = "other";
        else if (change.startsWith("compiler"))
            desk.tree.file("bin/cc", "another compiler");
        if (change == "compiler")
            desk.cache().keep(desk.languages[0], desk.cache().stateOf(desk.languages[0]), "1.2.4");
        if (change == "language")
            desk.cache().keep(desk.languages[0], desk.cache().stateOf(desk.languages[0]), "1.2.3");
        QCOMPARE(desk.of(key), expected);
    }

    void answersNeedNoTools()
    {
        Desk desk;
        desk.problems[0].type = {"submit-answer"};
        desk.submission.language = "text";
        const std::string key = judgementKey(desk.submission, "", desk.problems[0], desk.conditions);
        QCOMPARE(desk.of(key), QString("current"));
        desk.problems[0].contentHash = "other";
        QCOMPARE(desk.of(key), QString("outdated"));
    }

    void computedLimits()
    {
        Desk desk;
        desk.computeLimit();
        model::Problem judged = desk.problems[0];
        judged.limits.cpuTime = seconds(3);
        const std::string key = judgementKey(desk.submission, desk.fingerprint(), judged, desk.conditions);
        // Never computed.
        QCOMPARE(desk.of(key), QString("unknown"));
        desk.limits = {
            {"sum", "old", seconds(2)}, {"sum", desk.limitKey(), seconds(3)}, {"other", "x", seconds(9)}};
        QCOMPARE(desk.of(key), QString("current"));
        // Another limit holds today.
        desk.limits.push_back({"sum", desk.limitKey(), seconds(4)});
        QCOMPARE(desk.of(key), QString("outdated"));
        desk.limits.pop_back();
        // It would be computed anew, and may come out the same or not.
        desk.jury[0].contentHash = "changed";
        QCOMPARE(desk.of(key), QString("unknown"));
        // Whatever it will be, the tests are others.
        desk.problems[0].contentHash = "other";
        QCOMPARE(desk.of(key), QString("outdated"));
    }
};

QTEST_GUILESS_MAIN(TestCurrency)
#include "test_currency.moc"
