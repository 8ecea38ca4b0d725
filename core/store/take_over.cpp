// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/take_over.h"

#include "store/connection.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assize::store {
namespace {

// The rows to take over: sessions, test cases and judgements get new ids here. `other` is the attached file.
constexpr char kChoose[] = R"(
INSERT INTO main.submission(contestant, problem, file)
SELECT contestant, problem, file FROM other.submission WHERE true ON CONFLICT DO NOTHING;
CREATE TEMP TABLE taken_submission AS
SELECT o.id AS old, s.id AS new FROM other.submission o
JOIN main.submission s ON s.contestant = o.contestant AND s.problem = o.problem AND s.file = o.file;
CREATE UNIQUE INDEX temp.taken_submission_old ON taken_submission(old);

CREATE TEMP TABLE taken AS
SELECT j.id AS old, (SELECT coalesce(max(id), 0) FROM main.judgement) + row_number() OVER (ORDER BY j.id) AS new,
       m.new AS submission, j.session AS session
FROM other.judgement j JOIN taken_submission m ON m.old = j.submission
LEFT JOIN other.judgement_result e ON e.judgement = j.id
WHERE CASE WHEN e.judgement IS NULL
    THEN NOT EXISTS (SELECT 1 FROM main.judgement k WHERE k.submission = m.new AND k.started_at >= j.started_at)
    ELSE e.ended_at > coalesce((SELECT max(f.ended_at) FROM main.judgement k
        JOIN main.judgement_result f ON f.judgement = k.id WHERE k.submission = m.new), -1) END;
CREATE UNIQUE INDEX temp.taken_old ON taken(old);
CREATE TEMP TABLE taken_session AS
SELECT s.id AS old, (SELECT coalesce(max(id), 0) FROM main.session) + row_number() OVER (ORDER BY s.id) AS new
FROM other.session s WHERE s.id IN (SELECT session FROM taken);
)";

// Rows of a test case's name by this database's number, and the models of processors.
constexpr char kTestCases[] = R"(
INSERT INTO main.test_case(name) SELECT name FROM other.test_case WHERE true ON CONFLICT DO NOTHING;
CREATE TEMP TABLE taken_test_case AS
SELECT o.id AS old, c.id AS new FROM other.test_case o JOIN main.test_case c ON c.name = o.name;
CREATE UNIQUE INDEX temp.taken_test_case_old ON taken_test_case(old);
INSERT INTO main.processor(model) SELECT model FROM other.processor WHERE true ON CONFLICT DO NOTHING;
)";

constexpr char kDrop[] = R"(
DROP TABLE temp.taken_test_case;
DROP TABLE temp.taken_session;
DROP TABLE temp.taken;
DROP TABLE temp.taken_submission;
)";

constexpr char kTimeLimits[] = R"(
INSERT INTO main.time_limit(problem, key, limit_ns, computed_at)
SELECT o.problem, o.key, o.limit_ns, o.computed_at FROM other.time_limit o
WHERE o.computed_at > coalesce((SELECT max(t.computed_at) FROM main.time_limit t
    WHERE t.problem = o.problem AND t.key = o.key), -1)
ORDER BY o.id;
)";

/// Copies the rows of `table` that belong to the judgements taken over. Columns that later schemas add come
/// along; columns that hold numbers of this database are replaced.
class RowCopy
{
public:
    RowCopy(SQLite::Database& database, std::string table) : m_database(database), m_table(std::move(table))
    {
    }
    RowCopy& replace(const std::string& column, const std::string& expression)
    {
        m_replaced.emplace_back(column, expression);
        return *this;
    }
    /// `rest`: joins, conditions, order.
    void run(const std::string& rest)
    {
        std::string columns;
        std::string values;
        SQLite::Statement names(m_database, "SELECT name FROM pragma_table_info(?)");
        names.bind(1, m_table);
        while (names.executeStep()) {
            const std::string name = names.getColumn(0).getString();
            std::string value = "o." + name;
            for (const auto& [column, expression] : m_replaced) {
                if (column == name)
                    value = expression;
            }
            columns += (columns.empty() ? "" : ", ") + name;
            values += (values.empty() ? "" : ", ") + value;
        }
        m_database.exec("INSERT INTO main." + m_table + "(" + columns + ") SELECT " + values +
                        " FROM other." + m_table + " o " + rest);
    }

private:
    SQLite::Database& m_database;
    const std::string m_table;
    std::vector<std::pair<std::string, std::string>> m_replaced;
};

constexpr char kOfTaken[] = "JOIN taken t ON t.old = o.judgement";
constexpr char kOfTakenTests[] =
    "JOIN taken t ON t.old = o.judgement JOIN taken_test_case c ON c.old = o.test_case";

void copyJudgements(SQLite::Database& database)
{
    RowCopy(database, "session").replace("id", "t.new").run("JOIN taken_session t ON t.old = o.id");
    // A submission's newest version is its contents now: told again when it is judged again.
    RowCopy(database, "submission_version")
        .replace("id", "NULL")
        .replace("submission", "m.new")
        .run("JOIN taken_submission m ON m.old = o.submission"
             " WHERE m.new IN (SELECT submission FROM taken) ORDER BY o.id");
    RowCopy(database, "judgement")
        .replace("id", "t.new")
        .replace("submission", "t.submission")
        .replace("session", "(SELECT new FROM taken_session WHERE old = o.session)")
        .run("JOIN taken t ON t.old = o.id");
    RowCopy(database, "compile").replace("judgement", "t.new").run(kOfTaken);
    RowCopy(database, "run")
        .replace("judgement", "t.new")
        .replace("test_case", "c.new")
        .replace("processor", "(SELECT p.id FROM main.processor p JOIN other.processor q ON q.model = p.model"
                              " WHERE q.id = o.processor)")
        .run(kOfTakenTests);
    for (const char* table : {"run_text", "run_attempt"})
        RowCopy(database, table).replace("judgement", "t.new").run(kOfTaken);
    // Ids are in order of completion.
    RowCopy(database, "judgement_result")
        .replace("id", "NULL")
        .replace("judgement", "t.new")
        .run(std::string(kOfTaken) + " ORDER BY o.id");
    RowCopy(database, "group_result").replace("judgement", "t.new").run(kOfTaken);
    RowCopy(database, "skipped_test")
        .replace("judgement", "t.new")
        .replace("test_case", "c.new")
        .run(kOfTakenTests);
}

/// Facts of the contest itself that later schemas store: tables that do not belong to judgements.
void copyOtherFacts(SQLite::Database& database)
{
    std::vector<std::string> tables;
    SQLite::Statement names(database, R"(SELECT name FROM main.sqlite_schema WHERE type = 'table'
        AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT IN ('session', 'submission', 'submission_version',
        'judgement', 'compile', 'test_case', 'processor', 'run', 'run_text', 'run_attempt', 'judgement_result', 'group_result',
        'skipped_test', 'time_limit', 'result') AND name IN (SELECT name FROM other.sqlite_schema))");
    while (names.executeStep())
        tables.push_back(names.getColumn(0).getString());
    for (const std::string& table : tables) {
        if (database.execAndGet("SELECT count(*) FROM main." + table).getInt() == 0)
            RowCopy(database, table).run("");
    }
}

} // namespace

int takeOver(SQLite::Database& database, const std::filesystem::path& from, std::string_view projections)
{
    {
        SQLite::Statement attach(database, "ATTACH ? AS other");
        attach.bind(1, readerUri(from));
        attach.exec();
    }
    int count = 0;
    try {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        database.exec(kChoose);
        database.exec(kTestCases);
        count = database.execAndGet("SELECT count(*) FROM taken").getInt();
        if (count > 0) {
            copyJudgements(database);
            database.exec(std::string(projections));
        }
        database.exec(kTimeLimits);
        copyOtherFacts(database);
        database.exec(kDrop);
        transaction.commit();
    } catch (const SQLite::Exception&) {
        database.tryExec("DETACH other");
        throw;
    }
    database.exec("DETACH other");
    return count;
}

} // namespace assize::store
