-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is shown, made from the facts alone. Runs after every migration and whenever a rebuild is asked for; the
-- store's writer keeps the same rows up to date as facts arrive.

DROP TABLE IF EXISTS result;

-- The judgement of a submission that counts today: the one completed last.
CREATE TABLE result (
    submission  INTEGER PRIMARY KEY REFERENCES submission(id),
    judgement   INTEGER NOT NULL REFERENCES judgement(id),
    state       TEXT NOT NULL,
    verdict     TEXT,
    score       INTEGER NOT NULL,
    max_score   INTEGER NOT NULL,
    tests       INTEGER NOT NULL,          -- run or skipped
    skipped     INTEGER NOT NULL,
    cpu_ns      INTEGER NOT NULL,          -- the largest of the runs that count
    wall_ns     INTEGER NOT NULL,
    memory      INTEGER NOT NULL
) STRICT;

INSERT INTO result
SELECT j.submission, j.id, e.state, e.verdict, e.score, e.max_score,
       (SELECT count(*) FROM skipped_test s WHERE s.judgement = j.id)
           + (SELECT count(*) FROM run r WHERE r.judgement = j.id
                  AND NOT EXISTS (SELECT 1 FROM skipped_test s WHERE s.judgement = j.id AND s.test = r.test)),
       (SELECT count(*) FROM skipped_test s WHERE s.judgement = j.id),
       coalesce((SELECT max(r.cpu_ns) FROM run r WHERE r.judgement = j.id
           AND NOT EXISTS (SELECT 1 FROM skipped_test s WHERE s.judgement = j.id AND s.test = r.test)), 0),
       coalesce((SELECT max(r.wall_ns) FROM run r WHERE r.judgement = j.id
           AND NOT EXISTS (SELECT 1 FROM skipped_test s WHERE s.judgement = j.id AND s.test = r.test)), 0),
       coalesce((SELECT max(r.memory) FROM run r WHERE r.judgement = j.id
           AND NOT EXISTS (SELECT 1 FROM skipped_test s WHERE s.judgement = j.id AND s.test = r.test)), 0)
FROM judgement j JOIN judgement_result e ON e.judgement = j.id
WHERE j.id = (SELECT k.id FROM judgement k JOIN judgement_result f ON f.judgement = k.id
              WHERE k.submission = j.submission ORDER BY f.id DESC LIMIT 1);
