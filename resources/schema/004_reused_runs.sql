-- SPDX-License-Identifier: GPL-3.0-or-later
-- Runs that later judgements of the same submission take over instead of making them again.

-- Models of processors, so that a run needs only a number.
CREATE TABLE processor (
    id     INTEGER PRIMARY KEY,
    model  TEXT NOT NULL UNIQUE
) STRICT;

-- Hash of all that decides the run, 16 bytes; NULL: it is not taken over (as all of earlier schemas).
ALTER TABLE run ADD COLUMN key BLOB;
-- When and on which model of processor a program ran for it, also where this row only takes it over (`reused` is
-- 1); NULL: not known.
ALTER TABLE run ADD COLUMN measured_at INTEGER;
ALTER TABLE run ADD COLUMN processor INTEGER REFERENCES processor(id);
ALTER TABLE run ADD COLUMN reused INTEGER;

CREATE TRIGGER processor_is_kept BEFORE UPDATE ON processor BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
CREATE TRIGGER processor_stays BEFORE DELETE ON processor BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
