// SPDX-License-Identifier: GPL-3.0-or-later
// Contests in a temporary folder, and an engine with its front end's state over a sandbox that runs nothing.
#pragma once

#include "engine/engine.h"
#include "engine/snapshot.h"
#include "report/json.h"
#include "support/small_contest.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>

namespace assize::engine::test {

/// A contest on disk with problems a (4 tests) and b (3 tests), and the languages of SmallContest.
class ContestFolder
{
public:
    assize::test::TreeBuilder tree;

    ContestFolder()
    {
        tree.file(
            "resources/languages/native.yaml",
            "name: Native\nextensions: [n]\ncompile: [cc, \"{binary}\", \"{files}\"]\nrun: [\"./{binary}\"]\n"
            "native_executable: true\nversion: [version]\n");
        tree.file(
            "resources/languages/missing.yaml",
            "name: Missing\nextensions: [missing]\nrun: [run, \"{main}\"]\nversion: [missing-version]\n");
        addProblem("a", 4);
        addProblem("b", 3);
        setenv("XDG_CACHE_HOME", tree.path("cache").c_str(), 1);
    }
    void addProblem(const std::string& id, int tests, const std::string& limit = "1")
    {
        const std::string folder = "contest/problems/" + id;
        tree.file(folder + "/problem.yaml", "name: Problem " + id + "\n");
        if (!limit.empty())
            tree.file(folder + "/.timelimit", limit + "\n");
        for (int number = 1; number <= tests; ++number) {
            const std::string name = assize::test::testName(number);
            tree.file(folder + "/data/secret/" + name + ".in", name);
            tree.file(folder + "/data/secret/" + name + ".ans", "answer " + name + "\n");
        }
    }
    void submit(const std::string& contestant, const std::string& problem, const std::string& source,
                const std::string& extension = "n")
    {
        tree.file("contest/submissions/" + contestant + "/" + problem + "." + extension, source);
    }
    /// Six submissions with six verdicts.
    void submitAll()
    {
        submit("ann", "a", "* ok\n");
        submit("ann", "b", "02 wrong\n");
        submit("bob", "a", "03 signal=11\n");
        submit("bob", "b", "syntax error\n");
        submit("eve", "a", "01 memory\n04 wrong\n");
        submit("eve", "b", "whatever\n", "missing");
    }
    ContestPlace options() const
    {
        ContestPlace options;
        options.contest = tree.path("contest");
        options.slots = 2;
        return options;
    }
};

/// The fake sandbox under another name: "none" stands for `--sandbox none`.
class NamedSandbox final : public sandbox::Sandbox
{
public:
    NamedSandbox(sandbox::FakeSandbox::Handler handler, std::string name)
        : m_inner(std::move(handler)), m_name(std::move(name))
    {
    }
    sandbox::SandboxInfo info() const override
    {
        sandbox::SandboxInfo info = m_inner.info();
        if (!m_name.empty())
            info.name = m_name;
        return info;
    }
    Result<std::unique_ptr<sandbox::Box>> openBox(sandbox::BoxRole role, int slot) override
    {
        return m_inner.openBox(role, slot);
    }

private:
    sandbox::FakeSandbox m_inner;
    std::string m_name;
};

/// An engine with its front end's state.
class Desk
{
public:
    ContestState state;
    std::vector<Event> events;
    assize::test::SmallMachine machine;
    std::atomic<int> wakeUps{0};

    explicit Desk(const ContestFolder& folder, const std::string& sandboxName = {})
        : m_sandbox(machine.handler(), sandboxName),
          m_engine(std::make_unique<Engine>(&m_sandbox, folder.tree.path("resources"))),
          m_subscription(m_engine->subscribe([this] { ++wakeUps; }))
    {
    }
    Engine& engine() { return *m_engine; }
    void take()
    {
        for (Event& event : m_subscription.take()) {
            events.push_back(event);
            state.apply(std::move(event));
        }
    }
    /// Of a contest that is refused: as if judging had ended with that error.
    const JudgingEnded& judge(const ContestPlace& options, const JudgeRequest& request = {})
    {
        m_engine->open(options);
        return judgeAgain(request);
    }
    const JudgingEnded& judgeAgain(const JudgeRequest& request = {})
    {
        m_engine->judge(request);
        m_engine->waitForIdle();
        take();
        static const JudgingEnded none{false, -1, -1, Error{ErrorKind::Internal, "did not end"}, {}};
        if (state.refused()) {
            m_refused.error = state.refused();
            return m_refused;
        }
        return state.ended() ? *state.ended() : none;
    }
    void close() { m_engine.reset(); }
    std::string verdictOf(const std::string& file) const
    {
        for (const SubmissionView& view : state.submissions()) {
            if (view.submission.file == file)
                return view.judgement.verdict ? std::string(model::codeOf(*view.judgement.verdict)) : "none";
        }
        return "no such submission";
    }
    /// The results as JSON without the fields that may differ.
    std::string results() const
    {
        nlohmann::json json = nlohmann::json::parse(report::resultsJson(makeSnapshot(state)));
        json.erase("engine");
        for (nlohmann::json& submission : json["submissions"]) {
            for (const char* key : {"cpu_time_s", "wall_time_s", "memory_kib", "submitted_at"})
                submission.erase(key);
            for (nlohmann::json& run : submission["runs"]) {
                for (const char* key : {"cpu_time_s", "wall_time_s", "memory_kib", "attempts"})
                    run.erase(key);
            }
        }
        return json.dump();
    }

private:
    JudgingEnded m_refused;
    NamedSandbox m_sandbox;
    std::unique_ptr<Engine> m_engine;
    Subscription m_subscription;
};

/// Why judging ended; empty when it went to its end.
inline std::string errorOf(const JudgingEnded& ended)
{
    return ended.error ? ended.error->message : std::string();
}

#define NO_ERROR(ended) QCOMPARE(errorOf(ended), std::string())

} // namespace assize::engine::test
