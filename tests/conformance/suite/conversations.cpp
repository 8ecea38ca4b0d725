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

struct Ends
{
    RunResult program;
    RunResult jury;
    std::string transcript;
    std::chrono::steady_clock::duration took{};
};

/// Two boxes whose programs are joined.
class Pair
{
public:
    Pair(Bench& bench, Findings& findings) : m_bench(bench)
    {
        Result<std::unique_ptr<Box>> box = bench.sandbox().openBox(BoxRole::Jury, 0);
        if (findings.expect(box.hasValue(), "a box for the jury is made", box ? "" : box.error().message))
            m_jury = std::move(*box);
    }
    bool isReady() const { return static_cast<bool>(m_jury); }
    bool hasRealClock() const { return m_bench.can(RealClock); }

    Conversation rules;
    RunLimits programLimits = generous();
    RunLimits juryLimits = generous();

    Ends talk(std::vector<std::string> program, std::vector<std::string> jury,
              const std::stop_token& stop = {})
    {
        Group group{{m_bench.subject(std::move(program), programLimits),
                     m_bench.subject(std::move(jury), juryLimits)},
                    {{0, 1}, {1, 0}}};
        group.runs[1].conversation = rules;
        const std::array<Box*, 2> boxes = {&m_bench.box(), m_jury.get()};
        const auto begin = std::chrono::steady_clock::now();
        std::vector<RunResult> results = runGroup(boxes, std::move(group), {}, stop);
        Ends ends{std::move(results[0]), std::move(results[1]), {}, std::chrono::steady_clock::now() - begin};
        ends.transcript = contentOf(ends.jury.transcript);
        return ends;
    }

private:
    Bench& m_bench;
    std::unique_ptr<Box> m_jury;
};

/// What the jury's box tells of the program, run 0; nothing where it does not.
PartnerTalk talkOf(const Ends& ends)
{
    const PartnerTalk* talk = ends.jury.conversation ? ends.jury.conversation->with(0) : nullptr;
    return talk ? *talk : PartnerTalk{};
}

std::string describeEnds(const Ends& ends)
{
    std::string text = "program: " + describe(ends.program) + "; jury: " + describe(ends.jury);
    if (ends.jury.conversation) {
        const PartnerTalk talk = talkOf(ends);
        text += "; said " + std::to_string(talk.said) + " and " + std::to_string(talk.told) +
                (talk.saidTooMuch ? ", too much" : "") + (talk.endedFirst ? ", the program ended first" : "");
    }
    return text;
}

bool exited(const RunResult& result, int code)
{
    return result.status == RunStatus::Exited && result.exitCode == code;
}

/// Expects how both ended.
bool expectExits(Findings& findings, const Ends& ends, int program, int jury)
{
    return findings.expect(exited(ends.program, program) && exited(ends.jury, jury) && ends.jury.conversation,
                           "exit codes " + std::to_string(program) + " and " + std::to_string(jury),
                           describeEnds(ends));
}

/// A row whose function gets two boxes.
void add(Rows& rows, const std::string& name, void (*run)(Pair&, Findings&), unsigned needs = None)
{
    rows.push_back({"conversation: " + name, needs, [run](Bench& bench, Findings& findings) {
                        Pair pair(bench, findings);
                        if (pair.isReady())
                            run(pair, findings);
                    }});
}

void echo(Pair& pair, Findings& findings)
{
    const Ends ends = pair.talk({"talk", "3"}, {"answer", "42"});
    if (!expectExits(findings, ends, 0, 42))
        return;
    findings.expect(ends.transcript == ">1\n<1\n>2\n<2\n>3\n<3\n", "the transcript", ends.transcript);
    findings.expect(talkOf(ends).endedFirst, "who ended first is told", describeEnds(ends));
    findings.expect(talkOf(ends).said == 6 && talkOf(ends).told == 6, "what was said is counted",
                    describeEnds(ends));
    findings.expect(!ends.program.standardOutput, "there is no other output", describeEnds(ends));
}

void juryBegins(Pair& pair, Findings& findings)
{
    // As it happens each time: the end of one is not taken for that of the other.
    for (int i = 0; i < 20; ++i) {
        const Ends again = pair.talk({"answer", "0"}, {"talk", "3"});
        if (!expectExits(findings, again, 0, 0) ||
            !findings.expect(!talkOf(again).endedFirst, "who ended first is told", describeEnds(again)))
            return;
    }
    const Ends ends = pair.talk({"answer", "0"}, {"talk", "3"});
    if (!expectExits(findings, ends, 0, 0))
        return;
    findings.expect(ends.transcript == "<1\n>1\n<2\n>2\n<3\n>3\n", "the transcript", ends.transcript);
}

void piecesOfLines(Pair& pair, Findings& findings)
{
    const Ends ends = pair.talk({"say-in-pieces"}, {"hear-word-say-line", "42", "99"});
    if (expectExits(findings, ends, 0, 42))
        findings.expect(ends.transcript == ">one\n<go\n>two\n>three", "the transcript", ends.transcript);
}

void transcriptIsCut(Pair& pair, Findings& findings)
{
    pair.rules.transcript = 4096;
    const Ends ends = pair.talk({"talk", "5000"}, {"answer", "42"});
    if (!expectExits(findings, ends, 0, 42))
        return;
    findings.expect(ends.transcript.size() < 4200 && ends.jury.outputSize == 0,
                    "it is not longer than wished", std::to_string(ends.transcript.size()));
    findings.expect(ends.transcript.starts_with(">1\n<1\n") &&
                        ends.transcript.ends_with("\n>5000\n<5000\n") &&
                        ends.transcript.find(" bytes ...\n") != std::string::npos,
                    "head and tail are kept", ends.transcript);
}

void bothWait(Pair& pair, Findings& findings)
{
    pair.programLimits.wallTime = 300ms;
    const Ends ends = pair.talk({"hear", "0", "1"}, {"hear", "43", "1"});
    findings.expect(ends.program.status == RunStatus::WallLimit && exited(ends.jury, 43),
                    "the program's wall limit ends it", describeEnds(ends));
    findings.expect(ends.jury.conversation && talkOf(ends).endedFirst, "the jury's program ends by that",
                    describeEnds(ends));
    findings.expect(ends.took < 5s, "soon", describeEnds(ends));
}

void juryHangs(Pair& pair, Findings& findings)
{
    pair.juryLimits.wallTime = 300ms;
    const Ends ends = pair.talk({"exit", "0"}, {"sleep"});
    findings.expect(exited(ends.program, 0) && ends.jury.status == RunStatus::WallLimit,
                    "the jury's wall limit ends it", describeEnds(ends));
}

void programEndsEarly(Pair& pair, Findings& findings)
{
    const Ends ends = pair.talk({"exit", "7"}, {"say", "43", "1000000"});
    if (expectExits(findings, ends, 7, 43))
        findings.expect(talkOf(ends).told == 1000000, "the jury's program is not disturbed",
                        describeEnds(ends));
    expectExits(findings, pair.talk({"exit", "7"}, {"answer", "43"}), 7, 43);
}

void juryAcceptsEarly(Pair& pair, Findings& findings)
{
    const Ends ends = pair.talk({"hear-then-say", "300000"}, {"say", "42", "10"});
    if (expectExits(findings, ends, 0, 42))
        findings.expect(!talkOf(ends).endedFirst && talkOf(ends).said == 300000 && ends.took < 5s,
                        "the program is not disturbed", describeEnds(ends));
}

void lastWordsAreHeard(Pair& pair, Findings& findings)
{
    // More than fits into the pipe, and the buffers.
    for (const char* code : {"42", "43"}) {
        const Ends ends = pair.talk({"hear", "0", "1000000"}, {"say", code, "200000"});
        expectExits(findings, ends, 0, std::atoi(code));
    }
    pair.rules.acceptExitCode = 0;
    const Ends ends = pair.talk({"answer", "0", "100"}, {"say", "0", "200000"});
    if (expectExits(findings, ends, 0, 0))
        findings.expect(talkOf(ends).said == 200000, "all of them", describeEnds(ends));
}

/// One that closes its output and goes on is heard to be silent.
void juryFallsSilent(Pair& pair, Findings& findings)
{
    const Ends ends = pair.talk({"hear-then-say", "10"}, {"close-then-hear", "42", "10"});
    if (expectExits(findings, ends, 0, 42))
        findings.expect(talkOf(ends).said == 10 && ends.took < 5s, "soon", describeEnds(ends));
}

void juryRejectsEarly(Pair& pair, Findings& findings)
{
    const Ends ends = pair.talk({"print-forever"}, {"hear", "43", "1000"});
    findings.expect(ends.program.status == RunStatus::Signalled && ends.program.signal == SIGPIPE &&
                        exited(ends.jury, 43),
                    "the program finds its pipe broken", describeEnds(ends));
    findings.expect(ends.jury.conversation && !talkOf(ends).endedFirst, "who ended first is told",
                    describeEnds(ends));
    const Ends waiting = pair.talk({"talk", "10"}, {"hear", "43", "2"});
    expectExits(findings, waiting, 4, 43);
}

void programTalksForever(Pair& pair, Findings& findings)
{
    pair.rules.programOutput = kMegabyte;
    const Ends ends = pair.talk({"print-forever"}, {"hear", "43", "1000000000"});
    findings.expect(ends.program.status == RunStatus::Signalled && ends.program.signal == SIGPIPE &&
                        exited(ends.jury, 43) && ends.jury.conversation && talkOf(ends).saidTooMuch,
                    "it is silenced at its limit", describeEnds(ends));
    findings.expect(ends.transcript.size() < 40000, "the transcript is short",
                    std::to_string(ends.transcript.size()));
    // When the jury's program has accepted, too.
    const Ends later = pair.talk({"print-forever"}, {"hear", "42", "1000"});
    findings.expect(later.program.signal == SIGPIPE && exited(later.jury, 42) && later.jury.conversation &&
                        talkOf(later).saidTooMuch,
                    "also after the end of the other", describeEnds(later));
}

void limitOfTalkIsExact(Pair& pair, Findings& findings)
{
    pair.rules.programOutput = 100000;
    const Ends all = pair.talk({"say", "0", "100000"}, {"hear", "42", "1000000"});
    if (expectExits(findings, all, 0, 42))
        findings.expect(!talkOf(all).saidTooMuch, "all that is permitted", describeEnds(all));
    const Ends more = pair.talk({"say", "0", "100001"}, {"hear", "42", "1000000"});
    findings.expect(more.jury.conversation && talkOf(more).saidTooMuch, "not a byte more",
                    describeEnds(more));
}

void juryTalksForever(Pair& pair, Findings& findings)
{
    pair.rules.juryOutput = kMegabyte;
    const Ends ends = pair.talk({"hear", "0", "1000000000"}, {"print-forever"});
    findings.expect(exited(ends.program, 0) && ends.jury.status == RunStatus::OutputLimit,
                    "it is stopped at its limit", describeEnds(ends));
    const Ends alone = pair.talk({"exit", "0"}, {"print-forever"});
    findings.expect(alone.jury.status == RunStatus::OutputLimit, "also when nobody listens",
                    describeEnds(alone));
}

void nobodyListens(Pair& pair, Findings& findings)
{
    pair.programLimits.wallTime = 300ms;
    pair.rules.programOutput = pair.rules.juryOutput = 8 * kMegabyte;
    const Ends ends = pair.talk({"print-forever"}, {"print-forever"});
    findings.expect(ends.program.status == RunStatus::WallLimit &&
                        ends.jury.status == RunStatus::OutputLimit && ends.took < 5s,
                    "both are stopped", describeEnds(ends));
    findings.expect(ends.jury.conversation && talkOf(ends).said < kMegabyte, "little of it is kept for later",
                    describeEnds(ends));
}

void cpuTimeIsItsOwn(Pair& pair, Findings& findings)
{
    const Ends ends = pair.talk({"talk", "10"}, {"answer", "42", "500"});
    if (!expectExits(findings, ends, 0, 42))
        return;
    findings.expect(ends.program.cpuTime < 200ms, "the program's", describeEnds(ends));
    findings.expect(ends.jury.cpuTime >= 490ms, "the jury's", describeEnds(ends));
}

void manyTurns(Pair& pair, Findings& findings)
{
    pair.programLimits.wallTime = pair.juryLimits.wallTime = 200s;
    pair.programLimits.cpuTime = pair.juryLimits.cpuTime = 100s;
    const Ends ends = pair.talk({"talk", pair.hasRealClock() ? "100000" : "2000"}, {"answer", "42"});
    expectExits(findings, ends, 0, 42);
}

void cancelled(Pair& pair, Findings& findings)
{
    std::stop_source source;
    const std::jthread stopper([&source] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    const Ends ends = pair.talk({"talk", "100000000"}, {"answer", "42"}, source.get_token());
    // The jury's may have heard of the end of the other before its own box heard of the stop.
    findings.expect(ends.program.status == RunStatus::Cancelled &&
                        (ends.jury.status == RunStatus::Cancelled || exited(ends.jury, 42)) && ends.took < 5s,
                    "both are stopped", describeEnds(ends));
    expectExits(findings, pair.talk({"talk", "3"}, {"answer", "42"}), 0, 42);
}

void childrenHoldPipes(Pair& pair, Findings& findings)
{
    const Ends jury = pair.talk({"hear", "0", "1"}, {"leave-child", "42"});
    expectExits(findings, jury, 0, 42);
    const Ends program = pair.talk({"leave-child", "0"}, {"hear", "43", "1"});
    expectExits(findings, program, 0, 43);
    findings.expect(jury.took < 5s && program.took < 5s, "they keep nobody waiting", describeEnds(program));
}

void pipesAreAllTheyHave(Pair& pair, Findings& findings)
{
    expectExits(findings, pair.talk({"only-pipes", "talk", "3"}, {"only-pipes", "answer", "42"}), 0, 42);
    expectExits(findings, pair.talk({"open-streams"}, {"answer", "42"}), 0, 42);
    expectExits(findings, pair.talk({"answer", "0"}, {"open-streams"}), 0, 0);
}

void abusedPipes(Pair& pair, Findings& findings)
{
    expectExits(findings, pair.talk({"abuse-pipes", "100"}, {"answer", "42"}), 0, 42);
    expectExits(findings, pair.talk({"talk", "100"}, {"answer", "42"}), 0, 42);
}

} // namespace

void addConversations(Rows& rows)
{
    add(rows, "echo", echo);
    add(rows, "the jury begins", juryBegins);
    add(rows, "pieces of lines", piecesOfLines);
    add(rows, "the transcript is cut", transcriptIsCut);
    add(rows, "both wait", bothWait);
    add(rows, "the jury hangs", juryHangs);
    add(rows, "the program ends early", programEndsEarly);
    add(rows, "the jury accepts early", juryAcceptsEarly);
    add(rows, "the jury falls silent", juryFallsSilent);
    add(rows, "the jury rejects early", juryRejectsEarly);
    add(rows, "last words are heard", lastWordsAreHeard);
    add(rows, "the program talks forever", programTalksForever);
    add(rows, "the limit of talk is exact", limitOfTalkIsExact);
    add(rows, "the jury talks forever", juryTalksForever);
    add(rows, "nobody listens", nobodyListens);
    add(rows, "CPU time is the program's own", cpuTimeIsItsOwn);
    add(rows, "100,000 turns", manyTurns);
    add(rows, "stop is obeyed", cancelled);
    add(rows, "children hold the pipes", childrenHoldPipes);
    add(rows, "pipes are all they have", pipesAreAllTheyHave);
    add(rows, "abused pipes", abusedPipes, Tools);
}

} // namespace assize::conformance
