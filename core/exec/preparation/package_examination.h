// SPDX-License-Identifier: GPL-3.0-or-later
// A package's statements about itself (inputs, answers, tests that must be refused) are held against its own
// validators, beside the submissions: which work that is, and its outcome. Used by the loop, on its thread.
#pragma once

#include "base/diagnostics.h"
#include "exec/package_checks.h"
#include "exec/preparation/prepared_problem.h"
#include "exec/work/outcome.h"
#include "exec/work/work.h"

#include <cstddef>
#include <string>
#include <vector>

namespace assize::exec {

class PackageExamination
{
public:
    /// It is wanted, once programs and tests are there.
    void ask() { m_stage = Stage::Asked; }
    bool isAsked() const { return m_stage == Stage::Asked; }
    /// Asked for, and not at its end.
    bool isPending() const { return m_stage == Stage::Asked || m_stage == Stage::UnderWay; }

    /// `ownInput`: only the input of the user's own is validated. No work: it is at its end.
    std::vector<Work> begin(const PreparedProblem& prepared, bool ownInput);
    void ended(const CheckPackage& work, Outcome&& outcome, const PreparedProblem& prepared);
    /// Nothing of it can be done.
    void giveUp() { m_stage = Stage::Ended; }

    /// Once it is at its end, and once.
    Diagnostics takeFindings(const PreparedProblem& prepared);
    /// Why the user's own input is refused; empty: it is not.
    std::string refusal() const;

private:
    enum class Stage { Unasked, Asked, UnderWay, Ended } m_stage = Stage::Unasked;
    std::size_t m_left = 0;
    std::vector<PackageCheckOutcome> m_outcomes;
    Diagnostics m_diagnostics; ///< of the tests' files, and of junk
};

} // namespace assize::exec
