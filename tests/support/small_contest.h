// SPDX-License-Identifier: GPL-3.0-or-later
// A contest small enough to see through, on a fake sandbox: for tests of the scheduler and of what lies above
// it.
//
// A source is a list of lines "<test> <behaviour>"; "*" stands for all other tests. Behaviours:
//     ok wrong exit=N signal=N cpu violation wall memory output fail (the sandbox) used=MS (of CPU time, then
//     ok)
// A source that holds "syntax error" does not compile. The input of a test is its name.
#pragma once

#include "exec/scheduler.h"
#include "sandbox/fake/fake_sandbox.h"
#include "support/tree_builder.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <sstream>
#include <string>

namespace assize::test {

/// "01", "02", ...
inline std::string testName(int number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

class SmallContest
{
public:
    static constexpr std::uint64_t kMiB = 1 << 20;

    exec::Plan plan;
    TreeBuilder tree;

    SmallContest()
    {
        plan.languages = {nativeLanguage(), scriptLanguage()};
        model::Language missing = nativeLanguage();
        missing.id = "missing";
        missing.name = "Missing";
        missing.extensions = {"missing"};
        missing.versionCommand = {"missing-version"};
        plan.languages.push_back(missing);
    }

    /// Compiled by "cc" to an executable that holds the source.
    static model::Language nativeLanguage()
    {
        model::Language language;
        language.id = "native";
        language.name = "Native";
        language.extensions = {"n"};
        language.compile = {"cc", "{binary}", "{files}"};
        language.run = {"./{binary}"};
        language.nativeExecutable = true;
        language.versionCommand = {"version"};
        return language;
    }
    /// Run as it is.
    static model::Language scriptLanguage()
    {
        model::Language language;
        language.id = "script";
        language.name = "Script";
        language.extensions = {"s"};
        language.run = {"interpreter", "{main}"};
        language.versionCommand = {"version"};
        return language;
    }

    model::Problem& addProblem(const std::string& id, int tests)
    {
        model::Problem problem;
        problem.id = id;
        problem.file = "problems/" + id;
        problem.folder = tree.path("problems/" + id);
        problem.format = "test-folder";
        problem.limits.cpuTime = std::chrono::seconds(1);
        problem.limits.memory = 64 * kMiB;
        problem.limits.compileMemory = 64 * kMiB;
        problem.limits.validationMemory = 64 * kMiB;
        problem.timeLimitFrom = ".timelimit";
        problem.contentHash = "hash of " + id;
        problem.judgingHash = "judging of " + id;
        problem.groups = {{"", std::nullopt, 1}, {"secret", "", 1}};
        for (int number = 1; number <= tests; ++number) {
            const std::string name = testName(number);
            const std::string stem = "problems/" + id + "/data/secret/" + name;
            const std::string answer = "answer " + name + "\n";
            tree.file(stem + ".in", name).file(stem + ".ans", answer);
            model::TestCase test;
            test.id = "secret/" + name;
            test.group = "secret";
            test.input = tree.path(stem + ".in");
            test.answer = tree.path(stem + ".ans");
            test.inputSize = name.size();
            test.answerSize = answer.size();
            test.contentHash = "hash of " + id + "/" + name;
            problem.testCases.push_back(std::move(test));
        }
        plan.problems.push_back(std::move(problem));
        return plan.problems.back();
    }

    model::Submission makeSubmission(int id, const std::string& problem, const std::string& file,
                                     const std::string& source, const std::string& language)
    {
        tree.file(file, source);
        model::Submission submission;
        submission.id = id;
        submission.contestant = "contestant " + std::to_string(id);
        submission.problem = problem;
        submission.language = language;
        submission.file = file;
        submission.files = {
            {std::filesystem::path(file).filename().string(), tree.path(file), source.size()}};
        submission.contentHash = "hash of " + source;
        return submission;
    }
    int addSubmission(const std::string& problem, const std::string& source,
                      const std::string& language = "native")
    {
        const int id = static_cast<int>(plan.submissions.size()) + 1;
        const std::string extension = language == "script" ? ".s" : language == "missing" ? ".missing" : ".n";
        const std::string file = "submissions/c" + std::to_string(id) + "/" + problem + extension;
        plan.submissions.push_back(makeSubmission(id, problem, file, source, language));
        return id;
    }
    /// One that bounds the time limit of `problem`, which becomes unknown.
    void addJurySubmission(model::Problem& problem, const std::string& source,
                           const std::string& language = "native")
    {
        const int id = -static_cast<int>(plan.jurySubmissions.size()) - 1;
        const std::string file =
            "submissions/accepted/a" + std::to_string(-id) + (language == "script" ? ".s" : ".n");
        plan.jurySubmissions.push_back(
            makeSubmission(id, problem.id, problem.id + "/" + file, source, language));
        model::JurySubmission jury;
        jury.file = file;
        jury.forTimeLimit = true;
        problem.jurySubmissions.push_back(jury);
        problem.timeLimitFrom = "computed";
        problem.limits.cpuTime = std::chrono::nanoseconds(0);
    }
};

/// Interprets what SmallContest asks for. Any thread.
class SmallMachine
{
public:
    /// Called before each contestant's run with its source and test; may wait, or answer instead.
    std::function<std::optional<sandbox::RunResult>(const std::string& source, const std::string& test,
                                                    std::stop_token stop)>
        beforeRun;
    /// Called before each compilation with its source; may answer instead.
    std::function<std::optional<sandbox::RunResult>(const std::string& source)> beforeCompile;
    /// Exit code of validators, by the program's output; 42 for the right one, else 43, when not set.
    std::function<sandbox::RunResult(const sandbox::RunRequest&)> validator;

    std::atomic<int> compilations{0};
    std::atomic<int> tests{0};
    std::atomic<std::uint64_t> testMemory{0}; ///< limits of the runs of contestants under way
    std::atomic<std::uint64_t> mostTestMemory{0};

    sandbox::FakeSandbox::Handler handler()
    {
        return [this](const sandbox::RunRequest& request, sandbox::BoxRole role, int,
                      const std::stop_token& stop) { return answer(request, role, stop); };
    }
    int repeats(const std::string& source, const std::string& test)
    {
        const std::lock_guard lock(m_mutex);
        return m_counts[source + '\n' + test];
    }

private:
    sandbox::RunResult answer(const sandbox::RunRequest& request, sandbox::BoxRole role,
                              const std::stop_token& stop)
    {
        const std::string& command = request.arguments.at(0);
        if (command == "version")
            return sandbox::fakeExit(0, "Fake 1.0\n");
        if (command == "missing-version")
            return sandbox::fakeExit(127, "", "not found");
        if (command == "cc")
            return compile(request);
        if (role == sandbox::BoxRole::Jury)
            return validator ? validator(request) : sandbox::fakeExit(43);
        return runProgram(request, stop);
    }
    sandbox::RunResult compile(const sandbox::RunRequest& request)
    {
        ++compilations;
        const std::string source = sandbox::readWhole(request.files.at(0).fd);
        if (beforeCompile) {
            if (std::optional<sandbox::RunResult> answer = beforeCompile(source))
                return std::move(*answer);
        }
        if (source.find("sandbox fails") != std::string::npos)
            return sandbox::fakeStatus(model::RunStatus::SandboxFailed);
        if (source.find("syntax error") != std::string::npos)
            return sandbox::fakeExit(1, "", "line 1: syntax error");
        sandbox::RunResult result = sandbox::fakeExit(0, "", "a warning");
        Result<unique_fd> binary = sandbox::makeMemoryFile(source, "binary");
        result.collected.push_back({request.arguments.at(1), std::move(*binary), source.size(), true});
        return result;
    }
    sandbox::RunResult runProgram(const sandbox::RunRequest& request, const std::stop_token& stop)
    {
        ++tests;
        const std::uint64_t now = testMemory += request.limits.memory;
        std::uint64_t most = mostTestMemory;
        while (most < now && !mostTestMemory.compare_exchange_weak(most, now)) {
        }
        sandbox::RunResult result = runMeasured(request, stop);
        testMemory -= request.limits.memory;
        return result;
    }
    sandbox::RunResult runMeasured(const sandbox::RunRequest& request, const std::stop_token& stop)
    {
        const std::string source =
            sandbox::readWhole(request.executable >= 0 ? request.executable : request.files.at(0).fd);
        const std::string test = sandbox::readWhole(request.standardInput);
        {
            const std::lock_guard lock(m_mutex);
            ++m_counts[source + '\n' + test];
        }
        if (beforeRun) {
            if (std::optional<sandbox::RunResult> result = beforeRun(source, test, stop))
                return std::move(*result);
        }
        return behave(behaviourOf(source, test), test);
    }
    static std::string behaviourOf(const std::string& source, const std::string& test)
    {
        std::istringstream lines(source);
        std::string name;
        std::string behaviour;
        std::string otherwise = "ok";
        while (lines >> name >> behaviour) {
            if (name == test)
                return behaviour;
            if (name == "*")
                otherwise = behaviour;
        }
        return otherwise;
    }
    static sandbox::RunResult behave(const std::string& behaviour, const std::string& test)
    {
        using model::RunStatus;
        static const std::map<std::string, RunStatus> kStatus = {
            {"cpu", RunStatus::CpuLimit},       {"wall", RunStatus::WallLimit},
            {"memory", RunStatus::MemoryLimit}, {"output", RunStatus::OutputLimit},
            {"fail", RunStatus::SandboxFailed}, {"violation", RunStatus::Violation}};
        if (const auto status = kStatus.find(behaviour); status != kStatus.end())
            return sandbox::fakeStatus(status->second);
        const auto number = [&behaviour] { return std::stoi(behaviour.substr(behaviour.find('=') + 1)); };
        if (behaviour.starts_with("exit="))
            return sandbox::fakeExit(number(), "", "traceback");
        if (behaviour.starts_with("signal=")) {
            sandbox::RunResult result = sandbox::fakeStatus(RunStatus::Signalled);
            result.signal = number();
            return result;
        }
        sandbox::RunResult result =
            sandbox::fakeExit(0, behaviour == "wrong" ? "answer 0\n" : "answer " + test + "\n");
        if (behaviour.starts_with("used="))
            result.cpuTime = std::chrono::milliseconds(number());
        return result;
    }

    std::mutex m_mutex;
    std::map<std::string, int> m_counts;
};

/// Remembers what it is told; finds nothing until then.
class MemoryResultCache final : public exec::ResultCache
{
public:
    /// Of all runs that it is told of.
    static constexpr std::chrono::system_clock::time_point kMeasuredAt{std::chrono::hours(24 * 365 * 50)};

    std::map<std::pair<int, std::string>, model::Judgement> judgements;
    std::map<std::pair<std::string, std::string>, std::chrono::nanoseconds> limits;
    std::map<std::pair<int, std::string>, exec::EarlierRun> earlierRuns; ///< by submission and key
    std::map<int, model::CompileOutcome> compiled;                       ///< by submission

    exec::KeptJudgement find(int submission, const std::string& key) const override
    {
        const auto found = judgements.find({submission, key});
        if (found == judgements.end())
            return exec::NothingKept{};
        if (found->second.state == model::SubmissionState::Incomplete)
            return exec::InterruptedJudgement{found->second};
        return exec::CompleteJudgement{found->second};
    }
    exec::EarlierRuns runs(int submission, const std::vector<std::string>& keys) const override
    {
        exec::EarlierRuns found;
        for (const std::string& key : keys) {
            if (const auto run = earlierRuns.find({submission, key}); run != earlierRuns.end())
                found.runs.push_back(run->second);
        }
        if (const auto outcome = compiled.find(submission); outcome != compiled.end())
            found.compiled = outcome->second;
        return found;
    }
    std::optional<std::chrono::nanoseconds> timeLimit(const std::string& problem,
                                                      const std::string& key) const override
    {
        const auto found = limits.find({problem, key});
        return found == limits.end() ? std::nullopt : std::optional(found->second);
    }
    /// Keeps what the events of one call tell, as a store does.
    void learn(const std::vector<exec::Event>& events)
    {
        for (const exec::Event& event : events) {
            if (const auto* run = std::get_if<model::RunEnded>(&event)) {
                model::Judgement& judgement = judgements[{run->submission, run->key}];
                judgement.key = run->key;
                judgement.runs.push_back(run->run);
                const bool isReused = run->run.reusedFrom.has_value();
                if (!run->runKey.empty())
                    earlierRuns[{run->submission, run->runKey}] = {
                        run->runKey, run->run, isReused ? *run->run.reusedFrom : kMeasuredAt,
                        isReused ? run->processor : "fake processor"};
            } else if (const auto* compile = std::get_if<model::CompileEnded>(&event)) {
                compiled[compile->submission] = compile->outcome;
                judgements[{compile->submission, compile->key}].compile = compile->outcome;
            } else if (const auto* finished = std::get_if<model::JudgementEnded>(&event)) {
                judgements[{finished->judgement.submission, finished->judgement.key}] = finished->judgement;
            } else if (const auto* limit = std::get_if<model::TimeLimitComputed>(&event)) {
                limits[{limit->problem, limit->key}] = limit->limit;
            }
        }
    }
};

} // namespace assize::test
