-- SPDX-License-Identifier: GPL-3.0-or-later
-- Facts of a contest. Rows are only added: triggers at the end refuse anything else. What is shown is made from
-- them by projections.sql.
--
-- Conventions: names, file names, messages and programs' output are BLOBs, because they may hold any bytes;
-- *_at are nanoseconds since 1970-01-01 UTC, *_ns durations in nanoseconds, memory and sizes bytes, scores
-- millionths; verdicts, states and limits are the codes of the JSON ('AC', 'done', 'cpu').

-- One call of the program that judged.
CREATE TABLE session (
    id          INTEGER PRIMARY KEY,
    started_at  INTEGER NOT NULL,
    pid         INTEGER NOT NULL,
    host        BLOB NOT NULL,
    account     BLOB NOT NULL,
    engine      TEXT NOT NULL              -- JSON: version, sandbox, isolation, slots
) STRICT;

-- A submission's identity, the same in every call.
CREATE TABLE submission (
    id          INTEGER PRIMARY KEY,
    contestant  BLOB NOT NULL,
    problem     BLOB NOT NULL,
    file        BLOB NOT NULL,
    UNIQUE (contestant, problem, file)
) STRICT;

-- What a submission looked like whenever it changed.
CREATE TABLE submission_version (
    id            INTEGER PRIMARY KEY,
    submission    INTEGER NOT NULL REFERENCES submission(id),
    seen_at       INTEGER NOT NULL,
    language      TEXT NOT NULL,
    content_hash  TEXT NOT NULL,
    submitted_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX submission_version_submission ON submission_version(submission);

-- The beginning of one grading of one submission.
CREATE TABLE judgement (
    id          INTEGER PRIMARY KEY,
    submission  INTEGER NOT NULL REFERENCES submission(id),
    session     INTEGER REFERENCES session(id),
    key         TEXT NOT NULL,             -- hash of all that decides the result
    started_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX judgement_submission ON judgement(submission);

CREATE TABLE compile (
    judgement  INTEGER PRIMARY KEY REFERENCES judgement(id),
    ok         INTEGER NOT NULL,
    cpu_ns     INTEGER NOT NULL,
    wall_ns    INTEGER NOT NULL,
    log        BLOB NOT NULL
) STRICT;

-- Names of test cases, so that a run needs only a number.
CREATE TABLE test_case (
    id    INTEGER PRIMARY KEY,
    name  BLOB NOT NULL UNIQUE
) STRICT;

-- One test case of a judgement that was run.
CREATE TABLE run (
    judgement          INTEGER NOT NULL REFERENCES judgement(id),
    test               INTEGER NOT NULL,   -- place in judging order, from 0
    test_case          INTEGER NOT NULL REFERENCES test_case(id),
    verdict            TEXT NOT NULL,
    score              INTEGER NOT NULL,
    cpu_ns             INTEGER NOT NULL,
    wall_ns            INTEGER NOT NULL,
    memory             INTEGER NOT NULL,
    exit_code          INTEGER,
    signal             INTEGER,
    limit_met          TEXT,
    output_size        INTEGER NOT NULL,
    difference_offset  INTEGER NOT NULL,
    message            BLOB NOT NULL,
    PRIMARY KEY (judgement, test)
) STRICT, WITHOUT ROWID;

-- Excerpts of what a run wrote and should have written; only for runs that have any.
CREATE TABLE run_text (
    judgement       INTEGER NOT NULL,
    test            INTEGER NOT NULL,
    standard_error  BLOB NOT NULL,
    output          BLOB NOT NULL,
    expected        BLOB NOT NULL,
    PRIMARY KEY (judgement, test),
    FOREIGN KEY (judgement, test) REFERENCES run(judgement, test)
) STRICT;

-- The executions of a run that was repeated because it ended near its time limit.
CREATE TABLE run_attempt (
    judgement  INTEGER NOT NULL,
    test       INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    cpu_ns     INTEGER NOT NULL,
    wall_ns    INTEGER NOT NULL,
    memory     INTEGER NOT NULL,
    PRIMARY KEY (judgement, test, attempt),
    FOREIGN KEY (judgement, test) REFERENCES run(judgement, test)
) STRICT, WITHOUT ROWID;

-- The completion of a judgement: its verdict, what its groups got, and the tests that do not count.
CREATE TABLE judgement_result (
    id         INTEGER PRIMARY KEY,        -- in order of completion
    judgement  INTEGER NOT NULL UNIQUE REFERENCES judgement(id),
    ended_at   INTEGER NOT NULL,
    state      TEXT NOT NULL,
    verdict    TEXT,
    score      INTEGER NOT NULL,
    max_score  INTEGER NOT NULL,
    message    BLOB NOT NULL
) STRICT;

CREATE TABLE group_result (
    judgement   INTEGER NOT NULL REFERENCES judgement_result(judgement),
    place       INTEGER NOT NULL,
    test_group  BLOB NOT NULL,
    verdict     TEXT,
    score       INTEGER NOT NULL,
    max_score   INTEGER NOT NULL,
    PRIMARY KEY (judgement, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE skipped_test (
    judgement  INTEGER NOT NULL REFERENCES judgement_result(judgement),
    test       INTEGER NOT NULL,
    test_case  INTEGER NOT NULL REFERENCES test_case(id),
    PRIMARY KEY (judgement, test)
) STRICT, WITHOUT ROWID;

-- Time limits computed from the jury's submissions.
CREATE TABLE time_limit (
    id           INTEGER PRIMARY KEY,
    problem      BLOB NOT NULL,
    key          TEXT NOT NULL,
    limit_ns     INTEGER NOT NULL,
    computed_at  INTEGER NOT NULL
) STRICT;

CREATE TRIGGER session_is_kept BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER session_stays BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER submission_is_kept BEFORE UPDATE ON submission BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER submission_stays BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER submission_version_is_kept BEFORE UPDATE ON submission_version BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER submission_version_stays BEFORE DELETE ON submission_version BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER judgement_is_kept BEFORE UPDATE ON judgement BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER judgement_stays BEFORE DELETE ON judgement BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER compile_is_kept BEFORE UPDATE ON compile BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER compile_stays BEFORE DELETE ON compile BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER run_is_kept BEFORE UPDATE ON run BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER run_stays BEFORE DELETE ON run BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER judgement_result_is_kept BEFORE UPDATE ON judgement_result BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER judgement_result_stays BEFORE DELETE ON judgement_result BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER time_limit_is_kept BEFORE UPDATE ON time_limit BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER time_limit_stays BEFORE DELETE ON time_limit BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
