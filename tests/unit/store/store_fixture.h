// SPDX-License-Identifier: GPL-3.0-or-later
// Facts for tests of the store.
#pragma once

#include "store/store.h"

#include <QtTest>

#include <atomic>
#include <mutex>

namespace assize::store::test {

inline model::Submission submission(const std::string& contestant, const std::string& problem,
                                    const std::string& file)
{
    model::Submission submission;
    submission.contestant = contestant;
    submission.problem = problem;
    submission.file = file;
    submission.language = "cpp";
    submission.contentHash = "c0ffee";
    submission.submittedAt =
        std::chrono::system_clock::time_point(std::chrono::nanoseconds(1'700'000'000'123'456'789));
    return submission;
}

/// A run with something in every field.
inline model::Run fullRun(const std::string& testCase)
{
    model::Run run;
    run.testCase = testCase;
    run.state = model::TaskState::Done;
    run.verdict = model::Verdict::RTE;
    run.score = Decimal::fromMicros(250'000);
    run.given = model::GivenScore{Decimal::fromMicros(-123'456'789'012), true};
    run.cpuTime = std::chrono::nanoseconds(1'234'567'891);
    run.wallTime = std::chrono::nanoseconds(2'234'567'891);
    run.memory = 3'456'789'012ULL;
    run.signal = 11;
    run.limit = model::LimitKind::Wall;
    run.message = std::string("bytes \0 \xff\n", 10);
    run.standardError = "\xf0\x28 error";
    run.output = "1 2 3";
    run.expected = "1 2 4";
    run.outputSize = 12345;
    run.differenceOffset = 42;
    run.attempts = {{std::chrono::nanoseconds(5), std::chrono::nanoseconds(6), 7},
                    {std::chrono::nanoseconds(8), std::chrono::nanoseconds(9), 10}};
    return run;
}

inline model::Run acceptedRun(const std::string& testCase)
{
    model::Run run;
    run.testCase = testCase;
    run.state = model::TaskState::Done;
    run.verdict = model::Verdict::AC;
    run.score = 1;
    run.cpuTime = std::chrono::milliseconds(3);
    run.wallTime = std::chrono::milliseconds(4);
    run.memory = 1 << 20;
    run.exitCode = 0;
    return run;
}

inline model::Run skippedRun(const std::string& testCase)
{
    model::Run run;
    run.testCase = testCase;
    run.state = model::TaskState::Skipped;
    return run;
}

inline model::Judgement judgement(int submission, const std::string& key, std::vector<model::Run> runs)
{
    model::Judgement judgement;
    judgement.submission = submission;
    judgement.key = key;
    judgement.state = model::SubmissionState::Done;
    judgement.verdict = model::Verdict::AC;
    for (const model::Run& run : runs) {
        if (run.state == model::TaskState::Done && run.verdict != model::Verdict::AC)
            judgement.verdict = run.verdict;
    }
    judgement.score = judgement.verdict == model::Verdict::AC ? 1 : 0;
    judgement.compile =
        model::CompileOutcome{true, "warning: \xff", std::chrono::milliseconds(900), std::chrono::seconds(1)};
    judgement.groups = {{"", judgement.verdict, judgement.score, 1}, {"secret", std::nullopt, 0, 2}};
    judgement.runs = std::move(runs);
    return judgement;
}

/// What the callbacks of a store reported.
struct Reports
{
    std::atomic<int> facts{0};
    std::atomic<int> failures{0};
    std::mutex mutex;
    std::string failure;

    Store::Committed committed()
    {
        return [this](const std::vector<Fact>& batch) { facts += static_cast<int>(batch.size()); };
    }
    Store::Failed failed()
    {
        return [this](const Error& error) {
            std::lock_guard lock(mutex);
            ++failures;
            failure = error.message;
        };
    }
};

inline std::unique_ptr<Store> openOrFail(const std::filesystem::path& file)
{
    auto store = Store::open(file, {});
    if (!store) {
        qWarning("%s", store.error().message.c_str());
        return nullptr;
    }
    return std::move(*store);
}

} // namespace assize::store::test
