// SPDX-License-Identifier: GPL-3.0-or-later
// What a package says of itself (inputs, answers, tests that must be refused) is held against its own
// validators, beside the submissions.
#include "exec/session.h"

#include "base/utf8.h"
#include "exec/validator_junk.h"

#include <algorithm>
#include <utility>

namespace assize::exec {

namespace {

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

/// What is checked, for the message that it could not be.
std::string subjectOf(const CheckPackage::Piece& piece)
{
    if (std::holds_alternative<CheckPackage::OutputJunk>(piece))
        return "the output validators";
    if (std::holds_alternative<CheckPackage::InputJunk>(piece))
        return "the input validators";
    return "the package";
}

} // namespace

void Session::addChecks(ProblemWork& work)
{
    if (!m_options.checkPackages || !work.unjudgeable.empty())
        return;
    Checks& checks = work.checks;
    checks.stage = Checks::Stage::Waiting;
    ++m_unfinished;
    work.programsWanted = true;
}

void Session::beginChecks(ProblemWork& work)
{
    Checks& checks = work.checks;
    checks.stage = Checks::Stage::UnderWay;
    const model::Problem& problem = work.problem();
    std::vector<CheckPackage::Piece> pieces;
    if (!m_options.ownInput)
        pieces.emplace_back(CheckPackage::TestFiles{});
    for (const PackageCheckWork& piece : packageCheckWork(problem))
        pieces.emplace_back(piece);
    if (!m_options.ownInput && work.prepared->judging.byValidators() && takesJunk(problem))
        pieces.emplace_back(CheckPackage::OutputJunk{});
    const std::vector<RequiredProgram>& programs = work.prepared->programs;
    const bool validatesInputs =
        std::any_of(programs.begin(), programs.end(), [](const RequiredProgram& required) {
            return required.role == RequiredProgram::Role::InputValidator;
        });
    if (!m_options.ownInput && validatesInputs)
        pieces.emplace_back(CheckPackage::InputJunk{});
    checks.left = pieces.size();
    if (checks.left == 0)
        return endChecks(work);
    std::vector<Task> tasks;
    for (CheckPackage::Piece& piece : pieces)
        tasks.push_back(checkTask(work, std::move(piece)));
    m_dispatcher.push(std::move(tasks));
}

/// Nothing runs on an input that is none.
void Session::refuseInput(ProblemWork& work, const std::string& reason)
{
    dropCompilingAhead(work);
    work.inputRefused = true;
    work.unjudgeable = reason;
    for (Job* job : std::exchange(work.waiting, {}))
        finishWithJudgeError(*job, reason);
}

void Session::conclude(const CheckPackage& work, Outcome&& outcome)
{
    ProblemWork& problem = *m_problemById.at(work.problem);
    Checks& checks = problem.checks;
    if (auto* checked = std::get_if<PackageChecked>(&outcome)) {
        if (checked->outcome)
            checks.outcomes.push_back(std::move(*checked->outcome));
        checks.diagnostics.insert(checks.diagnostics.end(), checked->diagnostics.begin(),
                                  checked->diagnostics.end());
    } else {
        checks.diagnostics.push_back(
            {Diagnostic::Level::Error, problem.problem().file,
             subjectOf(work.piece) + " could not be checked: " + std::get<SandboxFailed>(outcome).reason});
    }
    if (--checks.left == 0)
        endChecks(problem);
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
    Diagnostics found = packageDiagnostics(work.problem(), work.problem().file, std::move(checks.outcomes));
    found.insert(found.end(), checks.diagnostics.begin(), checks.diagnostics.end());
    for (Diagnostic& diagnostic : found)
        emit(DiagnosticFound{std::move(diagnostic)});
    if (!refusal.empty())
        refuseInput(work, refusal);
}

} // namespace assize::exec
