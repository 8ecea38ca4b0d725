// SPDX-License-Identifier: GPL-3.0-or-later
// Grades the groups of a scoring problem from the known results of its runs. Inside core/score only; an
// object is a single evaluation and refers to the data that it was made from.
#pragma once

#include "score/fraction.h"
#include "score/group_tree.h"
#include "score/score.h"

#include <optional>
#include <string>
#include <vector>

namespace assize::score {

/// The result so far of a test, a static validation or a group.
struct Outcome
{
    bool decided = false;                        ///< verdict and score will not change
    bool mayAccept = true;                       ///< AC is still possible; true where that is not known
    bool skipped = false;                        ///< of a group: it is sure to count for nothing
    model::Verdict verdict = model::Verdict::AC; ///< when decided; of a skipped group that of the failed part
    Fraction score;
    std::string fault{}; ///< why the verdict is JE
};

class Evaluation
{
public:
    /// `grader` nullptr: results of custom graders are not known.
    Evaluation(const model::Problem& problem, const GroupTree& tree, const std::vector<model::Run>& runs,
               bool stopAtFirstFailure, const CustomGrader* grader,
               const std::vector<StaticResult>& staticResults);

    const Outcome& group(std::size_t index) const { return m_groups[index]; }
    const Outcome& root() const { return m_groups[m_tree.root()]; }
    const std::vector<bool>& skippedTests() const { return m_skipped; }

private:
    /// A group whose parts are being looked at.
    struct Frame
    {
        std::size_t group = 0;
        std::size_t next = 0;
        /// Something that is not decided yet may still have this group skipped.
        bool tentative = false;
        bool broken = false; ///< the parts after those in `parts` count for nothing
        bool open = false;   ///< one of `parts` is not decided
        std::vector<Outcome> parts{};
    };

    void run();
    void enter(std::size_t group, bool tentative);
    void leave();
    /// Adds the outcome of its next part to the group on top.
    void take(Outcome outcome);
    std::optional<Outcome> outcomeByRequirements(std::size_t group, bool& tentative) const;
    Outcome outcomeOfTest(std::size_t test) const;
    Outcome outcomeOfStaticValidation(std::size_t group) const;
    Outcome conclude(Frame& frame) const;
    Outcome grade(std::size_t group, std::vector<Outcome>& parts) const;
    Outcome gradeByGrader(std::size_t group, const std::vector<Outcome>& parts) const;
    bool mayAccept(const Frame& frame) const;
    void skip(Part part, const Outcome& cause);
    bool mayStopWithin(std::size_t group) const;

    const model::Problem& m_problem;
    const GroupTree& m_tree;
    const std::vector<model::Run>& m_runs;
    const CustomGrader* m_grader;
    const std::vector<StaticResult>& m_staticResults;
    std::vector<bool> m_breaks; ///< by group
    std::vector<bool> m_seen;   ///< groups whose outcome is there
    std::vector<Outcome> m_groups;
    std::vector<bool> m_skipped; ///< by test
    std::vector<Frame> m_stack;  ///< no recursion: how deep groups are nested is up to the package
};

} // namespace assize::score
