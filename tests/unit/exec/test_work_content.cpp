// SPDX-License-Identifier: GPL-3.0-or-later
// Work names content by hash, and outcomes tell what was made by hash: other content under the same name is
// not judged.
#include "exec/slot.h"
#include "exec/work/workshop.h"
#include "support/fake_clock.h"
#include "support/small_contest.h"

#include <QTest>

using namespace assize;
using namespace assize::exec;
using namespace assize::test;

namespace {

/// A problem with one test, and one submission for it, compiled.
class Desk
{
public:
    Desk()
    {
        contest.addProblem("sum", 1).testCases[0].contentHash = "test";
        contest.addSubmission("sum", "* ok");
        submission = contest.plan.submissions.front();
        submission.contentHash = "sources";
        workshop.setProblem(std::make_shared<const PreparedProblem>(contest.plan.problems.front()));
        workshop.addSubmission(1, submission);
        workshop.perform(Probe{submission.language}, slot, {});
    }
    /// "judged", or why not.
    QString came(const Work& work)
    {
        const Outcome outcome = workshop.perform(work, slot, {});
        if (const auto* failed = std::get_if<SandboxFailed>(&outcome))
            return (failed->step == SandboxFailed::Step::Content ? QStringLiteral("content: ")
                                                                 : QStringLiteral("failed: ")) +
                   QString::fromStdString(failed->reason);
        if (const auto* compiled = std::get_if<SubmissionCompiled>(&outcome))
            program = compiled->program;
        return QStringLiteral("judged");
    }
    ProblemName problem(std::string content = "hash of sum") const { return {"sum", std::move(content)}; }

    SmallContest contest;
    SmallMachine machine;
    FakeClock clock;
    Options options;
    model::Submission submission;
    sandbox::FakeSandbox sandbox{machine.handler()};
    Workshop workshop{sandbox::SandboxInfo(), options, clock, contest.plan.languages};
    Slot slot{sandbox, 0};
    std::string program;
};

} // namespace

class TestWorkContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compile_data()
    {
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("sources");
        QTest::addColumn<QString>("came");
        QTest::newRow("what was meant") << "hash of sum"
                                        << "sources"
                                        << "judged";
        QTest::newRow("not known") << ""
                                   << ""
                                   << "judged";
        QTest::newRow("another package") << "hash of another"
                                         << "sources"
                                         << "content: the problem";
        QTest::newRow("another hand-in") << "hash of sum"
                                         << "others"
                                         << "content: the submission";
    }
    void compile()
    {
        QFETCH(QString, problem);
        QFETCH(QString, sources);
        QFETCH(QString, came);
        Desk desk;
        const QString result =
            desk.came(Compile{desk.problem(problem.toStdString()), {1, sources.toStdString()}});
        QVERIFY2(result.startsWith(came), qPrintable(result));
        QCOMPARE(desk.program.size(), came == u"judged" ? 32U : 0U);
        QCOMPARE(desk.machine.compilations.load(), came == u"judged" ? 1 : 0);
    }

    void run_data()
    {
        QTest::addColumn<QString>("test");
        QTest::addColumn<QString>("program"); // empty: the one that was compiled
        QTest::addColumn<QString>("came");
        QTest::newRow("what was meant") << "test"
                                        << ""
                                        << "judged";
        QTest::newRow("another test") << "other"
                                      << ""
                                      << "content: the test";
        QTest::newRow("another program") << "test"
                                         << "0123456789abcdef0123456789abcdef"
                                         << "content: the program";
    }
    void run()
    {
        QFETCH(QString, test);
        QFETCH(QString, program);
        QFETCH(QString, came);
        Desk desk;
        QCOMPARE(desk.came(Compile{desk.problem(), {1, "sources"}}), QStringLiteral("judged"));
        const std::string meant = program.isEmpty() ? desk.program : program.toStdString();
        const QString result =
            desk.came(RunCase{desk.problem(), {1, "sources"}, {0, test.toStdString()}, meant});
        QVERIFY2(result.startsWith(came), qPrintable(result));
    }

    /// The program was forgotten, and the sources are others now: it is not run in the place of the first.
    void compiledAgainFromOthers()
    {
        Desk desk;
        QCOMPARE(desk.came(Compile{desk.problem(), {1, "sources"}}), QStringLiteral("judged"));
        const std::string first = desk.program;
        desk.workshop.forgetProgram(1);
        desk.contest.tree.file(
            desk.submission.files.front().path.lexically_relative(desk.contest.tree.root()).string(), "* no");
        const QString result = desk.came(RunCase{desk.problem(), {1, "sources"}, {0, "test"}, first});
        QVERIFY2(result.startsWith(QStringLiteral("content: the program")), qPrintable(result));
    }
};

QTEST_GUILESS_MAIN(TestWorkContent)
#include "test_work_content.moc"
