// SPDX-License-Identifier: GPL-3.0-or-later
#include "exec/preparation/package_examination.h"

#include "base/utf8.h"
#include "exec/validator_junk.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace assize::exec {
namespace {

/// The checked object, for the message that it could not be checked.
std::string subjectOf(const CheckPackage::Piece& piece)
{
    if (std::holds_alternative<CheckPackage::OutputJunk>(piece))
        return "the output validators";
    if (std::holds_alternative<CheckPackage::InputJunk>(piece))
        return "the input validators";
    return "the package";
}

} // namespace

std::vector<Work> PackageExamination::begin(const PreparedProblem& prepared, bool ownInput)
{
    const model::Problem& problem = prepared.problem;
    std::vector<CheckPackage::Piece> pieces;
    if (!ownInput)
        pieces.emplace_back(CheckPackage::TestFiles{});
    for (const PackageCheckWork& piece : packageCheckWork(problem))
        pieces.emplace_back(piece);
    if (!ownInput && prepared.judging.byValidators() && takesJunk(problem))
        pieces.emplace_back(CheckPackage::OutputJunk{});
    const bool validatesInputs =
        std::any_of(prepared.programs.begin(), prepared.programs.end(), [](const RequiredProgram& required) {
            return required.role == RequiredProgram::Role::InputValidator;
        });
    if (!ownInput && validatesInputs)
        pieces.emplace_back(CheckPackage::InputJunk{});
    m_left = pieces.size();
    m_stage = m_left == 0 ? Stage::Ended : Stage::UnderWay;
    std::vector<Work> work;
    work.reserve(pieces.size());
    for (const CheckPackage::Piece& piece : pieces)
        work.emplace_back(CheckPackage{nameOf(problem), piece});
    return work;
}

void PackageExamination::ended(const CheckPackage& work, Outcome&& outcome, const PreparedProblem& prepared)
{
    if (auto* checked = std::get_if<PackageChecked>(&outcome)) {
        if (checked->outcome)
            m_outcomes.push_back(std::move(*checked->outcome));
        std::move(checked->diagnostics.begin(), checked->diagnostics.end(),
                  std::back_inserter(m_diagnostics));
    } else {
        m_diagnostics.push_back(
            {Diagnostic::Level::Error, prepared.problem.file,
             subjectOf(work.piece) + " could not be checked: " + std::get<SandboxFailed>(outcome).reason});
    }
    if (--m_left == 0)
        m_stage = Stage::Ended;
}

Diagnostics PackageExamination::takeFindings(const PreparedProblem& prepared)
{
    Diagnostics found =
        packageDiagnostics(prepared.problem, prepared.problem.file, std::exchange(m_outcomes, {}));
    std::move(m_diagnostics.begin(), m_diagnostics.end(), std::back_inserter(found));
    m_diagnostics.clear();
    return found;
}

std::string PackageExamination::refusal() const
{
    for (const PackageCheckOutcome& outcome : m_outcomes) {
        if (outcome.work.kind == PackageCheckWork::Kind::Input && !outcome.asExpected)
            return "not run: the input validator " + toPrintableLine(outcome.validator) +
                   (outcome.failed ? " gives no decision on this input" : " refuses this input");
    }
    return {};
}

} // namespace assize::exec
