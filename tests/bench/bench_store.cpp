// SPDX-License-Identifier: GPL-3.0-or-later
// A million runs into the store and its projections, and back, beside a bare loop over sqlite3 in the same
// process. Budget: 8 s for writing (DESIGN.md, section 7). Usage: bench_store [FOLDER]; exit status 1 when
// over the budget.
#include "store/store.h"

#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace assize;
using namespace assize::store;

namespace {

constexpr int kSubmissions = 10'000;
constexpr int kTests = 100;
constexpr double kBudgetSeconds = 8;

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

[[noreturn]] void fail(const std::string& what)
{
    std::fprintf(stderr, "bench_store: %s\n", what.c_str());
    std::exit(2);
}

double residentMiB()
{
    std::ifstream status("/proc/self/statm");
    long total = 0;
    long resident = 0;
    status >> total >> resident;
    return static_cast<double>(resident) * 4096 / (1 << 20);
}

model::Run runOf(int test)
{
    model::Run run;
    run.testCase = "secret/" + std::to_string(test);
    run.state = model::TaskState::Done;
    run.verdict = test % 10 == 9 ? model::Verdict::WA : model::Verdict::AC;
    run.score = run.verdict == model::Verdict::AC ? 1 : 0;
    run.cpuTime = std::chrono::microseconds(1234 + test);
    run.wallTime = std::chrono::microseconds(2345 + test);
    run.memory = 1'900'000;
    run.exitCode = 0;
    if (run.verdict == model::Verdict::WA) {
        run.message = "line 3: expected 12345, found 12346";
        run.output = "1\n2\n12346\n";
        run.expected = "1\n2\n12345\n";
    }
    return run;
}

/// What writing costs without any of our code: the same columns, one transaction for each 500 rows.
double bareLoop(const std::filesystem::path& file)
{
    sqlite3* database = nullptr;
    if (sqlite3_open(file.c_str(), &database) != SQLITE_OK)
        fail("cannot open " + file.string());
    sqlite3_exec(
        database,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
        "CREATE TABLE run(judgement INTEGER, test INTEGER, test_case INTEGER, verdict TEXT, score INTEGER,"
        " cpu_ns INTEGER, wall_ns INTEGER, memory INTEGER, exit_code INTEGER, signal INTEGER,"
        " limit_met TEXT, output_size INTEGER, difference_offset INTEGER, message BLOB, given INTEGER,"
        " given_is_multiplier INTEGER, key BLOB, measured_at INTEGER, processor INTEGER, reused INTEGER,"
        " PRIMARY KEY (judgement, test)) STRICT, WITHOUT ROWID",
        nullptr, nullptr, nullptr);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(database, "INSERT INTO run VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1,
                       &insert, nullptr);
    const auto start = std::chrono::steady_clock::now();
    int inTransaction = 0;
    for (int submission = 1; submission <= kSubmissions; ++submission) {
        for (int test = 0; test < kTests; ++test) {
            if (inTransaction++ == 0)
                sqlite3_exec(database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
            sqlite3_bind_int(insert, 1, submission);
            sqlite3_bind_int(insert, 2, test);
            sqlite3_bind_int(insert, 3, test);
            sqlite3_bind_text(insert, 4, "AC", 2, SQLITE_STATIC);
            for (int column = 5; column <= 9; ++column)
                sqlite3_bind_int64(insert, column, 1'234'567);
            sqlite3_bind_int64(insert, 12, 0);
            sqlite3_bind_int64(insert, 13, 0);
            sqlite3_bind_blob(insert, 14, "", 0, SQLITE_STATIC);
            sqlite3_bind_blob(insert, 17, "0123456789abcdef", 16, SQLITE_STATIC);
            sqlite3_bind_int64(insert, 18, 1'700'000'000'123'456'789);
            sqlite3_bind_int64(insert, 19, 1);
            if (sqlite3_step(insert) != SQLITE_DONE)
                fail(sqlite3_errmsg(database));
            sqlite3_reset(insert);
            if (inTransaction == 500) {
                sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
                inTransaction = 0;
            }
        }
    }
    const double seconds = secondsSince(start);
    sqlite3_finalize(insert);
    sqlite3_close(database);
    return seconds;
}

double writeStore(Store& store)
{
    std::vector<model::Submission> submissions(kSubmissions);
    for (int i = 0; i < kSubmissions; ++i) {
        model::Submission& submission = submissions[static_cast<std::size_t>(i)];
        submission.contestant = "contestant" + std::to_string(i / 10);
        submission.problem = "problem" + std::to_string(i % 10);
        submission.file = submission.contestant + "/" + submission.problem + ".cpp";
    }
    const auto start = std::chrono::steady_clock::now();
    const auto ids = store.assignIds(submissions);
    if (!ids)
        fail(ids.error().message);
    store.start({}, [](const Error& error) { fail(error.message); });
    store.append(SessionRecorded{"{}", "a processor"});
    for (int i = 0; i < kSubmissions; ++i) {
        model::Submission& submission = submissions[static_cast<std::size_t>(i)];
        submission.id = (*ids)[static_cast<std::size_t>(i)];
        store.append(SubmissionSeen{submission});
        store.append(model::JudgementBegun{submission.id, "0123456789abcdef0123456789abcdef"});
        model::Judgement judgement;
        judgement.submission = submission.id;
        judgement.key = "0123456789abcdef0123456789abcdef";
        judgement.state = model::SubmissionState::Done;
        judgement.verdict = model::Verdict::WA;
        judgement.compile = model::CompileOutcome{true, {}, {}, {}};
        judgement.groups = {{"", model::Verdict::WA, 0, 1}};
        for (int test = 0; test < kTests; ++test) {
            judgement.runs.push_back(runOf(test));
            store.append(model::RunEnded{
                submission.id, judgement.key, test, judgement.runs.back(), judgement.key, {}});
        }
        store.append(model::JudgementEnded{std::move(judgement)});
    }
    if (const auto flushed = store.flush(); !flushed)
        fail(flushed.error().message);
    return secondsSince(start);
}

} // namespace

int main(int argc, char** argv)
{
    const std::filesystem::path folder =
        (argc > 1 ? std::filesystem::path(argv[1]) : std::filesystem::temp_directory_path()) /
        "assize-bench-store";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);

    const double bare = bareLoop(folder / "bare.db");
    auto store = Store::open(folder / "assize.db", {});
    if (!store)
        fail(store.error().message);
    const double written = writeStore(**store);

    const double memoryBefore = residentMiB();
    const auto start = std::chrono::steady_clock::now();
    auto contest = (*store)->load();
    const double read = secondsSince(start);
    if (!contest || contest->judgements.size() != kSubmissions)
        fail("not everything came back");
    const double memory = residentMiB() - memoryBefore;

    std::printf("bare sqlite3 inserts   %.2f s\n", bare);
    std::printf("store and projections  %.2f s   %.2f x the bare loop   %.2f of the budget of %.0f s\n",
                written, written / bare, written / kBudgetSeconds, kBudgetSeconds);
    std::printf("read back              %.2f s   %.0f MiB of memory\n", read, memory);
    if (const auto closed = (*store)->close(); !closed)
        fail(closed.error().message);
    std::printf("file                   %.0f MiB\n",
                static_cast<double>(std::filesystem::file_size(folder / "assize.db")) / (1 << 20));
    std::filesystem::remove_all(folder);
    return written <= kBudgetSeconds ? 0 : 1;
}
