-- What a city's file holds of a county's year beside its figures: which submission they came from, and what was said of it.

-- digest: the checksum of the machine rows; source: the file's name; accepted_at: ISO date and time.
CREATE TABLE county_submission (
    region      TEXT NOT NULL,
    year        INTEGER NOT NULL,
    name        TEXT NOT NULL,
    level       TEXT NOT NULL,
    corrections INTEGER,
    digest      TEXT NOT NULL,
    source      TEXT NOT NULL,
    program     TEXT NOT NULL,
    accepted_at TEXT NOT NULL,
    PRIMARY KEY (region, year)
) STRICT, WITHOUT ROWID;
