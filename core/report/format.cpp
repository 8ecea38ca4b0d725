// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/format.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <tuple>

namespace assize::report {
namespace {

std::string fraction(std::uint64_t whole, std::uint64_t part, int digits)
{
    const auto width = static_cast<std::size_t>(digits);
    std::string text = std::to_string(whole);
    std::string decimals = std::to_string(part);
    decimals.insert(0, width - std::min(width, decimals.size()), '0');
    decimals.erase(decimals.find_last_not_of('0') + 1);
    return decimals.empty() ? text : text + '.' + decimals;
}

/// In UTC.
std::string formatTime(std::chrono::system_clock::time_point time, const char* format)
{
    const std::time_t seconds =
        std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
    std::tm parts{};
    std::array<char, 40> buffer{};
    ::gmtime_r(&seconds, &parts);
    return {buffer.data(), std::strftime(buffer.data(), buffer.size(), format, &parts)};
}

} // namespace

std::string secondsOf(std::chrono::nanoseconds time)
{
    const auto micros = static_cast<std::uint64_t>((std::max<std::int64_t>(time.count(), 0) + 500) / 1000);
    return fraction(micros / 1'000'000, micros % 1'000'000, 6);
}

std::string exactSecondsOf(std::chrono::nanoseconds time)
{
    const auto nanos = static_cast<std::uint64_t>(std::max<std::int64_t>(time.count(), 0));
    return fraction(nanos / 1'000'000'000, nanos % 1'000'000'000, 9);
}

std::string mebibytesOf(std::uint64_t bytes)
{
    constexpr std::uint64_t kMebibyte = 1 << 20;
    return fraction(bytes / kMebibyte, (bytes % kMebibyte) * 1'000'000 / kMebibyte, 6);
}

std::string secondsForPeople(std::chrono::nanoseconds time)
{
    std::array<char, 48> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.3f s", static_cast<double>(time.count()) / 1e9);
    return buffer.data();
}

std::string memoryForPeople(std::uint64_t bytes)
{
    std::array<char, 48> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.1f MiB", static_cast<double>(bytes) / (1 << 20));
    return buffer.data();
}

std::string isoTime(std::chrono::system_clock::time_point time)
{
    return formatTime(time, "%Y-%m-%dT%H:%M:%SZ");
}

std::string timeForPeople(std::chrono::system_clock::time_point time)
{
    return formatTime(time, "%Y-%m-%d %H:%M UTC");
}

std::string_view nameOf(model::SubmissionState state)
{
    switch (state) {
    case model::SubmissionState::Done:
        return "done";
    case model::SubmissionState::NoToolchain:
        return "no-toolchain";
    case model::SubmissionState::Unjudged:
        return "unjudged";
    case model::SubmissionState::Incomplete:
        break;
    }
    return "incomplete";
}

std::string verdictForPeople(const model::Judgement& judgement)
{
    if (judgement.state == model::SubmissionState::NoToolchain)
        return "no toolchain";
    if (judgement.state == model::SubmissionState::Unjudged)
        return "unjudged";
    if (judgement.state != model::SubmissionState::Done || !judgement.verdict)
        return "not judged";
    return std::string(model::codeOf(*judgement.verdict));
}

std::string endOf(const model::Run& run)
{
    if (run.state != model::TaskState::Done)
        return {};
    if (run.limit != model::LimitKind::None)
        return std::string(run.limit == model::LimitKind::Cpu ? "CPU" : model::nameOf(run.limit)) + " limit";
    if (run.signal)
        return model::signalName(*run.signal);
    if (run.exitCode && *run.exitCode != 0)
        return "exit code " + std::to_string(*run.exitCode);
    return {};
}

std::string explanationOf(const model::Run& run)
{
    const std::string end = endOf(run);
    // A crash's message begins with its end; databases of earlier versions have none.
    const bool both = !end.empty() && !run.message.empty() && !run.message.starts_with(end);
    return (run.message.starts_with(end) ? std::string() : end) + (both ? ": " : "") + run.message;
}

Totals largestOf(const model::Judgement& judgement)
{
    Totals totals;
    for (const model::Run& run : judgement.runs) {
        if (run.state != model::TaskState::Done)
            continue;
        totals.cpuTime = std::max(totals.cpuTime, run.cpuTime);
        totals.wallTime = std::max(totals.wallTime, run.wallTime);
        totals.memory = std::max(totals.memory, run.memory);
    }
    return totals;
}

const model::Run* firstFailure(const model::Judgement& judgement)
{
    const model::Run* failed = nullptr;
    for (const model::Run& run : judgement.runs) {
        if (run.state != model::TaskState::Done || !run.verdict || run.verdict == model::Verdict::AC)
            continue;
        if (run.verdict == model::Verdict::JE)
            return &run;
        if (failed == nullptr)
            failed = &run;
    }
    return failed;
}

std::vector<const ReportedSubmission*> sortedSubmissions(const ContestSnapshot& snapshot)
{
    std::vector<const ReportedSubmission*> sorted;
    sorted.reserve(snapshot.submissions.size());
    for (const ReportedSubmission& item : snapshot.submissions)
        sorted.push_back(&item);
    std::sort(sorted.begin(), sorted.end(), [](const ReportedSubmission* a, const ReportedSubmission* b) {
        const auto key = [](const model::Submission& s) {
            return std::tie(s.file, s.contestant, s.problem, s.id);
        };
        return key(a->submission) < key(b->submission);
    });
    return sorted;
}

Diagnostics allDiagnostics(const ContestSnapshot& snapshot)
{
    Diagnostics all = snapshot.diagnostics;
    if (!snapshot.packages)
        return all;
    for (const PackageReport& package : *snapshot.packages)
        all.insert(all.end(), package.limitWithout.begin(), package.limitWithout.end());
    return all;
}

const std::string& headingOf(const model::Problem& problem)
{
    return problem.label.empty() ? problem.id : problem.label;
}

std::string nameOf(const model::Contestant& contestant)
{
    return contestant.name.empty() ? contestant.id : contestant.name;
}

std::string nameOf(standings::RowValue value)
{
    switch (value) {
    case standings::RowValue::Solved:
        return "solved";
    case standings::RowValue::Penalty:
        return "penalty";
    case standings::RowValue::Score:
        break;
    }
    return "score";
}

std::vector<standings::RowValue> shownRowValues(const ContestSnapshot& snapshot)
{
    const bool penalties = std::any_of(snapshot.standings.begin(), snapshot.standings.end(),
                                       [](const standings::Row& row) { return row.penalty.count() != 0; });
    std::vector<standings::RowValue> shown;
    for (const standings::RowValue value : standings::rankingRules(snapshot.mode).rowValues) {
        if (penalties || value != standings::RowValue::Penalty)
            shown.push_back(value);
    }
    return shown;
}

} // namespace assize::report
