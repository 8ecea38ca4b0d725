// SPDX-License-Identifier: GPL-3.0-or-later
// Writes facts, and their changes of the projections, through prepared statements. Used by the store only, on
// the thread that owns the writing connection, inside its transactions. Throws SQLite::Exception.
#pragma once

#include "store/store.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace assize::store {

class FactWriter
{
public:
    explicit FactWriter(SQLite::Database& database);

    void write(const Fact& fact);
    /// The id of this submission's identity; makes an id when the identity is new.
    std::int64_t idOf(const model::Submission& submission);

private:
    /// A judgement that is being made, and its stored parts.
    struct Open
    {
        std::int64_t row = 0;
        bool complete = false;
        bool hasCompile = false;
        std::unordered_set<int> tests;
    };

    void writeFact(const SubmissionSeen& fact);
    void writeFact(const model::JudgementBegun& fact);
    void writeFact(const model::CompileEnded& fact);
    void writeFact(const model::RunEnded& fact);
    void writeFact(const model::JudgementEnded& fact);
    void writeFact(const model::TimeLimitComputed& fact);
    void writeFact(const SessionRecorded& fact);
    void writeFact(const PythonRecorded& fact);

    /// The newest judgement under this key: from memory, from the database, or a new judgement.
    Open& openJudgement(int submission, const std::string& key);
    Open& findJudgement(int submission, const std::string& key);
    Open& startJudgement(int submission, const std::string& key);
    void addCompile(Open& judgement, const model::CompileOutcome& outcome);
    /// `key` and `processor`: see RunEnded.
    void addRun(Open& judgement, int test, const model::Run& run, const std::string& key,
                const std::string& processor);
    void addResult(const Open& judgement, const model::Judgement& content);
    void projectResult(const Open& judgement, const model::Judgement& content);
    std::int64_t testCaseId(const std::string& name);
    /// Nullopt: it is not known.
    std::optional<std::int64_t> processorId(const std::string& model);

    SQLite::Statement m_addSubmission, m_findSubmission, m_addVersion, m_lastVersion;
    SQLite::Statement m_addJudgement, m_findJudgement, m_findCompile, m_findTests;
    SQLite::Statement m_addCompile, m_addTestCase, m_findTestCase, m_addRun, m_addText, m_addAttempt;
    SQLite::Statement m_addResult, m_addGroup, m_addSkipped, m_project, m_addTimeLimit, m_addSession,
        m_addPython, m_addProcessor, m_findProcessor;

    std::unordered_map<int, std::unordered_map<std::string, Open>> m_open; ///< by submission, then key
    std::unordered_map<std::string, std::int64_t> m_testCases;
    std::unordered_map<std::string, std::int64_t> m_processors;
    std::optional<std::int64_t> m_session;
    std::string m_processor; ///< of the session
};

} // namespace assize::store
