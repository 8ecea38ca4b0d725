// SPDX-License-Identifier: GPL-3.0-or-later
// What `assize verify` prints of a snapshot, to the letter.
#include "../../../app/cli/verify_text.h"

#include "report/text.h"
#include "verify/limit_without.h"

#include <QtTest>

#include <deque>

using namespace assize;
using namespace assize::cli;
using namespace std::chrono_literals;
using model::Verdict;

namespace {

/// Problem "sum": sample/1, secret/a/1..3, secret/b/1..2; limit 2 s, margin 1.5.
class SnapshotBuilder
{
public:
    explicit SnapshotBuilder(bool scoring = false)
    {
        m_snapshot.engine = {"0.1.0", "local", {"userns"}, {}, 2};
        model::Problem& problem = m_snapshot.problems.emplace_back();
        problem.id = "sum";
        problem.file = "packages/sum";
        problem.format = "icpc-legacy";
        problem.type = {scoring ? "scoring" : "pass-fail"};
        problem.limits.cpuTime = 2s;
        problem.timeLimitFrom = ".timelimit";
        problem.timeLimitRule = {2, 1.5, 1s};
        for (const char* group : {"sample", "secret/a", "secret/b"}) {
            model::TestGroup& made = problem.groups.emplace_back();
            made.id = group;
        }
        addTests("sample", 1);
        addTests("secret/a", 3);
        addTests("secret/b", 2);
    }

    void addTests(const std::string& group, int count)
    {
        for (int i = 1; i <= count; ++i) {
            model::TestCase& test = m_snapshot.problems[0].testCases.emplace_back();
            test.id = group + "/" + std::to_string(i);
            test.group = group;
            test.sample = group == "sample";
        }
    }

    /// `letters`: one for each test (A, W, T, - for skipped); the run at `slowTest` takes `slow`.
    report::ReportedSubmission& add(const std::string& file, std::vector<Verdict> permitted,
                                    std::vector<Verdict> required, Verdict verdict,
                                    const std::string& letters, std::chrono::milliseconds slow = 10ms)
    {
        m_jury.emplace_back();
        model::JurySubmission& jury = m_jury.back();
        jury.file = "submissions/" + file;
        jury.permitted = std::move(permitted);
        jury.required = std::move(required);
        jury.forTimeLimit = file.starts_with("accepted/");
        jury.mustExceedTimeLimit = jury.required == std::vector{Verdict::TLE};
        m_snapshot.submissions.emplace_back();
        report::ReportedSubmission& item = m_snapshot.submissions.back();
        item.submission.problem = "sum";
        item.submission.file = "sum/" + jury.file;
        item.judgement.state = model::SubmissionState::Done;
        item.judgement.verdict = verdict;
        item.judgement.sandbox = "local";
        for (std::size_t i = 0; i < letters.size(); ++i) {
            model::Run& run = item.judgement.runs.emplace_back();
            run.testCase = m_snapshot.problems[0].testCases.at(i).id;
            run.state = letters[i] == '-' ? model::TaskState::Skipped : model::TaskState::Done;
            if (letters[i] == '-')
                continue;
            run.verdict = letters[i] == 'A' ? Verdict::AC : letters[i] == 'W' ? Verdict::WA : Verdict::TLE;
            run.cpuTime = i == 1 ? slow : 10ms;
            run.wallTime = 100ms;
        }
        for (const model::TestGroup& group : m_snapshot.problems[0].groups) {
            model::GroupResult& result = item.judgement.groups.emplace_back();
            result.group = group.id;
        }
        return item;
    }

    model::JurySubmission& lastJury() { return m_jury.back(); }

    /// Compares, as engine::makeVerifySnapshot does.
    const report::ContestSnapshot& finish()
    {
        const model::Problem& problem = m_snapshot.problems[0];
        std::vector<verify::JudgedJurySubmission> judged;
        std::size_t i = 0;
        for (const model::JurySubmission& jury : m_jury) {
            report::ReportedSubmission& item = m_snapshot.submissions[i++];
            judged.push_back({&jury, &item.judgement});
            m_snapshot.problems[0].jurySubmissions.push_back(jury);
            report::Expectation& expectation = item.expectation.emplace();
            expectation.permitted = jury.permitted;
            expectation.required = jury.required;
            if (jury.score)
                expectation.score = {jury.score->low, jury.score->high};
            expectation.comparison = verify::compareSubmission(problem, jury, item.judgement);
            expectation.asExpected = expectation.comparison.asExpected;
        }
        report::PackageReport& package = m_snapshot.packages.emplace().emplace_back();
        package.file = problem.file;
        package.validators = {"output_validators/check"};
        package.timeLimit = verify::timeLimitRuler(problem, judged);
        package.limitWithout = verify::limitWithout(problem, judged);
        package.usefulness = verify::usefulnessOf(problem, judged);
        return m_snapshot;
    }

    report::ContestSnapshot& snapshot() { return m_snapshot; }

private:
    report::ContestSnapshot m_snapshot;
    std::deque<model::JurySubmission> m_jury;
};

QByteArray textOf(const std::vector<std::string>& lines)
{
    QByteArray text;
    for (const std::string& line : lines)
        text += QByteArray::fromStdString(line) + '\n';
    return text;
}

/// A package in which everything occurs.
SnapshotBuilder everything()
{
    SnapshotBuilder builder;
    builder.add("accepted/right.cpp", {Verdict::AC}, {}, Verdict::AC, "AAAAAA", 810ms);
    builder.add("accepted/late.py", {Verdict::AC}, {}, Verdict::WA, "AAAWAA", 1500ms)
        .judgement.runs[3]
        .message = "line 1: expected 5, got 6";
    builder.add("time_limit_exceeded/slow.cpp", {Verdict::AC, Verdict::TLE}, {Verdict::TLE}, Verdict::TLE,
                "ATAA--", 4100ms);
    builder.add("wrong_answer/wrong.cpp", {Verdict::AC, Verdict::WA}, {Verdict::WA}, Verdict::WA, "AAWAWW");
    return builder;
}

} // namespace

class TestVerifyText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plain()
    {
        SnapshotBuilder builder = everything();
        VerifyTextOptions options;
        options.elapsed = 2s;
        const QByteArray expected =
            "packages/sum: icpc-legacy, pass-fail, 6 tests, 4 submissions, validated by "
            "output_validators/check\n"
            "  file                          expected  got  slowest  sample a     b\n"
            "  accepted/right.cpp            AC        AC   0.810 s  [A]    [AAA] [AA]\n"
            "! accepted/late.py              AC        WA   1.500 s  [A]    [AAW] [AA]\n"
            "                                                                ~ ^\n"
            "  time_limit_exceeded/slow.cpp  TLE       TLE  4.100 s  [A]    [TAA] [--]\n"
            "  wrong_answer/wrong.cpp        WA        WA   0.010 s  [A]    [AWA] [WW]\n"
            "  A Accepted, W Wrong answer, T Time limit exceeded, - not run, ^ unexpected, ~ within the "
            "margin of the time "
            "limit\n"
            "  ! accepted/late.py: expected AC, got WA on secret/a/3: line 1: expected 5, got 6\n"
            "  time 0 ----------------------A------L-------------S---------------F\n"
            "       A slowest accepted 1.5 s (accepted/late.py), L limit 2 s (.timelimit), S safety 3 s, F "
            "fastest that must "
            "fail 4.1 s (time_limit_exceeded/slow.cpp)\n"
            "       suggested limit 3 s (2 x slowest accepted), 8 s by the legacy rule (5 x); at most 2.733 "
            "s keeps the margin "
            "to what must fail\n"
            "  warning: the slowest accepted submission accepted/late.py (1.5 s) is close to the limit of 2 "
            "s\n"
            "  warning: no time limit keeps the margins to both: the slowest accepted submission "
            "accepted/late.py (1.5 s) "
            "needs at least 3 s, what must fail allows at most 2.733 s\n"
            "  no wrong submission fails 1 test (of 2 wrong submissions): secret/a/3\n"
            "  only one wrong submission fails 4 tests: time_limit_exceeded/slow.cpp: secret/a/1 (it fails "
            "nothing "
            "else); wrong_answer/wrong.cpp: secret/a/2, secret/b/1, secret/b/2\n"
            "  equal in effect: secret/b/1 = secret/b/2\n"
            "\n"
            "4 submissions, 22 runs in 2.0 s; 2 slots, 55 % in use by runs; 1 unexpected\n";
        QCOMPARE(textOf(verifyLines(builder.finish(), options)), expected);
        QVERIFY(isUnexpected(builder.snapshot()));
    }

    void asExpected()
    {
        SnapshotBuilder builder;
        builder.add("accepted/right.cpp", {Verdict::AC}, {}, Verdict::AC, "AAAAAA", 100ms);
        const QByteArray text = textOf(verifyLines(builder.finish(), {}));
        QVERIFY2(text.endsWith("\n\n1 submission, 6 runs; all as expected\n"), text.constData());
        QVERIFY(!text.contains('!') && !text.contains("warning") && !text.contains("no wrong submission"));
        QVERIFY(!isUnexpected(builder.snapshot()));
        builder.snapshot().diagnostics.push_back({Diagnostic::Level::Error, "sum/data/x.in", "refused"});
        QVERIFY(isUnexpected(builder.snapshot()));
        QVERIFY(textOf(verifyLines(builder.snapshot(), {})).contains("error: sum/data/x.in: refused\n"));
    }

    /// What is found in every test is one line.
    void theSameFinding()
    {
        SnapshotBuilder builder;
        builder.add("accepted/right.cpp", {Verdict::AC}, {}, Verdict::AC, "AAAAAA", 100ms);
        builder.finish();
        report::ContestSnapshot& snapshot = builder.snapshot();
        using Level = Diagnostic::Level;
        for (const char* file : {"1.ans", "2.ans", "3.ans", "4.ans", "5.ans"})
            snapshot.diagnostics.push_back({Level::Error, file, "no decision"});
        snapshot.diagnostics.push_back({Level::Warning, "6.ans", "no decision"});
        snapshot.diagnostics.push_back({Level::Error, "7.ans", "another"});
        snapshot.diagnostics.push_back({Level::Error, "8.ans", "another"});
        const QByteArray text = textOf(verifyLines(snapshot, {}));
        QVERIFY2(text.contains("\nerror: 1.ans, 2.ans, 3.ans and 2 more: no decision\n"
                               "warning: 6.ans: no decision\nerror: 7.ans, 8.ans: another\n"),
                 text.constData());
    }

    /// Groups that are not as expected are marked at their brackets.
    void groups()
    {
        SnapshotBuilder builder(true);
        report::ReportedSubmission& item = builder.add("mixed/part.cpp", {}, {}, Verdict::PA, "AAAAWW");
        item.judgement.score = 40;
        item.judgement.groups[1].verdict = Verdict::AC;
        item.judgement.groups[1].score = 40;
        item.judgement.groups[2].verdict = Verdict::WA;
        builder.lastJury().score = model::ScoreRange{40, 60};
        builder.lastJury().below.push_back({"secret/a", {{Verdict::AC}, {}, model::ScoreRange{60, 60}, {}}});
        builder.lastJury().below.push_back({"secret/b", {{Verdict::AC, Verdict::TLE}, {}, {}, {}}});
        const report::ContestSnapshot& snapshot = builder.finish();
        const PackageView view{&snapshot.problems[0], nullptr, {&snapshot.submissions[0]}};
        QCOMPARE(textOf(matrixLines(view, {})),
                 QByteArray("  file            expected  got    slowest  sample a     b\n"
                            "! mixed/part.cpp  40..60    PA 40  0.010 s  [A]    [AAA] [WW]\n"
                            "                                                   ^   ^ ^^^^\n"
                            "  A Accepted, W Wrong answer, ^ unexpected\n"));
        QVERIFY(textOf(verifyLines(snapshot, {}))
                    .contains("  ! mixed/part.cpp: in secret/a: expected a score of 60, got 40\n"));
        VerifyTextOptions narrow;
        narrow.width = 62;
        QCOMPARE(textOf(matrixLines(view, narrow)),
                 QByteArray("  file            expected  got    slowest  sample a     b\n"
                            "! mixed/part.cpp  40..60    PA 40  0.010 s  [A]    [AAA] [WW]\n"
                            "                                                   ^   ^ ^^^^\n"
                            "  A Accepted, W Wrong answer, ^ unexpected\n"));
    }

    void folds_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("fits")
            << 200
            << QByteArray(
                   "  wrong_answer/wrong.cpp  WA        WA   0.010 s  [A]    [AAWAAAAAAAAAAAAAAAAAAAAAAA");
        QTest::newRow("groups")
            << 100
            << QByteArray("  wrong_answer/wrong.cpp  WA        WA   0.010 s  AC 1/1    WA 62/63  WA 1/2");
        QTest::newRow("shorter name")
            << 72 << QByteArray("  wrong_answer/wr…  WA        WA   0.010 s  AC 1/1    WA 62/63  WA 1/2");
        QTest::newRow("counts") << 60 << QByteArray("  wrong_answer/wr…  WA        WA   0.010 s  AC 64 WA 2");
    }

    void folds()
    {
        QFETCH(int, width);
        QFETCH(QByteArray, row);
        SnapshotBuilder builder;
        model::Problem& problem = builder.snapshot().problems[0];
        problem.testCases.resize(1);
        builder.addTests("secret/a", 63);
        builder.addTests("secret/b", 2);
        std::string letters(66, 'A');
        letters[3] = letters[65] = 'W';
        builder.add("wrong_answer/wrong.cpp", {Verdict::AC, Verdict::WA}, {Verdict::WA}, Verdict::WA,
                    letters);
        const report::ContestSnapshot& snapshot = builder.finish();
        VerifyTextOptions options;
        options.width = width;
        const std::vector<std::string> lines =
            matrixLines({&snapshot.problems[0], nullptr, {&snapshot.submissions[0]}}, options);
        QVERIFY2(QByteArray::fromStdString(lines.at(1)).startsWith(row), lines.at(1).c_str());
        for (const std::string& line : lines)
            QVERIFY2(report::displayWidth(line) <= width, line.c_str());
    }

    void colorsStandBesideLetters()
    {
        SnapshotBuilder builder = everything();
        const report::ContestSnapshot& snapshot = builder.finish();
        VerifyTextOptions options;
        const QByteArray plain = textOf(verifyLines(snapshot, options));
        QVERIFY(!plain.contains('\x1b'));
        for (const ColorMode mode : {ColorMode::Sixteen, ColorMode::Many}) {
            options.colors = mode;
            QByteArray colored = textOf(verifyLines(snapshot, options));
            QVERIFY(colored.contains(mode == ColorMode::Many ? "\x1b[38;5;203mW" : "\x1b[31mW"));
            QString stripped = QString::fromUtf8(colored);
            stripped.remove(QRegularExpression(QStringLiteral("\x1b\\[[0-9;]*m")));
            QCOMPARE(stripped.toUtf8(), plain);
        }
    }

    void namesCannotDisguiseThemselves()
    {
        SnapshotBuilder builder;
        report::ReportedSubmission& item =
            builder.add("accepted/\x1b[31mred\nAC\xff \xe4\xbd\xa0\xe5\xa5\xbd\xe4\xbd\xa0\xe5\xa5\xbd.cpp",
                        {Verdict::AC}, {}, Verdict::WA, "AAAAAW");
        item.judgement.runs[5].message = "\x1b[2J\r\nmore";
        const report::ContestSnapshot& snapshot = builder.finish();
        for (const std::string& line : verifyLines(snapshot, {})) {
            for (const char c : line)
                QVERIFY2(static_cast<unsigned char>(c) >= 0x20, line.c_str());
        }
        VerifyTextOptions options;
        options.width = 70;
        for (const std::string& line :
             matrixLines({&snapshot.problems[0], nullptr, {&snapshot.submissions[0]}}, options))
            QVERIFY2(report::displayWidth(line) <= 70, line.c_str());
    }

    /// Findings have as many lines as they need, and places one.
    void findingsKeepTheirLines()
    {
        SnapshotBuilder builder;
        builder.snapshot().diagnostics.push_back(
            {Diagnostic::Level::Error, "sum/a\nb\u202e.in", "refused, it says:\nline 1\nline 2\n"});
        builder.snapshot().unmatched = {{"x\ny\u200b", "no language"}};
        const QByteArray text = textOf(verifyLines(builder.finish(), {}));
        QVERIFY2(text.contains("\nerror: sum/a\\nb\\u202e.in: refused, it says:\n  line 1\n  line 2\n"),
                 text.constData());
        QVERIFY2(text.contains("\nnot a submission: x\\ny\\u200b: no language\n"), text.constData());
    }

    /// Where a problem cannot be judged, all submissions have the same reason.
    void commonReasonsAreSaidOnce()
    {
        SnapshotBuilder builder;
        for (const char* file : {"accepted/a.c", "accepted/b.c", "accepted/c.c"})
            builder.add(file, {Verdict::AC}, {}, Verdict::JE, "").judgement.message = "no validator";
        const QByteArray text = textOf(verifyLines(builder.finish(), {}));
        QVERIFY2(text.contains("  ! accepted/a.c and 2 more: could not be judged: no validator\n"),
                 text.constData());
    }

    void whatTheLimitIsComputedWithout_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<bool>("said");
        QTest::newRow("computed") << QStringLiteral("computed") << true;
        QTest::newRow("given") << QStringLiteral(".timelimit") << false;
    }
    void whatTheLimitIsComputedWithout()
    {
        QFETCH(QString, from);
        QFETCH(bool, said);
        SnapshotBuilder builder;
        builder.add("accepted/a.c", {Verdict::AC}, {}, Verdict::AC, "AAAAAA");
        builder.add("accepted/b.c", {Verdict::AC}, {}, Verdict::WA, "AWAAAA");
        report::ReportedSubmission& unbuilt =
            builder.add("accepted/c.kt", {Verdict::AC}, {}, Verdict::AC, "");
        unbuilt.judgement.state = model::SubmissionState::NoToolchain;
        unbuilt.judgement.verdict.reset();
        unbuilt.judgement.message = "no kotlinc here";
        builder.snapshot().problems[0].timeLimitFrom = from.toStdString();
        const QByteArray text = textOf(verifyLines(builder.finish(), {}));
        QCOMPARE(
            text.contains("  warning: the time limit is computed without submissions/accepted/b.c: "
                          "it should be accepted and gets WA\n  warning: the time limit is computed without "
                          "submissions/accepted/c.kt: no kotlinc here\n"),
            said);
        QCOMPARE(text.contains("computed without"), said);
    }

    void lettersOfTheRulerFindRoom()
    {
        SnapshotBuilder builder;
        builder.snapshot().problems[0].timeLimitRule = {2, 1, 1s};
        builder.add("accepted/a.c", {Verdict::AC}, {}, Verdict::AC, "AAAAAA", 2s);
        builder.add("time_limit_exceeded/b.c", {}, {Verdict::TLE}, Verdict::TLE, "ATAAAA", 2s);
        const report::ContestSnapshot& snapshot = builder.finish();
        VerifyTextOptions options;
        options.width = 30;
        const std::vector<std::string> lines =
            rulerLines({&snapshot.problems[0], &snapshot.packages->front(), {}}, options);
        QCOMPARE(lines.at(0), std::string("  time 0 ----------------ALSF"));
    }
};

QTEST_GUILESS_MAIN(TestVerifyText)
#include "test_verify_text.moc"
