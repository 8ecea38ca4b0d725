// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/progress.h"

#include <cmath>

namespace assize::engine {
namespace {

using std::chrono::seconds;
constexpr auto kWindow = seconds(10);
constexpr double kFirstGuessOfCompile = 1.0;
constexpr double kLargestGrowth = 1.05;

double inSeconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

void Progress::apply(const Event& event, TimePoint now)
{
    if (const auto* loaded = std::get_if<ContestLoaded>(&event)) {
        *this = Progress();
        learn(*loaded);
    } else if (const auto* joined = std::get_if<ContestJoined>(&event)) {
        *this = *joined->progress;
    } else if (const auto* read = std::get_if<FolderRead>(&event)) {
        if (!read->error)
            learn(read->contest);
    } else if (const auto* started = std::get_if<JudgingStarted>(&event)) {
        m_planned.clear();
        m_recentRuns.clear();
        m_lastRemaining.reset();
        m_runsDone = m_runsPlanned = m_submissionsDone = m_compilesLeft = 0;
        m_runsReused = m_submissionsReused = 0;
        for (ProblemWork& problem : m_problems)
            problem.runsLeft = 0;
        m_slots = std::max(1, started->slots);
        m_started = now;
        for (const int id : started->planned)
            plan(id);
    } else if (const auto* queued = std::get_if<model::SubmissionsAdded>(&event)) {
        for (const int id : queued->submissions)
            plan(id);
    } else if (const auto* limit = std::get_if<model::TimeLimitComputed>(&event)) {
        if (const auto found = m_problemIndex.find(limit->problem); found != m_problemIndex.end())
            m_problems[static_cast<std::size_t>(found->second)].limit = inSeconds(limit->limit);
    } else if (const auto* compiled = std::get_if<model::CompileEnded>(&event)) {
        m_compileWall.sum += inSeconds(compiled->outcome.wallTime);
        ++m_compileWall.count;
        if (const auto found = m_planned.find(compiled->submission);
            found != m_planned.end() && std::exchange(found->second.compileLeft, false))
            --m_compilesLeft;
    } else if (const auto* run = std::get_if<model::RunEnded>(&event)) {
        // A run of an earlier judgement takes no time.
        const bool isMadeNow = !run->run.reusedFrom;
        if (isMadeNow)
            m_recentRuns.push_back(now);
        forgetOldRuns(now);
        const auto found = m_planned.find(run->submission);
        if (found == m_planned.end() || found->second.runsLeft == 0)
            return;
        ProblemWork& problem = m_problems[static_cast<std::size_t>(found->second.problem)];
        if (isMadeNow) {
            problem.runWall.sum += inSeconds(run->run.wallTime);
            ++problem.runWall.count;
        }
        --problem.runsLeft;
        --found->second.runsLeft;
        ++m_runsDone;
    } else if (const auto* ended = std::get_if<model::JudgementEnded>(&event)) {
        finish(ended->judgement.submission, ended->fromCache);
    } else if (const auto* cancelled = std::get_if<model::JudgementCancelled>(&event)) {
        finish(cancelled->submission, false);
    }
}

void Progress::learn(const ContestLoaded& contest)
{
    for (const model::Problem& problem : contest.problems) {
        const auto [known, isNew] =
            m_problemIndex.try_emplace(problem.id, static_cast<int>(m_problems.size()));
        if (isNew)
            m_problems.emplace_back();
        ProblemWork& work = m_problems[static_cast<std::size_t>(known->second)];
        work.tests = static_cast<int>(problem.testCases.size());
        work.limit = inSeconds(problem.limits.cpuTime);
    }
    for (const model::Submission& submission : contest.submissions)
        m_problemOfSubmission.insert_or_assign(submission.id, m_problemIndex[submission.problem]);
}

void Progress::plan(int submission)
{
    const auto found = m_problemOfSubmission.find(submission);
    if (found == m_problemOfSubmission.end())
        return;
    const auto before = m_planned.find(submission);
    if (before != m_planned.end() && !before->second.done)
        return;
    if (before != m_planned.end()) {
        --m_submissionsDone;
        m_submissionsReused -= before->second.reused ? 1 : 0;
    }
    ProblemWork& problem = m_problems[static_cast<std::size_t>(found->second)];
    m_planned.insert_or_assign(submission, SubmissionWork{found->second, problem.tests, true, false, false});
    problem.runsLeft += problem.tests;
    m_runsPlanned += problem.tests;
    ++m_compilesLeft;
}

void Progress::finish(int submission, bool reused)
{
    const auto found = m_planned.find(submission);
    if (found == m_planned.end() || found->second.done)
        return;
    SubmissionWork& work = found->second;
    m_problems[static_cast<std::size_t>(work.problem)].runsLeft -= work.runsLeft;
    m_runsDone += work.runsLeft;
    if (reused) {
        m_runsReused += work.runsLeft;
        ++m_submissionsReused;
        work.reused = true;
    }
    work.runsLeft = 0;
    if (std::exchange(work.compileLeft, false))
        --m_compilesLeft;
    work.done = true;
    ++m_submissionsDone;
}

double Progress::workLeft() const
{
    double work = m_compilesLeft *
                  (m_compileWall.count > 0 ? m_compileWall.sum / m_compileWall.count : kFirstGuessOfCompile);
    for (const ProblemWork& problem : m_problems) {
        const double each =
            problem.runWall.count > 0 ? problem.runWall.sum / problem.runWall.count : problem.limit / 2;
        work += problem.runsLeft * each;
    }
    return work;
}

void Progress::forgetOldRuns(TimePoint now)
{
    while (!m_recentRuns.empty() && now - m_recentRuns.front() > kWindow)
        m_recentRuns.pop_front();
}

Progress::Estimate Progress::estimate(TimePoint now)
{
    forgetOldRuns(now);
    Estimate estimate;
    estimate.runsDone = m_runsDone;
    estimate.runsPlanned = m_runsPlanned;
    estimate.submissionsDone = m_submissionsDone;
    estimate.submissionsPlanned = static_cast<int>(m_planned.size());
    estimate.runsReused = m_runsReused;
    estimate.submissionsReused = m_submissionsReused;
    if (m_started) {
        const double window = std::clamp(inSeconds(now - *m_started), 0.1, inSeconds(kWindow));
        estimate.runsPerSecond = static_cast<double>(m_recentRuns.size()) / window;
    }
    const bool somethingLeft = m_submissionsDone < static_cast<int>(m_planned.size());
    if (!somethingLeft || (m_runsDone == 0 && m_compileWall.count == 0))
        return estimate;
    double remaining = workLeft() / m_slots;
    if (m_lastRemaining)
        remaining = std::min(remaining, *m_lastRemaining * kLargestGrowth + 1);
    m_lastRemaining = remaining;
    estimate.remaining = seconds(static_cast<std::int64_t>(std::ceil(remaining)));
    return estimate;
}

} // namespace assize::engine
