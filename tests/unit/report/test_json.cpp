// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/html.h"
#include "report/json.h"
#include "sample_snapshot.h"

#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>

using namespace assize;
using namespace assize::report;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

json parsed(const ContestSnapshot& snapshot)
{
    return json::parse(resultsJson(snapshot), nullptr, false);
}

std::vector<std::string> keysOf(const ordered_json& object)
{
    std::vector<std::string> keys;
    for (const auto& item : object.items())
        keys.push_back(item.key());
    return keys;
}

using Keys = std::vector<std::string>;

} // namespace

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Only where there is something to say: the usual submission is one file.
    void whatBecameOfTheFiles()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        model::Submission& submission = snapshot.submissions[1].submission;
        submission.entryPoint = "main.cpp";
        submission.choice = "main.cpp is started, because it is called main; not x.py";
        submission.leftOut = {{"alice/hello/x.py", "it is in Python 3"}};
        submission.notes = {"main.cpp was in UTF-16."};
        const json found = parsed(snapshot)["submissions"][0];
        QCOMPARE(found["entry_point"].get<std::string>(), std::string("main.cpp"));
        QCOMPARE(found["choice"].get<std::string>(), submission.choice);
        QVERIFY(found["left_out"] ==
                json::array({{{"file", "alice/hello/x.py"}, {"reason", "it is in Python 3"}}}));
        QVERIFY(found["notes"] == json::array({"main.cpp was in UTF-16."}));
        const std::string html = resultsHtml(snapshot);
        QVERIFY(html.find("because it is called main") != std::string::npos);
        QVERIFY(html.find("<b>alice/hello/x.py</b>: it is in Python 3") != std::string::npos);
        QVERIFY(html.find("main.cpp was in UTF-16.") != std::string::npos);
    }

    void keys()
    {
        const ordered_json results = ordered_json::parse(resultsJson(test::sampleSnapshot()));
        QCOMPARE(keysOf(results), (Keys{"schema", "engine", "problems", "submissions", "standings_notes",
                                        "unmatched", "diagnostics"}));
        QCOMPARE(keysOf(results["engine"]), (Keys{"version", "sandbox", "isolation", "slots"}));
        const ordered_json& problem = results["problems"][0];
        QCOMPARE(keysOf(problem),
                 (Keys{"id", "name", "state", "format", "type", "time_limit_s", "time_limit_from",
                       "memory_limit_mib", "output_limit_mib", "max_score", "groups", "testcases"}));
        QCOMPARE(keysOf(problem["groups"][0]), (Keys{"id", "parent", "max_score"}));
        QCOMPARE(keysOf(problem["testcases"][0]), (Keys{"id", "group", "sample"}));
        const ordered_json& submission = results["submissions"][0];
        QCOMPARE(keysOf(submission), (Keys{"id",
                                           "contestant",
                                           "problem",
                                           "language",
                                           "file",
                                           "state",
                                           "verdict",
                                           "score",
                                           "max_score",
                                           "counts",
                                           "outdated",
                                           "late",
                                           "not_counted_because",
                                           "submitted_at",
                                           "cpu_time_s",
                                           "wall_time_s",
                                           "memory_kib",
                                           "compile",
                                           "groups",
                                           "runs"}));
        QCOMPARE(keysOf(submission["compile"]), (Keys{"ok", "log"}));
        QCOMPARE(keysOf(submission["groups"][0]), (Keys{"id", "verdict", "score", "max_score"}));
        QCOMPARE(keysOf(submission["runs"][0]),
                 (Keys{"testcase", "state", "verdict", "score", "cpu_time_s", "wall_time_s", "memory_kib",
                       "exit_code", "signal", "limit", "message", "standard_error", "attempts"}));
        QCOMPARE(keysOf(results["unmatched"][0]), (Keys{"file", "reason"}));
        QCOMPARE(keysOf(results["diagnostics"][0]), (Keys{"level", "where", "message"}));
    }

    void values()
    {
        const json results = parsed(test::sampleSnapshot());
        QVERIFY(results["schema"] == "assize.results/1");
        QVERIFY(results["engine"] == json::parse(R"({"version": "0.1.0", "sandbox": "local",
            "isolation": ["userns", "seccomp"], "slots": 2})"));
        QVERIFY(results["problems"][0]["time_limit_s"] == 1.5);
        QVERIFY(results["problems"][0]["memory_limit_mib"] == 2048);
        QVERIFY(results["problems"][0]["groups"] ==
                json::parse(R"([{"id": "sample", "parent": null, "max_score": 0},
            {"id": "secret", "parent": null, "max_score": 1}])"));
        QVERIFY(results["problems"][1]["testcases"][1]["time_limit_s"] == 3);
        QVERIFY(!results["problems"][1]["testcases"][1].contains("memory_limit_mib"));
        const json& submission = results["submissions"][2];
        QVERIFY(submission["file"] == "bob/hello.cpp");
        QVERIFY(submission["id"] == 3);
        QVERIFY(submission["verdict"] == "WA");
        QVERIFY(submission["counts"] == true);
        QVERIFY(submission["submitted_at"] == "2026-11-21T09:00:00Z");
        QVERIFY(submission["cpu_time_s"] == 0.0013);
        QVERIFY(submission["memory_kib"] == 1025);
        QVERIFY(submission["runs"][1]["exit_code"] == 0);
        QVERIFY(submission["runs"][1]["limit"].is_null());
        QVERIFY(submission["runs"][1]["message"] == "line 1, column 1, token 1: expected \"5\", found \"6\"");
        QVERIFY(submission["runs"][2] ==
                json::parse(R"({"testcase": "secret/03", "state": "skipped", "verdict": null,
            "score": 0, "cpu_time_s": 0, "wall_time_s": 0, "memory_kib": 0, "exit_code": null, "signal": null,
            "limit": null, "message": "", "standard_error": "", "attempts": []})"));
        QVERIFY(results["submissions"][1]["runs"][1]["signal"] == "SIGSEGV");
    }

    void standardErrorIsShown()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        model::Run& crashed = snapshot.submissions[2].judgement.runs[1];
        crashed.standardError = "Traceback\n\xFF\x01" + std::string(5000, 'x');
        json run = parsed(snapshot)["submissions"][1]["runs"][1];
        const std::string shown = run["standard_error"];
        QVERIFY(shown.starts_with("Traceback\n\uFFFD\x01xxx"));
        QVERIFY(shown.size() <= 2048 + 2);
        // What was not loaded is not known to be empty.
        snapshot.detailsLeftOut = true;
        crashed.standardError.clear();
        run = parsed(snapshot)["submissions"][1]["runs"][1];
        QVERIFY(run["standard_error"].is_null());
    }

    void outdatedResults_data()
    {
        QTest::addColumn<QString>("because");
        QTest::addColumn<bool>("unknown");
        QTest::addColumn<QString>("outdated");
        QTest::addColumn<QString>("note");
        QTest::newRow("current") << "" << false << "false"
                                 << "";
        QTest::newRow("changed") << "its source has changed" << false << "true"
                                 << "OUTDATED: 1 of 3 results is";
        QTest::newRow("not known") << "" << true << "null"
                                   << "Whether 1 of 3 results is outdated is not known";
        QTest::newRow("known all the same") << "its source has changed" << true << "true"
                                            << "OUTDATED: 1 of 3";
    }

    void outdatedResults()
    {
        QFETCH(QString, because);
        QFETCH(bool, unknown);
        QFETCH(QString, outdated);
        QFETCH(QString, note);
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].outdatedBecause = because.toStdString();
        snapshot.submissions[0].mayBeOutdated = unknown;
        const json results = parsed(snapshot);
        QCOMPARE(QString::fromStdString(results["submissions"][2]["outdated"].dump()), outdated);
        QCOMPARE(results["submissions"][2].contains("outdated_because"), !because.isEmpty());
        QVERIFY(results["submissions"][0]["outdated"] == false);
        const json& notes = results["standings_notes"];
        QCOMPARE(notes.size(), std::size_t(note.isEmpty() ? 0 : 1));
        QVERIFY(note.isEmpty() || QString::fromStdString(notes[0]).startsWith(note));
    }

    void testsWithoutGroups()
    {
        report::ContestSnapshot snapshot = test::sampleSnapshot();
        for (model::Problem& problem : snapshot.problems) {
            problem.groups = {{"", std::nullopt, 1}};
            for (model::TestCase& test : problem.testCases)
                test.group.clear();
        }
        const json problem = parsed(snapshot)["problems"][0];
        QVERIFY(problem["groups"].empty());
        QVERIFY(problem["testcases"][0]["group"].is_null());
    }

    void submissionsFollowSortedPaths()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        const std::string first = resultsJson(snapshot);
        std::reverse(snapshot.submissions.begin(), snapshot.submissions.end());
        for (ReportedSubmission& item : snapshot.submissions)
            item.submission.id += 100;
        QCOMPARE(resultsJson(snapshot), first);
    }

    void orderOfDiagnosticsDoesNotShow()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.diagnostics.push_back({Diagnostic::Level::Info, "a", "b"});
        snapshot.unmatched.push_back({"a", "b"});
        const std::string first = resultsJson(snapshot);
        std::swap(snapshot.diagnostics[0], snapshot.diagnostics[1]);
        std::swap(snapshot.unmatched[0], snapshot.unmatched[1]);
        QCOMPARE(resultsJson(snapshot), first);
    }

    void statesWithoutVerdict()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        model::Judgement& judgement = snapshot.submissions[0].judgement;
        judgement.state = model::SubmissionState::NoToolchain;
        judgement.compile.reset();
        judgement.message = "no compiler";
        json submission = parsed(snapshot)["submissions"][2];
        QVERIFY(submission["state"] == "no-toolchain");
        QVERIFY(submission["verdict"].is_null());
        QVERIFY(submission["compile"].is_null());
        QVERIFY(submission["message"] == "no compiler");
        snapshot.submissions[0] = test::submissionOf(7, "bob", snapshot.problems[0], {"AC", ".", "."});
        submission = parsed(snapshot)["submissions"][2];
        QVERIFY(submission["state"] == "incomplete");
        QVERIFY(submission["verdict"].is_null());
        QVERIFY(submission["runs"][0]["state"] == "done");
        QVERIFY(submission["runs"][1]["state"] == "skipped");
        snapshot.submissions[0].judgement = {};
        snapshot.submissions[0].judgement.state = model::SubmissionState::Unjudged;
        snapshot.submissions[0].submission.submittedAt.reset();
        submission = parsed(snapshot)["submissions"][2];
        QVERIFY(submission["state"] == "unjudged");
        QVERIFY(submission["verdict"].is_null());
        QVERIFY(submission["submitted_at"].is_null());
    }

    void aRefusedProblemSaysWhy()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        model::Problem& problem = snapshot.problems[1];
        problem = model::Problem();
        problem.id = "sort";
        problem.label = "B";
        problem.file = "problems/sort";
        problem.refusedBecause = "problem.yaml:3 (limits): expected a number";
        snapshot.diagnostics = {
            {Diagnostic::Level::Error, "problems/sort/problem.yaml:3 (limits)", "expected a number"},
            {Diagnostic::Level::Warning, "problems/sort", "a warning"},
            {Diagnostic::Level::Error, "problems/sorting", "of another one"}};
        const json results = parsed(snapshot);
        const json& refused = results["problems"][1];
        QVERIFY(refused["state"] == "refused");
        QVERIFY(refused["refused_because"] == "problem.yaml:3 (limits): expected a number");
        QCOMPARE(refused["diagnostics"].size(), std::size_t(1));
        QVERIFY(refused["diagnostics"][0]["where"] == "problems/sort/problem.yaml:3 (limits)");
        for (const char* key : {"time_limit_s", "memory_limit_mib", "output_limit_mib", "max_score"})
            QVERIFY2(refused[key].is_null(), key);
        QVERIFY(refused["testcases"].empty());
        QVERIFY(results["problems"][0]["state"] == "ready");
        QVERIFY(!results["problems"][0].contains("refused_because"));
    }

    void lateOnesAreMarked()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].submission.late = true;
        snapshot.submissions[0].submission.notCountedBecause = "handed in 30 s after the contest's end";
        test::rankSnapshot(snapshot);
        const json submissions = parsed(snapshot)["submissions"];
        QVERIFY(submissions[2]["late"] == true);
        QVERIFY(submissions[2]["counts"] == false);
        QVERIFY(submissions[2]["verdict"] == "WA");
        QVERIFY(submissions[2]["not_counted_because"] == "handed in 30 s after the contest's end");
        QVERIFY(submissions[0]["late"] == false);
        QVERIFY(submissions[0]["counts"] == true);
        QVERIFY(submissions[0]["not_counted_because"].is_null());
    }

    /// Whether one that was too slow ended just before it was stopped is chance, and the same input gives the
    /// same JSON.
    void howOneEndedThatWasTooSlow()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        model::Run& run = snapshot.submissions[0].judgement.runs[0];
        run.verdict = model::Verdict::TLE;
        run.limit = model::LimitKind::Cpu;
        run.exitCode = 0;
        json shown = parsed(snapshot)["submissions"][2]["runs"][0];
        QVERIFY(shown["limit"] == "cpu");
        QVERIFY(shown["exit_code"].is_null());
        run.exitCode.reset();
        run.signal = 9;
        shown = parsed(snapshot)["submissions"][2]["runs"][0];
        QVERIFY(shown["signal"].is_null());
        run.limit = model::LimitKind::Wall;
        QVERIFY(parsed(snapshot)["submissions"][2]["runs"][0]["signal"] == "SIGKILL");
    }

    void exactNumbers()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].judgement.score = *Decimal::parse("9000000000.123456");
        snapshot.submissions[0].judgement.runs[0].cpuTime = std::chrono::nanoseconds(300'000'499);
        snapshot.problems[0].limits.memory = (64ULL << 20) + (1 << 19);
        const std::string text = resultsJson(snapshot);
        QVERIFY(text.find("\"score\": 9000000000.123456,") != std::string::npos);
        QVERIFY(text.find("\"cpu_time_s\": 0.3,") != std::string::npos);
        QVERIFY(text.find("\"memory_limit_mib\": 64.5,") != std::string::npos);
    }

    void limitsAndAttempts()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        model::Run& run = snapshot.submissions[0].judgement.runs[1];
        run.limit = model::LimitKind::Wall;
        run.attempts = {{std::chrono::milliseconds(1), std::chrono::milliseconds(2), 2048}};
        const json shown = parsed(snapshot)["submissions"][2]["runs"][1];
        QVERIFY(shown["limit"] == "wall");
        QVERIFY(shown["attempts"] ==
                json::parse(R"([{"cpu_time_s": 0.001, "wall_time_s": 0.002, "memory_kib": 2}])"));
    }

    /// A run that was made for an earlier judgement says when; others say nothing.
    void reusedRuns()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].judgement.runs[1].reusedFrom =
            std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000));
        const json runs = parsed(snapshot)["submissions"][2]["runs"];
        QVERIFY(runs[1]["reused_from"] == "2023-11-14T22:13:20Z");
        QVERIFY(!runs[0].contains("reused_from"));
    }

    /// A stored result may have come about otherwise than what `engine` says of the last call.
    void unprotectedIsMarked()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        snapshot.submissions[0].judgement.sandbox = "none"; // bob's, the last file
        const json submissions = parsed(snapshot)["submissions"];
        QVERIFY(submissions[2]["sandbox"] == "none");
        QVERIFY(!submissions[0].contains("sandbox") && !submissions[1].contains("sandbox"));
    }

    void verifyKeys()
    {
        ContestSnapshot snapshot = test::sampleSnapshot();
        QVERIFY(!parsed(snapshot).contains("packages"));
        QVERIFY(!parsed(snapshot)["submissions"][0].contains("expected"));
        verify::TimeLimitRuler ruler;
        ruler.slowestAccepted = std::chrono::milliseconds(310);
        ruler.limit = std::chrono::seconds(1);
        ruler.safety = std::chrono::seconds(2);
        ruler.slowestSpread =
            verify::Spread{std::chrono::milliseconds(310), std::chrono::milliseconds(320), 2};
        ruler.warnings = {{verify::RulerWarning::Kind::AcceptedNearLimit, "accepted/a.cpp", true}};
        snapshot.packages =
            std::vector<PackageReport>{{"problems/hello", {"output_validators/check"}, ruler}};
        snapshot.submissions[1].expectation =
            Expectation{{model::Verdict::AC}, {}, std::pair{Decimal(1), Decimal(2)}, true};
        json results = parsed(snapshot);
        QCOMPARE(results["packages"][0]["time_limit_warnings"][0]["message"].get<std::string>(),
                 verify::explain(ruler.warnings[0], ruler));
        results["packages"][0]["time_limit_warnings"][0].erase("message");
        QVERIFY(results["packages"] == json::parse(R"([{"file": "problems/hello",
            "validators": ["output_validators/check"], "time_limit": {"slowest_accepted_s": 0.31, "limit_s": 1,
            "safety_s": 2, "fastest_to_fail_s": null, "suggested_s": null,
            "slowest_accepted_alone_s": [0.31, 0.32], "fastest_to_fail_alone_s": null},
            "time_limit_warnings": [{"kind": "accepted-near-limit", "submission": "accepted/a.cpp",
            "uncertain": true}]}])"));
        const json& submission = results["submissions"][0];
        QVERIFY(submission["expected"] == json::parse(R"(["AC"])"));
        QVERIFY(submission["required"] == json::array());
        QVERIFY(submission["expected_score"] == json::parse("[1, 2]"));
        QVERIFY(submission["as_expected"] == true);
    }

    void hostileTexts()
    {
        const ContestSnapshot snapshot = test::hostileSnapshot();
        const json results = parsed(snapshot);
        QVERIFY(!results.is_discarded());
        const std::string file = results["submissions"][0]["file"];
        QVERIFY(file.find("<script>alert('x')</script>&amp;\n\t\x01\x7F\xEF\xBF\xBD") != std::string::npos);
        const QByteArray bytes =
            QByteArray::fromBase64(QByteArray::fromStdString(results["submissions"][0]["file_base64"]));
        QCOMPARE(bytes.toStdString(), snapshot.submissions[0].submission.file);
        QVERIFY(!parsed(test::sampleSnapshot())["submissions"][0].contains("file_base64"));
    }

    void emptyContest()
    {
        const json results = parsed(ContestSnapshot{});
        QVERIFY(results["problems"] == json::array());
        QVERIFY(results["submissions"] == json::array());
        QVERIFY(resultsJson(ContestSnapshot{}).ends_with("}\n"));
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "test_json.moc"
