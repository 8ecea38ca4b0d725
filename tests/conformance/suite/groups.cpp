// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/group.h"
#include "suite/row.h"

#include <array>
#include <csignal>
#include <thread>

namespace assize::conformance {

using namespace sandbox;
using namespace std::chrono_literals;
using model::RunStatus;

namespace {

/// Two programs and one of the jury, which stands between them: what the first says it hears, and the last
/// hears it.
class Chain
{
public:
    Chain(Bench& bench, Findings& findings) : m_bench(bench)
    {
        for (const BoxRole role : {BoxRole::Jury, BoxRole::Contestant}) {
            Result<std::unique_ptr<Box>> box = bench.sandbox().openBox(role, 0);
            if (findings.expect(box.hasValue(), "a box is made", box ? "" : box.error().message))
                m_boxes.push_back(std::move(*box));
        }
    }
    bool isReady() const { return m_boxes.size() == 2; }

    Conversation rules;
    RunLimits limits = generous();

    using Words = std::vector<std::string>;
    std::vector<RunResult> run(Words first, Words jury, Words last, const RunEnded& ended = {},
                               const std::stop_token& stop = {})
    {
        Group group{{m_bench.subject(std::move(first), limits), m_bench.subject(std::move(jury), limits),
                     m_bench.subject(std::move(last), limits)},
                    {{0, 1}, {1, 2}}};
        group.runs[1].conversation = rules;
        const std::array<Box*, 3> boxes = {&m_bench.box(), m_boxes[0].get(), m_boxes[1].get()};
        return runGroup(boxes, std::move(group), ended, stop);
    }

private:
    Bench& m_bench;
    std::vector<std::unique_ptr<Box>> m_boxes;
};

std::string describeAll(const std::vector<RunResult>& results)
{
    std::string text;
    for (const RunResult& result : results)
        text += (text.empty() ? "" : "; ") + describe(result);
    return text;
}

PartnerTalk talkWith(const RunResult& jury, std::size_t run)
{
    const PartnerTalk* talk = jury.conversation ? jury.conversation->with(run) : nullptr;
    return talk ? *talk : PartnerTalk{};
}

bool expectExits(Findings& findings, const std::vector<RunResult>& results, std::array<int, 3> codes)
{
    bool all = true;
    for (std::size_t i = 0; i < codes.size(); ++i)
        all = all && results[i].status == RunStatus::Exited && results[i].exitCode == codes[i];
    return findings.expect(all, "each ends with its exit code", describeAll(results));
}

void wordsGoThrough(Chain& chain, Findings& findings)
{
    for (int i = 0; i < 10; ++i) {
        // 300,000 bytes: more than pipes and buffers hold.
        const std::vector<RunResult> all =
            chain.run({"say", "0", "300000"}, {"answer", "42"}, {"hear", "7", "300000"});
        if (!expectExits(findings, all, {0, 42, 7}))
            return;
        findings.expect(talkWith(all[1], 0).said == 300000 && talkWith(all[1], 2).told == 300000,
                        "what was said is counted", describeAll(all));
        findings.expect(!all[0].standardOutput && !all[1].standardOutput && all[2].standardOutput,
                        "only what is joined has no output", describeAll(all));
    }
    const std::vector<RunResult> all = chain.run({"say", "0", "3"}, {"answer", "42"}, {"hear", "0", "3"});
    if (expectExits(findings, all, {0, 42, 0}))
        findings.expect(contentOf(all[1].transcript) == ">xxx\n<xxx", "there is a transcript",
                        describeAll(all));
}

void firstTalksForever(Chain& chain, Findings& findings)
{
    chain.rules.programOutput = kMegabyte;
    const std::vector<RunResult> all =
        chain.run({"print-forever"}, {"answer", "42"}, {"hear", "0", "1000000000"});
    findings.expect(all[0].signal == SIGPIPE && talkWith(all[1], 0).saidTooMuch,
                    "it is silenced at its limit", describeAll(all));
    findings.expect(all[2].status == RunStatus::Exited, "the last one hears the end", describeAll(all));
}

void lastGoesEarly(Chain& chain, Findings& findings)
{
    const std::vector<RunResult> all = chain.run({"say", "0", "300000"}, {"answer", "42"}, {"exit", "3"});
    expectExits(findings, all, {0, 42, 3});
}

void whoDecidesEndsOthers(Chain& chain, Findings& findings)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<RunResult> all = chain.run(
        {"sleep"}, {"exit", "43"}, {"sleep"}, [](std::size_t run, const RunResult&, GroupControl& control) {
            if (run != 1)
                return;
            control.stopAfter(0, 10ms);
            control.stopAfter(2, 10ms);
        });
    findings.expect(all[0].status == RunStatus::Cancelled && all[2].status == RunStatus::Cancelled &&
                        all[1].exitCode == 43,
                    "both are stopped", describeAll(all));
    findings.expect(std::chrono::steady_clock::now() - begin < 5s, "soon", describeAll(all));
}

void stopIsObeyed(Chain& chain, Findings& findings)
{
    std::stop_source stop;
    const std::jthread stopper([&stop] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    });
    const std::vector<RunResult> all = chain.run({"sleep"}, {"sleep"}, {"sleep"}, {}, stop.get_token());
    for (const RunResult& result : all)
        findings.expect(result.status == RunStatus::Cancelled, "all are stopped", describeAll(all));
}

void onlyPipes(Chain& chain, Findings& findings)
{
    const std::vector<RunResult> all =
        chain.run({"say", "0", "10"}, {"only-pipes", "answer", "42"}, {"hear", "7", "10"});
    expectExits(findings, all, {0, 42, 7});
}

void add(Rows& rows, const std::string& name, void (*run)(Chain&, Findings&))
{
    rows.push_back({"three in a chain: " + name, None, [run](Bench& bench, Findings& findings) {
                        Chain chain(bench, findings);
                        if (chain.isReady())
                            run(chain, findings);
                        bench.expectClean(findings);
                    }});
}

} // namespace

void addGroups(Rows& rows)
{
    add(rows, "words go through", wordsGoThrough);
    add(rows, "the first one talks forever", firstTalksForever);
    add(rows, "the last one goes early", lastGoesEarly);
    add(rows, "whoever decides ends the others", whoDecidesEndsOthers);
    add(rows, "stop is obeyed", stopIsObeyed);
    add(rows, "pipes are all they have", onlyPipes);
}

} // namespace assize::conformance
