// SPDX-License-Identifier: GPL-3.0-or-later
// A run's key changes when anything that decides the run changes, and only then; and of what is known under
// it, not everything may be taken.
#include "exec/run_key.h"

#include <QTest>

#include <functional>
#include <map>

using namespace assize;
using namespace assize::exec;
using namespace std::chrono_literals;
using model::Verdict;

namespace {

/// All that a run's key is made of. The test is the first of two.
struct Inputs
{
    model::Submission submission;
    model::Toolchain toolchain;
    model::Problem problem;
    std::vector<std::string> juryTools{"g++ 12", "g++ 12"};

    Inputs()
    {
        submission.contentHash = "source";
        submission.language = "cpp";
        toolchain.language.id = "cpp";
        toolchain.fingerprint = "gcc 12";
        problem.id = "sum";
        problem.contentHash = "everything";
        problem.judgingHash = "validators";
        problem.type = {"pass-fail"};
        problem.limits.cpuTime = 1s;
        problem.groups = {{"", std::nullopt, 1}, {"secret", "", 1}};
        problem.testCases.resize(2);
        problem.testCases[0].id = "secret/1";
        problem.testCases[0].contentHash = "first";
        problem.testCases[1].id = "secret/2";
        problem.testCases[1].contentHash = "second";
    }
    std::string key(std::size_t test = 0) const
    {
        const model::Toolchain* tools = problem.takesAnswers() ? nullptr : &toolchain;
        return runKey(runKeyPart(submission, tools, problem, juryTools), tools, problem, test);
    }
    Inputs& scoring()
    {
        problem.type = {"scoring"};
        problem.validation.protocol = model::ValidatorProtocol::Testlib;
        return *this;
    }
    Inputs& answers()
    {
        problem.taskType = model::OutputOnly{};
        return *this;
    }
};

using Change = std::function<void(Inputs&)>;

const std::map<std::string, Change>& decisiveChanges()
{
    static const std::map<std::string, Change> kChanges = {
        {"source", [](Inputs& i) { i.submission.contentHash = "other"; }},
        {"language", [](Inputs& i) { i.submission.language = "c"; }},
        {"entry point", [](Inputs& i) { i.submission.entryPoint = "Main"; }},
        {"toolchain", [](Inputs& i) { i.toolchain.fingerprint = "gcc 13"; }},
        {"the test", [](Inputs& i) { i.problem.testCases[0].contentHash = "other"; }},
        {"validators", [](Inputs& i) { i.problem.judgingHash = "other"; }},
        {"build of a validator", [](Inputs& i) { i.juryTools[1] = "g++ 13"; }},
        {"number of validators", [](Inputs& i) { i.juryTools.pop_back(); }},
        {"validator flags", [](Inputs& i) { i.problem.validation.flags = {"case_sensitive"}; }},
        {"order of flags",
         [](Inputs& i) {
             i.problem.validation.flags = {"1"};
             i.problem.testCases[0].validatorFlags = {"2"};
         }},
        {"the other order of flags",
         [](Inputs& i) {
             i.problem.validation.flags = {"2"};
             i.problem.testCases[0].validatorFlags = {"1"};
         }},
        {"format", [](Inputs& i) { i.problem.format = "icpc-2025-09"; }},
        {"time limit", [](Inputs& i) { i.problem.limits.cpuTime = 2s; }},
        {"time factor", [](Inputs& i) { i.toolchain.language.timeFactor = 3; }},
        {"wall limit", [](Inputs& i) { i.problem.limits.wallTime = 9s; }},
        {"memory limit", [](Inputs& i) { i.problem.limits.memory += 1; }},
        {"output limit", [](Inputs& i) { i.problem.limits.output += 1; }},
        {"source limit", [](Inputs& i) { i.problem.limits.source += 1; }},
        {"compile time", [](Inputs& i) { i.problem.limits.compileTime += 1s; }},
        {"compile memory", [](Inputs& i) { i.problem.limits.compileMemory += 1; }},
        {"validation time", [](Inputs& i) { i.problem.limits.validationTime += 1s; }},
        {"validation memory", [](Inputs& i) { i.problem.limits.validationMemory += 1; }},
        {"validation output", [](Inputs& i) { i.problem.limits.validationOutput += 1; }},
        {"the test's own limits",
         [](Inputs& i) {
             i.problem.testCases[0].limits = i.problem.limits;
             i.problem.testCases[0].limits->cpuTime = 5s;
         }},
        {"points", [](Inputs& i) { i.scoring(); }},
        {"points of the test",
         [](Inputs& i) {
             i.scoring().problem.testCases[0].acceptScore = {20, 1};
         }},
        {"parts of the points",
         [](Inputs& i) {
             i.scoring().problem.testCases[0].acceptScore = {1, 3};
         }},
        {"answers", [](Inputs& i) { i.answers(); }},
        {"answers by the test's name", [](Inputs& i) { i.answers().problem.testCases[0].id = "secret/3"; }},
        {"the only answer", [](Inputs& i) { i.answers().problem.testCases.pop_back(); }},
    };
    return kChanges;
}

const std::map<std::string, Change>& harmlessChanges()
{
    static const std::map<std::string, Change> kChanges = {
        {"contestant", [](Inputs& i) { i.submission.contestant = "bob"; }},
        {"submission id", [](Inputs& i) { i.submission.id = 17; }},
        {"file", [](Inputs& i) { i.submission.file = "elsewhere.cpp"; }},
        {"another test", [](Inputs& i) { i.problem.testCases[1].contentHash = "other"; }},
        {"everything else of the package", [](Inputs& i) { i.problem.contentHash = "other"; }},
        {"limits of another test", [](Inputs& i) { i.problem.testCases[1].limits = model::Limits(); }},
        {"flags of another test", [](Inputs& i) { i.problem.testCases[1].validatorFlags = {"x"}; }},
        {"name of the test", [](Inputs& i) { i.problem.testCases[0].id = "secret/0"; }},
        {"group of the test", [](Inputs& i) { i.problem.testCases[0].group = "secret/large"; }},
        {"fewer tests", [](Inputs& i) { i.problem.testCases.pop_back(); }},
        {"score of a group", [](Inputs& i) { i.problem.groups[1].maxScore = 7; }},
        {"points without a meaning",
         [](Inputs& i) {
             i.problem.testCases[0].acceptScore = {20, 1};
         }},
        {"name of the problem", [](Inputs& i) { i.problem.name = "Sum"; }},
        {"folder", [](Inputs& i) { i.problem.folder = "/elsewhere"; }},
        {"the test's own limits, as the problem's",
         [](Inputs& i) { i.problem.testCases[0].limits = i.problem.limits; }},
        {"wall limit as the rule has it", [](Inputs& i) { i.problem.limits.wallTime = 3s; }},
    };
    return kChanges;
}

/// A run far below its limits of 1 s and 3 s, made on "Z80".
EarlierRun accepted()
{
    EarlierRun earlier;
    earlier.processor = "Z80";
    earlier.run.state = model::TaskState::Done;
    earlier.run.verdict = Verdict::AC;
    earlier.run.cpuTime = 10ms;
    earlier.run.wallTime = 20ms;
    return earlier;
}

} // namespace

class TestRunKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// From what it was, and from what every other change makes of it.
    void decisive()
    {
        std::map<std::string, std::string> seen{{Inputs().key(), "nothing"}};
        for (const auto& [name, change] : decisiveChanges()) {
            Inputs inputs;
            change(inputs);
            QCOMPARE(inputs.key().size(), std::size_t(32));
            const auto [same, isNew] = seen.emplace(inputs.key(), name);
            QVERIFY2(isNew, (name + " is like " + same->second).c_str());
        }
    }

    /// Computed before there was model::TaskType: with another key a stored run is not found.
    void isTheSameAsEver()
    {
        QCOMPARE(Inputs().key(), std::string("9b9aca41a0d8bfb8da248ca160f1d9e2"));
        QCOMPARE(Inputs().answers().key(), std::string("8907e8a321fd0ed13e20f4f2d0eadcff"));
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

    void whatIsTheSameAtTwoPlaces()
    {
        Inputs inputs;
        QVERIFY(inputs.key(0) != inputs.key(1));
        inputs.problem.testCases[1].contentHash = inputs.problem.testCases[0].contentHash;
        QCOMPARE(inputs.key(0), inputs.key(1));
    }

    void whatIsNotKnownHasNoKey()
    {
        for (const Change& change : {Change([](Inputs& i) { i.submission.contentHash.clear(); }),
                                     Change([](Inputs& i) { i.problem.judgingHash.clear(); }),
                                     Change([](Inputs& i) { i.problem.testCases[0].contentHash.clear(); })}) {
            Inputs inputs;
            change(inputs);
            QCOMPARE(inputs.key(), std::string());
        }
    }

    void mayBeReused_data()
    {
        using Edit = std::function<void(EarlierRun&)>;
        QTest::addColumn<int>("row");
        QTest::addColumn<bool>("here");  ///< on the same model of processor
        QTest::addColumn<bool>("there"); ///< on another
        m_edits.clear();
        const auto row = [this](const char* name, bool here, bool there, const Edit& edit) {
            QTest::newRow(name) << static_cast<int>(m_edits.size()) << here << there;
            m_edits.push_back(edit);
        };
        row("accepted", true, true, [](EarlierRun&) {});
        row("wrong", true, true, [](EarlierRun& e) { e.run.verdict = Verdict::WA; });
        row("crashed", true, true, [](EarlierRun& e) { e.run.verdict = Verdict::RTE; });
        row("judge error", false, false, [](EarlierRun& e) { e.run.verdict = Verdict::JE; });
        row("without a verdict", false, false, [](EarlierRun& e) { e.run.verdict.reset(); });
        row("skipped", false, false, [](EarlierRun& e) { e.run.state = model::TaskState::Skipped; });
        row("stopped early", false, false, [](EarlierRun& e) { e.run.state = model::TaskState::Running; });
        row("repeated", false, false, [](EarlierRun& e) { e.run.attempts.resize(2); });
        row("below a half", true, true, [](EarlierRun& e) { e.run.cpuTime = 499ms; });
        row("a half", true, false, [](EarlierRun& e) { e.run.cpuTime = 500ms; });
        row("too slow", true, false, [](EarlierRun& e) {
            e.run.verdict = Verdict::TLE;
            e.run.limit = model::LimitKind::Cpu;
            e.run.cpuTime = 1100ms;
        });
        row("twice", true, false, [](EarlierRun& e) { e.run.cpuTime = 2s; });
        row("more than twice", true, true, [](EarlierRun& e) { e.run.cpuTime = 2001ms; });
        row("waited long", true, false, [](EarlierRun& e) { e.run.wallTime = 1500ms; });
        row("waited for less", true, true, [](EarlierRun& e) { e.run.wallTime = 1499ms; });
        row("slow, nobody knows where", false, false, [](EarlierRun& e) {
            e.run.cpuTime = 500ms;
            e.processor.clear();
        });
        row("quick, nobody knows where", true, true, [](EarlierRun& e) { e.processor.clear(); });
    }
    void mayBeReused()
    {
        QFETCH(int, row);
        QFETCH(bool, here);
        QFETCH(bool, there);
        EarlierRun earlier = accepted();
        m_edits[static_cast<std::size_t>(row)](earlier);
        model::Limits limits;
        limits.cpuTime = 1s;
        QCOMPARE(exec::mayBeReused(earlier, limits, "Z80"), here);
        QCOMPARE(exec::mayBeReused(earlier, limits, "6502"), there);
        QCOMPARE(exec::mayBeReused(earlier, limits, ""), there);
    }

private:
    std::vector<std::function<void(EarlierRun&)>> m_edits;
};

QTEST_GUILESS_MAIN(TestRunKey)
#include "test_run_key.moc"
