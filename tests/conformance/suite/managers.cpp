// SPDX-License-Identifier: GPL-3.0-or-later
// A program of the jury that talks to several programs, each in a box of its own, by descriptors of its own
// for each (subject/manager.c).
#include "sandbox/group.h"
#include "suite/row.h"

#include <algorithm>
#include <csignal>
#include <thread>

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

namespace {

using Words = std::vector<std::string>;

/// How all ended, the manager first.
struct Ends
{
    std::vector<RunResult> all;
    std::chrono::steady_clock::duration took{};

    const RunResult& manager() const { return all.front(); }
    const RunResult& contestant(std::size_t i) const { return all[i + 1]; }
    /// What the manager's box tells of it; nothing where it does not.
    PartnerTalk talk(std::size_t i) const
    {
        const PartnerTalk* found = manager().conversation ? manager().conversation->with(i + 1) : nullptr;
        return found ? *found : PartnerTalk{};
    }
    std::string text() const
    {
        std::string text;
        for (const RunResult& result : all)
            text += (text.empty() ? "manager: " : "; ") + describe(result);
        for (std::size_t i = 0; i + 1 < all.size(); ++i)
            text += "; said " + std::to_string(talk(i).said) + ", told " + std::to_string(talk(i).told) +
                    (talk(i).saidTooMuch ? ", too much" : "") + (talk(i).endedFirst ? ", ended first" : "");
        return text;
    }
};

/// A box for the manager and one for each of up to three contestants.
class Table
{
public:
    Table(Bench& bench, Findings& findings) : m_bench(bench)
    {
        for (const BoxRole role : {BoxRole::Jury, BoxRole::Contestant, BoxRole::Contestant}) {
            Result<std::unique_ptr<Box>> box = bench.sandbox().openBox(role, 0);
            if (findings.expect(box.hasValue(), "a box is made", box ? "" : box.error().message))
                m_boxes.push_back(std::move(*box));
        }
    }
    bool isReady() const { return m_boxes.size() == 3; }
    Bench& bench() { return m_bench; }
    Box& jury() { return *m_boxes.front(); }

    Conversation rules;
    RunLimits managerLimits = generous();
    int managerInput = -1;

    /// `contestants` say what they say to the manager's descriptors from 3 on.
    Ends talk(Words manager, const std::vector<Words>& contestants, const RunEnded& ended = {},
              const std::stop_token& stop = {})
    {
        Group group;
        group.runs.push_back(m_bench.subject(std::move(manager), managerLimits));
        for (std::size_t run = 1; run <= contestants.size(); ++run) {
            const int descriptor = 1 + 2 * static_cast<int>(run);
            group.runs.push_back(m_bench.subject(contestants[run - 1]));
            group.channels.push_back({run, 0, 1, descriptor});
            group.channels.push_back({0, run, descriptor + 1, 0});
        }
        return talk(std::move(group), ended, stop);
    }
    Ends talk(Group group, const RunEnded& ended = {}, const std::stop_token& stop = {})
    {
        group.runs.front().conversation = rules;
        group.runs.front().standardInput = managerInput;
        std::vector<Box*> boxes = {m_boxes[0].get(), &m_bench.box(), m_boxes[1].get(), m_boxes[2].get()};
        boxes.resize(group.runs.size());
        const auto begin = std::chrono::steady_clock::now();
        Ends ends;
        ends.all = runGroup(boxes, std::move(group), ended, stop);
        ends.took = std::chrono::steady_clock::now() - begin;
        return ends;
    }

private:
    Bench& m_bench;
    std::vector<std::unique_ptr<Box>> m_boxes;
};

bool exited(const RunResult& result, int code)
{
    return result.status == RunStatus::Exited && result.exitCode == code;
}

bool expectExits(Findings& findings, const Ends& ends, const std::vector<int>& codes)
{
    const bool all = std::equal(codes.begin(), codes.end(), ends.all.begin(), ends.all.end(),
                                [](int code, const RunResult& result) { return exited(result, code); });
    return findings.expect(all, "each ends with its exit code", ends.text());
}

/// Ends the first contestant once the manager has ended.
void endTheFirst(std::size_t run, const RunResult&, GroupControl& control)
{
    if (run == 0)
        control.stopAfter(1, 10ms);
}

void twoContestants(Table& table, Findings& findings)
{
    const unique_fd input = memoryFile("seven\n");
    table.managerInput = input.get();
    const Ends ends = table.talk({"manage", "42", "2", "2"}, {{"answer", "0"}, {"answer", "7"}});
    if (!expectExits(findings, ends, {42, 0, 7}))
        return;
    findings.expect(contentOf(ends.manager().standardOutput) == "seven\n",
                    "it has an input and an output beside them", ends.text());
    findings.expect(contentOf(ends.manager().transcript) == "4<contestant 0 turn 0\n3>contestant 0 turn 0\n"
                                                            "6<contestant 1 turn 0\n5>contestant 1 turn 0\n"
                                                            "4<contestant 0 turn 1\n3>contestant 0 turn 1\n"
                                                            "6<contestant 1 turn 1\n5>contestant 1 turn 1\n",
                    "the transcript says who is talked to", contentOf(ends.manager().transcript));
    for (const std::size_t i : {0U, 1U})
        findings.expect(ends.talk(i).said == 40 && ends.talk(i).told == 40,
                        "what was said is counted for each", ends.text());
}

void threeContestants(Table& table, Findings& findings)
{
    const Ends ends =
        table.talk({"manage", "42", "3", "200"}, {{"answer", "0"}, {"answer", "1"}, {"answer", "2"}});
    expectExits(findings, ends, {42, 0, 1, 2});
}

void oneDiesEarly(Table& table, Findings& findings)
{
    const Ends ends =
        table.talk({"manage", "42", "3", "100"}, {{"answer", "0"}, {"exit", "3"}, {"answer", "0"}});
    if (!expectExits(findings, ends, {42, 0, 3, 0}))
        return;
    findings.expect(contentOf(ends.manager().standardOutput) == "1 has gone\n",
                    "the manager hears of it, and is not harmed by talking to it", ends.text());
    findings.expect(ends.talk(1).endedFirst && !ends.talk(0).endedFirst && !ends.talk(2).endedFirst,
                    "who ended first is told", ends.text());
}

void oneDoesNotHear(Table& table, Findings& findings)
{
    const Ends ends = table.talk({"manage-deaf", "43"}, {{"sleep"}, {"answer", "0"}}, endTheFirst);
    findings.expect(exited(ends.manager(), 43) && ends.contestant(0).status == RunStatus::Cancelled &&
                        exited(ends.contestant(1), 0),
                    "the other one is talked to", ends.text());
    findings.expect(ends.talk(0).told < kMegabyte && ends.took < 10s, "little is kept for later",
                    ends.text());
}

void managerWaitsForOne(Table& table, Findings& findings)
{
    table.managerLimits.wallTime = 300ms;
    const Ends ends = table.talk({"manage-blocked"}, {{"sleep"}, {"answer", "0"}}, endTheFirst);
    findings.expect(ends.manager().status == RunStatus::WallLimit &&
                        ends.contestant(0).status == RunStatus::Cancelled && exited(ends.contestant(1), 0) &&
                        ends.took < 10s,
                    "its wall limit ends it", ends.text());
}

void oneTalksForever(Table& table, Findings& findings)
{
    table.rules.programOutput = kMegabyte;
    const Ends ends = table.talk({"manage-flooded", "42"}, {{"print-forever"}, {"answer", "0"}});
    findings.expect(exited(ends.manager(), 42) && ends.contestant(0).signal == SIGPIPE &&
                        exited(ends.contestant(1), 0),
                    "it is silenced, and the other one is talked to", ends.text());
    findings.expect(ends.talk(0).saidTooMuch && !ends.talk(1).saidTooMuch, "who it was is told", ends.text());
}

void managerTalksForever(Table& table, Findings& findings)
{
    // To each of them less than this.
    table.rules.juryOutput = 1000;
    const Ends ends = table.talk({"manage", "42", "2", "40"}, {{"answer", "0"}, {"answer", "0"}});
    findings.expect(ends.manager().status == RunStatus::OutputLimit && ends.talk(0).told < 1000 &&
                        ends.talk(1).told < 1000 && ends.talk(0).told + ends.talk(1).told > 1000,
                    "what it says to all is counted together", ends.text());
}

void managerRejects(Table& table, Findings& findings)
{
    const Ends ends = table.talk({"exit", "43"}, {{"print-forever"}, {"print-forever"}});
    findings.expect(exited(ends.manager(), 43) && ends.contestant(0).signal == SIGPIPE &&
                        ends.contestant(1).signal == SIGPIPE,
                    "all find their pipes broken", ends.text());
}

void managerAccepts(Table& table, Findings& findings)
{
    const Ends ends = table.talk({"exit", "42"}, {{"hear-then-say", "300000"}, {"hear-then-say", "300000"}});
    if (expectExits(findings, ends, {42, 0, 0}))
        findings.expect(ends.talk(0).said == 300000 && ends.talk(1).said == 300000, "nobody is disturbed",
                        ends.text());
}

void stopIsObeyed(Table& table, Findings& findings)
{
    std::stop_source stop;
    const std::jthread stopper([&stop] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    });
    const Ends ends = table.talk({"sleep"}, {{"sleep"}, {"sleep"}, {"sleep"}}, {}, stop.get_token());
    for (const RunResult& result : ends.all)
        findings.expect(result.status == RunStatus::Cancelled, "all are stopped", ends.text());
}

void contestantsHaveOnlyTheirs(Table& table, Findings& findings)
{
    const Ends ends = table.talk({"manage-by-name", "42", "2"},
                                 {{"only-pipes", "answer", "0"}, {"only-pipes", "answer", "0"}});
    expectExits(findings, ends, {42, 0, 0});
}

/// All pipes that there can be, by numbers that the box uses itself and by the highest, between two programs.
void manyPipes(Table& table, Findings& findings)
{
    constexpr int kPairs = static_cast<int>(kMaximumPipes) / 2;
    constexpr int kFirst = kLastDescriptor + 1 - 2 * kPairs;
    const std::string pairs = std::to_string(kPairs);
    for (const int first : {3, kFirst}) {
        Group group{{table.bench().subject({"manage", "42", pairs, "3", std::to_string(first)}),
                     table.bench().subject({"answer-many", "0", pairs})},
                    {}};
        for (int pair = 0; pair < kPairs; ++pair) {
            group.channels.push_back({1, 0, 3 + 2 * pair + 1, first + 2 * pair});
            group.channels.push_back({0, 1, first + 2 * pair + 1, 3 + 2 * pair});
        }
        const Ends ends = table.talk(std::move(group));
        if (!expectExits(findings, ends, {42, 0}))
            return;
        findings.expect(ends.manager().conversation->partners.size() == 1 &&
                            ends.talk(0).said == ends.talk(0).told,
                        "they lead to one program", ends.text());
    }
}

/// A request that cannot be is refused, and the box still works.
void wrongPipesAreRefused(Table& table, Findings& findings)
{
    const auto refuse = [&](const std::string& what, bool talks, auto change) {
        Result<Pipe> pipe = makePipe();
        RunRequest request = table.bench().subject({"exit", "0"});
        change(request, *pipe);
        if (talks)
            request.conversation = table.rules;
        const RunResult result = table.jury().run(request, {});
        findings.expect(result.status == RunStatus::SandboxFailed, what + " is refused", describe(result));
        findings.expect(exited(table.jury().run(table.bench().subject({"exit", "5"}), {}), 5),
                        "the box is none the worse for it", what);
    };
    for (const int wrong : {-1, 2, kLastDescriptor + 1, 1 << 20})
        refuse("descriptor " + std::to_string(wrong), false, [&](RunRequest& request, Pipe& pipe) {
            request.pipes = {{wrong, true, pipe.readEnd, 0}};
        });
    refuse("a number twice", false, [](RunRequest& request, Pipe& pipe) {
        request.pipes = {{3, true, pipe.readEnd, 0}, {3, false, pipe.writeEnd, 0}};
    });
    refuse("nobody to talk to", true, [](RunRequest&, Pipe&) {});
    for (const bool talks : {false, true}) {
        refuse("the other end of a pipe", talks, [](RunRequest& request, Pipe& pipe) {
            request.pipes = {{3, true, pipe.writeEnd, 0}};
        });
        refuse("what is no pipe", talks, [](RunRequest& request, Pipe&) {
            request.pipes = {{3, true, std::make_shared<unique_fd>(memoryFile("no pipe")), 0}};
        });
    }
}

void add(Rows& rows, const std::string& name, void (*run)(Table&, Findings&))
{
    rows.push_back({"a manager: " + name, None, [run](Bench& bench, Findings& findings) {
                        Table table(bench, findings);
                        if (table.isReady())
                            run(table, findings);
                        bench.expectClean(findings);
                    }});
}

} // namespace

void addManagers(Rows& rows)
{
    add(rows, "two contestants", twoContestants);
    add(rows, "three contestants", threeContestants);
    add(rows, "one contestant dies early", oneDiesEarly);
    add(rows, "one contestant does not hear", oneDoesNotHear);
    add(rows, "it waits for one who does not hear", managerWaitsForOne);
    add(rows, "one contestant talks forever", oneTalksForever);
    add(rows, "it talks too much", managerTalksForever);
    add(rows, "it rejects", managerRejects);
    add(rows, "it accepts", managerAccepts);
    add(rows, "stop is obeyed", stopIsObeyed);
    add(rows, "contestants have only their own pipes", contestantsHaveOnlyTheirs);
    add(rows, "as many pipes as there can be", manyPipes);
    add(rows, "wrong pipes are refused", wrongPipesAreRefused);
}

} // namespace assize::conformance
