// SPDX-License-Identifier: GPL-3.0-or-later
// ContestState: everything that a front end shows, made by applying events one after another.
//
// A pure reducer: no I/O, no threads, no Qt. Each front end owns a ContestState and applies the batches that
// the engine hands over. Tests of the engine assert on its final state.
#pragma once

#include "engine/event.h"
#include "standings/standings.h"

#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace assize::engine {

/// A test of a submission as the grid shows it. Small: a contest has a million.
struct TestCell
{
    model::TaskState state = model::TaskState::Waiting;
    std::optional<model::Verdict> verdict;
};

struct SubmissionView
{
    model::Submission submission;
    int contestantIndex = -1;
    int problemIndex = -1;
    model::TaskState state = model::TaskState::Waiting; ///< of the judgement as a whole
    bool compiling = false;
    /// Its runs are empty until the first run is known, then a run for each test of the problem, filling in.
    model::Judgement judgement;
    std::vector<TestCell> tests; ///< a cell for each test of the problem
    /// Why judging today would give another judgement (English, one clause); empty: nothing is known to have
    /// changed.
    std::string outdatedBecause{};
    bool mayBeOutdated = false; ///< only judging can tell
};

class ContestState
{
public:
    void apply(const Event& event);
    /// The same without copying the contents of a large contest.
    void apply(Event&& event);

    // All indices are into the vectors below and stay valid until takeReset() or takeReread().
    /// Its `judgements` are empty: they are in submissions().
    const ContestLoaded& contest() const { return m_contest; }
    const std::vector<model::Problem>& problems() const { return m_contest.problems; }
    const std::vector<model::Contestant>& contestants() const { return m_contest.contestants; }
    const std::vector<SubmissionView>& submissions() const { return m_submissions; }
    const SubmissionView* submissionById(int id) const;
    /// Indices into submissions() of a cell of the grid, in order of ids.
    const std::vector<int>& cell(int contestant, int problem) const;

    /// Adds a judgement to those of ContestLoaded::judgements, for callers that do not make all of them at a
    /// time.
    void addStored(model::Judgement&& judgement);
    /// Of a judged submission, keeps of the runs only how they ended (SubmissionView::tests); DetailsLoaded
    /// brings them back.
    void dropRuns(int submission);

    bool judging() const { return m_judging; }
    /// Whether it is known which of the stored results are outdated.
    bool compared() const { return m_compared; }
    const std::optional<JudgingEnded>& ended() const { return m_ended; }
    /// Why the contest could not be opened; then there is nothing else in here.
    const std::optional<Error>& refused() const { return m_refused; }
    /// Whether the contest was refused, or judging has ended.
    bool isOver() const { return m_refused || m_ended; }

    /// Of another process that judges the contest; unset while none does.
    const std::optional<Followed>& followed() const { return m_followed; }

    /// Submissions whose state changed since the last call, as indices; the caller repaints those.
    std::vector<int> takeChanged();
    /// True once after ContestLoaded and ContestJoined.
    bool takeReset();
    /// The findings of reading the folder again, once after it: every earlier index is void, and contestants
    /// and submissions are told by their ids. With an error nothing has changed.
    struct Rereading
    {
        FolderChanges changes;
        std::optional<Error> error;
    };
    std::optional<Rereading> takeReread() { return std::exchange(m_reread, std::nullopt); }

    struct Counts
    {
        int submissions = 0;
        int submissionsDone = 0;     ///< judged, or as below
        int submissionsUnjudged = 0; ///< cannot be: without a toolchain, or of a refused problem
        int runs = 0;                ///< test cases that this contest's judgements need
        int runsDone = 0;            ///< done or skipped
        int runsMadeNow = 0;         ///< by this call, not taken from earlier calls
        int outdated = 0;            ///< submissions whose results are outdated
        std::array<int, model::kVerdicts> submissionVerdicts{}; ///< by Verdict
    };
    const Counts& counts() const { return m_counts; }

    /// Ranked now, from the decided judgements. Not cached: call it when needed (a thousand contestants take
    /// about a millisecond).
    std::vector<standings::Row> standings() const;

private:
    void on(ContestLoaded&& event);
    void on(ContestRefused&& event);
    void on(JudgingStarted&& event);
    void on(model::SubmissionsAdded&& event);
    void on(JudgingEnded&& event);
    void on(model::JudgementBegun&& event);
    void on(model::CompileBegun&& event);
    void on(model::CompileEnded&& event);
    void on(model::RunBegun&& event);
    void on(model::RunEnded&& event);
    void on(model::JudgementEnded&& event);
    void on(model::JudgementCancelled&& event);
    /// Nothing of it is under way any more.
    void setIdle(SubmissionView& view);
    void on(model::TimeLimitComputed&& event);
    void on(model::DiagnosticFound&& event);
    void on(DetailsLoaded&& event);
    void on(ResultsCompared&& event);
    void on(Followed&& event);
    // contest_state_reread.cpp
    void on(FolderRead&& event);
    void tell(Rereading&& rereading);
    void bringBack(SubmissionView& view, SubmissionView&& before,
                   const std::vector<model::Problem>& problems);
    void on(ContestJoined&& event);

    /// Everything but results and facts of judging.
    void lay(ContestLoaded&& contest);
    void addSubmission(const model::Submission& submission,
                       const std::unordered_map<std::string, int>& contestants,
                       const std::unordered_map<std::string, int>& problems);
    SubmissionView* find(int id);
    void clear(SubmissionView& view);
    void placeRun(SubmissionView& view, std::size_t test, model::Run&& run);
    void placeRuns(SubmissionView& view, std::vector<model::Run>&& runs);
    void setCell(SubmissionView& view, std::size_t test, model::TaskState state,
                 std::optional<model::Verdict> verdict);
    void setJudgement(SubmissionView& view, model::Judgement&& judgement);
    /// A judgement that is Done counts.
    void countJudged(const SubmissionView& view, int sign);
    void markChanged(const SubmissionView& view);

    ContestLoaded m_contest;
    std::vector<std::string> m_contestantsByName; ///< see name_order.h; equal ranks are in this order
    std::vector<SubmissionView> m_submissions;
    std::unordered_map<int, int> m_indexById;
    std::vector<std::vector<int>> m_cells; ///< contestant * problems + problem
    std::vector<int> m_changed;
    std::vector<bool> m_isChanged;
    Diagnostics m_toldLater; ///< those of m_contest that came with no contest
    bool m_reset = false;
    std::optional<Rereading> m_reread;
    bool m_judging = false;
    bool m_compared = false;
    std::optional<JudgingEnded> m_ended;
    std::optional<Error> m_refused;
    std::optional<Followed> m_followed;
    Counts m_counts;
};

} // namespace assize::engine
