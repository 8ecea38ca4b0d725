-- SPDX-License-Identifier: GPL-3.0-or-later
-- What ran the contest's Python sources: fixed by the first results, whatever is installed later. The newest row
-- counts.

CREATE TABLE python_interpreter (
    id           INTEGER PRIMARY KEY,
    interpreter  TEXT NOT NULL,            -- 'cpython', 'pypy'
    asked_for    INTEGER NOT NULL,         -- 1: somebody named it; 0: what the packages mean and was installed
    chosen_at    INTEGER NOT NULL
) STRICT;

CREATE TRIGGER python_interpreter_is_kept BEFORE UPDATE ON python_interpreter
BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER python_interpreter_stays BEFORE DELETE ON python_interpreter
BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
