// SPDX-License-Identifier: GPL-3.0-or-later
// Reads judgements back. Used by the store only; a reader for each connection and thread. Throws
// SQLite::Exception.
#pragma once

#include "store/store.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace assize::store {

class ContestReader
{
public:
    explicit ContestReader(SQLite::Database& database);

    StoredContest load(const LoadOptions& options);
    std::optional<model::Judgement> find(int submission, const std::string& key);
    std::optional<model::Judgement> current(int submission);
    StoredRuns findRuns(int submission, const std::vector<std::string>& keys, bool isolated);
    std::vector<model::TimeLimitComputed> readTimeLimits();
    // contest_news.cpp
    Position position();
    std::vector<Fact> factsSince(Position& position);

private:
    std::vector<model::Submission> readSubmissions();
    std::optional<PythonRecorded> readPython();
    /// The judgement in the row of m_find or m_current, which has been bound. In a transaction.
    std::optional<model::Judgement> readOne(SQLite::Statement& statement, int submission);
    /// Compile outcome, groups and runs of `judgement`, whose row is `row`; texts while `textBudget` lasts
    /// (then false).
    bool readParts(std::int64_t row, model::Judgement& judgement, std::uint64_t& textBudget);
    std::optional<model::CompileOutcome> readCompile(std::int64_t row);
    void readRuns(std::int64_t row, model::Judgement& judgement, std::vector<int>& tests);
    /// The run of a test to which texts and attempts are to be added; null: they are left out.
    using RunOf = std::function<model::Run*(int test)>;
    bool readTexts(std::int64_t row, const RunOf& runOf, std::uint64_t& textBudget);
    const std::string& testCaseName(std::int64_t id);
    /// In a transaction that has begun, as all below.
    Position readPosition();
    std::set<int> testsOf(std::int64_t row);
    void addSubmissions(Position& position, std::vector<Fact>& facts);
    void addTimeLimits(Position& position, std::vector<Fact>& facts);
    void addResults(Position& position, std::vector<Fact>& facts);
    void addBegun(Position& position, std::vector<Fact>& facts);
    void addRuns(Position& position, std::vector<Fact>& facts);

    SQLite::Database& m_database;
    SQLite::Statement m_compile, m_groups, m_runs, m_texts, m_attempts, m_skipped, m_find, m_current, m_keyed;
    std::unordered_map<std::int64_t, std::string> m_testCases;
};

} // namespace assize::store
