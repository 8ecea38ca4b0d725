// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/contest_state.h"

#include "engine/name_order.h"

namespace assize::engine {
namespace {

using model::SubmissionState;
using model::TaskState;

/// Problem::timeLimitFrom, as packages say it.
constexpr char kComputed[] = "computed";

bool isSettled(TaskState state)
{
    return state == TaskState::Done || state == TaskState::Skipped;
}

bool isUnjudged(const model::Judgement& judgement)
{
    return judgement.state == SubmissionState::NoToolchain || judgement.state == SubmissionState::Unjudged;
}

/// The tests of a submission's problem; empty when it has none here.
const std::vector<model::TestCase>& testsOf(const ContestLoaded& contest, const SubmissionView& view)
{
    static const std::vector<model::TestCase> none;
    return view.problemIndex < 0 ? none
                                 : contest.problems[static_cast<std::size_t>(view.problemIndex)].testCases;
}

template<typename Items>
std::unordered_map<std::string, int> indexById(const Items& items)
{
    std::unordered_map<std::string, int> index;
    for (std::size_t i = 0; i < items.size(); ++i)
        index.emplace(items[i].id, static_cast<int>(i));
    return index;
}

int valueOr(const std::unordered_map<std::string, int>& index, const std::string& key, int otherwise)
{
    const auto found = index.find(key);
    return found == index.end() ? otherwise : found->second;
}

} // namespace

void ContestState::apply(const Event& event)
{
    apply(Event(event));
}

void ContestState::apply(Event&& event)
{
    std::visit([this](auto& content) { on(std::move(content)); }, event);
}

const SubmissionView* ContestState::submissionById(int id) const
{
    const auto found = m_indexById.find(id);
    return found == m_indexById.end() ? nullptr : &m_submissions[static_cast<std::size_t>(found->second)];
}

const std::vector<int>& ContestState::cell(int contestant, int problem) const
{
    static const std::vector<int> none;
    const int problems = static_cast<int>(m_contest.problems.size());
    const int contestants = static_cast<int>(m_contest.contestants.size());
    if (contestant < 0 || contestant >= contestants || problem < 0 || problem >= problems)
        return none;
    return m_cells[static_cast<std::size_t>(contestant) * static_cast<std::size_t>(problems) +
                   static_cast<std::size_t>(problem)];
}

std::vector<int> ContestState::takeChanged()
{
    for (const int index : m_changed)
        m_isChanged[static_cast<std::size_t>(index)] = false;
    return std::exchange(m_changed, {});
}

bool ContestState::takeReset()
{
    return std::exchange(m_reset, false);
}

void ContestState::on(ContestLoaded&& event)
{
    *this = ContestState();
    m_reset = true;
    std::vector<model::Judgement> judgements = std::exchange(event.judgements, {});
    lay(std::move(event));
    for (model::Judgement& judgement : judgements)
        addStored(std::move(judgement));
}

void ContestState::addStored(model::Judgement&& judgement)
{
    if (SubmissionView* view = find(judgement.submission))
        setJudgement(*view, std::move(judgement));
}

void ContestState::lay(ContestLoaded&& contest)
{
    m_contest = std::move(contest);
    m_contestantsByName = idsInOrderOfNames(m_contest.contestants);
    const auto problems = indexById(m_contest.problems);
    const auto contestants = indexById(m_contest.contestants);
    m_submissions.clear();
    m_indexById.clear();
    m_cells.assign(m_contest.problems.size() * m_contest.contestants.size(), {});
    m_submissions.reserve(m_contest.submissions.size());
    for (const model::Submission& submission : m_contest.submissions)
        addSubmission(submission, contestants, problems);
    m_isChanged.assign(m_submissions.size(), false);
    m_changed.clear();
}

void ContestState::addSubmission(const model::Submission& submission,
                                 const std::unordered_map<std::string, int>& contestants,
                                 const std::unordered_map<std::string, int>& problems)
{
    const int index = static_cast<int>(m_submissions.size());
    SubmissionView& view = m_submissions.emplace_back();
    view.submission = submission;
    view.contestantIndex = valueOr(contestants, submission.contestant, -1);
    view.problemIndex = valueOr(problems, submission.problem, -1);
    view.judgement.submission = submission.id;
    view.tests.resize(testsOf(m_contest, view).size());
    m_indexById.emplace(submission.id, index);
    if (view.contestantIndex >= 0 && view.problemIndex >= 0) {
        m_cells[static_cast<std::size_t>(view.contestantIndex) * m_contest.problems.size() +
                static_cast<std::size_t>(view.problemIndex)]
            .push_back(index);
    }
    ++m_counts.submissions;
    m_counts.runs += static_cast<int>(view.tests.size());
}

void ContestState::on(ContestRefused&& event)
{
    m_refused = std::move(event.error);
}

void ContestState::on(JudgingStarted&& event)
{
    m_judging = true;
    m_ended.reset();
    m_counts.runsMadeNow = 0;
    on(model::SubmissionsAdded{std::move(event.planned)});
}

/// A submission that is judged once more is shown as it was until its work begins.
void ContestState::on(model::SubmissionsAdded&& event)
{
    for (const int id : event.submissions) {
        SubmissionView* view = find(id);
        if (view == nullptr || view->state != TaskState::Waiting)
            continue;
        view->state = TaskState::Queued;
        markChanged(*view);
    }
}

void ContestState::on(JudgingEnded&& event)
{
    m_judging = false;
    m_ended = std::move(event);
    for (SubmissionView& view : m_submissions) {
        if (view.state == TaskState::Queued || view.state == TaskState::Running)
            setIdle(view);
    }
}

void ContestState::setIdle(SubmissionView& view)
{
    view.state = TaskState::Waiting;
    view.compiling = false;
    for (TestCell& test : view.tests) {
        if (!isSettled(test.state))
            test.state = TaskState::Waiting;
    }
    markChanged(view);
}

void ContestState::on(model::JudgementBegun&& event)
{
    SubmissionView* view = find(event.submission);
    if (!view)
        return;
    clear(*view);
    view->state = TaskState::Running;
    placeRuns(*view, std::move(event.known));
    for (TestCell& test : view->tests) {
        if (!isSettled(test.state))
            test.state = TaskState::Queued;
    }
    markChanged(*view);
}

void ContestState::on(model::CompileBegun&& event)
{
    SubmissionView* view = find(event.submission);
    if (!view)
        return;
    view->state = TaskState::Running;
    view->compiling = true;
    markChanged(*view);
}

void ContestState::on(model::CompileEnded&& event)
{
    SubmissionView* view = find(event.submission);
    if (!view)
        return;
    view->compiling = false;
    view->judgement.compile = std::move(event.outcome);
    markChanged(*view);
}

void ContestState::on(model::RunBegun&& event)
{
    SubmissionView* view = find(event.submission);
    const auto test = static_cast<std::size_t>(event.testIndex);
    if (!view || event.testIndex < 0 || test >= view->tests.size() || isSettled(view->tests[test].state))
        return;
    // A compilation is told after it has been stored, so that its first run may be seen before.
    view->compiling = false;
    view->state = TaskState::Running;
    view->tests[test].state = TaskState::Running;
    markChanged(*view);
}

void ContestState::on(model::RunEnded&& event)
{
    SubmissionView* view = find(event.submission);
    if (!view || event.testIndex < 0 || static_cast<std::size_t>(event.testIndex) >= view->tests.size())
        return;
    m_counts.runsMadeNow += event.run.reusedFrom ? 0 : 1;
    if (view->state == TaskState::Done)
        return;
    // A subscriber that came later, or follows another process, has not seen it begin.
    view->state = TaskState::Running;
    placeRun(*view, static_cast<std::size_t>(event.testIndex), std::move(event.run));
    markChanged(*view);
}

void ContestState::on(model::JudgementEnded&& event)
{
    if (SubmissionView* view = find(event.judgement.submission)) {
        setJudgement(*view, std::move(event.judgement));
        markChanged(*view);
    }
}

void ContestState::on(model::JudgementCancelled&& event)
{
    if (SubmissionView* view = find(event.submission); view != nullptr && view->state != TaskState::Done)
        setIdle(*view);
}

void ContestState::on(model::TimeLimitComputed&& event)
{
    for (model::Problem& problem : m_contest.problems) {
        if (problem.id == event.problem) {
            problem.limits.cpuTime = event.limit;
            problem.timeLimitFrom = kComputed;
        }
    }
}

void ContestState::on(model::DiagnosticFound&& event)
{
    m_toldLater.push_back(event.diagnostic);
    m_contest.diagnostics.push_back(std::move(event.diagnostic));
}

void ContestState::on(DetailsLoaded&& event)
{
    SubmissionView* view = find(event.judgement.submission);
    if (!view || view->state != TaskState::Done || view->judgement.key != event.judgement.key)
        return;
    std::string because = std::move(view->outdatedBecause);
    const bool unknown = view->mayBeOutdated;
    view->outdatedBecause.clear();
    setJudgement(*view, std::move(event.judgement));
    view->outdatedBecause = std::move(because);
    view->mayBeOutdated = unknown;
    markChanged(*view);
}

void ContestState::on(ResultsCompared&& event)
{
    m_compared = true;
    for (ResultsCompared::Outdated& outdated : event.outdated) {
        SubmissionView* view = find(outdated.submission);
        if (!view || view->state != TaskState::Done || !view->outdatedBecause.empty() ||
            !(outdated.key.empty() || outdated.key == view->judgement.key))
            continue;
        view->outdatedBecause = std::move(outdated.because);
        ++m_counts.outdated;
        markChanged(*view);
    }
    for (const int id : event.unknown) {
        if (SubmissionView* view = find(id); view && view->state == TaskState::Done) {
            view->mayBeOutdated = true;
            markChanged(*view);
        }
    }
}

void ContestState::on(Followed&& event)
{
    m_followed.reset();
    if (event.by)
        m_followed = std::move(event);
}

void ContestState::on(ContestJoined&& event)
{
    *this = *event.state;
    m_changed.clear();
    m_isChanged.assign(m_submissions.size(), false);
    m_reset = !m_refused;
    m_reread.reset();
}

void ContestState::dropRuns(int submission)
{
    if (SubmissionView* view = find(submission); view && view->state == TaskState::Done)
        view->judgement.runs = {};
}

SubmissionView* ContestState::find(int id)
{
    const auto found = m_indexById.find(id);
    return found == m_indexById.end() ? nullptr : &m_submissions[static_cast<std::size_t>(found->second)];
}

/// Back to a submission of which nothing is known.
void ContestState::clear(SubmissionView& view)
{
    if (view.state == TaskState::Done)
        countJudged(view, -1);
    for (std::size_t test = 0; test < view.tests.size(); ++test)
        setCell(view, test, TaskState::Waiting, std::nullopt);
    if (!view.outdatedBecause.empty())
        --m_counts.outdated;
    view.outdatedBecause.clear();
    view.mayBeOutdated = false;
    view.state = TaskState::Waiting;
    view.compiling = false;
    view.judgement = {};
    view.judgement.submission = view.submission.id;
}

void ContestState::setCell(SubmissionView& view, std::size_t test, TaskState state,
                           std::optional<model::Verdict> verdict)
{
    TestCell& cell = view.tests[test];
    m_counts.runsDone += static_cast<int>(isSettled(state)) - static_cast<int>(isSettled(cell.state));
    cell = {state, verdict};
}

void ContestState::placeRun(SubmissionView& view, std::size_t test, model::Run&& run)
{
    std::vector<model::Run>& runs = view.judgement.runs;
    if (runs.empty()) {
        const std::vector<model::TestCase>& tests = testsOf(m_contest, view);
        runs.resize(tests.size());
        for (std::size_t i = 0; i < tests.size(); ++i)
            runs[i].testCase = tests[i].id;
    }
    setCell(view, test, run.state, run.verdict);
    std::string name = std::move(runs[test].testCase);
    runs[test] = std::move(run);
    runs[test].testCase = std::move(name);
}

/// Puts runs where their tests are today; a run without a test today is left out.
void ContestState::placeRuns(SubmissionView& view, std::vector<model::Run>&& runs)
{
    const std::vector<model::TestCase>& tests = testsOf(m_contest, view);
    const bool inOrder =
        runs.size() == tests.size() && std::equal(runs.begin(), runs.end(), tests.begin(),
                                                  [](const model::Run& run, const model::TestCase& test) {
                                                      return run.testCase == test.id;
                                                  });
    if (inOrder) {
        for (std::size_t i = 0; i < runs.size(); ++i)
            setCell(view, i, runs[i].state, runs[i].verdict);
        view.judgement.runs = std::move(runs);
        return;
    }
    const auto index = indexById(tests);
    for (model::Run& run : runs) {
        if (const int test = valueOr(index, run.testCase, -1); test >= 0)
            placeRun(view, static_cast<std::size_t>(test), std::move(run));
    }
}

void ContestState::setJudgement(SubmissionView& view, model::Judgement&& judgement)
{
    clear(view);
    std::vector<model::Run> runs = std::exchange(judgement.runs, {});
    view.judgement = std::move(judgement);
    const bool nothingRan = runs.empty();
    placeRuns(view, std::move(runs));
    if (view.judgement.state == SubmissionState::Incomplete)
        return;
    view.state = TaskState::Done;
    countJudged(view, 1);
    if (nothingRan) {
        for (std::size_t test = 0; test < view.tests.size(); ++test)
            setCell(view, test, TaskState::Skipped, std::nullopt);
    }
}

void ContestState::countJudged(const SubmissionView& view, int sign)
{
    m_counts.submissionsDone += sign;
    m_counts.submissionsUnjudged += isUnjudged(view.judgement) ? sign : 0;
    if (view.judgement.verdict)
        m_counts.submissionVerdicts[static_cast<std::size_t>(*view.judgement.verdict)] += sign;
}

void ContestState::markChanged(const SubmissionView& view)
{
    const auto index = static_cast<std::size_t>(&view - m_submissions.data());
    if (!m_isChanged[index])
        m_changed.push_back(static_cast<int>(index));
    m_isChanged[index] = true;
}

} // namespace assize::engine
