// SPDX-License-Identifier: GPL-3.0-or-later
// What a package says of itself (inputs, answers, tests that must be refused) is held against its own
// validators, beside the submissions.
#include "exec/session.h"

#include "base/utf8.h"
#include "exec/answer_variety.h"
#include "exec/input_junk.h"
#include "exec/validator_junk.h"
#include "files/mapped_file.h"

#include <iterator>
#include <new>
#include <utility>

namespace assize::exec {

namespace {

/// For all junk that is thrown at one package's input validators, and as much for its output validators.
constexpr std::chrono::seconds kJunkTime{10};

Diagnostics examineFiles(const model::Problem& problem, const std::stop_token& stop)
{
    Diagnostics found = examineTestFiles(problem, problem.file, stop);
    Diagnostics answers = examineAnswers(problem, problem.file, stop);
    std::move(answers.begin(), answers.end(), std::back_inserter(found));
    return found;
}

/// Why the input of one's own is refused; empty: it is not.
std::string refusalOf(const std::vector<PackageCheckOutcome>& outcomes)
{
    for (const PackageCheckOutcome& outcome : outcomes) {
        if (outcome.work.kind == PackageCheckWork::Kind::Input && !outcome.asExpected && !outcome.cancelled)
            return "not run: the input validator " + toPrintableLine(outcome.validator) +
                   (outcome.failed ? " gives no decision on this input" : " refuses this input");
    }
    return {};
}

} // namespace

void Session::addChecks(ProblemWork& work)
{
    if (!m_options.checkPackages || !work.unjudgeable.empty())
        return;
    Checks& checks = work.checks;
    checks.stage = Checks::Stage::Waiting;
    ++m_unfinished;
    const model::Problem& problem = work.problem;
    checks.tools.problem = &problem;
    checks.tools.inputValidators.resize(problem.inputValidators.size());
    for (std::size_t i = 0; i < problem.inputValidators.size(); ++i) {
        if (!isDeclarative(problem.inputValidators[i]))
            work.programs.push_back({&problem.inputValidators[i], &checks.tools.inputValidators[i], false});
    }
    checks.tools.judgeOutput = [this, &work](Slot& slot, const model::TestCase& test, int input, int output,
                                             const std::stop_token& stop) {
        const Result<files::MappedFile> mapped = files::MappedFile::fromDescriptor(output, "the output");
        if (!mapped)
            return check::judgeError(mapped.error().message);
        return m_answerChecker.check(slot, work.judging, test, {input, output, mapped->bytes()}, nullptr,
                                     stop);
    };
    work.programsWanted = true;
}

void Session::beginChecks(ProblemWork& work)
{
    Checks& checks = work.checks;
    checks.stage = Checks::Stage::UnderWay;
    const std::vector<PackageCheckWork> pieces = packageCheckWork(work.problem);
    const bool looksAtFiles = !m_options.ownInput;
    const bool throwsJunk = looksAtFiles && work.judging.byValidators() && takesJunk(work.problem);
    const bool throwsInputs = looksAtFiles && takesJunkInputs(checks.tools);
    checks.left = pieces.size() + (looksAtFiles ? 1 : 0) + (throwsJunk ? 1 : 0) + (throwsInputs ? 1 : 0);
    if (checks.left == 0)
        return endChecks(work);
    std::vector<Task> tasks;
    if (looksAtFiles)
        tasks.push_back(pieceTask(work, std::nullopt));
    for (const PackageCheckWork& piece : pieces)
        tasks.push_back(pieceTask(work, piece));
    if (throwsJunk)
        tasks.push_back(junkTask(work));
    if (throwsInputs)
        tasks.push_back(inputJunkTask(work));
    m_dispatcher.push(std::move(tasks));
}

Task Session::checkTask(ProblemWork& work, const std::string& subject, Check check)
{
    Task task;
    task.priority = Task::Priority::Check;
    task.memory = work.problem.limits.validationMemory;
    task.work = [this, &work, subject, check = std::move(check)](Slot& slot, const std::stop_token& stop) {
        CheckEnded ended{&work, std::nullopt, {}};
        try {
            check(ended, slot, stop);
        } catch (const std::bad_alloc&) {
            ended.diagnostics.push_back({Diagnostic::Level::Error, work.problem.file,
                                         subject + " could not be checked: " + kOutOfMemory});
        }
        if (!stop.stop_requested())
            m_inbox.post(std::move(ended));
    };
    return task;
}

Task Session::pieceTask(ProblemWork& work, std::optional<PackageCheckWork> piece)
{
    return checkTask(work, "the package",
                     [&work, piece](CheckEnded& ended, Slot& slot, const std::stop_token& stop) {
                         if (piece)
                             ended.outcome = runPackageCheck(slot, work.checks.tools, *piece, stop);
                         else
                             ended.diagnostics = examineFiles(work.problem, stop);
                     });
}

Task Session::junkTask(ProblemWork& work)
{
    Checks& checks = work.checks;
    checks.junkProblem.id = work.problem.id;
    checks.junkProblem.format = work.problem.format;
    checks.junkProblem.type = work.problem.type;
    checks.junkProblem.validation = work.problem.validation;
    checks.junkProblem.limits = junkLimits(work.problem.limits);
    checks.junkJudging = work.judging;
    checks.junkJudging.problem = &checks.junkProblem;
    return checkTask(work, "the output validators",
                     [this, &work](CheckEnded& ended, Slot& slot, const std::stop_token& stop) {
                         const auto judgeOutput = [this, &work](Slot& where, const model::TestCase& test,
                                                                int input, int output,
                                                                const std::stop_token& stopped) {
                             // Programs of the jury read it by descriptor.
                             return m_answerChecker.check(where, work.checks.junkJudging, test,
                                                          {input, output, {}}, nullptr, stopped);
                         };
                         ended.diagnostics =
                             throwJunk(slot, work.problem, judgeOutput, work.problem.file, kJunkTime, stop);
                     });
}

Task Session::inputJunkTask(ProblemWork& work)
{
    return checkTask(work, "the input validators",
                     // The problem's own limits may change while this waits: a time limit is computed.
                     [&work, limits = junkLimits(work.problem.limits)](CheckEnded& ended, Slot& slot,
                                                                       const std::stop_token& stop) {
                         ended.diagnostics = throwJunkInputs(slot, work.checks.tools, limits,
                                                             work.problem.file, kJunkTime, stop);
                     });
}

/// Nothing runs on an input that is none.
void Session::refuseInput(ProblemWork& work, const std::string& reason)
{
    work.judgeable = false;
    work.inputRefused = true;
    work.unjudgeable = reason;
    for (Job* job : std::exchange(work.waiting, {}))
        finishWithJudgeError(*job, reason);
}

void Session::handle(CheckEnded&& message)
{
    Checks& checks = message.problem->checks;
    if (message.outcome)
        checks.outcomes.push_back(std::move(*message.outcome));
    checks.diagnostics.insert(checks.diagnostics.end(), message.diagnostics.begin(),
                              message.diagnostics.end());
    if (--checks.left == 0)
        endChecks(*message.problem);
}

void Session::endChecks(ProblemWork& work)
{
    Checks& checks = work.checks;
    if (checks.stage == Checks::Stage::None || checks.stage == Checks::Stage::Finished)
        return;
    checks.stage = Checks::Stage::Finished;
    --m_unfinished;
    // Submissions may have waited for it.
    m_moreKnown = m_moreKnown || m_options.ownInput;
    const std::string refusal = m_options.ownInput ? refusalOf(checks.outcomes) : std::string();
    Diagnostics found = packageDiagnostics(work.problem, work.problem.file, std::move(checks.outcomes));
    found.insert(found.end(), checks.diagnostics.begin(), checks.diagnostics.end());
    for (Diagnostic& diagnostic : found)
        emit(DiagnosticFound{std::move(diagnostic)});
    if (!refusal.empty())
        refuseInput(work, refusal);
}

} // namespace assize::exec
