// SPDX-License-Identifier: GPL-3.0-or-later
#include "package_fixture.h"

#include <QTest>

#include <map>

using namespace assize;

namespace {

using model::Grading;

QString ruleOf(const Grading& grading)
{
    static const std::map<Grading::VerdictRule, const char*> verdicts = {
        {Grading::VerdictRule::FirstFailure, "first"},
        {Grading::VerdictRule::WorstError, "worst"},
        {Grading::VerdictRule::AlwaysAccept, "always"}};
    static const std::map<Grading::ScoreRule, const char*> scores = {
        {Grading::ScoreRule::PassFail, "passfail"}, {Grading::ScoreRule::Sum, "sum"},
        {Grading::ScoreRule::Average, "avg"},       {Grading::ScoreRule::Minimum, "min"},
        {Grading::ScoreRule::Maximum, "max"},       {Grading::ScoreRule::Custom, "custom"}};
    QString text = QString(verdicts.at(grading.verdict)) + " " + scores.at(grading.score);
    text += grading.acceptIfAnyAccepted ? " any" : "";
    text += grading.ignoreSample ? " nosample" : "";
    text += grading.breakOnReject ? " break" : "";
    if (!grading.graderFlags.empty())
        text += " flags=" + test::joined(grading.graderFlags);
    for (const std::string& group : grading.requiredGroups)
        text += " needs=" + QString::fromStdString(group);
    return text;
}

/// "id: rules, highest score"
QString textOf(const model::TestGroup& group)
{
    QString text =
        QString::fromStdString(group.id) + ": " + ruleOf(group.grading) + ", " +
        (group.unbounded ? QString("unbounded") : QString::fromStdString(group.maxScore.toString()));
    if (group.staticValidatorFlags)
        text += " static=" + QString::fromStdString(group.staticScore.toString()) +
                test::joined(*group.staticValidatorFlags);
    return text;
}

QString groupsOf(const model::Problem& problem)
{
    QStringList lines;
    for (const model::TestGroup& group : problem.groups)
        lines << textOf(group);
    return lines.join("; ");
}

/// What each test is worth, accepted and rejected.
QString worthOf(const model::Problem& problem)
{
    QStringList lines;
    for (const model::TestCase& test : problem.testCases)
        lines << QString::fromStdString(test.id + "@" + test.group + "=" + test.acceptScore.whole.toString() +
                                        "/" + std::to_string(test.acceptScore.parts) + ":" +
                                        test.rejectScore.toString());
    return lines.join(" ");
}

using Files = std::map<QString, QString>;

} // namespace

Q_DECLARE_METATYPE(Files)

class TestIcpcGrading : public QObject
{
    Q_OBJECT

    static void rows()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QString>("groups");
        QTest::addColumn<QString>("worth");
    }
    static package::ReadPackage read(test::TreeBuilder& tree, const Files& files)
    {
        for (const auto& [name, content] : files) {
            const std::string path = "problems/hello/" + name.toStdString();
            tree.file(path, content.toStdString());
            if (name.endsWith(".in"))
                tree.file(path.substr(0, path.size() - 3) + ".ans");
        }
        return test::readHello(tree);
    }
    void check(const Files& files, const QString& groups, const QString& worth)
    {
        test::TreeBuilder tree;
        const package::ReadPackage found = read(tree, files);
        QVERIFY2(found.problem, qPrintable(test::textOf(found.diagnostics)));
        QCOMPARE(groupsOf(*found.problem), groups);
        QCOMPARE(found.problem->maxScore, found.problem->groups.front().maxScore);
        QCOMPARE(found.problem->unbounded, found.problem->groups.front().unbounded);
        if (!worth.isEmpty())
            QCOMPARE(worthOf(*found.problem), worth);
    }

private Q_SLOTS:
    void gradesLegacy_data()
    {
        rows();
        const auto add = [](const char* row, Files files, const char* groups, const char* worth = "") {
            if (files.count("problem.yaml") == 0)
                files["problem.yaml"] = "type: scoring\n";
            QTest::newRow(row) << files << groups << worth;
        };
        const Files one = {{"data/secret/1.in", ""}};
        const auto with = [](Files files, const Files& more) {
            files.insert(more.begin(), more.end());
            return files;
        };
        add("defaults", with(one, {{"data/secret/2.in", ""}}),
            ": worst sum break, 2; secret: worst sum break, 2",
            "secret/1@secret=1/1:0 secret/2@secret=1/1:0");
        add("pass-fail", with(one, {{"problem.yaml", ""}}), ": first passfail, 1; secret: first passfail, 1",
            "secret/1@secret=1/1:0");
        add("pass-fail, continue",
            with(one, {{"problem.yaml", ""}, {"data/testdata.yaml", "on_reject: continue\n"}}),
            ": worst passfail, 1; secret: worst passfail, 1");
        add("pass-fail, first error of all",
            with(one, {{"problem.yaml", ""},
                       {"data/testdata.yaml", "on_reject: continue\ngrader_flags: first_error\n"}}),
            ": first passfail, 1; secret: first passfail, 1");
        add("pass-fail, always accept",
            with(one, {{"problem.yaml", ""}, {"data/secret/testdata.yaml", "grader_flags: always_accept\n"}}),
            ": first passfail, 1; secret: always passfail, 1");
        add("an olympiad",
            {{"data/testdata.yaml", "on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n"},
             {"data/sample/testdata.yaml", "accept_score: 0\nrange: 0 0\ngrader_flags: first_error\n"},
             {"data/secret/testdata.yaml", "grader_flags: first_error accept_if_any_accepted\n"},
             {"data/secret/g1/testdata.yaml",
              "on_reject: break\naccept_score: 40\nrange: 0 40\ngrader_flags: min\n"},
             {"data/secret/g2/testdata.yaml",
              "on_reject: break\naccept_score: 60\nreject_score: 0.5\nrange: 0 60\ngrader_flags: min\n"},
             {"data/sample/1.in", ""},
             {"data/secret/g1/1.in", ""},
             {"data/secret/g2/1.in", ""},
             {"data/secret/g2/2.in", ""}},
            ": worst sum nosample, 100; sample: first sum, 0; secret: first sum any, 100; "
            "secret/g1: worst min break, 40; secret/g2: worst min break, 60",
            "sample/1@sample=0/1:0 secret/g1/1@secret/g1=40/1:0 secret/g2/1@secret/g2=60/1:0.5 "
            "secret/g2/2@secret/g2=60/1:0.5");
        add("nested groups inherit key by key",
            {{"data/testdata.yaml", "accept_score: 3\ngrader_flags: max\non_reject: continue\n"},
             {"data/secret/a/testdata.yaml", "grader_flags: avg no_errors\n"},
             {"data/secret/a/b/testdata.yaml", "accept_score: 5\n"},
             {"data/secret/a/1.in", ""},
             {"data/secret/a/b/1.in", ""},
             {"data/secret/a/b/2.in", ""}},
            ": worst max, 4; secret: worst max, 4; secret/a: worst avg, 4; secret/a/b: worst avg, 5",
            "secret/a/1@secret/a=3/1:0 secret/a/b/1@secret/a/b=5/1:0 secret/a/b/2@secret/a/b=5/1:0");
        add("the last of conflicting flags",
            with(one, {{"data/testdata.yaml", "grader_flags: min first_error sum worst_error avg\n"}}),
            ": worst avg break, 1; secret: worst avg break, 1");
        add("the range caps", with(one, {{"data/testdata.yaml", "accept_score: 9\nrange: -inf 5\n"}}),
            ": worst sum break, 5; secret: worst sum break, 5");
        add("empty groups have no result",
            with(one, {{"data/secret/none/testdata.yaml", ""},
                       {"data/secret/testdata.yaml", "grader_flags: min\n"}}),
            ": worst sum break, 1; secret: worst min break, 1; secret/none: worst min break, 0");
        add("validators that score, no range",
            with(one, {{"problem.yaml", "type: scoring\nvalidation: custom score\n"},
                       {"output_validators/v.py", ""}}),
            ": worst sum break, unbounded; secret: worst sum break, unbounded");
        add("validators that score, with a range",
            with(one, {{"problem.yaml", "type: scoring\nvalidation: custom score\n"},
                       {"output_validators/v.py", ""},
                       {"data/secret/testdata.yaml", "range: 0 30\n"}}),
            ": worst sum break, 30; secret: worst sum break, 30");
        add("custom grader",
            with(one, {{"graders/g.py", ""},
                       {"data/testdata.yaml", "grading: custom\ngrader_flags: subtask_score=5\n"},
                       {"data/secret/testdata.yaml", "range: 0 5\n"}}),
            ": worst custom break flags=subtask_score=5, unbounded; "
            "secret: worst custom break flags=subtask_score=5, 5");
        add("ancient keys win",
            with(one, {{"problem.yaml", "type: scoring\ngrading:\n  on_reject: grade\n  accept_score: 20\n"
                                        "  reject_score: 1\n  range: 0 15\n"},
                       {"data/secret/testdata.yaml", "accept_score: 3\non_reject: break\n"}}),
            ": worst sum, 15; secret: worst sum, 15", "secret/1@secret=20/1:1");
        add("least is best", with(one, {{"problem.yaml", "type: scoring\ngrading: {objective: min}\n"}}),
            ": worst sum break, unbounded; secret: worst sum break, 1");
        add("draft graded by legacy keys",
            with(one, {{"problem.yaml", "problem_format_version: 2023-07-draft\nname: x\ntype: scoring\n"},
                       {"data/secret/testdata.yaml", "accept_score: 7\ngrader_flags: min\n"}}),
            ": worst sum break, 7; secret: worst min break, 7");
    }
    void gradesLegacy()
    {
        QFETCH(Files, files);
        QFETCH(QString, groups);
        QFETCH(QString, worth);
        check(files, groups, worth);
    }

    void gradesForDomjudge_data()
    {
        rows();
        const auto add = [](const char* row, Files files, const char* groups, const char* worth = "") {
            if (files.count("problem.yaml") == 0)
                files["problem.yaml"] = "type: scoring\n";
            files["submissions/accepted/a.py"] = "# @EXPECTED_SCORE@: 60\n";
            QTest::newRow(row) << files << groups << worth;
        };
        const Files two = {
            {"data/secret/a/1.in", ""}, {"data/secret/a/2.in", ""}, {"data/secret/b/1.in", ""}};
        const auto with = [&two](const Files& more) {
            Files files = two;
            files.insert(more.begin(), more.end());
            return files;
        };
        const char* const continued = "on_reject: continue\n";
        add("a group is worth its points once",
            with({{"data/testdata.yaml", continued},
                  {"data/secret/testdata.yaml", continued},
                  {"data/secret/a/testdata.yaml", "accept_score: 20\n"},
                  {"data/secret/b/testdata.yaml", "accept_score: 30\non_reject: continue\n"},
                  {"data/sample/1.in", ""}}),
            ": first sum nosample, 50; sample: first sum break, 0; secret: first sum, 50; "
            "secret/a: first passfail break, 20; secret/b: first passfail, 30",
            "sample/1@sample=0/1:0 secret/a/1@secret/a=0/1:0 secret/a/2@secret/a=0/1:0 "
            "secret/b/1@secret/b=0/1:0");
        add("nothing is inherited",
            with({{"data/testdata.yaml", "grader_flags: max\naccept_score: 7\non_reject: continue\n"},
                  {"data/secret/testdata.yaml", "grader_flags: avg\n"},
                  {"data/secret/a/testdata.yaml", "accept_score: 20\n"},
                  {"data/secret/b/testdata.yaml", "accept_score: 31\n"}}),
            ": first max, 25.5; secret: first avg break, 25.5; secret/a: first passfail break, 20; "
            "secret/b: first passfail break, 31");
        add("samples with points",
            with({{"data/testdata.yaml", ""},
                  {"data/secret/testdata.yaml", continued},
                  {"data/secret/a/testdata.yaml", "accept_score: 20\n"},
                  {"data/secret/b/testdata.yaml", "accept_score: 30\n"},
                  {"data/sample/testdata.yaml", "accept_score: 5\n"},
                  {"data/sample/1.in", ""}}),
            ": first sum break, 55; sample: first passfail break, 5; secret: first sum, 50; "
            "secret/a: first passfail break, 20; secret/b: first passfail break, 30");
        add("scores of the validator",
            with({{"problem.yaml", "type: scoring\nvalidation: custom\n"},
                  {"output_validators/v/v.py", ""},
                  {"data/secret/testdata.yaml", continued},
                  {"data/secret/a/testdata.yaml", "range: 0 100\ngrader_flags: min\n"},
                  {"data/secret/b/testdata.yaml", "accept_score: 30\n"}}),
            ": first sum break, 130; secret: first sum, 130; secret/a: first min break, 100; "
            "secret/b: first passfail break, 30");
        add("a folder without settings counts for nothing",
            with({{"data/secret/testdata.yaml", continued},
                  {"data/secret/a/testdata.yaml", "accept_score: 20\n"}}),
            ": first sum break, 20; secret: first sum, 20; secret/a: first passfail break, 20; "
            "secret/b: first sum break, 0");
    }
    void gradesForDomjudge()
    {
        QFETCH(Files, files);
        QFETCH(QString, groups);
        QFETCH(QString, worth);
        check(files, groups, worth);
    }
    void whoIsForDomjudge()
    {
        const auto maxScore = [this](Files files) {
            files.insert({{"problem.yaml", "type: scoring\n"},
                          {"data/secret/testdata.yaml", "accept_score: 20\n"},
                          {"data/secret/1.in", ""},
                          {"data/secret/2.in", ""}});
            test::TreeBuilder tree;
            const package::ReadPackage found = read(tree, files);
            return found.problem ? QString::fromStdString(found.problem->maxScore.toString()) : QString();
        };
        QCOMPARE(maxScore({}), QString("40"));
        QCOMPARE(maxScore({{"domjudge-problem.ini", "timelimit = 1\n"}}), QString("20"));
        QCOMPARE(maxScore({{"submissions/wrong_answer/a.c", "// @EXPECTED_SCORE@: 1\n"}}), QString("20"));
        QCOMPARE(maxScore({{"submissions/accepted/a.c", "// @EXPECTED_RESULTS@: CORRECT\n"}}), QString("40"));
    }

    void gradesNewer_data()
    {
        rows();
        const auto add = [](const char* row, Files files, const char* groups, const char* worth = "",
                            const char* type = "scoring") {
            files["problem.yaml"] =
                QString("problem_format_version: 2025-09\nname: x\ntype: %1\n").arg(QLatin1String(type));
            QTest::newRow(row) << files << groups << worth;
        };
        const Files three = {{"data/secret/1.in", ""}, {"data/secret/2.in", ""}, {"data/secret/3.in", ""}};
        const auto with = [](Files files, const Files& more) {
            files.insert(more.begin(), more.end());
            return files;
        };
        const Files groups = {
            {"data/secret/g1/1.in", ""}, {"data/secret/g2/1.in", ""}, {"data/secret/g2/2.in", ""}};
        add("pass-fail", three, ": first passfail, 1; secret: first passfail, 1",
            "secret/1@secret=1/1:0 secret/2@secret=1/1:0 secret/3@secret=1/1:0", "pass-fail");
        add("pass-fail with folders that are no groups",
            {{"data/secret/a/1.in", ""},
             {"data/secret/b/c/1.in", ""},
             {"data/secret/z.in", ""},
             {"data/secret/b/test_group.yaml", "args: [x]\n"}},
            ": first passfail, 1; secret: first passfail, 1; secret/b: first passfail, 1",
            "secret/a/1@secret=1/1:0 secret/b/c/1@secret/b=1/1:0 secret/z@secret=1/1:0", "pass-fail");
        add("a hundred points for three tests", three,
            ": first sum nosample, 100; secret: first sum any, 100",
            "secret/1@secret=100/3:0 secret/2@secret=100/3:0 secret/3@secret=100/3:0");
        add("samples never score", with(three, {{"data/sample/1.in", ""}}),
            ": first sum nosample, 100; sample: first passfail, 0; secret: first sum any, 100",
            "sample/1@sample=0/1:0 secret/1@secret=100/3:0 secret/2@secret=100/3:0 secret/3@secret=100/3:0");
        add("the least of the tests",
            with(three, {{"data/secret/test_group.yaml", "score_aggregation: min\nmax_score: 50\n"}}),
            ": first sum nosample, 50; secret: first min, 50",
            "secret/1@secret=50/1:0 secret/2@secret=50/1:0 secret/3@secret=50/1:0");
        add("all or nothing",
            with(three, {{"data/secret/test_group.yaml", "score_aggregation: pass-fail\n"}}),
            ": first sum nosample, 100; secret: first passfail, 100");
        add("unbounded",
            with(three,
                 {{"data/secret/test_group.yaml", "max_score: unbounded\n"}, {"output_validator/v.py", ""}}),
            ": first sum nosample, unbounded; secret: first sum any, unbounded");
        add("groups",
            with(groups, {{"data/secret/g1/test_group.yaml", "max_score: 30\n"},
                          {"data/secret/g2/test_group.yaml",
                           "max_score: 70\nscore_aggregation: sum\nrequire_pass: secret/g1\n"}}),
            ": first sum nosample, 100; secret: first sum any, 100; secret/g1: first passfail, 30; "
            "secret/g2: first sum any needs=secret/g1, 70",
            "secret/g1/1@secret/g1=0/1:0 secret/g2/1@secret/g2=70/2:0 secret/g2/2@secret/g2=70/2:0");
        add("groups that need the samples",
            with(groups, {{"data/sample/1.in", ""},
                          {"data/secret/test_group.yaml", "require_pass: [sample]\n"},
                          {"data/secret/g1/test_group.yaml", "max_score: 30\nscore_aggregation: min\n"},
                          {"data/secret/g2/test_group.yaml", "max_score: 70\nrequire_pass: [sample, g1]\n"}}),
            ": first sum nosample, 100; sample: first passfail, 0; secret: first sum any needs=sample, 100; "
            "secret/g1: first min, 30; secret/g2: first passfail needs=sample needs=secret/g1, 70");
        add("groups that make another sum",
            with(groups, {{"data/secret/g1/test_group.yaml", "max_score: 3\n"},
                          {"data/secret/g2/test_group.yaml", "max_score: 7\n"}}),
            ": first sum nosample, 10; secret: first sum any, 10; secret/g1: first passfail, 3; "
            "secret/g2: first passfail, 7");
        add("all groups or nothing",
            with(groups, {{"data/secret/test_group.yaml", "score_aggregation: pass-fail\nmax_score: 8\n"},
                          {"data/secret/g1/test_group.yaml", ""},
                          {"data/secret/g2/test_group.yaml", ""}}),
            ": first sum nosample, 8; secret: first passfail, 8; secret/g1: first passfail, 0; "
            "secret/g2: first passfail, 0");
        add("static validator",
            with(groups,
                 {{"static_validator/s.py", ""},
                  {"data/secret/g1/test_group.yaml",
                   "max_score: 30\nscore_aggregation: sum\n"
                   "static_validation_score: 10\nstatic_validator_args: [a]\n"},
                  {"data/secret/g2/test_group.yaml", "max_score: 70\nstatic_validation_score: pass-fail\n"}}),
            ": first sum nosample, 100; secret: first sum any, 100; secret/g1: first sum any, 30 static=10a; "
            "secret/g2: first passfail, 70 static=0",
            "secret/g1/1@secret/g1=20/1:0 secret/g2/1@secret/g2=0/1:0 secret/g2/2@secret/g2=0/1:0");
        add("scoring of a draft",
            with(groups, {{"data/secret/testdata.yaml", "scoring:\n  aggregation: sum\n"},
                          {"data/secret/g1/testdata.yaml", "scoring:\n  score: 30\n  aggregation: min\n"},
                          {"data/secret/g2/testdata.yaml", "scoring:\n  score: 35\n  aggregation: sum\n"}}),
            ": first sum nosample, 100; secret: first sum any, 100; secret/g1: first min, 30; "
            "secret/g2: first sum any, 70",
            "secret/g1/1@secret/g1=30/1:0 secret/g2/1@secret/g2=70/2:0 secret/g2/2@secret/g2=70/2:0");
    }
    void gradesNewer()
    {
        QFETCH(Files, files);
        QFETCH(QString, groups);
        QFETCH(QString, worth);
        check(files, groups, worth);
    }

    void rangesAreKept()
    {
        test::TreeBuilder tree;
        const package::ReadPackage found = read(tree, {{"problem.yaml", "type: scoring\n"},
                                                       {"data/testdata.yaml", "range: -inf +inf\n"},
                                                       {"data/secret/testdata.yaml", "range: 0 +inf\n"},
                                                       {"data/secret/a/testdata.yaml", "range: [-1.5, 2]\n"},
                                                       {"data/secret/a/1.in", ""}});
        QVERIFY2(found.problem, qPrintable(test::textOf(found.diagnostics)));
        const auto& groups = found.problem->groups;
        QVERIFY(!groups[0].grading.range);
        QCOMPARE(groups[1].grading.range->low, Decimal(0));
        QVERIFY(groups[1].grading.range->high > Decimal(2'000'000'000));
        QVERIFY(groups[2].grading.range == model::ScoreRange({*Decimal::parse("-1.5"), 2}));
    }

    void refusesWhatIsContradictory_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* row, Files files, const char* expected) {
            if (files.count("problem.yaml") == 0)
                files["problem.yaml"] = "problem_format_version: 2025-09\nname: x\ntype: scoring\n";
            files["data/secret/g/1.in"] = "";
            QTest::newRow(row) << files << expected;
        };
        const QString group = "data/secret/g/test_group.yaml";
        add("group without points", {{group, ""}}, "max_score is missing");
        add("group without end", {{group, "score_aggregation: sum\n"}}, "the group's points have no end");
        add("all or nothing without end",
            {{"data/secret/test_group.yaml", "score_aggregation: pass-fail\nmax_score: unbounded\n"}},
            "cannot be unbounded");
        add("tests beside groups", {{group, "max_score: 5\n"}, {"data/secret/1.in", ""}},
            "tests beside groups");
        add("unknown requirement", {{group, "max_score: 5\nrequire_pass: h\n"}}, "require_pass names \"h\"");
        add("requirement of itself", {{group, "max_score: 5\nrequire_pass: g\n"}},
            "require_pass names \"g\"");
        add("no static validator", {{group, "max_score: 5\nstatic_validation_score: 5\n"}},
            "needs a static validator");
        add("static score above all",
            {{group, "max_score: 5\nscore_aggregation: sum\nstatic_validation_score: 6\n"},
             {"static_validator/s.py", ""}},
            "static_validation_score is more than max_score");
        add("negative points", {{group, "max_score: -5\n"}}, "expected a score that is not negative");
        add("no such aggregation", {{group, "score_aggregation: avg\n"}},
            "expected one of min, pass-fail, sum");
        add("newer keys in the legacy format",
            {{"problem.yaml", "type: scoring\n"}, {group, "max_score: 5\n"}},
            "give problem_format_version in problem.yaml");
        add("scores without end",
            {{"problem.yaml", "type: scoring\n"},
             {"data/testdata.yaml", "accept_score: 9e11\n"},
             {"data/secret/g/2.in", ""},
             {"data/secret/g/3.in", ""}},
            "too large to be added exactly");
    }
    void refusesWhatIsContradictory()
    {
        QFETCH(Files, files);
        QFETCH(QString, expected);
        test::TreeBuilder tree;
        const package::ReadPackage found = read(tree, files);
        const QString text = test::textOf(found.diagnostics);
        QVERIFY2(!found.problem && text.contains(expected), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestIcpcGrading)
#include "test_icpc_grading.moc"
