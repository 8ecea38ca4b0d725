// SPDX-License-Identifier: GPL-3.0-or-later
// From a problem as it was read to a problem whose submissions can be run: the programs of its jury are
// built, then the inputs are made that the package lacks, then the answers.
//
//     Unasked -> Asked -> Building -> MakingInputs -> MakingAnswers -> Ready
//     and from each of them -> Unjudgeable
//
// It does nothing itself: it says which work comes next, and is told its outcome. Used by the loop, on its
// thread.
#pragma once

#include "base/diagnostics.h"
#include "exec/generated_files.h"
#include "exec/preparation/prepared_problem.h"
#include "exec/work/work.h"

#include <chrono>
#include <string>
#include <vector>

namespace assize::exec {

class ProblemPreparation
{
public:
    enum class Stage {
        Unasked, ///< nothing is to be run
        Asked,   ///< until the languages of its programs are probed
        Building,
        MakingInputs,
        MakingAnswers,
        Ready,
        Unjudgeable, ///< unjudgeable() says why
    };

    /// The next work, and the findings, after a message.
    struct Step
    {
        bool isNew = false; ///< known() is another object than before; it is needed by `work`
        std::vector<Work> work;
        Diagnostics diagnostics;
    };

    explicit ProblemPreparation(model::Problem read);

    Stage stage() const { return m_stage; }
    bool isReady() const { return m_stage == Stage::Ready; }
    bool isUnjudgeable() const { return m_stage == Stage::Unjudgeable; }
    /// Why nothing for it can be judged, for people.
    const std::string& unjudgeable() const { return m_unjudgeable; }
    /// The problem is Unjudgeable because of the user's own input: that is no judge's error.
    bool isInputRefused() const { return m_inputRefused; }
    /// Never null.
    const SharedProblem& known() const { return m_known; }
    const model::Problem& problem() const { return m_known->problem; }

    /// Before all else, where submissions for it are to be judged or the package checked (then with its
    /// `inputValidators`): lists its programs, and finds out whether it can be judged at all.
    Step begin(bool inputValidators);
    /// Its submissions are to be run. `ownInput`: on an input of the user's own, so that nobody misses
    /// answers.
    void ask(bool ownInput);
    /// All languages of its programs are probed.
    Step languagesKnown();
    /// `failure`: see ProgramBuilt.
    Step built(const BuildProgram& work, const std::string& failure);
    Step made(const MakeTest& work, const GeneratedFile& file);
    Step notMade(const std::string& failure) { return giveUp({failure}); }
    Step setTimeLimit(std::chrono::nanoseconds limit);
    /// Each reason is told by itself. Nothing happens where there was a reason before.
    Step giveUp(const std::vector<std::string>& reasons);
    /// The user's own input is no valid input: nothing runs on it.
    Step refuseInput(const std::string& reason);
    /// A diagnostic at this problem.
    Diagnostic diagnostic(Diagnostic::Level level, std::string message) const;

private:
    void makeTests(Stage stage, Step& step);
    /// Makes `known` the problem as it is known now.
    void publish(SharedProblem known, Step& step);

    SharedProblem m_known;
    Stage m_stage = Stage::Unasked;
    bool m_ownInput = false;
    bool m_inputRefused = false;
    std::string m_unjudgeable;
    std::size_t m_left = 0;              ///< pieces of work of this stage
    std::vector<std::string> m_failures; ///< of programs without which nothing can be judged
    std::vector<std::pair<MakeTest, GeneratedFile>> m_made; ///< in this stage
};

} // namespace assize::exec
