// SPDX-License-Identifier: GPL-3.0-or-later
#include "judging.h"

#include "exec/toolchain_probe.h"

#include <condition_variable>
#include <fcntl.h>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace assize::hostile {

namespace {

using namespace std::chrono_literals;

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

std::string headOf(int fd)
{
    std::string text(300, '\0');
    const ssize_t got = fd >= 0 ? ::pread(fd, text.data(), text.size(), 0) : 0;
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
}

void describe(const model::Run& run, Outcome& outcome)
{
    outcome.verdict = run.verdict ? model::codeOf(*run.verdict) : "none";
    outcome.limit = run.limit == model::LimitKind::None ? "none" : model::nameOf(run.limit);
    outcome.exitCode = run.exitCode.value_or(0);
    outcome.signal = run.signal.value_or(0);
    outcome.cpuTime = seconds(run.cpuTime);
    outcome.wallTime = seconds(run.wallTime);
    outcome.memory = static_cast<double>(run.memory) / (1 << 20);
    outcome.outputSize = run.outputSize;
    outcome.message = run.message;
}

} // namespace

Witness::Witness(const std::filesystem::path& executable)
    : m_executable(::open(executable.c_str(), O_RDONLY | O_CLOEXEC)),
      m_input(sandbox::makeMemoryFile("3 4\n").value())
{
}

std::string Witness::run(sandbox::Box& box, const std::vector<std::string>& arguments) const
{
    sandbox::RunRequest request;
    request.arguments = {"witness"};
    request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
    request.executable = m_executable.get();
    request.standardInput = m_input.get();
    request.limits.cpuTime = 2s;
    request.limits.wallTime = 10s;
    request.limits.memory = 64 << 20;
    request.limits.output = 1 << 20;
    request.limits.processes = 8;
    const sandbox::RunResult result = box.run(request, {});
    const std::string output = headOf(result.standardOutput.get());
    if (result.status == model::RunStatus::Exited && result.exitCode == 0 &&
        (output == "7\n" || output.empty()))
        return {};
    return "status " + std::to_string(static_cast<int>(result.status)) + ", exit code " +
           std::to_string(result.exitCode) + ", signal " + std::to_string(result.signal) + ", cpu " +
           std::to_string(seconds(result.cpuTime)) + ", wall " + std::to_string(seconds(result.wallTime)) +
           ", " + output + result.standardError + whyItFailed(result);
}

HostileJudge::HostileJudge(WatchedSandbox& sandbox, const Contest& contest,
                           const std::filesystem::path& witness, const std::filesystem::path& traces,
                           const Clock& clock)
    : m_sandbox(sandbox), m_contest(contest), m_witness(witness), m_traces(traces), m_cache({}, 0, clock),
      m_compiler(m_cache, sandbox.info().fingerprint, m_pressure), m_runner(m_pressure), m_slot(sandbox, 0),
      m_neighbour(sandbox, 1)
{
}

std::string HostileJudge::prepare(const std::vector<model::Language>& languages)
{
    for (exec::RenewedBox* box : {&m_slot.contestant, &m_slot.jury, &m_neighbour.contestant}) {
        if (Result<void> opened = box->open(); !opened)
            return opened.error().message;
        if (const std::string wrong = m_witness.run(*box, {"alone"}); !wrong.empty())
            return "the witness does not work on this machine: " + wrong;
    }
    for (const model::Language& language : languages) {
        if (language.id == "c" || language.id == "cpp" || language.id == "python3" || language.id == "java")
            m_toolchains[language.id] = exec::probeToolchain(m_slot.jury, language, {});
    }
    return {};
}

std::string HostileJudge::missing(const std::string& language) const
{
    const auto found = m_toolchains.find(language);
    if (found == m_toolchains.end())
        return "the judge takes it for " + language + ", which is not tried here";
    return found->second.available ? "" : found->second.problem;
}

Outcome HostileJudge::judge(const model::Submission& submission, const model::Limits& limits,
                            std::string& disturbed)
{
    Outcome outcome;
    std::string wrong;
    {
        const std::jthread neighbour([&](const std::stop_token& stop) {
            std::mutex mutex;
            std::condition_variable_any stopped;
            std::unique_lock lock(mutex);
            while (!stop.stop_requested()) {
                const std::string found = m_witness.run(m_neighbour.contestant, {});
                if (wrong.empty())
                    wrong = found;
                stopped.wait_for(lock, stop, 50ms, [] { return false; });
            }
        });
        compileAndRun(submission, limits, outcome);
    }
    if (!wrong.empty())
        disturbed = "the neighbour was disturbed: " + wrong;
    const Seen seen = m_sandbox.take();
    outcome.cleaning = seconds(seen.longestCleaning);
    for (const std::string& fault : seen.faults)
        disturbed += (disturbed.empty() ? "" : "; ") + fault;
    if (outcome.verdict != "CE") {
        outcome.output = seen.lastOutput;
        outcome.errors = seen.lastErrors;
    }
    return outcome;
}

void HostileJudge::compileAndRun(const model::Submission& submission, const model::Limits& limits,
                                 Outcome& outcome)
{
    model::Problem problem = m_contest.problem();
    problem.limits = limits;
    m_slot.beginSubmission(submission.id);
    const exec::CompileResult compiled =
        m_compiler.compile(m_slot.contestant, m_toolchains.at(submission.language),
                           {submission.files, limits.source}, limits, {});
    const auto* ready = std::get_if<exec::ProgramReady>(&compiled);
    const auto* rejected = std::get_if<exec::CompileRejected>(&compiled);
    if (ready != nullptr || rejected != nullptr) {
        const model::CompileOutcome& told = ready != nullptr ? ready->outcome : rejected->outcome;
        outcome.log = told.log;
        outcome.compileTime = seconds(told.cpuTime);
    }
    if (const auto* failed = std::get_if<exec::SandboxFailed>(&compiled))
        outcome.message = failed->reason;
    else if (const auto* late = std::get_if<exec::OutOfWallTime>(&compiled))
        outcome.message = late->reason;
    outcome.limit = "none";
    outcome.verdict = rejected != nullptr ? "CE" : "JE";
    if (ready == nullptr)
        return;
    exec::Judging judging;
    judging.problem = &problem;
    const model::TestCase& test = problem.testCases.front();
    const exec::RunOrder order{judging, test, ready->program.get()};
    // Nothing stops it.
    const std::optional<exec::CaseReport> report =
        m_runner.repeatAlone(m_slot, order, m_runner.run(m_slot, order, {}).value(), {});
    describe(report.value().run, outcome);
}

std::string HostileJudge::whatIsLeft()
{
    if (const std::string found = m_traces.run(m_slot.contestant, {"find-traces"}); !found.empty())
        return "in the same box: " + found;
    for (auto [name, box] : {std::pair("same", &m_slot.contestant), std::pair("jury's", &m_slot.jury),
                             std::pair("neighbour's", &m_neighbour.contestant)}) {
        if (const std::string wrong = m_witness.run(*box, {"alone"}); !wrong.empty())
            return std::string("the witness fails in the ") + name + " box: " + wrong;
    }
    std::string faults;
    for (const std::string& fault : m_sandbox.take().faults)
        faults += fault + "; ";
    return faults;
}

} // namespace assize::hostile
