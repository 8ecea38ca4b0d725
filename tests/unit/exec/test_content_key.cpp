// SPDX-License-Identifier: GPL-3.0-or-later
// Keys change when anything that decides a result changes, and only then.
#include "exec/content_key.h"

#include <QTest>

#include <functional>
#include <map>
#include <set>

using namespace assize;
using namespace assize::exec;
using std::chrono::seconds;

namespace {

/// All that a judgement's key is made of.
struct Inputs
{
    model::Submission submission;
    std::string fingerprint = "gcc 12";
    model::Problem problem;
    JudgementConditions conditions;

    Inputs()
    {
        submission.contentHash = "source";
        submission.language = "cpp";
        problem.id = "sum";
        problem.contentHash = "tests";
        problem.limits.cpuTime = seconds(1);
        problem.groups = {{"", std::nullopt, 1}, {"secret", "", 1}};
        problem.testCases.resize(2);
        problem.testCases[0].id = "secret/1";
        problem.testCases[1].id = "secret/2";
    }
    std::string key() const { return judgementKey(submission, fingerprint, problem, conditions); }
};

using Change = std::function<void(Inputs&)>;

const std::map<std::string, Change>& decisiveChanges()
{
    static const std::map<std::string, Change> kChanges = {
        {"source", [](Inputs& i) { i.submission.contentHash = "other"; }},
        {"language", [](Inputs& i) { i.submission.language = "c"; }},
        {"toolchain", [](Inputs& i) { i.fingerprint = "gcc 13"; }},
        {"tests", [](Inputs& i) { i.problem.contentHash = "other"; }},
        {"problem", [](Inputs& i) { i.problem.id = "other"; }},
        {"validator kind", [](Inputs& i) { i.problem.validation.custom = true; }},
        {"validator flags of one test",
         [](Inputs& i) { i.problem.testCases[0].validatorFlags = {"case_sensitive"}; }},
        {"validator flags", [](Inputs& i) { i.problem.validation.flags = {"case_sensitive"}; }},
        {"time limit", [](Inputs& i) { i.problem.limits.cpuTime = seconds(2); }},
        {"wall limit", [](Inputs& i) { i.problem.limits.wallTime = seconds(9); }},
        {"memory limit", [](Inputs& i) { i.problem.limits.memory += 1; }},
        {"output limit", [](Inputs& i) { i.problem.limits.output += 1; }},
        {"source limit", [](Inputs& i) { i.problem.limits.source += 1; }},
        {"compile time", [](Inputs& i) { i.problem.limits.compileTime += seconds(1); }},
        {"compile memory", [](Inputs& i) { i.problem.limits.compileMemory += 1; }},
        {"validation time", [](Inputs& i) { i.problem.limits.validationTime += seconds(1); }},
        {"validation memory", [](Inputs& i) { i.problem.limits.validationMemory += 1; }},
        {"validation output", [](Inputs& i) { i.problem.limits.validationOutput += 1; }},
        {"a test's own limits", [](Inputs& i) { i.problem.testCases[1].limits = i.problem.limits; }},
        {"order of tests", [](Inputs& i) { std::swap(i.problem.testCases[0], i.problem.testCases[1]); }},
        {"group of a test", [](Inputs& i) { i.problem.testCases[1].group = "secret"; }},
        {"a group", [](Inputs& i) { i.problem.groups.pop_back(); }},
        {"a group's score", [](Inputs& i) { i.problem.groups[1].maxScore = 7; }},
        {"maximum score", [](Inputs& i) { i.problem.maxScore = 100; }},
        {"stop at first failure", [](Inputs& i) { i.conditions.stopAtFirstFailure = true; }},
        {"safety margin", [](Inputs& i) { i.conditions.runToSafetyMargin = true; }},
    };
    return kChanges;
}

const std::map<std::string, Change>& harmlessChanges()
{
    static const std::map<std::string, Change> kChanges = {
        {"contestant", [](Inputs& i) { i.submission.contestant = "bob"; }},
        {"submission id", [](Inputs& i) { i.submission.id = 17; }},
        {"file", [](Inputs& i) { i.submission.file = "elsewhere.cpp"; }},
        {"submitted at", [](Inputs& i) { i.submission.submittedAt = std::chrono::system_clock::now(); }},
        {"name of the problem", [](Inputs& i) { i.problem.name = "Sum"; }},
        {"label", [](Inputs& i) { i.problem.label = "Q"; }},
        {"folder", [](Inputs& i) { i.problem.folder = "/elsewhere"; }},
        {"where the limit comes from", [](Inputs& i) { i.problem.timeLimitFrom = "problem.yaml"; }},
        {"jury submissions", [](Inputs& i) { i.problem.jurySubmissions.resize(3); }},
        {"wall limit as the rule has it", [](Inputs& i) { i.problem.limits.wallTime = seconds(3); }},
    };
    return kChanges;
}

} // namespace

class TestContentKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decisive_data()
    {
        QTest::addColumn<QString>("change");
        for (const auto& [name, change] : decisiveChanges())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void decisive()
    {
        QFETCH(QString, change);
        Inputs inputs;
        decisiveChanges().at(change.toStdString())(inputs);
        QVERIFY(inputs.key() != Inputs().key());
    }

    void harmless_data()
    {
        QTest::addColumn<QString>("change");
        for (const auto& [name, change] : harmlessChanges())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void harmless()
    {
        QFETCH(QString, change);
        Inputs inputs;
        harmlessChanges().at(change.toStdString())(inputs);
        QCOMPARE(inputs.key(), Inputs().key());
    }

    void allDiffer()
    {
        std::set<std::string> keys = {Inputs().key()};
        for (const auto& [name, change] : decisiveChanges()) {
            Inputs inputs;
            change(inputs);
            QVERIFY2(keys.insert(inputs.key()).second, name.c_str());
        }
    }

    void bordersCount()
    {
        const auto hash = [](std::initializer_list<std::string_view> fields) {
            KeyHash made("test");
            for (const std::string_view field : fields)
                made.add(field);
            return made.finish();
        };
        QVERIFY(hash({"ab", "c"}) != hash({"a", "bc"}));
        QVERIFY(hash({"a"}) != hash({"a", ""}));
        QVERIFY(KeyHash("x").finish() != KeyHash("y").finish());
        QCOMPARE(hash({"a"}).size(), std::size_t{32});
    }

    void timeLimit()
    {
        const model::Problem problem = Inputs().problem;
        const std::string key = timeLimitKey(problem, {{"a", "gcc"}, {"b", "java"}});
        QCOMPARE(timeLimitKey(problem, {{"b", "java"}, {"a", "gcc"}}), key);
        QVERIFY(timeLimitKey(problem, {{"a", "gcc"}}) != key);
        QVERIFY(timeLimitKey(problem, {{"a", "gcc"}, {"b", ""}}) != key);
        model::Problem other = problem;
        other.timeLimitRule.multiplier = 3;
        QVERIFY(timeLimitKey(other, {{"a", "gcc"}, {"b", "java"}}) != key);
        other = problem;
        other.contentHash = "other";
        QVERIFY(timeLimitKey(other, {{"a", "gcc"}, {"b", "java"}}) != key);
    }
};

QTEST_GUILESS_MAIN(TestContentKey)
#include "test_content_key.moc"
