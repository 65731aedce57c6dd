-- 采集表 out and back: to whom which year's form went when, when and as which file it came back, what was made of it.

-- number: the unit's first, second … form of the year. sent_at, returned_at, sent_back_at: ISO date and time, '' while it
-- has not happened; due: YYYY-MM-DD; reminded: the days of reminders, YYYY-MM-DD between blanks. source: the file's name as
-- it came; kept: the name of its copy in the folder beside the data file; sha256: of that file.
CREATE TABLE form_trip (
    year         INTEGER NOT NULL,
    unit         TEXT NOT NULL,
    number       INTEGER NOT NULL,
    sent_at      TEXT NOT NULL,
    due          TEXT NOT NULL,
    reminded     TEXT NOT NULL,
    returned_at  TEXT NOT NULL,
    returned_by  TEXT NOT NULL,
    source       TEXT NOT NULL,
    kept         TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    accepted     INTEGER,
    rejected     INTEGER,
    sent_back_at TEXT NOT NULL,
    PRIMARY KEY (year, unit, number)
) STRICT, WITHOUT ROWID;
